import { QueryClient } from '@tanstack/react-query';
import { useCallback, useRef } from 'react';
import { ApiError } from '../api/http';
import { useLive, type LiveEvent } from './live';

/** Lists that are looked at again when any execution changes begin their key with this. */
export const EXECUTIONS = 'executions';

/** What concerns one execution has a key that begins with this and its ARN. */
export const EXECUTION = 'execution';

/** What concerns bulk jobs has a key that begins with this. */
export const JOBS = 'jobs';

/** Lists are read again at once, and then once in this time at most, in milliseconds. */
const LIST_PAUSE = 200;

/** The same of one execution, and of jobs. */
const PAUSE = 100;

/** What takes long is read again after so many times as long as it took. */
const SHARE = 4;

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      retry: (count, error) => count < 2 && !(error instanceof ApiError && error.status >= 400 && error.status < 500),
    },
  },
});

/** Reads again what the server says has changed, not more often than a person can see. */
export function useLiveQueries(): void {
  const last = useRef(new Map<string, { next: number; timer?: ReturnType<typeof setTimeout> }>());
  useLive(
    useCallback((event: LiveEvent) => {
      const soon = (key: string[], pause: number) => {
        const name = key.join(' ');
        const entry = last.current.get(name) ?? { next: -Infinity };
        last.current.set(name, entry);
        if (entry.timer) return;
        const read = () => {
          const began = performance.now();
          const reading = { next: began + pause };
          last.current.set(name, reading);
          void queries.invalidateQueries({ queryKey: key }).then(() => (reading.next = Math.max(reading.next, began + SHARE * (performance.now() - began))));
        };
        const wait = entry.next - performance.now();
        if (wait <= 0) read();
        else entry.timer = setTimeout(read, wait);
      };
      if (event.kind !== 'executions') soon([JOBS], PAUSE);
      if (event.kind === 'jobs') return;
      soon([EXECUTIONS], LIST_PAUSE);
      if (event.kind === 'missed') soon([EXECUTION], LIST_PAUSE);
      else for (const { executionArn } of event.executions) if (isShown(executionArn)) soon([EXECUTION, executionArn], PAUSE);
    }, []),
  );
}

const isShown = (executionArn: string) => queries.getQueryCache().findAll({ queryKey: [EXECUTION, executionArn], type: 'active' }).length > 0;
