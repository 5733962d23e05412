import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { getExecutionHistory, type HistoryEvent } from '../../shared/api/stepFunctions';
import { EXECUTION, queries } from '../../shared/live/queries';
import { readHistory } from './history';

const PAGE = 1_000;

interface HistoryPage {
  /** Where the page begins; undefined for the first. */
  token: string | undefined;
  events: HistoryEvent[];
}

/** After so many pages what is read so far is shown: each time all of it is looked at anew. */
const SHOWN_AFTER: readonly number[] = [1, 8, 64, 512];

const keyOf = (executionArn: string) => [EXECUTION, executionArn, 'history'];

/** All events without their data, page by page as they come; when the execution goes on, from the last page on. */
export function useHistory(executionArn: string) {
  const { data, error, isFetching } = useQuery({
    queryKey: keyOf(executionArn),
    queryFn: async ({ signal }) => {
      const known = queries.getQueryData<HistoryPage[]>(keyOf(executionArn)) ?? [];
      const pages = known.slice(0, -1);
      let token = known.at(-1)?.token;
      while (true) {
        const page = await getExecutionHistory({ executionArn, nextToken: token, maxResults: PAGE, includeExecutionData: false }, signal);
        pages.push({ token, events: page.items });
        if (!page.nextToken) return pages;
        token = page.nextToken;
        if (pages.length > known.length && SHOWN_AFTER.includes(pages.length)) queries.setQueryData(keyOf(executionArn), [...pages]);
      }
    },
    structuralSharing: false,
  });
  const events = useMemo(() => (data ?? []).flatMap(page => page.events), [data]);
  const history = useMemo(() => readHistory(events), [events]);
  return { events, history, error, isComplete: data !== undefined && !isFetching };
}

/** An event with its data, which may be large: it is read alone, by going to the page that it is on and from there to it. */
export function useEventData(executionArn: string, id: number | undefined) {
  const { data, error } = useQuery({
    queryKey: ['event', executionArn, id],
    enabled: id !== undefined,
    staleTime: Infinity,
    queryFn: async ({ signal }) => {
      const page = queries.getQueryData<HistoryPage[]>(keyOf(executionArn))!.find(one => (one.events.at(-1)?.id ?? 0) >= id!)!;
      const place = page.events.findIndex(event => event.id === id);
      const token = place === 0 ? page.token : (await getExecutionHistory({ executionArn, nextToken: page.token, maxResults: place, includeExecutionData: false }, signal)).nextToken;
      return (await getExecutionHistory({ executionArn, nextToken: token, maxResults: 1 }, signal)).items[0]!;
    },
  });
  return { event: data, error };
}
