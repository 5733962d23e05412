import { useQuery } from '@tanstack/react-query';
import { executionPlace, machineNameOf, machinePlace, nameOf } from '../../shared/arn';
import { EXECUTIONS } from '../../shared/live/queries';
import { ActList } from '../../shared/people/ActList';
import { caseChecklist, caseHistory, caseName, findCase, listTasks, taskPlace, type HumanTask, type WorkflowCase } from '../../shared/people/api';
import { ChecklistView } from '../../shared/people/ChecklistView';
import { Due } from '../../shared/people/Due';
import { TaskState, taskHolder } from '../../shared/people/TaskState';
import { Link, useParameter } from '../../shared/router';
import { Facts, Page } from '../../shared/ui/Page';
import { Fault, Loading } from '../../shared/ui/States';
import { Status } from '../../shared/ui/Status';
import { Time } from '../../shared/ui/Time';
import { CaseStatus, Labels } from './CasesPage';
import './cases.css';
import { useStatuses } from './statuses';

const crumbs = [{ label: 'Cases', to: '/cases' }];

/** A case: where it stands, what is done and what comes, who does it, and what has happened to it. */
export default function CasePage() {
  const id = Number(useParameter('id'));
  const { data: found, error, refetch } = useQuery({ queryKey: [EXECUTIONS, 'case', id], queryFn: ({ signal }) => findCase(id, signal) });
  if (!found) return <Page title={`Case ${id}`} crumbs={crumbs}>{error ? <Fault error={error} retry={() => void refetch()} /> : <div className="panel"><Loading rows={9} /></div>}</Page>;
  return (
    <Page title={found.title && found.title !== caseName(found) ? `${caseName(found)}: ${found.title}` : caseName(found)} crumbs={crumbs} badge={found.status && <CaseStatus status={found.status} />}>
      <Facts
        facts={[
          ['Owner', found.owner ?? 'nobody'],
          ['Opened', <Time date={found.createdAt} />],
          ['Changed', <Time date={found.updatedAt} />],
          ['Labels', Object.keys(found.labels).length > 0 ? <Labels labels={found.labels} /> : undefined],
          ['State machine', <Link to={machinePlace(found.stateMachineArn)}>{machineNameOf(found.stateMachineArn)}</Link>],
          ['Execution', <span className="case-execution"><Link to={executionPlace(found.executionArn)}>{nameOf(found.executionArn)}</Link> <Status status={found.executionStatus} /></span>],
        ]}
      />
      <Way found={found} />
      <div className="case">
        <Steps found={found} />
        <div className="case-side">
          <Tasks found={found} />
          <History found={found} />
        </div>
      </div>
    </Page>
  );
}

/** The statuses that there are, and where the case may go. */
function Way({ found }: { found: WorkflowCase }) {
  const statuses = useStatuses(found.stateMachineArn);
  if (!statuses || statuses.next.size === 0) return null;
  const allowed = statuses.next.get(found.status ?? '') ?? [];
  return (
    <ol className="case-way" aria-label="Statuses of the case">
      {[...statuses.next.keys()].map(status => (
        <li key={status} aria-current={status === found.status ? 'step' : undefined} data-allowed={allowed.includes(status) || undefined}>
          {status}
          {allowed.includes(status) && <span className="quiet"> may follow</span>}
        </li>
      ))}
    </ol>
  );
}

function Steps({ found }: { found: WorkflowCase }) {
  const { data, error } = useQuery({ queryKey: [EXECUTIONS, 'case', found.id, 'checklist'], queryFn: ({ signal }) => caseChecklist(found.id, signal) });
  return (
    <section className="panel" aria-label="Checklist">
      <div className="panel-head"><h2>Checklist</h2></div>
      <div className="panel-body">{error ? <Fault error={error} /> : data ? <ChecklistView steps={data} name="Steps of the case" /> : <Loading rows={6} />}</div>
    </section>
  );
}

function Tasks({ found }: { found: WorkflowCase }) {
  const { data, error } = useQuery({ queryKey: [EXECUTIONS, 'tasks of', found.executionArn], queryFn: ({ signal }) => listTasks({ execution: found.executionArn, status: 'all', limit: '200' }, signal) });
  return (
    <section className="panel" aria-label="Tasks">
      <div className="panel-head"><h2>Tasks</h2></div>
      <div className="panel-body">
        {error ? <Fault error={error} /> : !data ? <Loading rows={2} /> : data.items.length === 0 ? <p className="quiet">Nobody was asked for anything yet.</p> : <ul className="case-tasks">{data.items.map(task => <TaskRow key={task.id} task={task} />)}</ul>}
      </div>
    </section>
  );
}

const TaskRow = ({ task }: { task: HumanTask }) => (
  <li>
    <Link to={taskPlace(task.id)}>{task.title}</Link>
    <span className="case-task-about">
      <TaskState status={task.status} />
      <span className="quiet">{task.closedBy ?? taskHolder(task)}{task.outcome && `: ${task.outcome}`}</span>
      {task.dueAt && !task.closedAt && <Due date={task.dueAt} />}
    </span>
  </li>
);

function History({ found }: { found: WorkflowCase }) {
  const { data, error } = useQuery({ queryKey: [EXECUTIONS, 'case', found.id, 'history'], queryFn: ({ signal }) => caseHistory(found.id, signal) });
  return (
    <section className="panel" aria-label="History">
      <div className="panel-head"><h2>History</h2></div>
      <div className="panel-body">{error ? <Fault error={error} /> : data ? <ActList acts={data} name="What happened to the case" /> : <Loading rows={3} />}</div>
    </section>
  );
}
