import type { HistoryEvent } from '../../shared/api/stepFunctions';
import { Empty } from '../../shared/ui/States';
import { durationText, exactTime } from '../../shared/ui/Time';
import { VirtualList } from '../../shared/ui/VirtualList';
import type { History } from './history';

interface EventListProps {
  events: readonly HistoryEvent[];
  history: History;
  start: Date;
  selected: number | null;
  onSelect: (id: number) => void;
}

/** The history as it was written, event by event. */
export function EventList({ events, history, start, selected, onSelect }: EventListProps) {
  if (events.length === 0) return <Empty title="Nothing has happened yet" />;
  return (
    <VirtualList
      name="Events" items={events} keyOf={event => event.id} selected={selected} onSelect={onSelect}
      row={event => (
        <>
          <span className="event-id quiet number">{event.id}</span>
          <span className="event-type truncate" data-failed={/(Failed|TimedOut|Aborted)$/.test(event.type) || undefined}>{event.type}</span>
          <span className="event-state quiet truncate">{history.visitOf.get(event.id)?.name}</span>
          <time className="event-time quiet number" dateTime={event.timestamp.toISOString()} title={exactTime(event.timestamp)}>+{durationText(event.timestamp.getTime() - start.getTime())}</time>
        </>
      )}
    />
  );
}
