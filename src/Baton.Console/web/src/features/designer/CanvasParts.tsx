import { BaseEdge, EdgeLabelRenderer, Handle, Position, type Edge, type EdgeProps, type Node, type NodeProps } from '@xyflow/react';
import { memo } from 'react';
import type { PlacedEdge, PlacedNode } from '../../shared/graph/layout';
import { shortLabel, smooth } from '../../shared/graph/placed';
import type { StateMark } from '../../shared/graph/StateGraph';
import { Icon } from '../../shared/ui/Icon';
import { statusIcon, statusLabel } from '../../shared/ui/Status';
import { dragged } from './dragged';
import type { State } from './model/machine';
import type { Problem } from './model/problems';
import { summaryOf, typeIcons } from './stateLook';

export type StateNode = Node<{ placed: PlacedNode; state: State | undefined; problem: Problem | undefined; mark: StateMark | undefined; isTarget: boolean }, 'state'>;
export type WayEdge = Edge<{ placed: PlacedEdge; isTarget: boolean; isHovered: boolean; isSelected: boolean; takes: boolean; onAdd: () => void }, 'way'>;

function StateBoxPlain({ id, data: { placed, state, problem, mark, isTarget }, selected }: NodeProps<StateNode>) {
  if (!state) {
    return (
      <div className="state point" data-target={isTarget || undefined}>
        {placed.type === 'End' && <Handle type="target" position={Position.Top} />}
        <span>{placed.name}</span>
        {placed.type === 'Start' && <Handle type="source" position={Position.Bottom} />}
      </div>
    );
  }
  return (
    <div
      className={`state nopan ${placed.isContainer ? 'container' : ''}`} data-type={state.type} data-status={mark?.status} data-selected={selected || undefined} data-problem={problem?.severity} data-target={isTarget || undefined}
      draggable={!placed.isContainer || selected}
      onDragStart={event => {
        event.stopPropagation();
        dragged.current = { kind: 'states', ids: [id] };
        event.dataTransfer.effectAllowed = 'move';
        event.dataTransfer.setData('text/plain', state.name);
      }}
      onDragEnd={() => (dragged.current = null)}
    >
      <Handle type="target" position={Position.Top} />
      <div className="state-head">
        <span className="state-icon"><Icon name={typeIcons[state.type] ?? 'pass'} size={14} /></span>
        <span className="state-name truncate" title={state.name}>{state.name}</span>
        {mark && mark.visits > 1 && <span className="state-visits number">×{mark.visits}</span>}
        {mark && <Icon name={statusIcon(mark.status)} size={14} />}
        {problem && <span className="state-problem" title={problem.message}><Icon name="alert" size={14} /></span>}
      </div>
      <div className={placed.isContainer ? 'visually-hidden' : 'state-type'}>
        {[summaryOf(state), mark && statusLabel(mark.status)].filter(Boolean).join(' · ')}
        {problem && <span className="visually-hidden">{`, ${problem.severity === 'ERROR' ? 'error' : 'warning'}: ${problem.message}`}</span>}
      </div>
      {state.type !== 'Succeed' && state.type !== 'Fail' && <Handle type="source" position={Position.Bottom} />}
    </div>
  );
}

function WayLinePlain({ data, markerEnd }: EdgeProps<WayEdge>) {
  const { placed, isTarget, isHovered, isSelected, takes, onAdd } = data!;
  const middle = middleOf(placed.points);
  return (
    <>
      <BaseEdge path={smooth(placed.points)} interactionWidth={18} {...(markerEnd ? { markerEnd } : {})} className={`way ${placed.kind} ${isTarget ? 'target' : ''} ${isSelected ? 'selected' : ''}`} />
      <EdgeLabelRenderer>
        {placed.labelAt && (
          <div className={`way-label ${placed.kind}`} title={placed.label} style={{ transform: `translate(-50%, -50%) translate(${placed.labelAt.x}px, ${placed.labelAt.y}px)` }}>
            {shortLabel(placed.label)}
          </div>
        )}
        {takes && (isHovered || isSelected || isTarget) && (
          <button
            type="button" tabIndex={-1} className={`way-add nopan ${isTarget ? 'target' : ''}`} aria-label="Add a state here" onClick={onAdd}
            style={{ transform: `translate(-50%, -50%) translate(${middle.x}px, ${middle.y + (placed.labelAt ? 22 : 0)}px)` }}
          >
            <Icon name="plus" size={12} />
          </button>
        )}
      </EdgeLabelRenderer>
    </>
  );
}

function middleOf(points: { x: number; y: number }[]): { x: number; y: number } {
  const at = (points.length - 1) / 2;
  const [one, other] = [points[Math.floor(at)], points[Math.ceil(at)]];
  return one && other ? { x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 } : { x: 0, y: 0 };
}

export const nodeTypes = { state: memo(StateBoxPlain) };
export const edgeTypes = { way: memo(WayLinePlain) };
