import { callOperation, getConsole } from './http';
import { describeStateMachine, type Page, type startExecution, type StateMachine } from './stepFunctions';

/* What is beside a machine's definition: its settings, versions, aliases, tags and earlier revisions. */

type Wire = Record<string, unknown>;

const date = (seconds: unknown) => new Date((seconds as number) * 1_000);

export interface Settings {
  loggingConfiguration: { level: 'OFF' | 'ERROR' | 'FATAL' | 'ALL'; includeExecutionData: boolean; destinations?: { cloudWatchLogsLogGroup: { logGroupArn: string } }[] };
  tracingConfiguration: { enabled: boolean };
}

export type MachineDetails = StateMachine & Partial<Settings>;

export const describeMachine = (arn: string, signal?: AbortSignal) => describeStateMachine(arn, signal) as Promise<MachineDetails>;

export const updateMachine = (input: { stateMachineArn: string; definition?: string } & Partial<Settings>) => callOperation('UpdateStateMachine', input);

export const deleteMachine = (stateMachineArn: string) => callOperation('DeleteStateMachine', { stateMachineArn });

export const publishVersion = (stateMachineArn: string, description: string) => callOperation('PublishStateMachineVersion', { stateMachineArn, ...(description && { description }) });

export const deleteVersion = (stateMachineVersionArn: string) => callOperation('DeleteStateMachineVersion', { stateMachineVersionArn });

export interface Route {
  stateMachineVersionArn: string;
  weight: number;
}

export interface Alias {
  stateMachineAliasArn: string;
  name: string;
  description?: string;
  routingConfiguration: Route[];
  updateDate: Date;
}

/** The aliases of a machine with where they lead; there are at most a hundred. */
export async function listAliases(stateMachineArn: string, signal?: AbortSignal): Promise<Alias[]> {
  const { stateMachineAliases } = (await callOperation('ListStateMachineAliases', { stateMachineArn, maxResults: 100 }, signal)) as { stateMachineAliases: { stateMachineAliasArn: string }[] };
  return Promise.all(
    stateMachineAliases.map(async ({ stateMachineAliasArn }) => {
      const alias = (await callOperation('DescribeStateMachineAlias', { stateMachineAliasArn }, signal)) as Wire;
      return { ...alias, updateDate: date(alias['updateDate']) } as Alias;
    }),
  );
}

export const createAlias = (input: { name: string; description?: string; routingConfiguration: Route[] }) => callOperation('CreateStateMachineAlias', input);

export const updateAlias = (input: { stateMachineAliasArn: string; description?: string; routingConfiguration: Route[] }) => callOperation('UpdateStateMachineAlias', input);

export const deleteAlias = (stateMachineAliasArn: string) => callOperation('DeleteStateMachineAlias', { stateMachineAliasArn });

export interface Tag {
  key: string;
  value: string;
}

export const listTags = async (resourceArn: string, signal?: AbortSignal) => ((await callOperation('ListTagsForResource', { resourceArn }, signal)) as { tags: Tag[] }).tags;

export const setTag = (resourceArn: string, tag: Tag) => callOperation('TagResource', { resourceArn, tags: [tag] });

export const removeTag = (resourceArn: string, key: string) => callOperation('UntagResource', { resourceArn, tagKeys: [key] });

/** A definition that a machine has or had; lists leave the definition itself out. */
export interface Revision {
  number: number;
  revisionId: string;
  creationDate: Date;
  roleArn: string;
  definition?: string;
}

const revisionOf = (item: Wire) => ({ ...item, creationDate: date(item['creationDate']) }) as Revision;

export async function listRevisions(stateMachineArn: string, nextToken?: string, signal?: AbortSignal): Promise<Page<Revision>> {
  const page = (await getConsole('machine-revisions', { stateMachineArn, nextToken }, signal)) as { revisions: Wire[]; nextToken?: string };
  return { items: page.revisions.map(revisionOf), nextToken: page.nextToken };
}

export const readRevision = async (stateMachineArn: string, number: number, signal?: AbortSignal) => revisionOf((await getConsole('machine-revisions', { stateMachineArn, number: String(number) }, signal)) as Wire);

/** Runs an Express execution and waits for its end. */
export interface SyncResult {
  executionArn: string;
  status: 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT';
  output?: string;
  error?: string;
  cause?: string;
  startDate: Date;
  stopDate: Date;
}

export async function startSync(input: Parameters<typeof startExecution>[0]): Promise<SyncResult> {
  const answer = (await callOperation('StartSyncExecution', input)) as Wire;
  return { ...answer, startDate: date(answer['startDate']), stopDate: date(answer['stopDate']) } as SyncResult;
}
