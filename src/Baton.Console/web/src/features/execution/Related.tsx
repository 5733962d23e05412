import type { Relatives } from '../../shared/api/execution';
import { executionPlace, machineNameOf, mapRunPlace, nameOf } from '../../shared/arn';
import { Link } from '../../shared/router';
import { Button } from '../../shared/ui/Button';
import { Empty } from '../../shared/ui/States';
import { Status } from '../../shared/ui/Status';
import type { History } from './history';

interface RelatedProps {
  relatives: Relatives;
  executionArn: string;
  history: History;
  onStep: (id: number) => void;
}

/** The family of an execution: who started it, its Map Runs, and what its tasks have started, each with how it stands. */
export function Related({ relatives: { ancestors, children, childrenTotal, mapRuns }, executionArn, history, onStep }: RelatedProps) {
  if (ancestors.length + children.length + mapRuns.length === 0) return <Empty title="It stands alone">No execution started this one, and it has started none.</Empty>;
  const above = [...ancestors].reverse();
  const level = above.length;
  const counts = new Map<string, number>();
  for (const { status = 'not here' } of children) counts.set(status, (counts.get(status) ?? 0) + 1);
  return (
    <div className="related">
      {children.length > 1 && (
        <p className="related-counts">
          {childrenTotal.toLocaleString('en')} started here: {[...counts].map(([status, count]) => <span key={status}><Status status={status} /> {count.toLocaleString('en')}</span>)}
          {childrenTotal > children.length && <span className="quiet">of the first {children.length}</span>}
        </p>
      )}
      <ul aria-label="Related executions">
        {above.map((one, depth) => (
          <li key={one.executionArn} style={{ paddingLeft: depth * 20 }}>
            <Link to={executionPlace(one.executionArn)}>{nameOf(one.executionArn)}</Link>
            <span className="quiet truncate">{machineNameOf(one.executionArn)}</span>
            {one.mapRunArn && <Link to={mapRunPlace(one.mapRunArn)}>Map Run</Link>}
            {one.status && <Status status={one.status} />}
          </li>
        ))}
        <li aria-current="true" style={{ paddingLeft: level * 20 }}><strong>{nameOf(executionArn)}</strong> <span className="quiet">this one</span></li>
        {mapRuns.map(run => (
          <li key={run.mapRunArn} style={{ paddingLeft: (level + 1) * 20 }}>
            <Link to={mapRunPlace(run.mapRunArn)}>Map Run of {run.items.toLocaleString('en')} items</Link>
            <span className="quiet number truncate">{[[run.pending, 'pending'], [run.running, 'running'], [run.succeeded, 'succeeded'], [run.failed, 'failed'], [run.timedOut, 'timed out'], [run.aborted, 'aborted']].filter(([count]) => count).map(([count, name]) => `${count!.toLocaleString('en')} ${name}`).join(', ')}</span>
            <Status status={run.status} />
          </li>
        ))}
        {children.map(child => {
          const visit = history.visitOf.get(child.eventId ?? 0);
          return (
            <li key={child.executionArn} style={{ paddingLeft: (level + 1) * 20 }}>
              {child.status ? <Link to={executionPlace(child.executionArn)}>{nameOf(child.executionArn)}</Link> : <span>{nameOf(child.executionArn)}</span>}
              <span className="quiet truncate">{machineNameOf(child.executionArn)}</span>
              {visit && <span className="quiet">by <Button kind="plain" className="inline-link" onClick={() => onStep(visit.id)}>{visit.name}</Button></span>}
              {child.status ? <Status status={child.status} /> : <span className="quiet">not here</span>}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
