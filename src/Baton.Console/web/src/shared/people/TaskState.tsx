import './people.css';
import { Icon, type IconName } from '../ui/Icon';
import type { HumanTask, TaskStatus } from './api';

const known: Record<TaskStatus, [label: string, icon: IconName]> = {
  open: ['Open', 'inbox'],
  claimed: ['Claimed', 'person'],
  completed: ['Completed', 'check'],
  cancelled: ['Cancelled', 'stop'],
};

/** Where a task stands, as a word, a drawing and a colour. */
export function TaskState({ status }: { status: TaskStatus }) {
  const [label, icon] = known[status];
  return (
    <span className="status task-state" data-state={status}>
      <Icon name={icon} size={13} />
      {label}
    </span>
  );
}

/** Whom a task is for, or who has it. */
export function taskHolder({ assignee, groups }: HumanTask): string {
  return assignee ?? (groups.length > 0 ? groups.join(', ') : 'everybody');
}
