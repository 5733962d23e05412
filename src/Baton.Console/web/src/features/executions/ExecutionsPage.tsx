import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { executionStatuses, listExecutions, listStateMachines, type ExecutionSummary } from '../../shared/api/stepFunctions';
import { executionPlace, machineNameOf, machinePlace } from '../../shared/arn';
import { EXECUTIONS } from '../../shared/live/queries';
import { Link, useQueryValue } from '../../shared/router';
import { Page, Segments } from '../../shared/ui/Page';
import { Empty, Fault, Loading } from '../../shared/ui/States';
import { Status, statusLabel } from '../../shared/ui/Status';
import { Table, type Column } from '../../shared/ui/Table';
import { Duration, Time } from '../../shared/ui/Time';

const columns: Column<ExecutionSummary>[] = [
  { name: 'Name', cell: item => <Link to={executionPlace(item.executionArn)}>{item.name}</Link> },
  { name: 'Status', cell: item => <Status status={item.status} /> },
  { name: 'State machine', cell: item => <Link to={machinePlace(item.stateMachineArn)}>{machineNameOf(item.stateMachineArn)}</Link>, wideOnly: true },
  { name: 'Started', cell: item => <Time date={item.startDate} /> },
  { name: 'Duration', cell: item => <Duration from={item.startDate} to={item.stopDate} />, end: true, wideOnly: true },
  { name: 'Redrives', cell: item => item.redriveCount || '', end: true, wideOnly: true },
];

const statuses = [{ value: '', label: 'All' }, ...executionStatuses.map(status => ({ value: status, label: statusLabel(status) }))];

export default function ExecutionsPage() {
  const [machine, setMachine] = useQueryValue('machine');
  const [status, setStatus] = useQueryValue('status');
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: [EXECUTIONS, machine, status],
    queryFn: ({ pageParam, signal }) => listExecutions({ stateMachineArn: machine, status }, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.nextToken,
  });
  const items = data?.pages.flatMap(page => page.items);
  return (
    <Page title="Executions">
      <div className="toolbar">
        <Segments name="Status" value={status ?? ''} options={statuses} onChange={setStatus} />
        <MachineSelect selected={machine} onSelect={setMachine} />
      </div>
      {error ? <Fault error={error} retry={() => void refetch()} /> : null}
      {isPending && <div className="panel"><Loading rows={9} what="Loading executions" /></div>}
      {items && items.length === 0 && (
        <div className="panel">
          {machine || status ? (
            <Empty title="No execution is like that" actions={<Link className="button" to="/executions">Show all</Link>}>Nothing that is stored has this status and this state machine.</Empty>
          ) : (
            <Empty title="Nothing has run yet" actions={<Link className="button" to="/machines">State machines</Link>}>An execution appears here as soon as it is started.</Empty>
          )}
        </div>
      )}
      {items && items.length > 0 && (
        <Table
          name="Executions" columns={columns} items={items} keyOf={item => item.executionArn}
          more={hasNextPage ? { isLoading: isFetchingNextPage, load: () => void fetchNextPage() } : undefined}
        />
      )}
    </Page>
  );
}

function MachineSelect({ selected, onSelect }: { selected: string | null; onSelect: (arn: string | null) => void }) {
  const { data } = useQuery({ queryKey: ['machines', 'first'], queryFn: ({ signal }) => listStateMachines(undefined, signal) });
  const machines = (data?.items ?? []).filter(item => item.type === 'STANDARD').map(item => item.stateMachineArn);
  if (selected && !machines.includes(selected)) machines.unshift(selected);
  return (
    <select className="input" aria-label="State machine" value={selected ?? ''} onChange={event => onSelect(event.target.value || null)}>
      <option value="">All state machines</option>
      {machines.map(arn => (
        <option key={arn} value={arn}>
          {machineNameOf(arn)}
        </option>
      ))}
    </select>
  );
}
