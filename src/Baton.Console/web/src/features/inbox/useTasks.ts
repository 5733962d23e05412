import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { EXECUTIONS } from '../../shared/live/queries';
import type { Actor } from '../../shared/people/actor';
import { listTasks, type HumanTask, type Query } from '../../shared/people/api';

export type Scope = 'mine' | 'groups' | 'unassigned' | 'all';
export type Sort = 'newest' | 'due' | 'priority';

/** What the list shows, as the address has it. */
export interface Wanted {
  scope: Scope;
  status: string | null;
  due: string | null;
  priority: string | null;
  machine: string | null;
  text: string;
  sort: Sort;
}

const PAGE = 100;

/** The server lists the newest first; other orders are made here, of the first tasks up to so many. */
const SORTED_MAX = 500;

const DAY = 86_400_000;
const dueWithin: Record<string, number> = { overdue: 0, day: DAY, week: 7 * DAY };

function queryOf({ scope, status, due, priority, machine, text }: Wanted, actor: Actor | null): Query {
  return {
    limit: String(PAGE), status, machine, text, priorityMin: priority,
    assignee: scope === 'mine' ? actor?.name : null,
    group: scope === 'groups' ? actor?.groups.join(',') : null,
    unassigned: scope === 'unassigned' ? 'true' : null,
    dueBefore: due && due in dueWithin ? new Date(Date.now() + dueWithin[due]!).toISOString() : null,
  };
}

const orders: Record<Sort, (one: HumanTask, other: HumanTask) => number> = {
  newest: (one, other) => other.id - one.id,
  due: (one, other) => (one.dueAt?.getTime() ?? Infinity) - (other.dueAt?.getTime() ?? Infinity) || other.priority - one.priority || one.id - other.id,
  priority: (one, other) => other.priority - one.priority || (one.dueAt?.getTime() ?? Infinity) - (other.dueAt?.getTime() ?? Infinity) || one.id - other.id,
};

/** The tasks of the list. `isPartial` says that more would have to be looked at to know which come first. */
export function useTasks(wanted: Wanted, actor: Actor | null) {
  const isAskable = wanted.scope === 'mine' ? actor !== null : wanted.scope === 'groups' ? (actor?.groups.length ?? 0) > 0 : true;
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage, ...rest } = useInfiniteQuery({
    queryKey: [EXECUTIONS, 'tasks', { ...wanted, sort: undefined }, actor],
    queryFn: ({ pageParam, signal }) => listTasks({ ...queryOf(wanted, actor), cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.cursor,
    enabled: isAskable,
    placeholderData: previous => previous,
  });
  const items = useMemo(() => data?.pages.flatMap(page => page.items).toSorted(orders[wanted.sort]), [data, wanted.sort]);
  const readsOn = wanted.sort !== 'newest' && hasNextPage && !isFetchingNextPage && (items?.length ?? 0) < SORTED_MAX;
  useEffect(() => {
    if (readsOn) void fetchNextPage();
  }, [readsOn, fetchNextPage]);
  return {
    ...rest, items, isAskable, isPartial: wanted.sort !== 'newest' && hasNextPage,
    more: hasNextPage ? { isLoading: isFetchingNextPage, load: () => void fetchNextPage() } : undefined,
  };
}
