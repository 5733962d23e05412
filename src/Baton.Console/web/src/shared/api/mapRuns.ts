import { callOperation } from './http';
import type { ExecutionStatus, ExecutionSummary, Page } from './stepFunctions';

/* The operations on Map Runs. */

export interface Counts {
  pending: number;
  running: number;
  succeeded: number;
  failed: number;
  timedOut: number;
  aborted: number;
  total: number;
  resultsWritten: number;
  pendingRedrive: number;
}

export interface MapRun {
  mapRunArn: string;
  executionArn: string;
  status: ExecutionStatus;
  startDate: Date;
  stopDate?: Date;
  /** 0 is no limit of its own. */
  maxConcurrency: number;
  toleratedFailurePercentage: number;
  toleratedFailureCount: number;
  itemCounts: Counts;
  executionCounts: Counts;
  redriveCount: number;
}

/** A child of a Map Run; `itemCount` is how many items it got. */
export type Child = ExecutionSummary & { itemCount?: number };

type Wire = Record<string, unknown>;

const dated = <T,>(item: Wire): T => ({ ...item, ...Object.fromEntries(['startDate', 'stopDate'].filter(name => typeof item[name] === 'number').map(name => [name, new Date((item[name] as number) * 1_000)])) }) as T;

export const describeMapRun = async (mapRunArn: string, signal?: AbortSignal) => dated<MapRun>((await callOperation('DescribeMapRun', { mapRunArn }, signal)) as Wire);

export const updateMapRun = (mapRunArn: string, change: { maxConcurrency?: number; toleratedFailureCount?: number; toleratedFailurePercentage?: number }) => callOperation('UpdateMapRun', { mapRunArn, ...change });

/** Children of a run, the newest first. */
export async function listChildren(mapRunArn: string, status: string | null, nextToken?: string, signal?: AbortSignal): Promise<Page<Child>> {
  const answer = (await callOperation('ListExecutions', { mapRunArn, statusFilter: status ?? undefined, maxResults: 50, nextToken }, signal)) as Wire;
  return { items: (answer['executions'] as Wire[]).map(item => dated<Child>(item)), nextToken: answer['nextToken'] as string | undefined };
}
