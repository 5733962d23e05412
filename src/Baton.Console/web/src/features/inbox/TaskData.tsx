import { lazy, Suspense, useState } from 'react';
import type { HumanTask } from '../../shared/people/api';
import { Loading } from '../../shared/ui/States';

const JsonView = lazy(async () => ({ default: (await import('../../shared/json/JsonView')).JsonView }));

/** What the workflow gave the task, and what was filled in; drawn when it is wanted. */
export function TaskData({ task }: { task: HumanTask }) {
  return (
    <>
      {task.result !== undefined && <Payload name="Answer" value={task.result} isOpen />}
      {task.data !== undefined && <Payload name="Data of the workflow" value={task.data} isOpen={task.result === undefined && hasMoreThanForm(task)} />}
    </>
  );
}

/** Whether the data tell what no field of the form begins with. */
function hasMoreThanForm({ form, data }: HumanTask): boolean {
  const fields = Object.keys((form?.['properties'] as object | undefined) ?? {});
  return typeof data !== 'object' || Object.keys(data ?? {}).some(name => !fields.includes(name));
}

function Payload({ name, value, isOpen }: { name: string; value: unknown; isOpen: boolean }) {
  const [isShown, setShown] = useState(isOpen);
  return (
    <details className="task-data" open={isShown} onToggle={event => setShown(event.currentTarget.open)}>
      <summary>{name}</summary>
      {isShown && <Suspense fallback={<Loading rows={3} />}><JsonView name={name} text={JSON.stringify(value)} /></Suspense>}
    </details>
  );
}
