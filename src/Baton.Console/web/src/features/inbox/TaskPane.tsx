import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { executionPlace, machineNameOf, machinePlace, nameOf } from '../../shared/arn';
import { EXECUTIONS } from '../../shared/live/queries';
import { useActor } from '../../shared/people/actor';
import { act, findTask, taskHistory, type HumanTask } from '../../shared/people/api';
import { Ahead, Due, Priority } from '../../shared/people/Due';
import { TaskState, taskHolder } from '../../shared/people/TaskState';
import { Markdown } from '../../shared/markdown/Markdown';
import { Link, useQueryValue } from '../../shared/router';
import { Button } from '../../shared/ui/Button';
import { lazily } from '../../shared/ui/lazily';
import { Facts } from '../../shared/ui/Page';
import { Fault, Loading } from '../../shared/ui/States';
import { Tabs } from '../../shared/ui/Tabs';
import { Time } from '../../shared/ui/Time';
import { toast } from '../../shared/ui/Toasts';
import { Approvals } from './Approvals';
import { Attachments } from './Attachments';
import { hasIt, isActive, mayClaim } from './rules';
import { TaskData } from './TaskData';
import { TaskForm } from './TaskForm';
import { TaskHistory } from './TaskHistory';
import { TaskMenu } from './TaskMenu';

const TaskProcess = lazily(() => import('./TaskProcess'), {});

export const PANE_TITLE = 'task-pane-title';

/** A task: what it asks, who has it, where its workflow is, and what was done with it. */
export function TaskPane({ id, back, onDone }: { id: number; back: string; onDone: () => void }) {
  const { data: task, error, refetch } = useQuery({ queryKey: taskKey(id), queryFn: ({ signal }) => findTask(id, signal) });
  useEffect(() => {
    if (task) document.title = `${task.title} · Baton`;
    return () => {
      document.title = 'Inbox · Baton';
    };
  }, [task?.title]);
  return (
    <>
      <div className="task-back">
        <Link className="button" to={back}>
          Back to the list
        </Link>
      </div>
      {task ? <Shown task={task} onDone={onDone} /> : error ? <Fault error={error} retry={() => void refetch()} /> : <Loading rows={9} what="Loading the task" />}
    </>
  );
}

const taskKey = (id: number) => [EXECUTIONS, 'task', id];

/** Does something with a task and shows how it is then; what was refused is told. */
export type Doing = (work: () => Promise<HumanTask>, said?: string) => Promise<boolean>;

function Shown({ task, onDone }: { task: HumanTask; onDone: () => void }) {
  const actor = useActor();
  const client = useQueryClient();
  const [tab, setTab] = useQueryValue('tab');
  const [isBusy, setBusy] = useState(false);
  const history = useQuery({ queryKey: [...taskKey(task.id), 'history'], queryFn: ({ signal }) => taskHistory(task.id, signal) });
  const changed = (after: HumanTask) => {
    client.setQueryData(taskKey(task.id), after);
    void client.invalidateQueries({ queryKey: [EXECUTIONS] });
  };
  const doing: Doing = async (work, said) => {
    setBusy(true);
    try {
      changed(await work());
      if (said) toast(said);
      return true;
    } catch (e) {
      toast((e as Error).message, 'fault');
      void client.invalidateQueries({ queryKey: taskKey(task.id) });
      return false;
    } finally {
      setBusy(false);
    }
  };
  // what had the keyboard may be gone: Claim, or the form
  useEffect(() => {
    if (document.activeElement === document.body) document.getElementById(PANE_TITLE)?.focus({ preventScroll: true });
  }, [task.id, task.status]);
  const acts = history.data ?? [];
  return (
    <div className="task">
      <header className="task-head">
        <h2 id={PANE_TITLE} tabIndex={-1}>{task.title}</h2>
        <div className="task-badges">
          <TaskState status={task.status} />
          <Priority value={task.priority} />
          {isActive(task) && task.dueAt && <Due date={task.dueAt} />}
        </div>
        {isActive(task) && (
          <div className="task-actions">
            {mayClaim(task, actor) && <Button kind="primary" icon="person" disabled={isBusy} onClick={() => void doing(() => act(task.id, 'claim'), `Claimed ${task.title}`)}>Claim</Button>}
            {task.status === 'claimed' && hasIt(task, actor) && <Button disabled={isBusy} onClick={() => void doing(() => act(task.id, 'release'), 'Given back')}>Release</Button>}
            <TaskMenu task={task} doing={doing} />
          </div>
        )}
      </header>
      <Facts
        facts={[
          [task.assignee ? 'Assignee' : 'For', taskHolder(task)],
          ['Created', <Time date={task.createdAt} />],
          ['Due', task.dueAt && (isActive(task) ? <Ahead date={task.dueAt} /> : <Time date={task.dueAt} />)],
          ['Follow-up', task.followUpAt && <Ahead date={task.followUpAt} />],
          ['Next reminder', isActive(task) && task.nextTimerAt ? <Ahead date={task.nextTimerAt} /> : undefined],
          ['Link for outsiders', task.linkExpiresAt && <>expires <Ahead date={task.linkExpiresAt} /></>],
          ['State machine', <Link to={machinePlace(task.stateMachineArn)}>{machineNameOf(task.stateMachineArn)}</Link>],
          ['Execution', <Link to={executionPlace(task.executionArn)}>{nameOf(task.executionArn)}</Link>],
        ]}
      />
      <Tabs
        name="About the task" selected={tab} onSelect={setTab}
        tabs={[
          {
            id: 'task', label: 'Task',
            content: (
              <div className="task-body">
                {task.description && <Markdown text={task.description} />}
                {task.approvals && <Approvals approvals={task.approvals} votes={task.votes} />}
                {isActive(task) ? <TaskForm task={task} onChanged={changed} onDone={onDone} /> : <Ended task={task} />}
                <TaskData task={task} />
                <Attachments task={task} acts={acts} doing={doing} />
              </div>
            ),
          },
          { id: 'process', label: 'Process', content: <TaskProcess task={task} /> },
          { id: 'history', label: `History ${history.data?.length ?? ''}`, content: <TaskHistory task={task} acts={history.data} error={history.error} doing={doing} /> },
        ]}
      />
    </div>
  );
}

/** What came of a task that is over. */
function Ended({ task }: { task: HumanTask }) {
  return (
    <div className="task-ended" data-state={task.status}>
      <p>
        {task.status === 'completed' ? <>Completed with <b>{task.outcome}</b></> : <>Cancelled: {task.reason}</>}
        {task.closedBy && <> by <b>{task.closedBy}</b></>}
        {task.closedAt && <>, <Time date={task.closedAt} /></>}
      </p>
    </div>
  );
}
