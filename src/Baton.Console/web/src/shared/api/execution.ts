import { callOperation, getConsole } from './http';

/* What the console's own API tells of one execution, and how it goes on otherwise than where it stood. */

export type StageName = 'Input' | 'InputPath' | 'Parameters' | 'Arguments' | 'ItemsPath' | 'Result' | 'ResultSelector' | 'ResultPath' | 'Output';

export interface Stage {
  stage: StageName;
  /** JSON as text. */
  data: string;
  /** Whether an event holds it; otherwise the definition was evaluated again. */
  recorded: boolean;
}

/** A state that was asked about an error. */
export interface Asked {
  state: string;
  enteredEventId: number;
  retry: { errorEquals: string[]; matches: boolean; decides: boolean; made: number; maxAttempts: number }[];
  catch: { errorEquals: string[]; matches: boolean; takes: boolean; next: string }[];
}

/** An entry of a state. */
export interface StepData {
  state: string;
  stages: Stage[];
  /** What its expressions see, as a JSON object. */
  variables: string;
  assigned?: string;
  failure?: { error?: string; cause?: string; asked: Asked[] };
  /** Whether evaluating the definition again gave another output than the recorded one. */
  differs: boolean;
  whyNotDerived?: string;
}

export const getStep = (executionArn: string, event: number, signal?: AbortSignal) => getConsole('execution/step', { executionArn, event: String(event) }, signal) as Promise<StepData>;

export type WaitKind = 'WORKER' | 'WORK' | 'CALL' | 'CALLBACK' | 'PERSON' | 'JOB' | 'CHILD' | 'MAP_RUN' | 'TIMER' | 'RETRY' | 'TURN';

/** Something that an execution waits for. Times are seconds since the epoch. */
export interface Wait {
  kind: WaitKind;
  state?: string;
  eventId: number;
  since: number;
  resource?: string;
  until?: number;
  timeoutAt?: number;
  heartbeatAt?: number;
  startedAt?: number;
  retries: number;
  executionArn?: string;
  mapRunArn?: string;
  workers?: number;
  tasks?: number;
  askedAt?: number;
}

export interface Waits {
  obstacle?: { kind: string; message: string };
  waits: Wait[];
  total: number;
  deadline?: number;
}

export const getWaits = (executionArn: string, signal?: AbortSignal) => getConsole('execution/waits', { executionArn }, signal) as Promise<Waits>;

export interface Relative {
  executionArn: string;
  status?: string;
  eventId?: number;
  mapRunArn?: string;
}

export interface RunCounts {
  mapRunArn: string;
  status: string;
  items: number;
  pending: number;
  running: number;
  succeeded: number;
  failed: number;
  timedOut: number;
  aborted: number;
}

export interface Relatives {
  ancestors: Relative[];
  children: Relative[];
  childrenTotal: number;
  mapRuns: RunCounts[];
}

export const getRelatives = (executionArn: string, signal?: AbortSignal) => getConsole('execution/relatives', { executionArn }, signal) as Promise<Relatives>;

/** Where a redrive goes on: what is left out stays as it was. */
export interface RedriveFrom {
  fromState?: string;
  input?: string;
  /** `CURRENT`, the number of a version, or the id of a revision. */
  definition?: string;
}

export const redriveFrom = (executionArn: string, from: RedriveFrom) => callOperation('Baton.RedriveExecution', { executionArn, clientToken: crypto.randomUUID(), ...from });
