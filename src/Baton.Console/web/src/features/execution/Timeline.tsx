import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useMemo, useState, type CSSProperties, type KeyboardEvent } from 'react';
import type { Execution } from '../../shared/api/stepFunctions';
import { useQueryValue } from '../../shared/router';
import { Button, IconButton } from '../../shared/ui/Button';
import { Icon } from '../../shared/ui/Icon';
import { Empty } from '../../shared/ui/States';
import { statusIcon, statusLabel } from '../../shared/ui/Status';
import { durationText, useNow } from '../../shared/ui/Time';
import type { History, Visit } from './history';
import { phasesOf, rowsOf, scaleOf, ticksOf, union, type Phase, type PhaseKind, type Row, type Scale } from './timeline';
import './timeline.css';

const ROW_HEIGHT = 28;
const ZOOM_STEP = 1.6;
const ZOOM_MAX = 2_000;
const TICK_WIDTH = 88;

const kinds: Record<PhaseKind, string> = { running: 'Running', queued: 'Queued', waiting: 'Waiting', backoff: 'Before a retry', inside: 'States within' };

interface TimelineProps {
  execution: Execution;
  history: History;
  selected: Visit | undefined;
  onSelect: (id: number) => void;
}

/** When each state did what: a row for each, states within another one below it. */
export function Timeline({ execution, history, selected, onSelect }: TimelineProps) {
  const [idle, setIdle] = useQueryValue('idle');
  const [zoom, setZoom] = useState(1);
  const [toggled, setToggled] = useState<ReadonlySet<number>>(new Set());
  const [frame, setFrame] = useState<HTMLDivElement | null>(null);
  const room = useRoom(frame);
  const rows = useMemo(() => rowsOf(history.visits, toggled), [history, toggled]);
  const { scale, stopped } = useScale(execution, history, room * zoom, idle === 'hidden');
  const shown = useVirtualizer({ count: rows.length, getScrollElement: () => frame, estimateSize: () => ROW_HEIGHT, overscan: 12, scrollPaddingStart: 30 });
  const index = selected ? rows.findIndex(row => row.visit.id === selected.id) : -1;

  const toggle = ({ visit, isOpen }: Row) => {
    const next = new Set(toggled);
    if (!next.delete(visit.id)) next.add(visit.id);
    setToggled(next);
    if (isOpen && selected && ancestorsOf(selected).includes(visit)) onSelect(visit.id); // a closed group holds nothing that is chosen
  };
  useEffect(() => {
    if (index >= 0) shown.scrollToIndex(index, { align: 'auto' });
    const closed = selected && rows.find(row => row.isOpen === false && ancestorsOf(selected).includes(row.visit));
    if (closed) toggle(closed);
  }, [selected?.id, index < 0 ? rows.length : -1]); // what is chosen comes into sight; what arrives does not move it

  const zoomBy = (factor: number) => {
    const next = Math.min(ZOOM_MAX, Math.max(1, zoom * factor));
    const middle = (frame!.scrollLeft + room / 2) / (room * zoom);
    setZoom(next);
    requestAnimationFrame(() => (frame!.scrollLeft = middle * room * next - room / 2));
  };
  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || rows.length === 0) return;
    const row = rows[index];
    const go = (to: number) => onSelect(rows[Math.max(0, Math.min(rows.length - 1, to))]!.visit.id);
    const act: (() => void) | undefined = {
      ArrowDown: () => go(index + 1), j: () => go(index + 1), ArrowUp: () => go(index - 1), k: () => go(index - 1), PageDown: () => go(index + 15), PageUp: () => go(index - 15), Home: () => go(0), End: () => go(rows.length - 1),
      ArrowRight: () => (row?.isOpen === false ? toggle(row) : go(index + 1)),
      ArrowLeft: () => (row?.isOpen ? toggle(row) : go(rows.findIndex(other => other.visit === row?.visit.parent))),
      '+': () => zoomBy(ZOOM_STEP), '-': () => zoomBy(1 / ZOOM_STEP), '0': () => setZoom(1),
    }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };
  if (rows.length === 0) return <Empty title="No state was entered yet" />;
  return (
    <div className="timeline">
      <div className="timeline-bar">
        <ul className="legend" aria-label="Legend">
          {(Object.keys(kinds) as PhaseKind[]).map(kind => <li key={kind}><i className="phase" data-kind={kind} aria-hidden="true" /> {kinds[kind]}</li>)}
          <li><i className="phase" data-kind="running" data-failed aria-hidden="true" /> Failed attempt</li>
        </ul>
        <span className="timeline-tools">
          <Button aria-pressed={idle === 'hidden'} onClick={() => setIdle(idle === 'hidden' ? null : 'hidden')}>Hide idle time</Button>
          <IconButton name="Zoom out" icon="minus" disabled={zoom <= 1} onClick={() => zoomBy(1 / ZOOM_STEP)} />
          <IconButton name="Zoom in" icon="plus" disabled={zoom >= ZOOM_MAX} onClick={() => zoomBy(ZOOM_STEP)} />
        </span>
      </div>
      <div
        ref={setFrame} className="timeline-frame" role="tree" aria-label="Timeline" tabIndex={0} onKeyDown={press}
        aria-activedescendant={shown.getVirtualItems().some(item => item.index === index) ? `timeline-${selected!.id}` : undefined}
      >
        <div className="timeline-axis" style={{ width: `calc(var(--label-width) + ${scale.width}px)` }} aria-hidden="true">
          <Axis scale={scale} start={execution.startDate.getTime()} end={scale.toTime(scale.width)} />
        </div>
        <div style={{ height: shown.getTotalSize(), width: `calc(var(--label-width) + ${scale.width}px)`, position: 'relative' }} role="presentation">
          {scale.breaks.map(gap => <div key={gap.from} className="timeline-break" style={{ '--x': `${gap.x}px`, width: gap.width } as CSSProperties} title={`${durationText(gap.to - gap.from)} in which nothing was done`} />)}
          {shown.getVirtualItems().map(({ index: at, start }) => (
            <TimelineRow
              key={rows[at]!.visit.id} row={rows[at]!} top={start} scale={scale} phases={phasesOf(rows[at]!.visit, history.halts, stopped)} isSelected={at === index}
              onSelect={onSelect} onToggle={toggle}
            />
          ))}
        </div>
      </div>
    </div>
  );
}

