import { useState } from 'react';
import { executionPlace, nameOf } from '../arn';
import { startExecution } from '../api/stepFunctions';
import { navigate } from '../router';
import { ActionDialog } from '../ui/Dialog';
import { toast } from '../ui/Toasts';

interface StartDialogProps {
  stateMachineArn: string;
  machineName: string;
  /** Express executions cannot be looked at: there is no page to go to. */
  isExpress?: boolean;
  /** What the input begins as: `{}`, or that of the execution that is started once more. */
  input?: string;
  onClose: () => void;
}

/** Starts an execution and leads to it. */
export function StartDialog({ stateMachineArn, machineName, isExpress = false, input = '{}', onClose }: StartDialogProps) {
  const [name, setName] = useState('');
  const [text, setText] = useState(input);
  const fault = whyNotJson(text);
  const start = async () => {
    if (fault) throw new Error(`The input is not JSON: ${fault}`);
    const { executionArn } = await startExecution({ stateMachineArn, input: text, ...(name ? { name } : {}) });
    toast(isExpress ? `Started ${machineName}; its log says how it comes out` : `Started ${nameOf(executionArn)}`);
    if (!isExpress) navigate(executionPlace(executionArn));
  };
  return (
    <ActionDialog title={`Start ${machineName}`} description="A new execution begins at once, with this input." action="Start" onConfirm={start} onClose={onClose}>
      <div className="field">
        <label htmlFor="start-name">Name</label>
        <input id="start-name" className="input" value={name} onChange={event => setName(event.target.value)} placeholder="A new one is made" autoComplete="off" spellCheck={false} maxLength={80} />
      </div>
      <div className="field">
        <label htmlFor="start-input">Input</label>
        <textarea id="start-input" className="input" rows={10} value={text} onChange={event => setText(event.target.value)} spellCheck={false} aria-invalid={fault ? true : undefined} aria-describedby="start-fault" />
        <span id="start-fault" className="fault" role="status">
          {fault}
        </span>
      </div>
    </ActionDialog>
  );
}

function whyNotJson(text: string): string | null {
  try {
    JSON.parse(text);
    return null;
  } catch (e) {
    return (e as Error).message;
  }
}
