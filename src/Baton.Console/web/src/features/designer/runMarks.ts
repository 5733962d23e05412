import type { StateMark } from '../../shared/graph/StateGraph';
import type { DraftRun } from './api';

/** What the canvas shows of the first steps of a run, by the names of states. */
export function marksOf(run: DraftRun, shown: number): Map<string, StateMark> {
  const marks = new Map<string, StateMark>();
  for (const step of run.steps.slice(0, shown)) marks.set(step.name, { status: step.status, visits: (marks.get(step.name)?.visits ?? 0) + 1 });
  return marks;
}
