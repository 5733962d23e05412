import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { countText, readOverview, searchExecutions, type FoundExecution, type Overview } from '../../shared/api/runs';
import { executionPlace, machineNameOf, machinePlace } from '../../shared/arn';
import { bytesText } from '../../shared/bytes';
import { EXECUTIONS } from '../../shared/live/queries';
import { Link, withQuery } from '../../shared/router';
import { Page } from '../../shared/ui/Page';
import { Empty, Fault, Loading } from '../../shared/ui/States';
import { Status } from '../../shared/ui/Status';
import { Table, type Column } from '../../shared/ui/Table';
import { Duration, Time } from '../../shared/ui/Time';
import './overview.css';
import { Rates } from './Rates';

const FAILED = 'status in (FAILED, TIMED_OUT) and started > 24h ago';
const SHOWN = 6;

const queryPlace = (query: string) => withQuery('/executions', { query });

const failures: Column<FoundExecution>[] = [
  { name: 'Name', cell: item => <Link to={executionPlace(item.executionArn)}>{item.name}</Link> },
  { name: 'Status', cell: item => <Status status={item.status} /> },
  { name: 'Error', cell: item => <span className="failure-error" title={item.values?.[0] ?? undefined}>{item.values?.[0] ?? <span className="quiet">–</span>}</span> },
  { name: 'State machine', cell: item => <Link to={machinePlace(item.stateMachineArn)}>{machineNameOf(item.stateMachineArn)}</Link>, wideOnly: true },
  { name: 'Started', cell: item => <Time date={item.startDate} />, wideOnly: true },
];

/** How things are, each number with the way to what it counts. */
export default function OverviewPage() {
  const { data, error, refetch } = useQuery({ queryKey: [EXECUTIONS, 'overview'], queryFn: ({ signal }) => readOverview(signal), refetchInterval: 15_000 });
  const { data: newest } = useQuery({ queryKey: [EXECUTIONS, 'any'], queryFn: ({ signal }) => searchExecutions('', [], undefined, signal, 1) });
  const { data: failed } = useQuery({ queryKey: [EXECUTIONS, 'failures'], queryFn: ({ signal }) => searchExecutions(FAILED, ['error'], undefined, signal, SHOWN) });
  if (error) return <Page title="Overview"><Fault error={error} retry={() => void refetch()} /></Page>;
  if (!data || !newest) return <Page title="Overview"><div className="panel"><Loading rows={6} /></div></Page>;
  return (
    <Page title="Overview">
      {newest.items.length === 0 && (
        <div className="panel">
          <Empty title="Nothing has run yet" actions={<><Link className="button primary" to="/designer">Design a workflow</Link><Link className="button" to="/machines">State machines</Link></>}>What runs, fails and waits is told here as soon as something is started.</Empty>
        </div>
      )}
      <Numbers overview={data} />
      <section className="panel" aria-labelledby="rates-title">
        <div className="panel-head">
          <h2 id="rates-title">Throughput</h2>
          <span className="rates-key">
            <i data-kind="started" aria-hidden="true" /> Started
            <i data-kind="ended" aria-hidden="true" /> Ended
          </span>
        </div>
        <Rates rates={data.rates} since={data.ratesSince} />
      </section>
      {failed && failed.items.length > 0 && (
        <section className="overview-failures" aria-labelledby="failures-title">
          <h2 id="failures-title">Latest failures</h2>
          <Table name="Latest failures" columns={failures} items={failed.items} keyOf={item => item.executionArn} note={<Link to={queryPlace(FAILED)}>Show all of the last 24 hours</Link>} />
        </section>
      )}
    </Page>
  );
}

function Numbers({ overview: { running, oldestRunning, failed, waiting, oldestWaiting, storageBytes, store } }: { overview: Overview }) {
  return (
    <ul className="numbers" aria-label="Numbers">
      <Number name="Running" to={queryPlace('status = RUNNING')} value={countText(running)} status={running.count > 0 ? 'RUNNING' : undefined}>
        {oldestRunning ? <>The oldest, <Link to={executionPlace(oldestRunning.executionArn)}>{oldestRunning.name}</Link>, for <Duration from={oldestRunning.since} /></> : 'Nothing runs at the moment'}
      </Number>
      <Number name="Failed" to={queryPlace(FAILED)} value={countText(failed)} status={failed.count > 0 ? 'FAILED' : undefined}>
        Or timed out; started within 24 hours
      </Number>
      <Number name="Waiting on people" to="/inbox?scope=all" value={countText(waiting)} status={waiting.count > 0 ? 'TIMED_OUT' : undefined}>
        {waiting.count > 0 ? 'Tasks that nobody has completed' : 'No task is open'}
      </Number>
      <Number name="Oldest waiting" to={oldestWaiting ? `/inbox?scope=all&task=${oldestWaiting.id}` : '/inbox?scope=all'} value={oldestWaiting ? <Duration from={oldestWaiting.since} /> : '–'}>
        {oldestWaiting ? <Link to={executionPlace(oldestWaiting.executionArn)}>{oldestWaiting.name}</Link> : 'Nothing waits on people'}
      </Number>
      <Number name="Storage" to="/storage" value={bytesText(storageBytes)}>{store}</Number>
    </ul>
  );
}

function Number({ name, to, value, status, children }: { name: string; to: string; value: ReactNode; status?: string | undefined; children: ReactNode }) {
  return (
    <li className="panel number-card" data-status={status}>
      <Link to={to} className="number-link">
        <span>{name}</span>
        <strong className="number">{value}</strong>
      </Link>
      <p className="quiet">{children}</p>
    </li>
  );
}
