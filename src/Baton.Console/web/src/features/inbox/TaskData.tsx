import { useState } from 'react';
import type { HumanTask } from '../../shared/people/api';
import { lazily } from '../../shared/ui/lazily';

const JsonView = lazily(async () => ({ default: (await import('../../shared/json/JsonView')).JsonView }), { rows: 3 });

/** What the workflow gave the task, and what was filled in; drawn when it is wanted. */
export function TaskData({ task }: { task: HumanTask }) {
  return (
    <>
      {task.result !== undefined && <Payload name="Answer" value={task.result} isOpen />}
      {task.data !== undefined && <Payload name="Data of the workflow" value={task.data} isOpen={task.result === undefined} />}
    </>
  );
}

function Payload({ name, value, isOpen }: { name: string; value: unknown; isOpen: boolean }) {
  const [isShown, setShown] = useState(isOpen);
  return (
    <details className="task-data" open={isShown} onToggle={event => setShown(event.currentTarget.open)}>
      <summary>{name}</summary>
      {isShown && <JsonView name={name} text={JSON.stringify(value)} />}
    </details>
  );
}
