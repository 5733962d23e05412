import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { describeMapRun, listChildren, type Child, type MapRun } from '../../shared/api/mapRuns';
import { executionStatuses } from '../../shared/api/stepFunctions';
import { executionPlace, nameOf } from '../../shared/arn';
import { EXECUTION } from '../../shared/live/queries';
import { Link, useParameter, useQueryValue } from '../../shared/router';
import { Button, CopyButton } from '../../shared/ui/Button';
import { Facts, Page, Segments } from '../../shared/ui/Page';
import { Empty, Fault, Loading } from '../../shared/ui/States';
import { Status, statusLabel } from '../../shared/ui/Status';
import { Table, type Column } from '../../shared/ui/Table';
import { Duration, Time } from '../../shared/ui/Time';
import { ChangeDialog } from './ChangeDialog';
import { Progress } from './Progress';

const statuses = [{ value: '', label: 'All' }, ...[...executionStatuses, 'PENDING_REDRIVE'].map(value => ({ value, label: statusLabel(value) }))];

/** While a run is running it is read again after this time, in milliseconds: its children are told of in the list of changes, it itself is not. */
const PAUSE = 1_000;

/** A Map Run: how far its items are, what it tolerates, and its children. */
export default function MapRunPage() {
  const arn = useParameter('arn');
  const [isChanging, setChanging] = useState(false);
  const { data: run, error, refetch } = useQuery({
    queryKey: ['map-run', arn],
    queryFn: ({ signal }) => describeMapRun(arn, signal),
    refetchInterval: query => (query.state.data?.status === 'RUNNING' ? PAUSE : false),
  });
  const crumbs = [{ label: 'Executions', to: '/executions' }, ...(run ? [{ label: nameOf(run.executionArn), to: executionPlace(run.executionArn) }] : [])];
  if (!run) return <Page title="Map Run" crumbs={crumbs}>{error ? <Fault error={error} retry={() => void refetch()} /> : <div className="panel"><Loading rows={9} /></div>}</Page>;
  return (
    <Page
      title={`Map Run of ${nameOf(run.executionArn)}`} crumbs={crumbs} badge={<><Status status={run.status} /><CopyButton name="ARN" text={arn} /></>}
      actions={run.status === 'RUNNING' && <Button icon="settings" onClick={() => setChanging(true)}>Change</Button>}
    >
      <Facts
        facts={[
          ['Execution', <Link to={executionPlace(run.executionArn)}>{nameOf(run.executionArn)}</Link>],
          ['Started', <Time date={run.startDate} />],
          ['Ended', run.stopDate && <Time date={run.stopDate} />],
          ['Duration', <Duration from={run.startDate} to={run.stopDate} />],
          ['At once', run.maxConcurrency === 0 ? 'as many as there are' : run.maxConcurrency.toLocaleString('en')],
          ['Tolerated failures', toleratedText(run)],
          ['Redrives', run.redriveCount || undefined],
        ]}
      />
      <div className="panel panel-body">
        <Progress name="Items" counts={run.itemCounts} />
        {run.executionCounts.total !== run.itemCounts.total && <Progress name="Child executions" counts={run.executionCounts} />}
      </div>
      <Children run={run} />
      {isChanging && <ChangeDialog run={run} onClose={() => { setChanging(false); void refetch(); }} />}
    </Page>
  );
}

function toleratedText({ toleratedFailureCount: count, toleratedFailurePercentage: percentage }: MapRun): string {
  if (count === 0 && percentage === 0) return 'none';
  return [count > 0 && `${count.toLocaleString('en')} items`, percentage > 0 && `${percentage} %`].filter(Boolean).join(' or ');
}

const columns: Column<Child>[] = [
  { name: 'Child', cell: child => <Link to={executionPlace(child.executionArn)}>{child.name}</Link> },
  { name: 'Status', cell: child => <Status status={child.status} /> },
  { name: 'Items', cell: child => <span className="number">{child.itemCount?.toLocaleString('en')}</span>, end: true, wideOnly: true },
  { name: 'Started', cell: child => <Time date={child.startDate} /> },
  { name: 'Duration', cell: child => <Duration from={child.startDate} to={child.stopDate} />, end: true, wideOnly: true },
];

function Children({ run: { mapRunArn, status: runStatus } }: { run: MapRun }) {
  const [status, setStatus] = useQueryValue('status');
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: [EXECUTION, mapRunArn, 'children', status],
    queryFn: ({ pageParam, signal }) => listChildren(mapRunArn, status, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.nextToken,
    refetchInterval: runStatus === 'RUNNING' ? 2 * PAUSE : false,
  });
  const items = data?.pages.flatMap(page => page.items) ?? [];
  return (
    <>
      <div className="toolbar">
        <h2>Children</h2>
        <Segments name="Status" value={status ?? ''} options={statuses} onChange={value => setStatus(value || null)} />
      </div>
      {error && <Fault error={error} retry={() => void refetch()} />}
      {!data && !error && <div className="panel"><Loading /></div>}
      {data && items.length === 0 && <div className="panel"><Empty title={status ? `None is ${statusLabel(status).toLowerCase()}` : 'No child has started yet'} /></div>}
      {items.length > 0 && (
        <Table name="Children" columns={columns} items={items} keyOf={child => child.executionArn} more={hasNextPage ? { isLoading: isFetchingNextPage, load: () => void fetchNextPage() } : undefined} />
      )}
    </>
  );
}
