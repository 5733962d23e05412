import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { callOperation, getConsole } from '../../shared/api/http';
import { EXECUTIONS } from '../../shared/live/queries';
import { preferences } from '../../shared/preferences';
import { Button, CopyButton } from '../../shared/ui/Button';
import { ActionDialog } from '../../shared/ui/Dialog';
import { Icon } from '../../shared/ui/Icon';
import { Page } from '../../shared/ui/Page';
import { Empty, Fault, Loading } from '../../shared/ui/States';
import { Table, type Column } from '../../shared/ui/Table';
import { Duration, Time } from '../../shared/ui/Time';
import { toast } from '../../shared/ui/Toasts';
import './activities.css';

interface Activity {
  activityArn: string;
  name: string;
  createdAt: string;
  waiting: number;
  oldestSince?: string;
  pollers: number;
  streams: { workerName?: string; tasksMax: number; unanswered: number }[];
  lastSeenAt?: string;
  lastSeenWorker?: string;
}

interface ActivityPage {
  activities: Activity[];
  nextToken?: string;
}

/** Workers come and go without a commit: how they stand is read this often, in milliseconds. */
const REFRESH = 2_000;

const columns: Column<Activity>[] = [
  { name: 'Name', cell: item => <span className="activity-name">{item.name}<CopyButton name={`ARN of ${item.name}`} text={item.activityArn} /></span> },
  { name: 'Status', cell: item => <Standing activity={item} /> },
  { name: 'Tasks waiting', cell: item => item.waiting.toLocaleString('en'), end: true },
  { name: 'Oldest waits', cell: item => item.oldestSince && <Duration from={new Date(item.oldestSince)} />, end: true },
  { name: 'Workers', cell: item => <Workers activity={item} />, wideOnly: true },
  { name: 'Last seen', cell: item => item.lastSeenAt && <><Time date={new Date(item.lastSeenAt)} /> {item.lastSeenWorker && <span className="quiet">{item.lastSeenWorker}</span>}</>, wideOnly: true },
  { name: 'Created', cell: item => <Time date={new Date(item.createdAt)} />, wideOnly: true },
];

export default function ActivitiesPage() {
  const [isCreating, setCreating] = useState(false);
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: [EXECUTIONS, 'activities'],
    queryFn: ({ pageParam, signal }) => getConsole('activities', { region: preferences().region, maxResults: '100', nextToken: pageParam }, signal) as Promise<ActivityPage>,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.nextToken,
    refetchInterval: REFRESH,
  });
  const items = data?.pages.flatMap(page => page.activities);
  return (
    <Page title="Activities" actions={<Button icon="plus" onClick={() => setCreating(true)}>Create activity</Button>}>
      {error ? <Fault error={error} retry={() => void refetch()} /> : null}
      {isPending && <div className="panel"><Loading rows={6} what="Loading activities" /></div>}
      {items && items.length === 0 && (
        <div className="panel">
          <Empty title="No activity is here yet" icon="activity">An activity is work that programs of your own do: they ask for tasks with GetActivityTask, or over a worker stream.</Empty>
        </div>
      )}
      {items && items.length > 0 && <Table name="Activities" columns={columns} items={items} keyOf={item => item.activityArn} more={hasNextPage ? { isLoading: isFetchingNextPage, load: () => void fetchNextPage() } : undefined} />}
      {isCreating && <CreateDialog onClose={() => setCreating(false)} />}
    </Page>
  );
}

/** What an operator has to know first: whether tasks wait and nobody comes for them. */
function Standing({ activity: { waiting, pollers, streams, lastSeenAt } }: { activity: Activity }) {
  const workers = pollers + streams.length;
  const [state, icon, text] =
    workers > 0 ? (['served', 'check', waiting > 0 ? 'All workers are busy' : 'Workers are here'] as const)
    : waiting > 0 ? (['alone', 'alert', 'Tasks wait, no worker asks'] as const)
    : (['idle', 'clock', lastSeenAt ? 'No worker asks now' : 'No worker has asked yet'] as const);
  return (
    <span className="standing" data-state={state}>
      <Icon name={icon} size={13} /> {text}
    </span>
  );
}

function Workers({ activity: { pollers, streams } }: { activity: Activity }) {
  const parts = [
    pollers > 0 && `${pollers} ${pollers === 1 ? 'asks' : 'ask'}`,
    ...streams.map(stream => `${stream.workerName ?? 'stream'} has ${stream.unanswered} of ${stream.tasksMax}`),
  ].filter(Boolean);
  return <span title={parts.join(', ')}>{parts.join(', ') || <span className="quiet">none</span>}</span>;
}

function CreateDialog({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState('');
  const create = async () => {
    await callOperation('CreateActivity', { name });
    toast(`Created ${name}`);
  };
  return (
    <ActionDialog title="Create an activity" description="Workers name it by its ARN, and so do Task states." action="Create" onConfirm={create} onClose={onClose}>
      <div className="field">
        <label htmlFor="activity-name">Name</label>
        <input id="activity-name" className="input" value={name} onChange={event => setName(event.target.value)} autoComplete="off" spellCheck={false} maxLength={80} />
      </div>
    </ActionDialog>
  );
}
