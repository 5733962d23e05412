import { Empty } from '../../shared/ui/States';
import { Status } from '../../shared/ui/Status';
import { Duration } from '../../shared/ui/Time';
import { VirtualList } from '../../shared/ui/VirtualList';
import type { Visit } from './history';

/** Every state that was entered, in the order of time; what is within another stands further in. */
export function StepList({ visits, selected, onSelect }: { visits: Visit[]; selected: number | null; onSelect: (id: number) => void }) {
  if (visits.length === 0) return <Empty title="No state was entered yet" />;
  return (
    <VirtualList
      name="Steps" items={visits} keyOf={visit => visit.id} selected={selected} onSelect={onSelect}
      row={visit => (
        <>
          <span className="step-name truncate" style={{ paddingLeft: visit.depth * 16 }}>{visit.name}</span>
          <span className="step-type quiet wide-only">{visit.type}{visit.attempts > 1 && ` · ${visit.attempts} attempts`}</span>
          <span className="step-status"><Status status={visit.status} /></span>
          <span className="step-time"><Duration from={visit.entered} to={visit.exited ?? (visit.status === 'RUNNING' || visit.status === 'RETRYING' ? undefined : visit.events.at(-1)!.timestamp)} /></span>
        </>
      )}
    />
  );
}
