import type { HistoryEvent } from '../../shared/api/stepFunctions';
import type { StateMark } from '../../shared/graph/StateGraph';

/* What a history says: which states were entered, within which others, and how each came out. No React and no requests in here. */

export type VisitStatus = 'RUNNING' | 'RETRYING' | 'SUCCEEDED' | 'CAUGHT' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';

/** A state that was entered once. */
export interface Visit {
  /** The id of the event that entered it. */
  id: number;
  name: string;
  type: string;
  status: VisitStatus;
  entered: Date;
  exited?: Date;
  /** The id of the event that left it. */
  exitId?: number;
  parent: Visit | null;
  depth: number;
  /** Which iteration of the Map around it, from 0; absent in a branch and in the machine's own scope. */
  iteration?: number;
  /** How often its task was scheduled. */
  attempts: number;
  error?: string;
  cause?: string;
  events: HistoryEvent[];
}

export interface History {
  visits: Visit[];
  /** Which visit an event belongs to, by the event's id. */
  visitOf: ReadonlyMap<number, Visit>;
  /** The visit in which the execution failed, or stood when it was ended; null where it did not or goes on. */
  failed: Visit | null;
  /** From each end that a redrive followed to that redrive, in milliseconds: nothing went on in between. */
  halts: readonly { from: number; to: number }[];
}

/** What the name of an event's type says of it. */
interface Kind {
  /** The type of the state that it enters. */
  enters?: string | undefined;
  exits: boolean;
  fails: boolean;
  schedules: boolean;
  /** The type of the state, Map or Parallel, that it tells of as a whole. */
  scope?: string | undefined;
}

const kinds = new Map<string, Kind>();

/** There are few types and many events. */
function kindOf(type: string): Kind {
  let kind = kinds.get(type);
  if (!kind) {
    kind = {
      enters: /^(\w+)StateEntered$/.exec(type)?.[1], exits: type.endsWith('StateExited'), fails: /(Failed|TimedOut)$/.test(type),
      schedules: /^(Task|LambdaFunction|Activity)Scheduled$/.test(type), scope: /^(Map|Parallel)/.exec(type)?.[1],
    };
    kinds.set(type, kind);
  }
  return kind;
}

/** What is told of an event beside what all have. */
export function detailsOf(event: HistoryEvent): Record<string, unknown> {
  const name = Object.keys(event).find(key => key.endsWith('EventDetails'));
  return (name ? event[name] : {}) as Record<string, unknown>;
}

export function readHistory(events: readonly HistoryEvent[]): History {
  const visits: Visit[] = [];
  const visitOf = new Map<number, Visit>();
  const exits = new Set<number>();
  const iterations = new Map<number, number>(); // by the event that started each
  const halts: { from: number; to: number }[] = [];
  const failedWithin = new Map<Visit, Visit>(); // by the Map or Parallel state that failed for it
  let stopped: Visit | null = null;
  let ended = 0;

  for (const event of events) {
    const before = visitOf.get(event.previousEventId) ?? null;
    const kind = kindOf(event.type);
    if (kind.enters) {
      const isNext = exits.has(event.previousEventId);
      const parent = isNext ? (before?.parent ?? null) : before;
      const iteration = iterations.get(event.previousEventId) ?? (isNext ? before?.iteration : undefined);
      const visit: Visit = {
        ...(iteration === undefined ? {} : { iteration }),
        id: event.id, name: String(detailsOf(event)['name']), type: kind.enters, status: 'RUNNING', entered: event.timestamp, parent, depth: parent ? parent.depth + 1 : 0, attempts: 0, events: [event],
      };
      visits.push(visit);
      visitOf.set(event.id, visit);
      continue;
    }
    if (event.type.startsWith('Execution')) {
      if (event.type === 'ExecutionRedriven') {
        for (let visit = stopped; visit; visit = visit.parent) visit.status = 'RUNNING';
        if (stopped) visitOf.set(event.id, stopped); // it goes on there
        halts.push({ from: ended, to: event.timestamp.getTime() });
        stopped = null;
      } else if (event.type !== 'ExecutionStarted') {
        stopped = end(event, before, visits);
        ended = event.timestamp.getTime();
      }
      continue;
    }
    if (event.type === 'MapIterationStarted') iterations.set(event.id, Number(detailsOf(event)['index']));
    const visit = ownerOf(event, before, visits);
    if (!visit) continue;
    visitOf.set(event.id, visit);
    if (before && before.depth > visit.depth && !before.exited && kind.fails) {
      before.status = 'FAILED'; // and with it the Map or Parallel state around it, or an iteration of it
      failedWithin.set(visit, before);
    }
    tell(visit, event);
    if (kind.exits) exits.add(event.id);
  }
  let failed = stopped;
  for (let inner = failed && failedWithin.get(failed); inner; inner = failedWithin.get(inner)) failed = inner;
  return { visits, visitOf, failed, halts };
}

