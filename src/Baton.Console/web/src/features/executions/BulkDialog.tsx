import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { countText, previewBulk, startBulk, type BulkAction, type BulkOrder, type BulkPreview } from '../../shared/api/runs';
import { executionPlace } from '../../shared/arn';
import { Link, navigate } from '../../shared/router';
import { Button } from '../../shared/ui/Button';
import { Dialog } from '../../shared/ui/Dialog';
import { Fault, Loading } from '../../shared/ui/States';
import { Status } from '../../shared/ui/Status';
import { Time } from '../../shared/ui/Time';

const words = {
  STOP: { verb: 'Stop', would: 'would be stopped', none: 'None of these runs: there is nothing to stop.', says: 'They end as aborted. What their tasks have done elsewhere stays done.' },
  REDRIVE: { verb: 'Redrive', would: 'would be redriven', none: 'None of these has failed, timed out or was stopped: there is nothing to redrive.', says: 'They go on where they failed, with the input they had. What succeeded is not run again.' },
} as const;

export type BulkTarget = Pick<BulkOrder, 'query' | 'executionArns'>;

/** Shows what would be done to many executions, and does it when that is confirmed. */
export function BulkDialog({ action, target, onClose }: { action: BulkAction; target: BulkTarget; onClose: () => void }) {
  const [error, setError] = useState('');
  const [cause, setCause] = useState('');
  const [fault, setFault] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const { data: preview, error: unknown } = useQuery({ queryKey: ['bulk preview', action, target], queryFn: () => previewBulk({ action, ...target }), gcTime: 0, staleTime: Infinity });
  const { verb, none, says } = words[action];
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      const { id } = await startBulk({ action, ...target, ...(error && { error }), ...(cause && { cause }) });
      navigate(`/bulk-jobs/${id}`);
    } catch (e) {
      setFault(e);
      setBusy(false);
    }
  };
  const count = preview && countText(preview);
  return (
    <Dialog title={`${verb} executions`} description={says} wide onClose={onClose}>
      <form onSubmit={event => void submit(event)} style={{ display: 'contents' }}>
        <div className="dialog-body">
          {target.query !== undefined && <p>{target.query ? <>Of the query <code className="bulk-query">{target.query}</code></> : 'Of all executions'}</p>}
          {unknown && <Fault error={unknown} />}
          {!preview && !unknown && <Loading rows={4} what="Counting" />}
          {preview && (preview.count > 0 ? <Preview action={action} preview={preview} /> : <p role="status">{none}</p>)}
          {preview && preview.count > 0 && action === 'STOP' && (
            <div className="bulk-why">
              <div className="field">
                <label htmlFor="bulk-error">Error</label>
                <input id="bulk-error" className="input" value={error} onChange={event => setError(event.target.value)} maxLength={256} placeholder="Optional, like Operator.Stopped" autoComplete="off" />
              </div>
              <div className="field">
                <label htmlFor="bulk-cause">Cause</label>
                <input id="bulk-cause" className="input" value={cause} onChange={event => setCause(event.target.value)} maxLength={32768} placeholder="Optional: why, for who looks later" autoComplete="off" />
              </div>
            </div>
          )}
          {fault !== undefined && <Fault error={fault} />}
        </div>
        <div className="dialog-foot">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" kind={action === 'STOP' ? 'danger' : 'primary'} disabled={isBusy || !preview || preview.count === 0}>
            {count && preview.count > 0 ? `${verb} ${preview.isAtLeast ? 'all, at least ' : ''}${preview.count.toLocaleString('en')}` : verb}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function Preview({ action, preview: { count, isAtLeast, looked, lookedTo, checked, refusals, sample } }: { action: BulkAction; preview: BulkPreview }) {
  const number = count.toLocaleString('en');
  return (
    <>
      <p role="status">
        <strong>{isAtLeast ? `At least ${number}` : number}</strong> {count === 1 && !isAtLeast ? 'execution' : 'executions'} {words[action].would}.
        {isAtLeast && <> Counting ended after {looked.toLocaleString('en')} executions{lookedTo && <>, started <Time date={lookedTo} /></>}; the job itself goes through all.</>}
      </p>
      {refusals.length > 0 && (
        <div className="bulk-refusals">
          <p>{checked < count ? `Of the first ${checked.toLocaleString('en')}, these` : 'These'} would be refused:</p>
          <ul>
            {refusals.map(refusal => <li key={refusal.reason}>{refusal.count.toLocaleString('en')}: {refusal.reason}</li>)}
          </ul>
        </div>
      )}
      <ul className="bulk-sample" aria-label="Some of them">
        {sample.map(one => (
          <li key={one.executionArn}>
            <Link to={executionPlace(one.executionArn)} className="truncate">{one.name}</Link>
            <Status status={one.status} />
            <Time date={one.startDate} />
          </li>
        ))}
      </ul>
    </>
  );
}
