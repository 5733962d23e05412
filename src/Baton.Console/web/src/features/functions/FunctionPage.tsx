import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { CodeText } from '../../shared/json/CodeText';
import { JsonView } from '../../shared/json/JsonView';
import { useParameter, useQueryValue } from '../../shared/router';
import { Button } from '../../shared/ui/Button';
import { Facts, Page } from '../../shared/ui/Page';
import { Empty, Fault, Loading } from '../../shared/ui/States';
import { Tabs } from '../../shared/ui/Tabs';
import { durationText, Time } from '../../shared/ui/Time';
import { findFunction, invoke, kinds, readLogs, type Answer, type BatonFunction } from './api';
import './functions.css';
import { FunctionState, REFRESH } from './FunctionsPage';

const crumbs = [{ label: 'Functions', to: '/functions' }];

export default function FunctionPage() {
  const name = useParameter('name');
  const [tab, setTab] = useQueryValue('tab');
  const { data: found, error, refetch } = useQuery({ queryKey: ['functions', name], queryFn: ({ signal }) => findFunction(name, signal), refetchInterval: REFRESH });
  if (!found) return <Page title={name} crumbs={crumbs}>{error ? <Fault error={error} retry={() => void refetch()} /> : <div className="panel"><Loading rows={8} /></div>}</Page>;
  const { settings, status } = found;
  return (
    <Page title={name} crumbs={crumbs} badge={<FunctionState item={found} />}>
      {settings.description && <p>{settings.description}</p>}
      <Facts
        facts={[
          ['How it is run', kinds[settings.kind]],
          ['Running', status.running],
          ['Waiting', status.waiting],
          ['Runtimes that ask', status.idle],
          ['At once', settings.concurrency],
          ['Time for one', `${settings.timeoutSeconds} s`],
          ['Waits for a runtime', `${settings.waitSeconds} s`],
          ['Invocations', status.invocations.toLocaleString('en')],
          ['Errors', status.errors.toLocaleString('en')],
          ['Changed', <Time date={new Date(found.updatedAt)} />],
        ]}
      />
      {status.problem && <Fault error={new Error(status.problem)} title="The function cannot run" />}
      {status.lastError && <div className="function-error"><h2>Last error{status.lastErrorAt && <>, <Time date={new Date(status.lastErrorAt)} /></>}</h2><pre>{status.lastError}</pre></div>}
      <div className="panel">
        <Tabs
          name="About the function" selected={tab} onSelect={setTab}
          tabs={[
            { id: 'invoke', label: 'Invoke', content: <Invoke name={name} /> },
            { id: 'workers', label: 'Workers', content: <Workers found={found} /> },
            ...(settings.kind === 'hosted' ? [{ id: 'logs', label: 'Logs', content: <Logs name={name} /> }] : []),
            { id: 'settings', label: 'Settings', content: <Settings found={found} /> },
          ]}
        />
      </div>
    </Page>
  );
}

function Invoke({ name }: { name: string }) {
  const client = useQueryClient();
  const [event, setEvent] = useState('{}');
  const [answer, setAnswer] = useState<Answer>();
  const [error, setError] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const run = async (submitted: FormEvent) => {
    submitted.preventDefault();
    setBusy(true);
    setError(undefined);
    setAnswer(undefined);
    try {
      setAnswer(await invoke(name, event));
    } catch (e) {
      setError(e);
    } finally {
      setBusy(false);
      void client.invalidateQueries({ queryKey: ['functions'] });
    }
  };
  return (
    <div className="panel-body function-invoke">
      <form onSubmit={submitted => void run(submitted)} className="field">
        <label htmlFor="function-event">Event</label>
        <textarea id="function-event" className="input" rows={8} value={event} onChange={change => setEvent(change.target.value)} spellCheck={false} />
        <div>
          <Button type="submit" kind="primary" icon="play" disabled={isBusy}>{isBusy ? 'Running…' : 'Invoke'}</Button>
        </div>
      </form>
      <div className="function-answer" role="status">
        {error !== undefined && <Fault error={error} />}
        {answer && (
          <>
            <p className={answer.error ? 'function-failed' : 'quiet'}>
              {answer.error ? `The function failed (${answer.error})` : 'The function answered'} after {durationText(answer.milliseconds)}
            </p>
            <JsonView name="Answer" text={answer.text} />
            {answer.log && <CodeText name="Log" text={answer.log} />}
          </>
        )}
        {!answer && error === undefined && <p className="quiet">The answer appears here.</p>}
      </div>
    </div>
  );
}

function Workers({ found: { settings, status } }: { found: BatonFunction }) {
  if (status.runtimeApi) {
    return (
      <div className="panel-body">
        <Facts facts={[['AWS_LAMBDA_RUNTIME_API', <code>{status.runtimeApi}</code>], ['Ask for work now', status.idle], ['At work', status.running]]} />
      </div>
    );
  }
  if (!status.workers) return <Empty title="It runs elsewhere" icon="code">{settings.endpoint ? `Invocations are posted to ${settings.endpoint}.` : 'Invocations are passed on to AWS Lambda, or what stands for it.'}</Empty>;
  return (
    <div className="table-frame">
      <table className="table" aria-label="Workers">
        <thead>
          <tr>
            <th scope="col">Worker</th>
            <th scope="col" className="end">Starts</th>
            <th scope="col">Ended last</th>
          </tr>
        </thead>
        <tbody>
          {status.workers.map(worker => (
            <tr key={worker.number}>
              <td>{worker.number}</td>
              <td className="end number">{worker.starts}</td>
              <td>{worker.lastExit ?? <span className="quiet">it has not</span>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Logs({ name }: { name: string }) {
  const { data, error } = useQuery({ queryKey: ['functions', name, 'logs'], queryFn: ({ signal }) => readLogs(name, signal), refetchInterval: REFRESH });
  if (error) return <Fault error={error} />;
  if (data === undefined) return <Loading />;
  return data.trim() ? <CodeText name="Logs" text={data.trimEnd()} /> : <Empty title="Nothing is logged yet">What the workers write to their output appears here.</Empty>;
}

/** Values of variables are shown to nobody: passwords are among them. */
function Settings({ found: { settings } }: { found: BatonFunction }) {
  return (
    <div className="panel-body">
      <Facts
        facts={[
          ['Command', settings.command && <code>{settings.command.join(' ')}</code>],
          ['Directory', settings.directory && <code>{settings.directory}</code>],
          ['Handler', settings.handler && <code>{settings.handler}</code>],
          ['Endpoint', settings.endpoint && <code>{settings.endpoint}</code>],
          ['Port', settings.port],
          ['Memory', settings.memoryMiB && `${settings.memoryMiB} MiB for each worker`],
          ['Variables', settings.environment && Object.keys(settings.environment).join(', ')],
          ['Concurrency', settings.concurrency ?? (settings.kind === 'pull' ? 'as many as runtimes ask' : 1)],
        ]}
      />
    </div>
  );
}
