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
      {machine.type === 'STANDARD' && <SearchPaths arn={machine.stateMachineArn} />}
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

/** The tags of a machine, and how they are changed: what is refused is told. */
function useTags(arn: string) {
  const { data: tags, error, refetch } = useQuery({ queryKey: ['tags', arn], queryFn: ({ signal }) => listTags(arn, signal) });
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
  return { tags, error, refetch, refusal, change };
}

/** A tag whose key is this and a path declares that executions are found by the value there. */
const SEARCH_PREFIX = 'baton:search:';

function SearchPaths({ arn }: { arn: string }) {
  const { tags, refusal, change } = useTags(arn);
  const [path, setPath] = useState('');
  const declared = (tags ?? []).filter(tag => tag.key.startsWith(SEARCH_PREFIX)).map(tag => tag.key.slice(SEARCH_PREFIX.length));
  const add = async (event: FormEvent) => {
    event.preventDefault();
    if (await change(() => setTag(arn, { key: SEARCH_PREFIX + path.trim(), value: '' }))) setPath('');
  };
  return (
    <section aria-labelledby="settings-search">
      <h2 id="settings-search">Search by values of the input</h2>
      <p className="quiet">Executions that start from now on are found at once by the value at a path of their input, however many there are. Each path makes every start a little dearer.</p>
      {declared.length > 0 && (
        <ul className="tags" aria-label="Paths that executions are found by">
          {declared.map(each => (
            <li key={each}>
              <code className="tag-value">{each}</code>
              <IconButton name={`Remove path ${each}`} icon="close" onClick={() => void change(() => removeTag(arn, SEARCH_PREFIX + each))} />
            </li>
          ))}
        </ul>
      )}
      <form className="tag-form" onSubmit={event => void add(event)}>
        <div className="field">
          <label htmlFor="search-path">Path</label>
          <input id="search-path" className="input mono" value={path} onChange={event => setPath(event.target.value)} placeholder="input.order.id" required maxLength={115} autoComplete="off" spellCheck={false} />
        </div>
        <Button type="submit">Add path</Button>
      </form>
      {refusal !== undefined && <Fault error={refusal} />}
    </section>
  );
}

function Tags({ arn }: { arn: string }) {
  const { tags: all, error, refetch, refusal, change } = useTags(arn);
  const tags = all?.filter(tag => !tag.key.startsWith(SEARCH_PREFIX)); // which stand above
  const [key, setKey] = useState('');
  const [value, setValue] = useState('');
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
