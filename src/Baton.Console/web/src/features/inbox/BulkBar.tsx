import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { EXECUTIONS } from '../../shared/live/queries';
import { useActor } from '../../shared/people/actor';
import { act, type HumanTask, type TaskAct } from '../../shared/people/api';
import { Button } from '../../shared/ui/Button';
import { toast } from '../../shared/ui/Toasts';
import { NameDialog } from './NameDialog';
import { hasIt, isActive, mayClaim } from './rules';

interface BulkProps {
  tasks: readonly HumanTask[];
  chosen: readonly HumanTask[];
  onChoose: (tasks: readonly HumanTask[]) => void;
}

interface Refusal {
  task: HumanTask;
  reason: string;
}

/** Chooses tasks of the list, and does one thing with all of them; what is refused stays chosen, and why is told. */
export function BulkBar({ tasks, chosen, onChoose }: BulkProps) {
  const actor = useActor();
  const client = useQueryClient();
  const [refusals, setRefusals] = useState<readonly Refusal[]>([]);
  const [isBusy, setBusy] = useState(false);
  const [isAssigning, setAssigning] = useState(false);
  const choosable = tasks.filter(isActive);
  if (choosable.length === 0) return null;
  const choose = (next: readonly HumanTask[]) => {
    setRefusals([]);
    onChoose(next);
  };
  const doAll = async (some: readonly HumanTask[], what: TaskAct, done: string, body = {}) => {
    setBusy(true);
    const refused: Refusal[] = [];
    for (const task of some) {
      try {
        await act(task.id, what, body);
      } catch (e) {
        refused.push({ task, reason: (e as Error).message });
      }
    }
    const count = some.length - refused.length;
    if (count > 0) toast(`${done} ${count} ${count === 1 ? 'task' : 'tasks'}`);
    setRefusals(refused);
    onChoose(refused.map(({ task }) => task));
    await client.invalidateQueries({ queryKey: [EXECUTIONS] });
    setBusy(false);
  };
  const button = (label: string, some: readonly HumanTask[], onClick: () => void) => (
    <Button disabled={isBusy || some.length === 0} onClick={onClick}>{label}{some.length > 0 && some.length < chosen.length && ` ${some.length}`}</Button>
  );
  const claimable = chosen.filter(task => mayClaim(task, actor));
  const own = chosen.filter(task => task.status === 'claimed' && hasIt(task, actor));
  return (
    <div className="bulk-tasks" role="group" aria-label="Several tasks">
      <label className="check">
        <input
          type="checkbox" checked={chosen.length === choosable.length} ref={box => { if (box) box.indeterminate = chosen.length > 0 && chosen.length < choosable.length; }}
          onChange={event => choose(event.target.checked ? choosable : [])}
        />
        <span aria-live="polite">{chosen.length === 0 ? 'Choose all' : `${chosen.length} chosen`}</span>
      </label>
      {chosen.length > 0 && (
        <span className="bulk-acts">
          {button('Claim', claimable, () => void doAll(claimable, 'claim', 'Claimed'))}
          {button('Release', own, () => void doAll(own, 'release', 'Released'))}
          {button('Assign…', chosen, () => setAssigning(true))}
        </span>
      )}
      {refusals.length > 0 && (
        <div className="bulk-refused" role="alert">
          {refusals.map(({ task, reason }) => <p key={task.id}><b>{task.title}</b>: {reason}</p>)}
        </div>
      )}
      {isAssigning && (
        <NameDialog
          title={`Assign ${chosen.length} ${chosen.length === 1 ? 'task' : 'tasks'}`} description="Says who is to do them. Left empty, each goes back to everybody whom it is for." action="Assign" mayBeEmpty value="" onClose={() => setAssigning(false)}
          onSave={name => doAll(chosen, 'assign', 'Assigned', name ? { to: name } : {})}
        />
      )}
    </div>
  );
}
