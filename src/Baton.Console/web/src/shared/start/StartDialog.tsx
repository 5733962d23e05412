import { useQuery } from '@tanstack/react-query';
import { useMemo, useState, type FormEvent, type ReactNode } from 'react';
import { ApiError } from '../api/http';
import { listAliases, startSync, type SyncResult } from '../api/machines';
import { listVersions, startExecution } from '../api/stepFunctions';
import { executionPlace, nameOf } from '../arn';
import { JsonEditor } from '../editor/JsonEditor';
import { parseJson, prettyJson, whyNotJson } from '../json/json';
import { JsonView } from '../json/JsonView';
import { navigate } from '../router';
import { Button } from '../ui/Button';
import { Dialog } from '../ui/Dialog';
import { Segments } from '../ui/Page';
import { Fault } from '../ui/States';
import { Status } from '../ui/Status';
import { agoText, durationText } from '../ui/Time';
import { toast } from '../ui/Toasts';
import { readEarlier } from './earlier';
import { fieldsOf } from './inputForm';
import { InputForm } from './InputForm';
import './start.css';

interface StartDialogProps {
  /** A machine, a version or an alias. */
  stateMachineArn: string;
  machineName: string;
  /** Express executions cannot be looked at: there is no page to go to. */
  isExpress?: boolean;
  /** What the input begins as: `{}`, or that of the execution that is started once more. */
  input?: string;
  onClose: () => void;
}

type FieldName = 'name' | 'input' | 'trace';

/** Which field an error is about, by the code that the API publishes. */
const fieldOf = (error: unknown): FieldName | null => {
  if (!(error instanceof ApiError)) return null;
  if (error.code.endsWith('InvalidName') || error.code.endsWith('ExecutionAlreadyExists') || /'name'/.test(error.message)) return 'name';
  if (error.code.endsWith('InvalidExecutionInput') || /'input'/.test(error.message)) return 'input';
  return /'traceHeader'/.test(error.message) ? 'trace' : null;
};

