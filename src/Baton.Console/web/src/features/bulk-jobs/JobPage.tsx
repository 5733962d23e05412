import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { cancelBulk, describeBulk, listBulkResults, type BulkJob, type BulkResult } from '../../shared/api/runs';
import { executionPlace, machineArnOf, machineNameOf, machinePlace, nameOf } from '../../shared/arn';
import { JOBS, queries } from '../../shared/live/queries';
import { Link, useParameter, useQueryValue, withQuery } from '../../shared/router';
import { Button } from '../../shared/ui/Button';
import { ActionDialog } from '../../shared/ui/Dialog';
import { Facts, Page, Segments } from '../../shared/ui/Page';
import { Empty, Fault, Loading } from '../../shared/ui/States';
import { Table, type Column } from '../../shared/ui/Table';
import { Duration, Time } from '../../shared/ui/Time';
import './bulk-jobs.css';
import { JobStatus, Outcome, Target, titleOf } from './words';

const crumbs = [{ label: 'Executions', to: '/executions' }, { label: 'Bulk jobs', to: '/bulk-jobs' }];

/** How a job goes, and what became of each execution. It goes on whether or not anybody looks. */
export default function JobPage() {
  const id = useParameter('id');
  const [isCancelling, setCancelling] = useState(false);
  const { data: job, error, refetch } = useQuery({ queryKey: [JOBS, id], queryFn: ({ signal }) => describeBulk(id, signal) });
  if (error) return <Page title={`Job ${id}`} crumbs={crumbs}><Fault error={error} retry={() => void refetch()} /></Page>;
  if (!job) return <Page title={`Job ${id}`} crumbs={crumbs}><div className="panel"><Loading rows={8} /></div></Page>;
  return (
    <Page title={titleOf(job)} crumbs={crumbs} badge={<JobStatus status={job.status} />} actions={job.status === 'RUNNING' && <Button kind="danger" icon="stop" onClick={() => setCancelling(true)}>Cancel</Button>}>
      <Facts
        facts={[
          ['Executions', job.query ? <Link to={withQuery('/executions', { query: job.query })}><Target job={job} /></Link> : <Target job={job} />],
          ['Begun', <Time date={job.createdAt} />],
          ['Took', <Duration from={job.createdAt} to={job.endedAt} />],
          ['Error', job.error],
          ['Cause', job.cause],
        ]}
      />
      <Progress job={job} />
      <Results job={job} />
      {isCancelling && (
        <ActionDialog
          title="Cancel the job?" description="What is done stays done; the executions that it has not come to yet are left alone." action="Cancel the job" danger onClose={() => setCancelling(false)}
          onConfirm={async () => { queries.setQueryData([JOBS, id], await cancelBulk(job.id)); }}
        />
      )}
    </Page>
  );
}

function Progress({ job: { action, status, done, refused, looked, named } }: { job: BulkJob }) {
  const isOpen = status === 'RUNNING' || status === 'CANCELLING';
  const word = action === 'STOP' ? 'stopped' : 'redriven';
  return (
    <div className="panel job-progress" role="status" aria-label="Progress">
      <p>
        <strong className="number">{done.toLocaleString('en')}</strong> {word}, <strong className="number">{refused.toLocaleString('en')}</strong> refused
        {named !== undefined ? <> of {named.toLocaleString('en')}</> : <>; looked at {looked.toLocaleString('en')}</>}
      </p>
      {isOpen && (named !== undefined ? <progress value={done + refused} max={named} aria-label="Progress of the job" /> : <progress aria-label="Progress of the job" />)}
      {isOpen && <p className="quiet">It goes on when this page is closed. If the server is restarted, it goes on from here.</p>}
    </div>
  );
}

function MachineLink({ executionArn }: { executionArn: string }) {
  const arn = machineArnOf(executionArn);
  return arn ? <Link to={machinePlace(arn)}>{machineNameOf(arn)}</Link> : '–';
}

const columnsOf = (action: BulkJob['action']): Column<BulkResult>[] => [
  { name: 'Execution', cell: result => <Link to={executionPlace(result.executionArn)}>{nameOf(result.executionArn)}</Link> },
  { name: 'State machine', cell: result => <MachineLink executionArn={result.executionArn} />, wideOnly: true },
  { name: 'Result', cell: result => <Outcome word={action === 'STOP' ? 'Stopped' : 'Redriven'} reason={result.reason} /> },
];

const outcomes = [{ value: 'all', label: 'All' }, { value: 'refused', label: 'Refused' }] as const;

function Results({ job: { id, action, done, refused } }: { job: BulkJob }) {
  const [outcome, setOutcome] = useQueryValue('outcome');
  const isRefused = outcome === 'refused';
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: [JOBS, String(id), 'results', isRefused, done + refused],
    queryFn: ({ pageParam, signal }) => listBulkResults(String(id), isRefused, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.nextToken,
    placeholderData: (previous, query) => (query?.queryKey[3] === isRefused ? previous : undefined),
  });
  const items = data?.pages.flatMap(page => page.results);
  return (
    <>
      <div className="toolbar">
        <Segments name="Results" value={isRefused ? 'refused' : 'all'} options={outcomes} onChange={value => setOutcome(value === 'all' ? null : value)} />
      </div>
      {error ? <Fault error={error} retry={() => void refetch()} /> : !items ? (
        <div className="panel"><Loading rows={5} what="Loading results" /></div>
      ) : items.length === 0 ? (
        <div className="panel"><Empty title={isRefused ? 'Nothing was refused' : 'There is no result yet'}>{isRefused ? 'Every execution that the job came to was dealt with.' : 'Results are told as they come.'}</Empty></div>
      ) : (
        <Table name="Results" columns={columnsOf(action)} items={items} keyOf={result => result.executionArn} more={hasNextPage ? { isLoading: isFetchingNextPage, load: () => void fetchNextPage() } : undefined} />
      )}
    </>
  );
}
