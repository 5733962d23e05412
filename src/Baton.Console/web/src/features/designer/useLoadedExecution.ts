import { useEffect } from 'react';
import { describeExecution, getExecutionHistory } from '../../shared/api/stepFunctions';
import { nameOf } from '../../shared/arn';
import { useQueryValue } from '../../shared/router';
import { toast } from '../../shared/ui/Toasts';
import type { Designer } from './useDesigner';

/** As many events of an execution are looked through, in pages of a thousand. */
const PAGES_MAX = 5;

/**
 * Takes the data of the execution that the address names (`?execution=ARN`) as samples: its input, and what each state got last.
 * @param onFailed gets the name of the state in which it failed
 */
export function useLoadedExecution({ samples, setSamples }: Designer, onFailed: (stateName: string) => void): void {
  const [arn, setArn] = useQueryValue('execution');
  useEffect(() => {
    if (!arn) return;
    const asking = new AbortController();
    const load = async () => {
      const { input, status } = await describeExecution(arn, asking.signal);
      const states = { ...samples.states };
      const openTasks = new Map<number, string>();
      let nextToken: string | undefined;
      let pages = 0;
      let last: string | undefined;
      do {
        const page = await getExecutionHistory({ executionArn: arn, maxResults: 1_000, includeExecutionData: true, nextToken }, asking.signal);
        for (const event of page.items) {
          const entered = event['stateEnteredEventDetails'] as { name: string; input?: string } | undefined;
          const evaluated = event['evaluationFailedEventDetails'] as { state?: string } | undefined; // follows the event before its state's
          const name = entered?.name ?? evaluated?.state ?? openTasks.get(event.previousEventId);
          if (name !== undefined) openTasks.set(event.id, (last = name));
          const output = resultOf(event);
          if (entered) states[entered.name] = { ...states[entered.name], input: entered.input ?? '{}' };
          else if (name !== undefined && output !== undefined) states[name] = { ...states[name], result: output };
        }
        nextToken = page.nextToken;
      } while (nextToken && ++pages < PAGES_MAX);
      setSamples({ input: input ?? '{}', states, execution: arn });
      if (status === 'FAILED' && !nextToken && last !== undefined) onFailed(last);
      setArn(null);
      toast(`The data of ${nameOf(arn)} is in the draft: each state can be tested with what it got`);
    };
    load().catch((e: unknown) => asking.signal.aborted || toast(`${nameOf(arn)} cannot be loaded: ${(e as Error).message}`, 'fault'));
    return () => asking.abort();
  }, [arn]);
}

/** What a task gave, where an event tells it. */
function resultOf(event: Record<string, unknown>): string | undefined {
  for (const name of ['taskSucceededEventDetails', 'activitySucceededEventDetails', 'lambdaFunctionSucceededEventDetails']) {
    const details = event[name] as { output?: string } | undefined;
    if (details) return details.output ?? '{}';
  }
  return undefined;
}
