import { preferences } from '../preferences';
import { getConsole, sendConsole } from './http';
import type { ExecutionStatus, ExecutionSummary } from './stepFunctions';
import { consoleRoot } from '../place';

/* What lists of executions ask the console's own API. Times are seconds since the epoch on the wire, and Dates from here on. */

const date = (seconds: unknown): Date => new Date((seconds as number) * 1_000);
const dateOrNone = (seconds: unknown): Date | undefined => (typeof seconds === 'number' ? date(seconds) : undefined);
const here = (path: string) => `${path}?region=${encodeURIComponent(preferences().region)}`;

type Wire = Record<string, unknown>;

export interface FoundExecution extends ExecutionSummary {
  /** What stands in the columns that were asked for. */
  values?: (string | null)[];
}

export interface FoundPage {
  items: FoundExecution[];
  nextToken?: string;
  /** How many executions were looked at, and the data of how many was read. */
  looked: number;
  read: number;
  /** Where the search ended at a limit: the start of the last execution that it looked at. */
  lookedTo?: Date;
}

const execution = (wire: Wire): FoundExecution => ({ ...(wire as unknown as FoundExecution), startDate: date(wire['startDate']), stopDate: dateOrNone(wire['stopDate']) });

/** Executions that a query finds, newest first. `columns` are fields whose values are wanted with them. */
export async function searchExecutions(query: string, columns: readonly string[], nextToken?: string, signal?: AbortSignal, maxResults = 50): Promise<FoundPage> {
  const path = `executions/search?${new URLSearchParams([...columns.map(column => ['columns', column]), ['query', query]])}`;
  const page = (await getConsole(path, { region: preferences().region, nextToken, maxResults: String(maxResults) }, signal)) as Wire;
  return { ...(page as unknown as FoundPage), items: (page['executions'] as Wire[]).map(execution), lookedTo: dateOrNone(page['lookedTo']) };
}

/** What is wrong with a query, and where, in characters. */
export interface QueryFault {
  message: string;
  position: number;
  length: number;
}

export interface Suggestions {
  /** What a suggestion takes the place of, in characters. */
  from: number;
  to: number;
  suggestions: { text: string; says?: string }[];
  error?: QueryFault;
}

export const suggestQuery = async (query: string, position: number, signal?: AbortSignal) =>
  (await getConsole('executions/suggestions', { query, position: String(position), region: preferences().region }, signal)) as Suggestions;

export interface SavedView {
  id: number;
  name: string;
  query: string;
  columns: string[];
}

export const listViews = async (signal?: AbortSignal) => ((await getConsole('views', {}, signal)) as { views: SavedView[] }).views;
export const createView = async (view: Omit<SavedView, 'id'>) => (await sendConsole('POST', 'views', view)) as SavedView;
export const updateView = async ({ id, ...view }: SavedView) => (await sendConsole('PUT', `views/${id}`, view)) as SavedView;
export const deleteView = (id: number) => sendConsole('DELETE', `views/${id}`);

/** The link that others open a view by. */
export const viewLink = (id: number) => `${location.origin}${consoleRoot}executions?view=${id}`;

export type BulkAction = 'STOP' | 'REDRIVE';

export interface BulkOrder {
  action: BulkAction;
  query?: string;
  executionArns?: string[];
  error?: string;
  cause?: string;
}

export interface BulkPreview {
  count: number;
  isAtLeast: boolean;
  looked: number;
  lookedTo?: Date;
  checked: number;
  refusals: { reason: string; count: number }[];
  sample: { executionArn: string; name: string; status: ExecutionStatus; startDate: Date }[];
}

export interface BulkJob {
  id: number;
  action: BulkAction;
  status: 'RUNNING' | 'CANCELLING' | 'DONE' | 'CANCELLED';
  query?: string;
  named?: number;
  error?: string;
  cause?: string;
  createdAt: Date;
  endedAt?: Date;
  looked: number;
  done: number;
  refused: number;
}

const job = (wire: unknown): BulkJob => ({ ...(wire as BulkJob), createdAt: date((wire as Wire)['createdAt']), endedAt: dateOrNone((wire as Wire)['endedAt']) });

export async function previewBulk(order: BulkOrder): Promise<BulkPreview> {
  const answer = (await sendConsole('POST', here('bulk-jobs/preview'), order)) as Wire;
  return { ...(answer as unknown as BulkPreview), lookedTo: dateOrNone(answer['lookedTo']), sample: (answer['sample'] as Wire[]).map(execution) };
}

export const startBulk = async (order: BulkOrder) => job(await sendConsole('POST', here('bulk-jobs'), order));
export const cancelBulk = async (id: number) => job(await sendConsole('POST', `bulk-jobs/${id}/cancel`, {}));
export const listBulk = async (signal?: AbortSignal) => ((await getConsole('bulk-jobs', {}, signal)) as { jobs: unknown[] }).jobs.map(job);
export const describeBulk = async (id: string, signal?: AbortSignal) => job(await getConsole(`bulk-jobs/${encodeURIComponent(id)}`, {}, signal));

export interface BulkResult {
  executionArn: string;
  /** Why it was refused; absent where it was done. */
  reason?: string;
}

export const listBulkResults = async (id: string, isRefused: boolean, nextToken?: string, signal?: AbortSignal) =>
  (await getConsole(`bulk-jobs/${encodeURIComponent(id)}/results`, { outcome: isRefused ? 'REFUSED' : undefined, nextToken }, signal)) as { results: BulkResult[]; nextToken?: string };

export interface Count {
  count: number;
  /** Whether there can be more: nobody counted further. */
  isAtLeast: boolean;
}

export interface Oldest {
  name: string;
  executionArn: string;
  since: Date;
  id?: number;
}

export interface Overview {
  running: Count;
  oldestRunning?: Oldest;
  failed: Count;
  waiting: Count;
  oldestWaiting?: Oldest;
  ratesSince: Date;
  rates: { at: Date; started: number; ended: number }[];
  storageBytes: number;
  store: string;
}

export async function readOverview(signal?: AbortSignal): Promise<Overview> {
  const answer = (await getConsole('overview', { region: preferences().region }, signal)) as Wire;
  const oldest = (wire: unknown): Oldest | undefined => (wire ? { ...(wire as Oldest), since: date((wire as Wire)['since']) } : undefined);
  return {
    ...(answer as unknown as Overview),
    oldestRunning: oldest(answer['oldestRunning']), oldestWaiting: oldest(answer['oldestWaiting']), ratesSince: date(answer['ratesSince']),
    rates: (answer['rates'] as Wire[]).map(rate => ({ at: date(rate['at']), started: rate['started'] as number, ended: rate['ended'] as number })),
  };
}

/** A count as people read it: `10,000+` where nobody counted further. */
export const countText = ({ count, isAtLeast }: Count) => `${count.toLocaleString('en')}${isAtLeast ? '+' : ''}`;
