import { useQuery } from '@tanstack/react-query';
import { getStep } from '../../shared/api/execution';
import type { Execution } from '../../shared/api/stepFunctions';
import { EXECUTION } from '../../shared/live/queries';
import { Button } from '../../shared/ui/Button';
import { Icon } from '../../shared/ui/Icon';
import { statusLabel } from '../../shared/ui/Status';
import { Cause } from './Cause';
import { hintFor } from './errorHints';
import { Handling } from './Handling';
import type { History, Visit } from './history';

/** Where an execution failed, or stood when it was ended: its innermost state. */
export function failedVisit({ history, status }: { history: History; status: string }): Visit | undefined {
  if (status === 'RUNNING' || status === 'SUCCEEDED' || status === 'PENDING_REDRIVE') return undefined;
  return history.failed ?? history.visits.findLast(visit => !visit.exited && visit.status !== 'SUCCEEDED');
}

/** First of all: the error, its cause, where it came up, who was asked about it, and what can be done. */
export function WhyItFailed({ execution, where, onStep }: { execution: Execution; where: Visit | undefined; onStep: (id: number) => void }) {
  const { status, error, cause, executionArn } = execution;
  const isFailed = status === 'FAILED';
  const { data: step } = useQuery({ queryKey: [EXECUTION, executionArn, 'step', where?.id], queryFn: ({ signal }) => getStep(executionArn, where!.id, signal), enabled: isFailed && where !== undefined });
  if (status === 'RUNNING' || status === 'SUCCEEDED' || status === 'PENDING_REDRIVE') return null;
  const hint = hintFor(error ?? (status === 'TIMED_OUT' ? 'States.Timeout' : undefined));
  return (
    <section className="fault-panel" data-status={status} aria-label={status === 'ABORTED' ? 'Why it ended' : 'Why it failed'}>
      <Icon name="alert" />
      <div className="why">
        <div>
          <h2>{error ?? statusLabel(status)}</h2>
          {cause && <Cause text={cause} />}
        </div>
        <div>
          {where && (
            <p>
              {isFailed ? 'It failed in ' : 'It was in '}
              <Button kind="plain" className="inline-link" onClick={() => onStep(where.id)}>{where.name}</Button>
              {where.iteration !== undefined && ` (iteration ${where.iteration} of ${where.parent?.name})`}
              {where.attempts > 1 && `, after ${where.attempts} attempts`}
            </p>
          )}
          {hint && <p className="hint-text">{hint}</p>}
          {isFailed && step?.failure && <Handling failure={step.failure} onStep={onStep} />}
          {execution.redriveStatusReason && <p className="quiet">{execution.redriveStatusReason}</p>}
        </div>
      </div>
    </section>
  );
}
