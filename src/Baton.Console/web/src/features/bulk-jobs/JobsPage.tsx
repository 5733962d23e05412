import { useQuery } from '@tanstack/react-query';
import { listBulk, type BulkJob } from '../../shared/api/runs';
import { JOBS } from '../../shared/live/queries';
import { Link } from '../../shared/router';
import { Page } from '../../shared/ui/Page';
import { Empty, Fault, Loading } from '../../shared/ui/States';
import { Table, type Column } from '../../shared/ui/Table';
import { Time } from '../../shared/ui/Time';
import { JobStatus, Target } from './words';

const columns: Column<BulkJob>[] = [
  { name: 'Job', cell: job => <Link to={`/bulk-jobs/${job.id}`}>{job.action === 'STOP' ? 'Stop' : 'Redrive'} {job.id}</Link> },
  { name: 'Status', cell: job => <JobStatus status={job.status} /> },
  { name: 'Executions', cell: job => <Target job={job} />, wideOnly: true },
  { name: 'Done', cell: job => job.done.toLocaleString('en'), end: true },
  { name: 'Refused', cell: job => job.refused.toLocaleString('en'), end: true },
  { name: 'Begun', cell: job => <Time date={job.createdAt} />, wideOnly: true },
];

export default function JobsPage() {
  const { data, error, refetch } = useQuery({ queryKey: [JOBS, 'list'], queryFn: ({ signal }) => listBulk(signal) });
  return (
    <Page title="Bulk jobs" crumbs={[{ label: 'Executions', to: '/executions' }]}>
      {error ? <Fault error={error} retry={() => void refetch()} /> : !data ? (
        <div className="panel"><Loading rows={5} what="Loading bulk jobs" /></div>
      ) : data.length === 0 ? (
        <div className="panel">
          <Empty title="Nothing was done in bulk yet" icon="executions" actions={<Link className="button" to="/executions">Executions</Link>}>
            Find executions, then stop or redrive all of them, or those that you select. What became of each is kept here.
          </Empty>
        </div>
      ) : (
        <Table name="Bulk jobs" columns={columns} items={data} keyOf={job => String(job.id)} note={<span>The last 100 are kept.</span>} />
      )}
    </Page>
  );
}