function ancestorsOf(visit: Visit): Visit[] {
  const around: Visit[] = [];
  for (let one = visit.parent; one; one = one.parent) around.push(one);
  return around;
}

interface TimelineRowProps {
  row: Row;
  top: number;
  scale: Scale;
  phases: Phase[];
  isSelected: boolean;
  onSelect: (id: number) => void;
  onToggle: (row: Row) => void;
}

function TimelineRow({ row, top, scale, phases, isSelected, onSelect, onToggle }: TimelineRowProps) {
  const { visit, within, isOpen } = row;
  const total = (phases.at(-1)?.to ?? Infinity) - visit.entered.getTime();
  return (
    <div
      id={`timeline-${visit.id}`} role="treeitem" aria-level={visit.depth + 1} aria-selected={isSelected} aria-expanded={isOpen ?? undefined} className="timeline-row" style={{ transform: `translateY(${top}px)` }}
      onClick={() => onSelect(visit.id)}
    >
      <div className="timeline-label" style={{ paddingLeft: 6 + visit.depth * 14 }}>
        <span className="timeline-toggle" aria-hidden="true" onClick={event => { if (isOpen !== null) { event.stopPropagation(); onToggle(row); } }}>
          {isOpen !== null && <Icon name={isOpen ? 'down' : 'right'} size={11} />}
        </span>
        <span className="timeline-status" data-status={visit.status} title={statusLabel(visit.status)} aria-hidden="true"><Icon name={statusIcon(visit.status)} size={12} /></span>
        <span className="truncate">{visit.name}</span>
        {visit.iteration !== undefined && <span className="quiet number">#{visit.iteration}</span>}
        {isOpen === false && <span className="state-count number">{within.toLocaleString('en')}</span>}
        <span className="visually-hidden">{[statusLabel(visit.status), visit.attempts > 1 && `${visit.attempts} attempts`, total !== Infinity && durationText(total)].filter(Boolean).join(', ')}</span>
      </div>
      <div aria-hidden="true">
        {phases.map(phase => <Bar key={`${phase.kind}${phase.from}`} phase={phase} scale={scale} />)}
      </div>
    </div>
  );
}

function Bar({ phase, scale }: { phase: Phase; scale: Scale }) {
  const [from, to] = [scale.toX(phase.from), phase.to === null ? scale.width : scale.toX(phase.to)];
  const title = [phase.attempt > 0 && `Attempt ${phase.attempt}`, kinds[phase.kind], phase.to !== null && durationText(phase.to - phase.from), phase.isFailed && 'failed', phase.to === null && 'still'].filter(Boolean).join(' · ');
  return <div className="phase" data-kind={phase.kind} data-failed={phase.isFailed || undefined} data-open={phase.to === null || undefined} title={title} style={{ '--x': `${from}px`, width: Math.max(3, to - from) } as CSSProperties} />;
}

function Axis({ scale, start, end }: { scale: Scale; start: number; end: number }) {
  return ticksOf(scale, start, end, TICK_WIDTH).map(({ x, after }) => <span key={after} className="timeline-tick number" style={{ '--x': `${x}px` } as CSSProperties}>+{after === 0 ? '0' : durationText(after)}</span>);
}

/** The axis, which grows while the execution runs. */
function useScale(execution: Execution, history: History, width: number, hidesIdle: boolean): { scale: Scale; stopped: number | null } {
  const stopped = execution.status === 'RUNNING' ? null : (execution.stopDate?.getTime() ?? execution.startDate.getTime());
  const now = useNow();
  const end = stopped ?? now;
  const done = useMemo(
    () => (hidesIdle ? history.visits.flatMap(visit => phasesOf(visit, history.halts, stopped)).filter(phase => phase.kind === 'running' || phase.kind === 'queued') : null),
    [history, stopped, hidesIdle],
  );
  const scale = useMemo(
    () => scaleOf(execution.startDate.getTime(), Math.max(end, history.visits.at(-1)?.events.at(-1)?.timestamp.getTime() ?? 0), width, done && union(done.map(phase => [phase.from, phase.to ?? end]))),
    [execution.startDate, end, width, done, history],
  );
  return { scale, stopped };
}

/** How wide the part of the frame beside the labels is. */
function useRoom(frame: HTMLDivElement | null): number {
  const [room, setRoom] = useState(600);
  useLayoutEffect(() => {
    if (!frame) return;
    const measure = () => setRoom(Math.max(120, frame.clientWidth - parseFloat(getComputedStyle(frame).getPropertyValue('--label-width')) - 12));
    const observer = new ResizeObserver(measure);
    observer.observe(frame);
    return () => observer.disconnect();
  }, [frame]);
  return room;
}
