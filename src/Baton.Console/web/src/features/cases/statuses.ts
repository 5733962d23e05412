import { useQueries, useQuery } from '@tanstack/react-query';
import { callOperation } from '../../shared/api/http';

/** The statuses that a machine declares for its cases by its tags: what may follow each, in the order in which a case comes to them. */
export interface Statuses {
  start: string | null;
  next: ReadonlyMap<string, readonly string[]>;
}

const STATUS_PREFIX = 'baton:case-status:';
const START = 'baton:case-start';

async function readStatuses(stateMachineArn: string, signal?: AbortSignal): Promise<Statuses> {
  const { tags } = (await callOperation('ListTagsForResource', { resourceArn: stateMachineArn }, signal)) as { tags: { key: string; value: string }[] };
  const declared = new Map(tags.filter(({ key }) => key.startsWith(STATUS_PREFIX)).map(({ key, value }) => [key.slice(STATUS_PREFIX.length), value.split(' ').filter(Boolean)]));
  const start = tags.find(({ key }) => key === START)?.value ?? null;
  const order: string[] = [];
  const visit = (status: string) => {
    if (order.includes(status) || !declared.has(status)) return;
    order.push(status);
    declared.get(status)!.forEach(visit);
  };
  if (start) visit(start);
  [...declared.keys()].forEach(visit);
  // What is last has nothing behind it; a case comes there at the end, however early the way there was found.
  const last = order.filter(status => declared.get(status)!.length === 0);
  return { start, next: new Map([...order.filter(status => !last.includes(status)), ...last].map(status => [status, declared.get(status)!])) };
}

const queryOf = (arn: string) => ({ queryKey: ['case statuses', arn], queryFn: ({ signal }: { signal: AbortSignal }) => readStatuses(arn, signal), staleTime: 60_000 });

export const useStatuses = (stateMachineArn: string) => useQuery(queryOf(stateMachineArn)).data;

/** The statuses of several machines in one order, those that cases have and no machine declares at the end. */
export function useColumns(machines: readonly string[], present: readonly string[]): string[] {
  const found = useQueries({ queries: machines.map(queryOf) });
  const declared = found.flatMap(({ data }) => [...(data?.next.keys() ?? [])]);
  return [...new Set([...declared, ...present])];
}