/** An event of a Map or Parallel state follows the last one of a state within it; an expression that failed before its state did anything follows what that state's entry follows, and names the state. */
function ownerOf(event: HistoryEvent, before: Visit | null, visits: readonly Visit[]): Visit | null {
  if (event.type === 'EvaluationFailed') return visits.findLast(({ name, events }) => name === detailsOf(event)['state'] && events[0]!.previousEventId === event.previousEventId) ?? before;
  const { exits, scope } = kindOf(event.type);
  const name = exits ? detailsOf(event)['name'] : undefined;
  let visit = before;
  while (visit && ((scope && visit.type !== scope) || (exits && visit.name !== name))) visit = visit.parent;
  return visit ?? before;
}

function tell(visit: Visit, event: HistoryEvent): void {
  const { exits, fails, schedules } = kindOf(event.type);
  visit.events.push(event);
  if (schedules) visit.attempts++;
  if (exits) {
    visit.exited = event.timestamp;
    visit.exitId = event.id;
    visit.status = visit.status === 'RETRYING' ? 'CAUGHT' : 'SUCCEEDED';
  } else if (fails && !event.type.startsWith('MapIteration')) {
    const { error, cause } = detailsOf(event);
    visit.error = error as string | undefined;
    visit.cause = cause as string | undefined;
    visit.status = 'RETRYING'; // until it is left, or the execution ends
  } else if (visit.status === 'RETRYING' || visit.status === 'FAILED') {
    visit.status = 'RUNNING'; // it is tried again, or redriven
  }
}

/** The execution has ended: what is still open ended with it. */
function end(event: HistoryEvent, last: Visit | null, visits: Visit[]): Visit | null {
  const failed = event.type === 'ExecutionFailed' ? last : null;
  const chain = new Set<Visit>();
  for (let visit = failed; visit; visit = visit.parent) chain.add(visit);
  for (const visit of visits) {
    if (visit.exited || visit.status === 'FAILED') continue;
    if (event.type === 'ExecutionSucceeded') visit.status = 'SUCCEEDED';
    else if (event.type === 'ExecutionTimedOut') visit.status = 'TIMED_OUT';
    else visit.status = chain.has(visit) ? 'FAILED' : 'ABORTED';
    if (visit === failed && visit.type === 'Fail') {
      const { error, cause } = detailsOf(event);
      visit.error = error as string | undefined;
      visit.cause = cause as string | undefined;
    }
  }
  return failed;
}

/** What the graph shows of each state: the visit that runs, or else the last one. */
export function marksOf(visits: readonly Visit[]): Map<string, StateMark> {
  const marks = new Map<string, StateMark>();
  for (const { name, status } of visits) {
    const known = marks.get(name);
    const isOpen = known && (known.status === 'RUNNING' || known.status === 'RETRYING');
    marks.set(name, { status: isOpen ? known.status : status, visits: (known?.visits ?? 0) + 1 });
  }
  return marks;
}