/** Starts an execution and leads to it, or shows the result of one that is waited for. */
export function StartDialog({ stateMachineArn, machineName, isExpress = false, input = '{}', onClose }: StartDialogProps) {
  const [target, setTarget] = useState(stateMachineArn);
  const [name, setName] = useState('');
  const [trace, setTrace] = useState('');
  const [text, setText] = useState(input);
  const [view, setView] = useState<'form' | 'json' | null>(null);
  const [isWaiting, setWaiting] = useState(isExpress);
  const [faults, setFaults] = useState<string[]>([]);
  const [error, setError] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const [result, setResult] = useState<SyncResult>();

  const machineArn = stateMachineArn.split(':').slice(0, 7).join(':');
  const { data: earlier } = useQuery({ queryKey: ['earlier', machineArn], queryFn: ({ signal }) => readEarlier(machineArn, signal), enabled: !isExpress });
  const { data: targets } = useQuery({ queryKey: ['targets', machineArn], queryFn: ({ signal }) => readTargets(machineArn, signal) });
  const fields = useMemo(() => fieldsOf((earlier ?? []).map(one => one.input)), [earlier]);
  const shown = view ?? (fields.length > 0 && input === '{}' ? 'form' : 'json');
  const fault = whyNotJson(text);
  const about = fieldOf(error);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (faults.length > 0) return setError(new Error(`These fields have values that they cannot have: ${faults.join(', ')}.`));
    if (fault) return setError(new Error(`The input is not JSON: ${fault}`));
    setBusy(true);
    setError(undefined);
    const request = { stateMachineArn: target, input: text, ...(name && { name }), ...(trace && { traceHeader: trace }) };
    try {
      if (isWaiting) setResult(await startSync(request));
      else {
        const { executionArn } = await startExecution(request);
        toast(isExpress ? `Started ${machineName}; its log says how it comes out` : `Started ${nameOf(executionArn)}`);
        if (!isExpress) navigate(executionPlace(executionArn));
        onClose();
      }
    } catch (e) {
      setError(e);
    }
    setBusy(false);
  };

  return (
    <Dialog title={`Start ${machineName}`} description="A new execution begins at once, with this input." wide onClose={onClose}>
      <form className="start" onSubmit={event => void submit(event)}>
        <div className="dialog-body">
          <div className="start-row">
            <Labelled id="start-name" label="Name" error={about === 'name' ? error : null}>
              <input id="start-name" className="input" value={name} onChange={event => setName(event.target.value)} placeholder="A new one is made" autoComplete="off" spellCheck={false} maxLength={80} aria-invalid={about === 'name' || undefined} aria-describedby="start-name-fault" />
            </Labelled>
            {targets && targets.length > 0 && (
              <Labelled id="start-target" label="Runs">
                <select id="start-target" className="input" value={target} onChange={event => setTarget(event.target.value)}>
                  <option value={machineArn}>The present definition</option>
                  {targets.map(({ arn, label }) => <option key={arn} value={arn}>{label}</option>)}
                </select>
              </Labelled>
            )}
          </div>
          <div className="start-input">
            <div className="start-tools">
              <h3>What it works on</h3>
              {fields.length > 0 && <Segments name="Write the data" value={shown} options={[{ value: 'form', label: 'Form' }, { value: 'json', label: 'JSON' }]} onChange={value => faults.length === 0 && setView(value)} />}
              {earlier && earlier.length > 0 && (
                <select className="input" aria-label="Take it from an earlier execution" value="" onChange={event => setText(pretty(earlier[Number(event.target.value)]!.input))}>
                  <option value="" disabled>Like an earlier one…</option>
                  {earlier.map(({ execution }, index) => (
                    <option key={execution.executionArn} value={index}>{`${execution.name}, ${agoText(Date.now() - execution.startDate.getTime())}`}</option>
                  ))}
                </select>
              )}
              {shown === 'json' && !fault && <Button kind="plain" onClick={() => setText(pretty(text))}>Lay out</Button>}
            </div>
            {shown === 'form' ? (
              <InputForm text={text} fields={fields} onChange={setText} onFaults={setFaults} />
            ) : (
              <JsonEditor name="Input" text={text} onChange={setText} />
            )}
            {about === 'input' && <span className="fault" role="alert">{(error as Error).message}</span>}
          </div>
          <details open={about === 'trace' || undefined}>
            <summary>More</summary>
            <Labelled id="start-trace" label="Trace header" error={about === 'trace' ? error : null} hint="Of AWS X-Ray, like Root=1-67891233-abcdef012345678912345678. The execution's trace goes on from there.">
              <input id="start-trace" className="input mono" value={trace} onChange={event => setTrace(event.target.value)} autoComplete="off" spellCheck={false} maxLength={256} aria-invalid={about === 'trace' || undefined} aria-describedby="start-trace-fault" />
            </Labelled>
          </details>
          {isExpress && (
            <div>
              <Segments name="What to do" value={isWaiting ? 'wait' : 'go'} options={[{ value: 'wait', label: 'Wait for the result' }, { value: 'go', label: 'Start and leave' }]} onChange={value => setWaiting(value === 'wait')} />
            </div>
          )}
          {error !== undefined && about === null && <Fault error={error} title={error instanceof ApiError ? error.code : 'It was not started'} />}
          {result && <Result result={result} />}
        </div>
        <div className="dialog-foot">
          <Button onClick={onClose}>{result ? 'Close' : 'Cancel'}</Button>
          <Button type="submit" kind="primary" disabled={isBusy}>{isBusy ? 'Starting…' : result ? 'Start again' : 'Start'}</Button>
        </div>
      </form>
    </Dialog>
  );
}

function Labelled({ id, label, hint, error, children }: { id: string; label: string; hint?: string; error?: unknown; children: ReactNode }) {
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children}
      {hint && <span className="hint">{hint}</span>}
      {error instanceof Error && <span id={`${id}-fault`} className="fault" role="alert">{error.message}</span>}
    </div>
  );
}

const Result = ({ result }: { result: SyncResult }) => (
  <section className="start-result" aria-label="Result" aria-live="polite">
    <div className="start-tools">
      <Status status={result.status} />
      <span className="quiet number">{durationText(result.stopDate.getTime() - result.startDate.getTime())}</span>
    </div>
    {result.error !== undefined && <Fault error={new Error(result.cause ?? 'It says no cause.')} title={result.error} />}
    {result.output !== undefined && <JsonView name="Output" text={result.output} />}
  </section>
);

/** What of a machine can be started beside its present definition: aliases, then versions. */
async function readTargets(machineArn: string, signal?: AbortSignal): Promise<{ arn: string; label: string }[]> {
  const [aliases, versions] = await Promise.all([listAliases(machineArn, signal), listVersions(machineArn, undefined, signal)]);
  return [
    ...aliases.map(alias => ({ arn: alias.stateMachineAliasArn, label: `Alias ${alias.name}` })),
    ...versions.items.map(version => ({ arn: version.stateMachineVersionArn, label: `Version ${nameOf(version.stateMachineVersionArn)}` })),
  ];
}

function pretty(text: string): string {
  const node = parseJson(text);
  return node ? prettyJson(node) : text;
}
