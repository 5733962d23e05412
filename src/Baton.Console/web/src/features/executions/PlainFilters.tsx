import { useQuery } from '@tanstack/react-query';
import { executionStatuses, listStateMachines } from '../../shared/api/stepFunctions';
import { Segments } from '../../shared/ui/Page';
import { statusLabel } from '../../shared/ui/Status';
import { conditionOn, quoted, valueOf, withCondition } from './clauses';

const OTHER = 'other';
const statuses = [{ value: '', label: 'All' }, ...executionStatuses.map(status => ({ value: status as string, label: statusLabel(status) }))];
const times = [['15m', 'Last 15 minutes'], ['1h', 'Last hour'], ['24h', 'Last 24 hours'], ['7d', 'Last 7 days'], ['30d', 'Last 30 days']] as const;

interface PlainFiltersProps {
  query: string;
  onChange: (query: string) => void;
}

/** Status, machine and time of the query, for people who do not type one: they show what it says, and change that. */
export function PlainFilters({ query, onChange }: PlainFiltersProps) {
  const status = conditionOn(query, 'status');
  const named = valueOf(status)?.toUpperCase();
  const known = statuses.find(one => one.value === (named ?? ''));
  const started = conditionOn(query, 'started');
  const time = started === null ? '' : (times.find(([text]) => new RegExp(`^started\\s*>=?\\s*${text}\\s+ago$`, 'i').test(started))?.[0] ?? OTHER);
  return (
    <>
      <Segments
        name="Status" value={status === null ? '' : named && known ? known.value : OTHER} options={status !== null && !(named && known) ? [...statuses, { value: OTHER, label: 'As the query says' }] : statuses}
        onChange={value => value === OTHER || onChange(withCondition(query, 'status', value ? `status = ${value}` : null))}
      />
      <MachineSelect query={query} onChange={onChange} />
      <select className="input" aria-label="Started" value={time} onChange={event => event.target.value === OTHER || onChange(withCondition(query, 'started', event.target.value ? `started > ${event.target.value} ago` : null))}>
        <option value="">At any time</option>
        {times.map(([text, label]) => <option key={text} value={text}>{label}</option>)}
        {time === OTHER && <option value={OTHER}>As the query says</option>}
      </select>
    </>
  );
}

function MachineSelect({ query, onChange }: PlainFiltersProps) {
  const { data } = useQuery({ queryKey: ['machines', 'first'], queryFn: ({ signal }) => listStateMachines(undefined, signal) });
  const condition = conditionOn(query, 'machine');
  const selected = condition === null ? '' : (valueOf(condition) ?? OTHER);
  const machines = (data?.items ?? []).filter(item => item.type === 'STANDARD').map(item => item.name);
  if (selected && selected !== OTHER && !machines.includes(selected)) machines.unshift(selected);
  return (
    <select className="input" aria-label="State machine" value={selected} onChange={event => event.target.value === OTHER || onChange(withCondition(query, 'machine', event.target.value ? `machine = ${quoted(event.target.value)}` : null))}>
      <option value="">All state machines</option>
      {machines.map(name => <option key={name} value={name}>{name}</option>)}
      {selected === OTHER && <option value={OTHER}>As the query says</option>}
    </select>
  );
}
