import { useState } from 'react';
import { stopExecution, type Execution } from '../../shared/api/stepFunctions';
import { ActionDialog } from '../../shared/ui/Dialog';
import { toast } from '../../shared/ui/Toasts';

/** Stops an execution, with an error and a cause for those who ask later. */
export function StopDialog({ execution: { executionArn, name }, onClose }: { execution: Execution; onClose: () => void }) {
  const [error, setError] = useState('');
  const [cause, setCause] = useState('');
  const stop = async () => {
    await stopExecution(executionArn, error || undefined, cause || undefined);
    toast(`Stopped ${name}`);
  };
  return (
    <ActionDialog title={`Stop ${name}?`} description="It ends as aborted. What its tasks have done elsewhere stays done." action="Stop" danger onClose={onClose} onConfirm={stop}>
      <div className="field">
        <label htmlFor="stop-error">Error</label>
        <input id="stop-error" className="input" value={error} onChange={event => setError(event.target.value)} placeholder="None" maxLength={256} autoComplete="off" spellCheck={false} />
      </div>
      <div className="field">
        <label htmlFor="stop-cause">Cause</label>
        <textarea id="stop-cause" className="input" rows={3} value={cause} onChange={event => setCause(event.target.value)} placeholder="Why it is stopped, for whoever looks later" maxLength={32_768} />
      </div>
    </ActionDialog>
  );
}
