import type { Visit } from './history';

/* What a timeline shows: how each state spent its time, in which rows, and where on the axis. No React and no DOM in here. Times are milliseconds since the epoch. */

/** How time was spent. `queued`: a task waits for whoever does it. `waiting`: for a time, a callback or a job. `backoff`: before the next attempt. `inside`: in the states within. */
export type PhaseKind = 'running' | 'queued' | 'waiting' | 'backoff' | 'inside';

export interface Phase {
  kind: PhaseKind;
  from: number;
  /** Null while it goes on. */
  to: number | null;
  /** Which attempt of a task, from 1; 0 where there are none. */
  attempt: number;
  /** Whether it ended with an error. */
  isFailed: boolean;
}

export type Halts = readonly { from: number; to: number }[];

/** How a visit spent its time, in order. What the execution's end cut short ends there, and so does what a redrive took up again. */
export function phasesOf(visit: Visit, halts: Halts, stopped: number | null): Phase[] {
  const phases: Phase[] = [];
  let open: Phase | null = null;
  let attempt = 0;
  const close = (at: number, isFailed = false) => {
    if (!open) return;
    const halt = halts.find(({ from, to }) => from >= open!.from && to <= at);
    open.to = halt ? halt.from : at;
    open.isFailed = isFailed;
    if (open.to > open.from || open.kind === 'running' || open.kind === 'inside') phases.push(open);
    open = null;
  };
  const begin = (kind: PhaseKind, from: number) => {
    close(from);
    open = { kind, from, to: null, attempt, isFailed: false };
  };
  for (const event of visit.events) {
    const at = event.timestamp.getTime();
    if (event.id === visit.id) begin(visit.type === 'Wait' ? 'waiting' : visit.type === 'Map' || visit.type === 'Parallel' ? 'inside' : 'running', at);
    else if (/^(Task|LambdaFunction|Activity)Scheduled$/.test(event.type)) {
      attempt++;
      if (attempt === 1 && phases.length === 0) open = null; // what came before is no work of its own
      begin('queued', at);
    } else if (/^(Task|LambdaFunction|Activity)Started$/.test(event.type)) begin('running', at);
    else if (event.type === 'TaskSubmitted') begin('waiting', at);
    else if (/StateExited$|StateAborted$/.test(event.type)) close(at);
    else if (/^(Task|LambdaFunction|Activity|MapRun)(Failed|TimedOut|ScheduleFailed|StartFailed|SubmitFailed)$/.test(event.type)) {
      close(at, true);
      if (visit.type !== 'Map') begin('backoff', at);
    } else if (/^(Task|LambdaFunction|Activity)Succeeded$/.test(event.type)) close(at);
  }
  if (open && stopped !== null) close(Math.max(stopped, (open as Phase).from), visit.status === 'FAILED');
  if (open) phases.push(open);
  return phases;
}

export interface Row {
  visit: Visit;
  /** How many states were entered within it, and within those. */
  within: number;
  /** Whether these are shown; null where there are none. */
  isOpen: boolean | null;
}

/** Groups with more rows than this are closed at first. */
const OPEN_MAX = 40;

/** The visits as rows of a tree: what is within another one follows it, iteration by iteration. `toggled` are the groups that somebody opened or closed. */
export function rowsOf(visits: readonly Visit[], toggled: ReadonlySet<number>): Row[] {
  const children = new Map<number, Visit[]>();
  const within = new Map<number, number>();
  for (const visit of visits) {
    if (!visit.parent) continue;
    const siblings = children.get(visit.parent.id);
    if (siblings) siblings.push(visit);
    else children.set(visit.parent.id, [visit]);
    for (let around: Visit | null = visit.parent; around; around = around.parent) within.set(around.id, (within.get(around.id) ?? 0) + 1);
  }
  const rows: Row[] = [];
  const add = (visit: Visit) => {
    const count = within.get(visit.id) ?? 0;
    const isOpen = count === 0 ? null : count <= OPEN_MAX !== toggled.has(visit.id);
    rows.push({ visit, within: count, isOpen });
    if (isOpen) for (const child of children.get(visit.id)!.sort((one, other) => (one.iteration ?? 0) - (other.iteration ?? 0) || one.id - other.id)) add(child);
  };
  for (const visit of visits) if (!visit.parent) add(visit);
  return rows;
}

