import { callOperation, getConsole } from './http';
import { preferences } from '../preferences';

/* The operations that the console calls, with the members that it reads. Times are seconds since the epoch on the wire, and Dates from here on. */

export type ExecutionStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED' | 'PENDING_REDRIVE';

export const executionStatuses = ['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED'] as const;

export interface ExecutionSummary {
  executionArn: string;
  stateMachineArn: string;
  name: string;
  status: ExecutionStatus;
  startDate: Date;
  stopDate?: Date;
  redriveCount: number;
}

export interface Execution extends ExecutionSummary {
  stateMachineVersionArn?: string;
  stateMachineAliasArn?: string;
  mapRunArn?: string;
  input?: string;
  output?: string;
  error?: string;
  cause?: string;
  redriveStatus?: string;
  redriveStatusReason?: string;
  traceHeader?: string;
}

export interface StateMachineSummary {
  stateMachineArn: string;
  name: string;
  type: 'STANDARD' | 'EXPRESS';
  creationDate: Date;
}

export interface StateMachine extends StateMachineSummary {
  status: 'ACTIVE' | 'DELETING';
  definition: string;
  roleArn: string;
  revisionId?: string;
  description?: string;
}

export interface StateMachineVersion {
  stateMachineVersionArn: string;
  creationDate: Date;
}

/** An event of a history: what all have, and the details of its type under a name of their own. */
export interface HistoryEvent {
  id: number;
  previousEventId: number;
  type: string;
  timestamp: Date;
  [details: string]: unknown;
}

export interface Page<T> {
  items: T[];
  nextToken?: string;
}

type Wire = Record<string, unknown>;

/** Turns the members that are times into Dates. */
function dated<T>(item: Wire, ...names: string[]): T {
  const result: Wire = { ...item };
  for (const name of names) if (typeof result[name] === 'number') result[name] = new Date(result[name] * 1_000);
  return result as T;
}

async function list<T>(operation: string, member: string, input: object, names: string[], signal?: AbortSignal): Promise<Page<T>> {
  const answer = (await callOperation(operation, input, signal)) as Wire;
  return { items: (answer[member] as Wire[]).map(item => dated<T>(item, ...names)), nextToken: answer['nextToken'] as string | undefined };
}

export interface ExecutionFilter {
  stateMachineArn?: string | null;
  status?: string | null;
}

/** Executions, newest first: of a machine, a version or an alias, or of all machines. */
export async function listExecutions({ stateMachineArn, status }: ExecutionFilter, nextToken?: string, signal?: AbortSignal): Promise<Page<ExecutionSummary>> {
  const filter = { statusFilter: status ?? undefined, maxResults: 50, nextToken };
  if (stateMachineArn) return list('ListExecutions', 'executions', { stateMachineArn, ...filter }, ['startDate', 'stopDate'], signal);
  const answer = (await getConsole('executions', { ...filter, maxResults: '50', region: preferences().region }, signal)) as Wire;
  return { items: (answer['executions'] as Wire[]).map(item => dated(item, 'startDate', 'stopDate')), nextToken: answer['nextToken'] as string | undefined };
}

export const listStateMachines = (nextToken?: string, signal?: AbortSignal) =>
  list<StateMachineSummary>('ListStateMachines', 'stateMachines', { maxResults: 100, nextToken }, ['creationDate'], signal);

export const listVersions = (stateMachineArn: string, nextToken?: string, signal?: AbortSignal) =>
  list<StateMachineVersion>('ListStateMachineVersions', 'stateMachineVersions', { stateMachineArn, maxResults: 100, nextToken }, ['creationDate'], signal);

export const describeExecution = async (executionArn: string, signal?: AbortSignal) =>
  dated<Execution>((await callOperation('DescribeExecution', { executionArn }, signal)) as Wire, 'startDate', 'stopDate', 'redriveDate');

export const describeStateMachine = async (stateMachineArn: string, signal?: AbortSignal) =>
  dated<StateMachine>((await callOperation('DescribeStateMachine', { stateMachineArn }, signal)) as Wire, 'creationDate');

/** The machine as the execution really runs it. */
export const describeStateMachineForExecution = async (executionArn: string, signal?: AbortSignal) =>
  dated<Pick<StateMachine, 'stateMachineArn' | 'name' | 'definition'>>((await callOperation('DescribeStateMachineForExecution', { executionArn }, signal)) as Wire, 'updateDate');

export interface HistoryRequest {
  executionArn: string;
  nextToken?: string;
  maxResults: number;
  reverseOrder?: boolean;
  includeExecutionData?: boolean;
}

export const getExecutionHistory = (request: HistoryRequest, signal?: AbortSignal) => list<HistoryEvent>('GetExecutionHistory', 'events', request, ['timestamp'], signal);

export const startExecution = async (input: { stateMachineArn: string; name?: string; input?: string; traceHeader?: string }) =>
  (await callOperation('StartExecution', input)) as { executionArn: string };

export const stopExecution = (executionArn: string, error?: string, cause?: string) => callOperation('StopExecution', { executionArn, error, cause });

export const redriveExecution = (executionArn: string) => callOperation('RedriveExecution', { executionArn, clientToken: crypto.randomUUID() });
