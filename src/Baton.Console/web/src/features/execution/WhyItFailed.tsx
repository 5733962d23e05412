import type { Execution } from '../../shared/api/stepFunctions';
import { Button } from '../../shared/ui/Button';
import { Icon } from '../../shared/ui/Icon';
import { statusLabel } from '../../shared/ui/Status';
import type { History } from './history';

/** First of all: the error, its cause, and where it came up. */
export function WhyItFailed({ execution, history, onStep }: { execution: Execution; history: History; onStep: (id: number) => void }) {
  const { status, error, cause } = execution;
  if (status === 'RUNNING' || status === 'SUCCEEDED') return null;
  const open = history.visits.filter(visit => !visit.exited && visit.status !== 'SUCCEEDED');
  const where = open.findLast(visit => visit.status === 'FAILED') ?? open.at(-1);
  return (
    <section className="fault-panel" data-status={status} aria-label={status === 'ABORTED' ? 'Why it ended' : 'Why it failed'}>
      <Icon name="alert" />
      <div>
        <h2>{error ?? statusLabel(status)}</h2>
        {cause && <pre>{cause}</pre>}
        {where && (
          <p>
            {status === 'FAILED' ? 'It failed in ' : 'It was in '}
            <Button kind="plain" className="inline-link" onClick={() => onStep(where.id)}>{where.name}</Button>
            {where.attempts > 1 && `, after ${where.attempts} attempts`}
          </p>
        )}
        {execution.redriveStatusReason && <p className="quiet">{execution.redriveStatusReason}</p>}
      </div>
    </section>
  );
}
