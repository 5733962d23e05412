import { callPeople } from '../api/http';
import { serviceRoot } from '../place';
import { actorHeaders } from './actor';

/* The API for people (`/api/openapi.json`), with the members that the console reads. Times are Dates from here on. */

export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
export type JsonObject = { [name: string]: Json };

export type TaskStatus = 'open' | 'claimed' | 'completed' | 'cancelled';

export interface Vote {
  by: string;
  outcome: string;
  at: Date;
}

export interface HumanTask {
  id: number;
  version: number;
  title: string;
  description?: string;
  status: TaskStatus;
  assignee?: string;
  groups: string[];
  /** 0 to 100; more is more urgent. */
  priority: number;
  createdAt: Date;
  dueAt?: Date;
  followUpAt?: Date;
  outcomes: string[];
  approvals?: { required: number; of: number; outcome: string };
  votes: Vote[];
  form?: JsonObject;
  data?: Json;
  draft?: JsonObject;
  executionArn: string;
  stateMachineArn: string;
  nextTimerAt?: Date;
  linkExpiresAt?: Date;
  attachments: number;
  outcome?: string;
  result?: Json;
  closedBy?: string;
  closedAt?: Date;
  reason?: string;
}

export interface WorkflowCase {
  id: number;
  version: number;
  key?: string;
  title?: string;
  status?: string;
  owner?: string;
  labels: Record<string, string>;
  executionArn: string;
  stateMachineArn: string;
  executionStatus: string;
  createdAt: Date;
  updatedAt: Date;
}

/** Something that was done; without `by` it happened by itself. */
export interface Act {
  at: Date;
  by?: string;
  what: string;
  text?: string;
}

export interface ChecklistStep {
  step: string;
  depth: number;
  standing: 'done' | 'now' | 'next' | 'skipped';
  status?: string;
  who?: string;
  since?: Date;
  visits: number;
  attempts: number;
  error?: string;
  taskId?: number;
}

export interface PageOf<T> {
  items: T[];
  cursor?: string;
}

type Wire = Record<string, unknown>;

function dated<T>(item: unknown, ...names: string[]): T {
  const result = { ...(item as Wire) };
  for (const name of names) if (typeof result[name] === 'string') result[name] = new Date(result[name]);
  return result as T;
}

const taskOf = (wire: unknown): HumanTask => {
  const task = dated<HumanTask>(wire, 'createdAt', 'dueAt', 'followUpAt', 'nextTimerAt', 'linkExpiresAt', 'closedAt');
  return { ...task, votes: task.votes.map(vote => dated<Vote>(vote, 'at')) };
};
const caseOf = (wire: unknown) => dated<WorkflowCase>(wire, 'createdAt', 'updatedAt');

export type Query = Readonly<Record<string, string | null | undefined>>;

async function list<T>(path: string, member: string, read: (item: unknown) => T, query: Query, signal?: AbortSignal): Promise<PageOf<T>> {
  const text = new URLSearchParams(Object.entries(query).filter((entry): entry is [string, string] => !!entry[1]));
  const answer = (await callPeople(`${path}?${text}`, { headers: actorHeaders(), signal })) as Wire;
  return { items: (answer[member] as unknown[]).map(read), cursor: answer['cursor'] as string | undefined };
}

const get = (path: string, signal?: AbortSignal) => callPeople(path, { headers: actorHeaders(), signal }) as Promise<Wire>;

export const listTasks = (query: Query, signal?: AbortSignal) => list('tasks', 'tasks', taskOf, query, signal);
export const findTask = async (id: number, signal?: AbortSignal) => taskOf(await get(`tasks/${id}`, signal));
export const taskHistory = async (id: number, signal?: AbortSignal) => ((await get(`tasks/${id}/history`, signal))['history'] as unknown[]).map(act => dated<Act>(act, 'at'));
export const taskChecklist = (id: number, signal?: AbortSignal) => checklist(`tasks/${id}/checklist`, signal);

export const listCases = (query: Query, signal?: AbortSignal) => list('cases', 'cases', caseOf, query, signal);
export const findCase = async (id: number, signal?: AbortSignal) => caseOf(await get(`cases/${id}`, signal));
export const caseHistory = async (id: number, signal?: AbortSignal) => ((await get(`cases/${id}/history`, signal))['history'] as unknown[]).map(act => dated<Act>(act, 'at'));
export const caseChecklist = (id: number, signal?: AbortSignal) => checklist(`cases/${id}/checklist`, signal);

const checklist = async (path: string, signal?: AbortSignal) => ((await get(path, signal))['steps'] as unknown[]).map(step => dated<ChecklistStep>(step, 'since'));

export type TaskAct = 'claim' | 'release' | 'assign' | 'delegate' | 'comments' | 'attachments' | 'draft' | 'complete' | 'cancel';

/** Does something with a task, in the name of who acts in this browser; the answer is the task after it. `body` is JSON, or becomes it. */
export const act = async (id: number, what: TaskAct, body: object | string = {}, { keepalive = false } = {}) =>
  taskOf(await callPeople(`tasks/${id}/${what}`, { headers: actorHeaders(), body: typeof body === 'string' ? body : JSON.stringify(body), keepalive }));

/** Makes a link for somebody without an account; one that was made before is good no more. */
export async function makeLink(id: number, holder: string, expiresIn: string): Promise<{ link: string; expiresAt: Date }> {
  return dated(await callPeople(`tasks/${id}/link`, { headers: actorHeaders(), body: JSON.stringify({ ...(holder ? { for: holder } : {}), expiresIn }) }), 'expiresAt');
}

/** Where a file is fetched; it comes as something to be kept, never to be shown. */
export const attachmentAddress = (id: number, number: number): string => `${serviceRoot}api/tasks/${id}/attachments/${number}`;

/** What to call a case. */
export const caseName = ({ key, title, id }: WorkflowCase): string => key ?? title ?? `Case ${id}`;

export const taskPlace = (id: number): string => `/inbox?scope=all&task=${id}`;
export const casePlace = (id: number): string => `/cases/${id}`;
