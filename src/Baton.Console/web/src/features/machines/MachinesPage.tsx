import { useInfiniteQuery } from '@tanstack/react-query';
import { listStateMachines, type StateMachineSummary } from '../../shared/api/stepFunctions';
import { machinePlace } from '../../shared/arn';
import { Link, withQuery } from '../../shared/router';
import { Icon } from '../../shared/ui/Icon';
import { Page } from '../../shared/ui/Page';
import { Empty, Fault, Loading } from '../../shared/ui/States';
import { Table, type Column } from '../../shared/ui/Table';
import { Time } from '../../shared/ui/Time';

const columns: Column<StateMachineSummary>[] = [
  { name: 'Name', cell: item => <Link to={machinePlace(item.stateMachineArn)}>{item.name}</Link> },
  { name: 'Type', cell: item => (item.type === 'EXPRESS' ? 'Express' : 'Standard') },
  { name: 'Created', cell: item => <Time date={item.creationDate} />, wideOnly: true },
  {
    name: 'Executions', end: true,
    cell: item => item.type === 'STANDARD' && <Link to={withQuery('/executions', { machine: item.stateMachineArn })} aria-label={`Show executions of ${item.name}`}>Show</Link>,
  },
];

const design = <Link className="button primary" to="/designer"><Icon name="plus" size={14} />New state machine</Link>;

export default function MachinesPage() {
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['machines'],
    queryFn: ({ pageParam, signal }) => listStateMachines(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.nextToken,
  });
  const items = data?.pages.flatMap(page => page.items);
  return (
    <Page title="State machines" actions={items && items.length > 0 && design}>
      {error ? <Fault error={error} retry={() => void refetch()} /> : null}
      {isPending && <div className="panel"><Loading rows={6} what="Loading state machines" /></div>}
      {items && items.length === 0 && (
        <div className="panel">
          <Empty title="No state machine is here yet" icon="machines" actions={design}>
            Draw one in the designer, or deploy one with <code>baton deploy hello.asl.json --name hello</code>, or with any client of AWS Step Functions.
          </Empty>
        </div>
      )}
      {items && items.length > 0 && (
        <Table name="State machines" columns={columns} items={items} keyOf={item => item.stateMachineArn} more={hasNextPage ? { isLoading: isFetchingNextPage, load: () => void fetchNextPage() } : undefined} />
      )}
    </Page>
  );
}
