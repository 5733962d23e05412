import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { listStateMachines } from '../../shared/api/stepFunctions';
import { machineNameOf } from '../../shared/arn';
import { EXECUTIONS } from '../../shared/live/queries';
import { Button } from '../../shared/ui/Button';
import { ActionDialog } from '../../shared/ui/Dialog';
import { Fault } from '../../shared/ui/States';
import { statusLabel } from '../../shared/ui/Status';
import { Progress } from './Progress';
import { useWork } from './useWork';

const ends = ['SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED'] as const;

/** Removes closed executions for good; how many these are is counted first. */
export function Purge({ retention }: { retention: string | null }) {
  const client = useQueryClient();
  const { data: machines } = useQuery({ queryKey: ['machines', 'first'], queryFn: ({ signal }) => listStateMachines(undefined, signal) });
  const [age, setAge] = useState('30d');
  const [machine, setMachine] = useState('');
  const [status, setStatus] = useState('');
  const [isAsked, setAsked] = useState(false);
  const preview = useWork('purge');
  const work = useWork('purge');
  const order = { olderThan: age.trim(), ...(machine ? { stateMachineArn: machine } : {}), ...(status ? { status } : {}) };
  const [counted, setCounted] = useState('');
  const count = async () => {
    setCounted(JSON.stringify(order));
    await preview.start({ ...order, dryRun: true });
  };
  const run = async () => {
    setAsked(false);
    await work.start({ ...order, dryRun: false });
    setCounted('');
    void client.invalidateQueries({ queryKey: [EXECUTIONS] });
    void client.invalidateQueries({ queryKey: ['maintenance'] });
  };
  const found = counted === JSON.stringify(order) && preview.told?.isDone ? preview.told.purge : undefined;
  const removed = work.told?.purge;
  return (
    <section className="panel storage-purge" aria-label="Purge">
      <div className="panel-head"><h2>Purge</h2></div>
      <div className="panel-body storage-work">
        <p className="quiet">Removes executions that have ended, with their histories, tasks and children. {retention ? `The server itself removes what ended more than ${retention} ago.` : 'Unless it is told to (Baton__Retention__Age), the server itself removes nothing.'}</p>
        <div className="storage-order">
          <div className="field">
            <label htmlFor="purge-age">Ended at least</label>
            <input id="purge-age" className="input" value={age} onChange={event => setAge(event.target.value)} aria-describedby="purge-age-hint" spellCheck={false} autoComplete="off" />
            <span id="purge-age-hint" className="hint">ago: a number with s, m, h or d</span>
          </div>
          <div className="field">
            <label htmlFor="purge-machine">State machine</label>
            <select id="purge-machine" className="input" value={machine} onChange={event => setMachine(event.target.value)}>
              <option value="">Any</option>
              {machines?.items.map(({ stateMachineArn }) => <option key={stateMachineArn} value={stateMachineArn}>{machineNameOf(stateMachineArn)}</option>)}
            </select>
          </div>
          <div className="field">
            <label htmlFor="purge-status">End</label>
            <select id="purge-status" className="input" value={status} onChange={event => setStatus(event.target.value)}>
              <option value="">Any</option>
              {ends.map(end => <option key={end} value={end}>{statusLabel(end)}</option>)}
            </select>
          </div>
        </div>
        <div className="storage-acts">
          <Button disabled={preview.isRunning || work.isRunning} onClick={() => void count()}>Count</Button>
          <Button kind="danger" disabled={!found || found.executions === 0 || work.isRunning} onClick={() => setAsked(true)}>Purge…</Button>
          {(preview.isRunning || work.isRunning) && <Button onClick={preview.isRunning ? preview.stop : work.stop}>Stop</Button>}
          <span className="quiet" role="status">
            {found && `${countText(found)} would go`}
            {removed && work.told?.isDone && !found && `${countText(removed)} went`}
          </span>
        </div>
        {preview.isRunning && <Progress label="Counting" percent={undefined} />}
        {work.isRunning && <Progress label={removed ? `Removed ${countText(removed)}` : 'Removing'} percent={undefined} />}
        {(preview.error ?? work.error) !== undefined && <Fault error={preview.error ?? work.error} title="It was not done" />}
      </div>
      {isAsked && found && (
        <ActionDialog title={`Remove ${countText(found)}?`} description="They are removed for good, with all that belongs to them. A backup that was made before still has them." action="Remove" danger onConfirm={async () => void run()} onClose={() => setAsked(false)} />
      )}
    </section>
  );
}

function countText({ executions, children }: { executions: number; children: number }): string {
  const text = `${executions.toLocaleString('en')} ${executions === 1 ? 'execution' : 'executions'}`;
  return children > 0 ? `${text} and ${children.toLocaleString('en')} ${children === 1 ? 'child' : 'children'}` : text;
}
