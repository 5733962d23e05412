import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { deleteMachine, listTags, removeTag, setTag, updateMachine, type MachineDetails, type Settings as MachineSettings } from '../../shared/api/machines';
import { queries } from '../../shared/live/queries';
import { navigate } from '../../shared/router';
import { Button, CopyButton, IconButton } from '../../shared/ui/Button';
import { ActionDialog } from '../../shared/ui/Dialog';
import { Fault, Loading } from '../../shared/ui/States';
import { toast } from '../../shared/ui/Toasts';

const levels = { OFF: 'Nothing', FATAL: 'Executions that fail', ERROR: 'Errors, those too that are caught', ALL: 'Every event' } as const;

/** What can be set beside the definition: logs and traces, tags; and the end of the machine. */
export function Settings({ machine }: { machine: MachineDetails }) {
  const [isDeleting, setDeleting] = useState(false);
  const [typed, setTyped] = useState('');
  return (
    <div className="machine-settings">
      <section aria-labelledby="settings-arn">
        <h2 id="settings-arn">ARN</h2>
        <p className="settings-arn">
          <code>{machine.stateMachineArn}</code>
          <CopyButton name="ARN" text={machine.stateMachineArn} />
        </p>
      </section>
      <Observing machine={machine} />
      <Tags arn={machine.stateMachineArn} />
      <section aria-labelledby="settings-delete">
        <h2 id="settings-delete">Delete</h2>
        <p className="quiet">The machine takes no more starts, and is gone when its last execution has ended.</p>
        <div>
          <Button kind="danger" onClick={() => setDeleting(true)}>Delete state machine</Button>
        </div>
      </section>
      {isDeleting && (
        <ActionDialog
          title={`Delete ${machine.name}`} description="Its versions and aliases go with it. Executions that run go on to their ends. This cannot be undone." action="Delete" danger onClose={() => setDeleting(false)}
          onConfirm={async () => {
            if (typed !== machine.name) throw new Error(`To delete it, write its name: ${machine.name}`);
            await deleteMachine(machine.stateMachineArn);
            await queries.invalidateQueries({ queryKey: ['machines'] });
            toast(`${machine.name} is being deleted`);
            navigate('/machines');
          }}
        >
          <div className="field">
            <label htmlFor="delete-name">Write <code>{machine.name}</code> to delete it</label>
            <input id="delete-name" className="input" value={typed} onChange={event => setTyped(event.target.value)} autoComplete="off" spellCheck={false} />
          </div>
        </ActionDialog>
      )}
    </div>
  );
}

function Observing({ machine }: { machine: MachineDetails }) {
  const stored = machine.loggingConfiguration ?? { level: 'OFF', includeExecutionData: false };
  const storedGroup = stored.destinations?.[0]?.cloudWatchLogsLogGroup.logGroupArn ?? '';
  const [level, setLevel] = useState(stored.level);
  const [hasData, setData] = useState(stored.includeExecutionData);
  const [group, setGroup] = useState(storedGroup);
  const [isTraced, setTraced] = useState(machine.tracingConfiguration?.enabled ?? false);
  const [error, setError] = useState<unknown>();
  const isChanged = level !== stored.level || hasData !== stored.includeExecutionData || group !== storedGroup || isTraced !== (machine.tracingConfiguration?.enabled ?? false);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    setError(undefined);
    const loggingConfiguration: MachineSettings['loggingConfiguration'] = { level, includeExecutionData: hasData, ...(group && { destinations: [{ cloudWatchLogsLogGroup: { logGroupArn: group } }] }) };
    try {
      await updateMachine({ stateMachineArn: machine.stateMachineArn, loggingConfiguration, tracingConfiguration: { enabled: isTraced } });
      await queries.invalidateQueries({ queryKey: ['machine', machine.stateMachineArn] });
      toast('Saved');
    } catch (e) {
      setError(e);
    }
  };
  return (
    <section aria-labelledby="settings-logs">
      <h2 id="settings-logs">Logs and traces</h2>
      <form className="settings-form" onSubmit={event => void save(event)}>
        <div className="field">
          <label htmlFor="log-level">What is logged</label>
          <select id="log-level" className="input" value={level} onChange={event => setLevel(event.target.value as typeof level)}>
            {Object.entries(levels).map(([value, label]) => <option key={value} value={value}>{label}</option>)}
          </select>
        </div>
        <div className="field">
          <label htmlFor="log-group">Log group</label>
          <input id="log-group" className="input mono" value={group} onChange={event => setGroup(event.target.value)} placeholder="arn:aws:logs:us-east-1:000000000000:log-group:NAME:*" autoComplete="off" spellCheck={false} />
          <span className="hint">The ARN under which the log names its entries; needed for every level but Nothing.</span>
        </div>
        <label className="check"><input type="checkbox" checked={hasData} onChange={event => setData(event.target.checked)} /> Inputs and outputs are logged too</label>
        <label className="check"><input type="checkbox" checked={isTraced} onChange={event => setTraced(event.target.checked)} /> Executions are traced</label>
        {error !== undefined && <Fault error={error} />}
        <div>
          <Button type="submit" kind="primary" disabled={!isChanged}>Save</Button>
        </div>
      </form>
    </section>
  );
}

function Tags({ arn }: { arn: string }) {
  const { data: tags, error, refetch } = useQuery({ queryKey: ['tags', arn], queryFn: ({ signal }) => listTags(arn, signal) });
  const [key, setKey] = useState('');
  const [value, setValue] = useState('');
  const [refusal, setRefusal] = useState<unknown>();
  const change = async (make: () => Promise<unknown>) => {
    setRefusal(undefined);
    try {
      await make();
      await queries.invalidateQueries({ queryKey: ['tags', arn] });
      return true;
    } catch (e) {
      setRefusal(e);
      return false;
    }
  };
  const add = async (event: FormEvent) => {
    event.preventDefault();
    if (!(await change(() => setTag(arn, { key, value })))) return;
    setKey('');
    setValue('');
  };
  return (
    <section aria-labelledby="settings-tags">
      <h2 id="settings-tags">Tags</h2>
      {error ? <Fault error={error} retry={() => void refetch()} /> : !tags ? <Loading rows={2} /> : tags.length === 0 ? <p className="quiet">It has no tags.</p> : (
        <ul className="tags" aria-label="Tags">
          {tags.map(tag => (
            <li key={tag.key}>
              <span className="tag-key">{tag.key}</span>
              <span className="tag-value">{tag.value}</span>
              <IconButton name={`Remove tag ${tag.key}`} icon="close" onClick={() => void change(() => removeTag(arn, tag.key))} />
            </li>
          ))}
        </ul>
      )}
      <form className="tag-form" onSubmit={event => void add(event)}>
        <div className="field">
          <label htmlFor="tag-key">Key</label>
          <input id="tag-key" className="input" value={key} onChange={event => setKey(event.target.value)} required maxLength={128} autoComplete="off" spellCheck={false} />
        </div>
        <div className="field">
          <label htmlFor="tag-value">Value</label>
          <input id="tag-value" className="input" value={value} onChange={event => setValue(event.target.value)} maxLength={256} autoComplete="off" spellCheck={false} />
        </div>
        <Button type="submit">{tags?.some(tag => tag.key === key) ? 'Change tag' : 'Add tag'}</Button>
      </form>
      {refusal !== undefined && <Fault error={refusal} />}
    </section>
  );
}
