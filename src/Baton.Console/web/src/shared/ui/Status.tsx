import { Icon, type IconName } from './Icon';

const known: Record<string, [label: string, icon: IconName]> = {
  RUNNING: ['Running', 'running'],
  SUCCEEDED: ['Succeeded', 'check'],
  FAILED: ['Failed', 'cross'],
  TIMED_OUT: ['Timed out', 'clock'],
  ABORTED: ['Aborted', 'stop'],
  PENDING_REDRIVE: ['Pending redrive', 'retry'],
  RETRYING: ['Retrying', 'retry'],
  CAUGHT: ['Caught', 'alert'],
  ACTIVE: ['Active', 'check'],
  DELETING: ['Deleting', 'stop'],
  ADDED: ['Added', 'plus'],
  CHANGED: ['Changed', 'edit'],
  REMOVED: ['Removed', 'minus'],
};

export const statusLabel = (status: string): string => known[status]?.[0] ?? status;

export const statusIcon = (status: string): IconName => known[status]?.[1] ?? 'pass';

/** A status as a word, a drawing and a colour: each says it alone. */
export function Status({ status }: { status: string }) {
  return (
    <span className="status" data-status={status}>
      <Icon name={statusIcon(status)} size={13} />
      {statusLabel(status)}
    </span>
  );
}
