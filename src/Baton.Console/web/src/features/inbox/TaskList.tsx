import { machineNameOf } from '../../shared/arn';
import type { HumanTask } from '../../shared/people/api';
import { Due, Priority } from '../../shared/people/Due';
import { TaskState, taskHolder } from '../../shared/people/TaskState';
import { Link } from '../../shared/router';
import { Button } from '../../shared/ui/Button';
import { Time } from '../../shared/ui/Time';
import { isActive } from './rules';

interface TaskListProps {
  tasks: readonly HumanTask[];
  selected: number | null;
  placeOf: (id: number) => string;
  /** The tasks that something is to be done with together; without `onChoose` nobody acts here. */
  chosen: ReadonlySet<number>;
  onChoose: ((id: number) => void) | undefined;
  more: { isLoading: boolean; load: () => void } | undefined;
  isPartial: boolean;
}

/** Tasks, each a link to what it is about. */
export function TaskList({ tasks, selected, placeOf, chosen, onChoose, more, isPartial }: TaskListProps) {
  return (
    <>
      <ul className="task-list" aria-label="Tasks">
        {tasks.map(task => (
          <li key={task.id} data-selected={task.id === selected || undefined} data-choosable={onChoose !== undefined || undefined}>
            {onChoose && isActive(task) && <input type="checkbox" className="task-choose" aria-label={`Choose ${task.title}`} checked={chosen.has(task.id)} onChange={() => onChoose(task.id)} />}
            <Link id={rowId(task.id)} to={placeOf(task.id)} className="task-row" aria-current={task.id === selected ? 'true' : undefined}>
              <span className="task-title">{task.title}</span>
              <span className="task-about">
                <TaskState status={task.status} />
                <span className="truncate">{taskHolder(task)}</span>
                {task.priority !== 50 && <Priority value={task.priority} />}
                {isActive(task) && task.dueAt && <Due date={task.dueAt} />}
                {task.closedAt && <Time date={task.closedAt} />}
              </span>
              <span className="task-machine quiet truncate">
                {machineNameOf(task.stateMachineArn)} · <Time date={task.createdAt} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
      <div className="table-foot task-foot">
        <span role="status" className="number">
          {tasks.length.toLocaleString('en')}
          {more ? '+' : ''} {tasks.length === 1 && !more ? 'task' : 'tasks'}
        </span>
        {isPartial && <span>In order among the newest {tasks.length.toLocaleString('en')}</span>}
        {more && (
          <Button disabled={more.isLoading} onClick={more.load}>
            {more.isLoading ? 'Loading…' : 'Load more'}
          </Button>
        )}
        <span className="task-keys" aria-hidden="true">
          <kbd>j</kbd>
          <kbd>k</kbd> move <kbd>↵</kbd> open <kbd>c</kbd> claim <kbd>x</kbd> choose
        </span>
      </div>
    </>
  );
}

export const rowId = (id: number): string => `task-${id}`;
