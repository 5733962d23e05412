import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { getStep, redriveFrom } from '../../shared/api/execution';
import { describeStateMachine, listVersions, redriveExecution, type Execution } from '../../shared/api/stepFunctions';
import { designerPlace, nameOf } from '../../shared/arn';
import { JsonEditor } from '../../shared/editor/JsonEditor';
import { parseJson, prettyJson, whyNotJson } from '../../shared/json/json';
import { EXECUTION } from '../../shared/live/queries';
import { Link } from '../../shared/router';
import { ActionDialog } from '../../shared/ui/Dialog';
import { Segments } from '../../shared/ui/Page';
import { Loading } from '../../shared/ui/States';
import { toast } from '../../shared/ui/Toasts';
import type { History, Visit } from './history';
import { machineOf } from './machineOf';
import { failedVisit } from './WhyItFailed';

interface RedriveDialogProps {
  execution: Execution;
  history: History;
  /** The definition that is chosen at first, as `redriveFrom` names it; empty where none is. */
  wanted: string;
  onClose: () => void;
}

/** The definition that the execution ran, among those to choose from. */
const SAME = 'SAME';

/** Lets an execution go on: where it stood, or from a state that it was in before, with another input or another definition. */
export function RedriveDialog({ execution, history, wanted, onClose }: RedriveDialogProps) {
  const [from, setFrom] = useState<'stood' | 'state'>('stood');
  const entered = [...new Map(history.visits.filter(visit => visit.parent === null).map(visit => [visit.name, visit])).values()]; // the last entry of each
  const [chosen, setChosen] = useState<number | null>(null);
  const [edited, setEdited] = useState<{ of: number; text: string } | null>(null);
  const [chosenDefinition, setDefinition] = useState(wanted);
  const arn = execution.executionArn;
  const machineArn = execution.stateMachineArn;
  const stood = outermost(failedVisit({ history, status: execution.status }));
  const visit = from === 'state' ? entered.find(one => one.id === chosen) ?? entered.at(-1) : undefined;
  const { data: step } = useQuery({ queryKey: [EXECUTION, arn, 'step', visit?.id], queryFn: ({ signal }) => getStep(arn, visit!.id, signal), enabled: visit !== undefined });
  const { data: versions } = useQuery({ queryKey: ['versions', machineArn], queryFn: ({ signal }) => listVersions(machineArn, undefined, signal) });
  const { data: ran, isPending: isAsking } = useQuery(machineOf(execution));
  const { data: present, isFetchedAfterMount: isKnown } = useQuery({ queryKey: ['machine', machineArn], queryFn: ({ signal }) => describeStateMachine(machineArn, signal), staleTime: 0 });
  const isChanged = ran !== undefined && present !== undefined && ran.definition !== present.definition;
  const definition = chosenDefinition || (isChanged ? '' : SAME);
  const isSame = definition === SAME;

  const given = step?.stages[0]?.data ?? '';
  const isEdited = edited !== null && edited.of === visit?.id;
  const input = isEdited ? edited.text : given && prettyJson(parseJson(given)!);

  const redrive = async () => {
    const fault = isEdited ? whyNotJson(input) : null;
    if (fault) throw new Error(`The input of ${visit!.name} is not JSON: ${fault}`);
    if (!definition) throw new Error('Say which definition it goes on with: the state machine was changed since it ran.');
    if (!visit && isSame) await redriveExecution(arn);
    else await redriveFrom(arn, { ...(visit && { fromState: visit.name }), ...(isEdited && { input }), ...(!isSame && { definition }) });
    toast(`Redriven ${execution.name}`);
  };
  return (
    <ActionDialog title={`Redrive ${execution.name}?`} action="Redrive" onClose={onClose} onConfirm={redrive} isReady={isKnown && !isAsking} description={descriptionOf(visit, stood, isSame)}>
      <div className="field">
        <Segments name="Where it goes on" value={from} options={[{ value: 'stood', label: 'Where it stood' }, { value: 'state', label: 'From a state' }]} onChange={setFrom} />
        {!visit && isSame && stood?.type === 'Fail' && <span className="hint">It stood in {stood.name}, a Fail state, which fails again. Let it go on from a state before that.</span>}
      </div>
      {visit && (
        <>
          <div className="field">
            <label htmlFor="redrive-state">State</label>
            <select id="redrive-state" className="input" value={visit.id} onChange={event => setChosen(Number(event.target.value))}>
              {entered.map(one => <option key={one.id} value={one.id}>{one.name}</option>)}
            </select>
            <Repeated visits={history.visits} from={visit} />
          </div>
          <div className="field redrive-input">
            <span className="label">Input of the state</span>
            {step || isEdited ? <JsonEditor key={visit.id} name={`Input of ${visit.name}`} text={input} onChange={text => setEdited({ of: visit.id, text })} /> : <Loading what="Loading the input" rows={4} />}
          </div>
        </>
      )}
      <div className="field">
        <label htmlFor="redrive-definition">Definition</label>
        <select id="redrive-definition" className="input" value={definition} aria-describedby="redrive-changed" onChange={event => setDefinition(event.target.value)}>
          {definition === '' && <option value="">Choose one</option>}
          <option value={SAME}>The one that it ran</option>
          <option value="CURRENT">The newest one{isChanged && ', which is another'}</option>
          {versions?.items.map(({ stateMachineVersionArn }) => <option key={stateMachineVersionArn} value={nameOf(stateMachineVersionArn)}>Version {nameOf(stateMachineVersionArn)}</option>)}
        </select>
        <span id="redrive-changed" className="hint">
          {isChanged ? 'The state machine was changed since this execution ran: only the newest definition has the changes.' : <>If the definition is at fault, correct it <Link className="inline-link" to={designerPlace(machineArn, arn)}>in the designer</Link> first.</>}
        </span>
      </div>
    </ActionDialog>
  );
}

const outermost = (visit: Visit | undefined): Visit | undefined => (visit?.parent ? outermost(visit.parent) : visit);

function descriptionOf(visit: Visit | undefined, stood: Visit | undefined, isSame: boolean): string {
  if (visit) return 'It enters the state anew, with the variables that it had there. What follows runs again.';
  if (isSame) return 'It goes on where it stood, with the input it had. What succeeded is not run again.';
  const whole = stood?.type === 'Map' || stood?.type === 'Parallel' ? `, and ${stood.name} runs as a whole` : '';
  return `It enters the state in which it stood anew, with the input it had there${whole}. What succeeded before that is not run again.`;
}

/** Which tasks have done their work already and are going to do it again. */
function Repeated({ visits, from }: { visits: readonly Visit[]; from: Visit }) {
  const names = [...new Set(visits.filter(visit => visit.id >= from.id && visit.type === 'Task' && visit.status === 'SUCCEEDED').map(visit => visit.name))];
  if (names.length === 0) return <span className="hint">No task that has succeeded runs again.</span>;
  return <span className="hint">These tasks have succeeded and run again: {names.slice(0, 8).join(', ')}{names.length > 8 && ` and ${names.length - 8} more`}.</span>;
}
