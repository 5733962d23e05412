import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { getStep, redriveFrom } from '../../shared/api/execution';
import { listVersions, redriveExecution, type Execution } from '../../shared/api/stepFunctions';
import { machinePlace, nameOf } from '../../shared/arn';
import { parseJson, prettyJson } from '../../shared/json/json';
import { EXECUTION } from '../../shared/live/queries';
import { Link } from '../../shared/router';
import { ActionDialog } from '../../shared/ui/Dialog';
import { Segments } from '../../shared/ui/Page';
import { toast } from '../../shared/ui/Toasts';
import type { History, Visit } from './history';

interface RedriveDialogProps {
  execution: Execution;
  history: History;
  onClose: () => void;
}

/** Lets an execution go on: where it stood, or from a state that it was in before, with another input or another definition. */
export function RedriveDialog({ execution, history, onClose }: RedriveDialogProps) {
  const [from, setFrom] = useState<'stood' | 'state'>('stood');
  const entered = [...new Map(history.visits.filter(visit => visit.parent === null).map(visit => [visit.name, visit])).values()]; // the last entry of each
  const [chosen, setChosen] = useState(entered.at(-1)?.id);
  const [edited, setEdited] = useState<{ of: number; text: string } | null>(null);
  const [definition, setDefinition] = useState('');
  const visit = entered.find(one => one.id === chosen);
  const arn = execution.executionArn;
  const { data: step } = useQuery({ queryKey: [EXECUTION, arn, 'step', visit?.id], queryFn: ({ signal }) => getStep(arn, visit!.id, signal), enabled: from === 'state' && visit !== undefined });
  const { data: versions } = useQuery({ queryKey: ['versions', execution.stateMachineArn], queryFn: ({ signal }) => listVersions(execution.stateMachineArn, undefined, signal), enabled: from === 'state' });
  const given = step?.stages[0]?.data ?? '';
  const input = edited !== null && edited.of === visit?.id ? edited.text : given && prettyJson(parseJson(given)!);
  const isEdited = edited !== null && edited.of === visit?.id;
  const fault = isEdited && parseJson(input) === null ? 'This is not JSON.' : '';

  const redrive = async () => {
    if (from === 'stood') await redriveExecution(arn);
    else {
      if (fault) throw new Error(`The input of ${visit!.name} is not JSON.`);
      await redriveFrom(arn, { fromState: visit!.name, ...(isEdited ? { input } : {}), ...(definition ? { definition } : {}) });
    }
    toast(`Redriven ${execution.name}`);
  };
  return (
    <ActionDialog
      title={`Redrive ${execution.name}?`} action="Redrive" onClose={onClose} onConfirm={redrive}
      description={from === 'stood' ? 'It goes on where it stood, with the input it had. What succeeded is not run again.' : 'It enters the state anew, with the variables that it had there. What follows runs again.'}
    >
      <div className="field">
        <Segments name="Where it goes on" value={from} options={[{ value: 'stood', label: 'Where it stood' }, { value: 'state', label: 'From a state' }]} onChange={setFrom} />
      </div>
      {from === 'state' && visit && (
        <>
          <div className="field">
            <label htmlFor="redrive-state">State</label>
            <select id="redrive-state" className="input" value={visit.id} onChange={event => setChosen(Number(event.target.value))}>
              {entered.map(one => <option key={one.id} value={one.id}>{one.name}</option>)}
            </select>
            <Repeated visits={history.visits} from={visit} />
          </div>
          <div className="field">
            <label htmlFor="redrive-input">Input of the state</label>
            <textarea
              id="redrive-input" className="input" rows={8} value={input} onChange={event => setEdited({ of: visit.id, text: event.target.value })} spellCheck={false} aria-invalid={fault ? true : undefined} aria-describedby="redrive-fault"
            />
            <span id="redrive-fault" className="fault" role="status">{fault}</span>
          </div>
          <div className="field">
            <label htmlFor="redrive-definition">Definition</label>
            <select id="redrive-definition" className="input" value={definition} onChange={event => setDefinition(event.target.value)}>
              <option value="">The one that it ran</option>
              <option value="CURRENT">The newest one</option>
              {versions?.items.map(({ stateMachineVersionArn }) => <option key={stateMachineVersionArn} value={nameOf(stateMachineVersionArn)}>Version {nameOf(stateMachineVersionArn)}</option>)}
            </select>
            <span className="hint">To correct it first, change <Link className="inline-link" to={machinePlace(execution.stateMachineArn)}>the state machine</Link>, then redrive with the newest one.</span>
          </div>
        </>
      )}
    </ActionDialog>
  );
}

/** Which tasks have done their work already and are going to do it again. */
function Repeated({ visits, from }: { visits: readonly Visit[]; from: Visit }) {
  const names = [...new Set(visits.filter(visit => visit.id >= from.id && visit.type === 'Task' && visit.status === 'SUCCEEDED').map(visit => visit.name))];
  if (names.length === 0) return <span className="hint">No task that has succeeded runs again.</span>;
  return <span className="hint">These tasks have succeeded and run again: {names.slice(0, 8).join(', ')}{names.length > 8 && ` and ${names.length - 8} more`}.</span>;
}
