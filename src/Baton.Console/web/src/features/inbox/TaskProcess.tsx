import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { describeStateMachineForExecution } from '../../shared/api/stepFunctions';
import { executionPlace } from '../../shared/arn';
import { StateGraph, type StateMark } from '../../shared/graph/StateGraph';
import { EXECUTIONS } from '../../shared/live/queries';
import { caseName, casePlace, listCases, taskChecklist, type ChecklistStep, type HumanTask } from '../../shared/people/api';
import { ChecklistView } from '../../shared/people/ChecklistView';
import { Link } from '../../shared/router';
import { Fault, Loading } from '../../shared/ui/States';

/** Where the workflow of a task is: its steps, and their drawing. */
export default function TaskProcess({ task }: { task: HumanTask }) {
  const { id, executionArn } = task;
  const steps = useQuery({ queryKey: [EXECUTIONS, 'task', id, 'checklist'], queryFn: ({ signal }) => taskChecklist(id, signal) });
  const found = useQuery({ queryKey: [EXECUTIONS, 'case of', executionArn], queryFn: ({ signal }) => listCases({ execution: executionArn, limit: '1' }, signal) });
  const machine = useQuery({ queryKey: ['definition of', executionArn], queryFn: ({ signal }) => describeStateMachineForExecution(executionArn, signal), staleTime: Infinity });
  const marks = useMemo(() => marksOf(steps.data ?? []), [steps.data]);
  const own = found.data?.items[0];
  return (
    <div className="task-body">
      <p className="task-links">
        {own && <Link to={casePlace(own.id)}>Case {caseName(own)}</Link>}
        <Link to={executionPlace(executionArn)}>Open the execution</Link>
      </p>
      <div className="task-process">
        {steps.error ? <Fault error={steps.error} /> : steps.data ? <ChecklistView steps={steps.data} name="Steps of the process" /> : <Loading />}
        <div className="task-graph">{machine.data ? <StateGraph definition={machine.data.definition} name="Where the task is in its process" marks={marks} /> : machine.error ? <Fault error={machine.error} /> : <Loading />}</div>
      </div>
    </div>
  );
}

function marksOf(steps: readonly ChecklistStep[]): Map<string, StateMark> {
  const marks = new Map<string, StateMark>();
  for (const { step, status, visits } of steps) if (status) marks.set(step, { status, visits });
  return marks;
}