type Span = readonly [from: number, to: number];

/** Where times are: from 0 to `width`, in which idle time may take little room. */
export interface Scale {
  width: number;
  toX(time: number): number;
  toTime(x: number): number;
  /** Idle time that takes less room than its length. */
  breaks: { x: number; width: number; from: number; to: number }[];
}

const BREAK_WIDTH = 26;

/** Idle time is left out from this length on, in milliseconds: a second is the least that a retry or a wait has. */
const IDLE_LEAST = 1_000;

/** And from this part of the time that something was done in. */
const IDLE_PART = 0.05;

/** Spans that overlap or touch as one; in order. */
export function union(spans: Span[]): Span[] {
  const merged: [number, number][] = [];
  for (const [from, to] of spans.sort((one, other) => one[0] - other[0])) {
    const last = merged.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else merged.push([from, to]);
  }
  return merged;
}

/** An axis from start to end. `busy` are the times in which something was done, merged; without them all time takes the room of its length. */
export function scaleOf(start: number, end: number, width: number, busy: Span[] | null): Scale {
  const gaps: Span[] = [];
  if (busy) {
    const least = Math.max(IDLE_LEAST, busy.reduce((sum, [from, to]) => sum + to - from, 0) * IDLE_PART);
    let before = start;
    for (const [from, to] of [...busy, [end, end] as const]) {
      if (from - before >= least) gaps.push([before, from]);
      before = Math.max(before, to);
    }
  }
  const idle = gaps.reduce((sum, [from, to]) => sum + to - from, 0);
  const perMs = Math.max(1, width - gaps.length * BREAK_WIDTH) / Math.max(1, end - start - idle);
  const stops: { time: number; x: number }[] = [{ time: start, x: 0 }];
  const breaks: Scale['breaks'] = [];
  let [time, x] = [start, 0];
  for (const [from, to] of gaps) {
    x += (from - time) * perMs;
    stops.push({ time: from, x });
    breaks.push({ x, width: BREAK_WIDTH, from, to });
    x += BREAK_WIDTH;
    stops.push({ time: to, x });
    time = to;
  }
  stops.push({ time: Math.max(end, time + 1), x: x + Math.max(1, end - time) * perMs });
  const between = (value: number, of: 'time' | 'x', to: 'time' | 'x') => {
    let [low, high] = [0, stops.length - 1];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (stops[middle]![of] <= value) low = middle;
      else high = middle;
    }
    const [one, other] = [stops[low]!, stops[high]!];
    return one[to] + ((value - one[of]) / Math.max(1e-9, other[of] - one[of])) * (other[to] - one[to]);
  };
  return { width: stops.at(-1)!.x, breaks, toX: at => between(Math.max(start, at), 'time', 'x'), toTime: at => between(at, 'x', 'time') };
}

const SECOND = 1_000;
const tickSteps = [1, 2, 5, 10, 20, 50, 100, 200, 500, ...[1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 21_600, 43_200, 86_400].map(seconds => seconds * SECOND)];

/** Round times since the start to write on the axis, no nearer to each other than `least`, in pixels. */
export function ticksOf(scale: Scale, start: number, end: number, least: number): { x: number; after: number }[] {
  const perMs = (scale.width - scale.breaks.length * BREAK_WIDTH) / Math.max(1, end - start - scale.breaks.reduce((sum, gap) => sum + gap.to - gap.from, 0));
  const step = tickSteps.find(one => one * perMs >= least) ?? Math.ceil(least / perMs / 86_400_000) * 86_400_000;
  const ticks: { x: number; after: number }[] = [];
  for (let after = 0; start + after <= end && ticks.length < 1_000; ) {
    const gap = scale.breaks.find(({ from, to }) => start + after > from && start + after < to);
    if (gap) after = Math.ceil((gap.to - start) / step) * step; // nothing is written where time takes no room
    else {
      const x = scale.toX(start + after);
      if (ticks.length === 0 || x - ticks.at(-1)!.x >= least) ticks.push({ x, after });
      after += step;
    }
  }
  return ticks;
}
