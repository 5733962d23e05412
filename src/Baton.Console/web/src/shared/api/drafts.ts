import { consoleRoot } from '../place';
import { ApiError, getConsole } from './http';

/* What the server says of definitions that are not deployed. Payloads are JSON texts both ways, so that numbers keep their digits. */

export type DraftFormat = 'json' | 'yaml';

/** A place in a text: characters from 0, line and column from 1. */
export interface TextPlace {
  offset: number;
  line: number;
  column: number;
}

export interface TextRange {
  from: TextPlace;
  to: TextPlace;
}

export interface Problem {
  severity: 'ERROR' | 'WARNING';
  code: string;
  message: string;
  /** As ValidateStateMachineDefinition tells it. */
  location?: string;
  /** A JSON Pointer to the place, or to what is around it. */
  pointer: string;
  range: TextRange;
  /** What mends it, for the text that was asked about. */
  fix?: { title: string; edits: { range: TextRange; text: string }[] };
}

export interface Validation {
  isValid: boolean;
  problems: Problem[];
}

/** A state that was entered once in a run; times are seconds since the epoch. */
export interface DraftStep {
  id: number;
  name: string;
  type: string;
  status: string;
  startDate: number;
  stopDate?: number;
  input?: string;
  output?: string;
  error?: string;
  cause?: string;
  attempts?: number;
  parent?: number;
  index?: number;
}

export interface DraftRun {
  status: string;
  startDate: number;
  stopDate: number;
  output?: string;
  error?: string;
  cause?: string;
  seed: number;
  limit?: string;
  missingMock?: { state: string; message: string };
  waitsForEver?: string[];
  unusedMocks: string[];
  steps: DraftStep[];
  events: Record<string, unknown>[];
}

export interface Evaluation {
  kind: 'value' | 'nothing' | 'function' | 'error';
  result?: string;
  error?: { code: string; message: string; position?: number };
}

export interface ExpressionFunction {
  name: string;
  usage: string;
  signature?: string;
  summary: string;
}

export interface ExpressionFunctions {
  jsonata: ExpressionFunction[];
  intrinsic: ExpressionFunction[];
}

/** The draft has errors, or its mocks: each with its place. */
export class DraftError extends ApiError {
  constructor(
    code: string,
    message: string,
    readonly problems: (Problem | { message: string; location?: string; line: number; column: number })[],
  ) {
    super(code, message, 400);
  }
}

async function ask<T>(name: string, body: object, signal?: AbortSignal): Promise<T> {
  const answer = await fetch(`${consoleRoot}api/drafts/${name}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body), signal }).catch((e: unknown) => {
    if (e instanceof DOMException && e.name === 'AbortError') throw e;
    throw new ApiError('Unreachable', 'The server does not answer.', 0);
  });
  const said = (await answer.json().catch(() => ({}))) as { error?: string; message?: string; problems?: DraftError['problems'] };
  if (answer.ok) return said as T;
  if (said.problems) throw new DraftError(said.error!, said.message!, said.problems);
  throw new ApiError(said.error ?? `HTTP ${answer.status}`, said.message ?? answer.statusText, answer.status);
}

export const validateDraft = (input: { text: string; format: DraftFormat; type: 'STANDARD' | 'EXPRESS' }, signal?: AbortSignal) => ask<Validation>('validate', input, signal);

export const runDraft = (input: { text: string; format: DraftFormat; input?: string; mocks?: string; startsAt?: string; seed?: number; eventsMax?: number; millisecondsMax?: number }, signal?: AbortSignal) =>
  ask<DraftRun>('run', input, signal);

/** Beside text, format and stateName the members of TestState. */
export const testDraftState = (input: { text: string; format: DraftFormat; stateName: string; input?: string; variables?: string; context?: string; mock?: object; inspectionLevel?: string; stateConfiguration?: object }, signal?: AbortSignal) =>
  ask<Record<string, unknown>>('test-state', input, signal);

export const evaluateExpression = (input: { expression: string; language: 'jsonata' | 'jsonpath'; input?: string; variables?: string; context?: string; result?: string; errorOutput?: string }, signal?: AbortSignal) =>
  ask<Evaluation>('evaluate', input, signal);

export const listFunctions = async (signal?: AbortSignal) => (await getConsole('drafts/functions', {}, signal)) as ExpressionFunctions;
