import { ApiError, callOperation } from '../../shared/api/http';
import { consoleRoot } from '../../shared/place';
import type { Language } from './model/notation';
import type { Finding } from './model/problems';

/* What the designer asks of the server. */

export type MachineType = 'STANDARD' | 'EXPRESS';

export async function validate(text: string, format: Language, type: MachineType, signal: AbortSignal): Promise<Finding[]> {
  return ((await post('drafts/validate', { text, format, type }, signal)) as { problems: Finding[] }).problems;
}

/** Everything that a test of one state may be told; texts are JSON. */
export interface StateTest {
  definition: string;
  stateName: string;
  input: string;
  variables?: string | undefined;
  mock?: { result?: string; errorOutput?: { error: string; cause?: string } } | undefined;
  retryCount?: number | undefined;
}

export interface StateTestResult {
  status: 'SUCCEEDED' | 'FAILED' | 'RETRIABLE' | 'CAUGHT_ERROR';
  output?: string;
  error?: string;
  cause?: string;
  nextState?: string;
  /** The stages of the data flow by their names; most are JSON texts. */
  inspectionData?: Record<string, unknown>;
}

export async function testState({ mock, retryCount, variables, ...test }: StateTest): Promise<StateTestResult> {
  return (await callOperation('TestState', {
    ...test, roleArn: ROLE, inspectionLevel: 'TRACE', ...(variables ? { variables } : {}), ...(mock ? { mock: { ...mock, fieldValidationMode: 'NONE' } } : {}),
    ...(retryCount !== undefined ? { stateConfiguration: { retrierRetryCount: retryCount } } : {}),
  })) as StateTestResult;
}

/** The role of machines that are made here: the service has a place for one, and does not use it. */
const ROLE = 'arn:aws:iam::000000000000:role/baton';

export const createMachine = async (name: string, definition: string, type: MachineType) =>
  ((await callOperation('CreateStateMachine', { name, definition, type, roleArn: ROLE })) as { stateMachineArn: string }).stateMachineArn;

/** @returns the ARN of the version, where one was asked for */
export const updateMachine = async (stateMachineArn: string, definition: string, version: { note: string } | null) =>
  ((await callOperation('UpdateStateMachine', { stateMachineArn, definition, ...(version ? { publish: true, versionDescription: version.note || undefined } : {}) })) as { stateMachineVersionArn?: string }).stateMachineVersionArn;

/** A run of a draft in virtual time: times are Dates. */
export interface DraftRun {
  status: string;
  startDate: Date;
  stopDate: Date;
  output?: string;
  error?: string;
  cause?: string;
  limit?: string;
  missingMock?: { state: string; message: string };
  waitsForEver?: string[];
  unusedMocks: string[];
  steps: DraftStep[];
}

export interface DraftStep {
  id: number;
  name: string;
  type: string;
  status: string;
  startDate: Date;
  stopDate?: Date;
  input?: string;
  output?: string;
  error?: string;
  cause?: string;
  attempts?: number;
  parent?: number;
  index?: number;
}

interface Wire {
  startDate: number;
  stopDate?: number;
}

const dated = <T extends Wire>(item: T) => ({ ...item, startDate: new Date(item.startDate * 1_000), stopDate: item.stopDate === undefined ? undefined : new Date(item.stopDate * 1_000) });

/**
 * Runs a draft from its start.
 * @param mocks JSON text: what each task answers, by the name of its state
 */
export async function runDraft(text: string, input: string, mocks: string): Promise<DraftRun> {
  const run = (await post('drafts/run', { text, input, mocks })) as Omit<DraftRun, 'startDate' | 'stopDate' | 'steps'> & Wire & { steps: (Omit<DraftStep, 'startDate' | 'stopDate'> & Wire)[] };
  return { ...dated(run), steps: run.steps.map(dated) } as DraftRun;
}

export interface Evaluation {
  kind: 'value' | 'nothing' | 'function' | 'error';
  result?: string;
  error?: { code: string; message: string; position?: number };
}

/** What a person gave for trying expressions; texts are JSON. */
export interface Sample {
  input: string;
  result?: string | undefined;
  variables?: string | undefined;
}

/** What an expression gives for sample data. */
export const evaluate = async (expression: string, language: 'jsonata' | 'jsonpath', sample: Sample, signal: AbortSignal) => (await post('drafts/evaluate', { expression, language, ...sample }, signal)) as Evaluation;

/** Asks the console's own API with a body. */
async function post(path: string, body: object, signal?: AbortSignal): Promise<unknown> {
  const answer = await fetch(`${consoleRoot}api/${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body), signal });
  const given = (await answer.json().catch(() => null)) as { error?: string; message?: string; problems?: { message: string }[] } | null;
  if (answer.ok) return given;
  const details = (given?.problems ?? []).slice(0, 3).map(problem => problem.message).join(' ');
  throw new ApiError(given?.error ?? `HTTP ${answer.status}`, [given?.message ?? answer.statusText, details].filter(Boolean).join(' '), answer.status);
}
