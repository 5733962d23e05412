import { useQuery } from '@tanstack/react-query';
import { listExecutions, type ExecutionSummary } from '../../shared/api/stepFunctions';
import { EXECUTIONS } from '../../shared/live/queries';
import { Link, withQuery } from '../../shared/router';
import { statusLabel } from '../../shared/ui/Status';
import { durationText } from '../../shared/ui/Time';

const COUNT = 40;
const HEIGHT = 34;
const STEP = 7;

/** The newest executions as bars: as high as they took long, shaped and coloured by how they came out. */
export function RecentRuns({ arn }: { arn: string }) {
  const { data } = useQuery({ queryKey: [EXECUTIONS, arn, 'recent'], queryFn: ({ signal }) => listExecutions({ stateMachineArn: arn }, undefined, signal) });
  if (!data) return null;
  const items = data.items.slice(0, COUNT).reverse();
  if (items.length === 0) return <p className="quiet runs">It was never started.</p>;
  const counts = new Map<string, number>();
  for (const { status } of items) counts.set(status, (counts.get(status) ?? 0) + 1);
  const said = [...counts].sort((one, other) => other[1] - one[1]).map(([status, count]) => `${count} ${statusLabel(status).toLowerCase()}`).join(', ');
  const took = (item: ExecutionSummary) => (item.stopDate ?? new Date()).getTime() - item.startDate.getTime();
  const most = Math.max(1, ...items.map(took));
  return (
    <section className="runs" aria-label="Recent executions">
      <svg width={items.length * STEP} height={HEIGHT} role="img" aria-label={`The ${items.length} newest executions: ${said}`}>
        {items.map((item, index) => {
          const height = 5 + (HEIGHT - 5) * Math.log1p(took(item)) / Math.log1p(most);
          return (
            <rect key={item.executionArn} className="run" data-status={item.status} x={index * STEP} y={HEIGHT - height} width={STEP - 2} height={height} rx="1.5">
              <title>{`${item.name}: ${statusLabel(item.status)}, ${durationText(took(item))}`}</title>
            </rect>
          );
        })}
      </svg>
      <p className="runs-said">
        <span className="quiet">Newest {items.length}:</span>
        {[...counts].map(([status, count]) => (
          <Link key={status} to={withQuery('/executions', { machine: arn, status })}>{count} {statusLabel(status).toLowerCase()}</Link>
        ))}
      </p>
    </section>
  );
}
