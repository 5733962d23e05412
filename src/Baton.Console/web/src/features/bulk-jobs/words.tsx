import type { BulkJob } from '../../shared/api/runs';
import { Icon, type IconName } from '../../shared/ui/Icon';

const statuses: Record<BulkJob['status'], [label: string, icon: IconName, look: string]> = {
  RUNNING: ['Running', 'running', 'RUNNING'],
  CANCELLING: ['Cancelling', 'clock', 'TIMED_OUT'],
  DONE: ['Done', 'check', 'SUCCEEDED'],
  CANCELLED: ['Cancelled', 'stop', 'ABORTED'],
};

export const titleOf = ({ id, action }: BulkJob) => `${action === 'STOP' ? 'Stop' : 'Redrive'} executions, job ${id}`;

export function JobStatus({ status }: { status: BulkJob['status'] }) {
  const [label, icon, look] = statuses[status];
  return (
    <span className="status" data-status={look}>
      <Icon name={icon} size={13} />
      {label}
    </span>
  );
}

/** What it is about: a query, or executions that were chosen. */
export const Target = ({ job: { query, named } }: { job: BulkJob }) =>
  query === undefined ? <>{named!.toLocaleString('en')} chosen executions</> : query === '' ? <>All executions</> : <code title={query}>{query}</code>;

/** What became of an execution, and why if nothing did. */
export const Outcome = ({ word, reason }: { word: string; reason: string | undefined }) =>
  reason === undefined ? (
    <span className="status" data-status="SUCCEEDED"><Icon name="check" size={13} />{word}</span>
  ) : (
    <span className="job-reason" title={reason}><span className="status" data-status="TIMED_OUT"><Icon name="alert" size={13} />Refused</span> {reason}</span>
  );
