import { BaseEdge, Background, Controls, EdgeLabelRenderer, Handle, MarkerType, Position, ReactFlow, type Edge, type EdgeProps, type Node, type NodeProps } from '@xyflow/react';
import '@xyflow/react/dist/style.css';
import { useMemo, type MouseEvent } from 'react';
import { Icon, type IconName } from '../ui/Icon';
import { Loading } from '../ui/States';
import { statusIcon, statusLabel } from '../ui/Status';
import './graph.css';
import { shortLabel, type PlacedEdge, type PlacedNode } from './layout';
import { END, START, type GraphScope } from './model';
import type { StateGraphProps, StateMark } from './StateGraph';
import { useLayout } from './useLayout';

type StateNode = Node<{ placed: PlacedNode; mark?: StateMark | undefined }, 'state'>;
type WayEdge = Edge<{ placed: PlacedEdge; isTaken: boolean }, 'way'>;

const icons: Record<string, IconName> = { Task: 'task', Choice: 'choice', Wait: 'clock', Parallel: 'parallel', Map: 'map', Pass: 'pass', Succeed: 'check', Fail: 'cross' };

export default function Drawing({ scope, name, marks, selected, onSelect }: Omit<StateGraphProps, 'definition'> & { scope: GraphScope }) {
  const layout = useLayout(scope);
  const nodes = useMemo(
    () => layout?.nodes.map<StateNode>(placed => ({
      id: placed.id, type: 'state', position: { x: placed.x, y: placed.y }, width: placed.width, height: placed.height, zIndex: placed.isContainer ? 0 : 2,
      data: { placed, mark: marks?.get(placed.name) }, selected: placed.name === selected, selectable: isState(placed), focusable: isState(placed),
      ...(isState(placed) ? { ariaRole: 'button' as const } : {}), // named by what it holds
    })),
    [layout, marks, selected],
  );
  const edges = useMemo(
    () => layout?.edges.map<WayEdge>(placed => ({
      id: placed.id, type: 'way', source: placed.source, target: placed.target, zIndex: 1, focusable: false, selectable: false,
      data: { placed, isTaken: isTaken(placed, marks) }, markerEnd: { type: MarkerType.ArrowClosed, width: 14, height: 14 },
    })),
    [layout, marks],
  );
  if (!nodes || !edges) return <Loading what="Drawing" />;
  return (
    <ReactFlow
      className="graph" aria-label={name} nodes={nodes} edges={edges} nodeTypes={nodeTypes} edgeTypes={edgeTypes} fitView fitViewOptions={{ maxZoom: 1, padding: 0.06 }} minZoom={0.05}
      nodesDraggable={false} nodesConnectable={false} onlyRenderVisibleElements proOptions={{ hideAttribution: true }} deleteKeyCode={null} panOnScroll zoomOnDoubleClick={false}
      onNodesChange={changes => {
        for (const change of changes) if (change.type === 'select' && change.selected) onSelect?.(layout!.nodes.find(node => node.id === change.id)!.name);
      }}
      onNodeClick={(_: MouseEvent, node) => isState(node.data.placed) && onSelect?.(node.data.placed.name)}
    >
      <Background gap={18} size={1} />
      <Controls showInteractive={false} />
    </ReactFlow>
  );
}

const isState = (placed: PlacedNode) => placed.type !== 'Start' && placed.type !== 'End';

/** Whether both ends were reached: where a state can be reached by several ways, this is the most that the drawing says. */
const isTaken = (edge: PlacedEdge, marks?: ReadonlyMap<string, StateMark>) => {
  const nameOf = (id: string) => id.slice(id.lastIndexOf('/') + 1);
  const wasReached = (id: string) => id === START || marks!.has(nameOf(id));
  const hasLeft = (id: string) => id === START || ['SUCCEEDED', 'CAUGHT'].includes(marks!.get(nameOf(id))?.status ?? '');
  return marks !== undefined && marks.size > 0 && (edge.target === END ? hasLeft(edge.source) : wasReached(edge.source) && wasReached(edge.target));
};

function StateBox({ data: { placed, mark }, selected }: NodeProps<StateNode>) {
  return (
    <div className={`state ${placed.isContainer ? 'container' : ''} ${isState(placed) ? '' : 'point'}`} data-status={mark?.status} data-selected={selected || undefined}>
      <Handle type="target" position={Position.Top} isConnectable={false} />
      <div className="state-head">
        {isState(placed) && <Icon name={icons[placed.type] ?? 'pass'} size={14} />}
        <span className="state-name truncate" title={placed.name}>{placed.name}</span>
        {mark && mark.visits > 1 && <span className="state-visits number">×{mark.visits}</span>}
        {mark && <Icon name={statusIcon(mark.status)} size={14} />}
      </div>
      {isState(placed) && <div className={placed.isContainer ? 'visually-hidden' : 'state-type'}>{[placed.type, mark && statusLabel(mark.status)].filter(Boolean).join(' · ')}</div>}
      <Handle type="source" position={Position.Bottom} isConnectable={false} />
    </div>
  );
}

function WayLine({ data, markerEnd }: EdgeProps<WayEdge>) {
  const { placed, isTaken } = data!;
  return (
    <>
      <BaseEdge path={smooth(placed.points)} {...(markerEnd ? { markerEnd } : {})} className={`way ${placed.kind} ${isTaken ? 'taken' : ''}`} />
      {placed.labelAt && (
        <EdgeLabelRenderer>
          <div className={`way-label ${placed.kind}`} title={placed.label} style={{ transform: `translate(-50%, -50%) translate(${placed.labelAt.x}px, ${placed.labelAt.y}px)` }}>
            {shortLabel(placed.label)}
          </div>
        </EdgeLabelRenderer>
      )}
    </>
  );
}

/** A line through the points with its corners rounded. */
function smooth(points: { x: number; y: number }[]): string {
  const [first, ...rest] = points;
  if (!first || rest.length === 0) return '';
  const last = rest.pop()!;
  let path = `M${first.x},${first.y}`;
  rest.forEach((point, index) => {
    const next = rest[index + 1];
    const to = next ? { x: (point.x + next.x) / 2, y: (point.y + next.y) / 2 } : last;
    path += `Q${point.x},${point.y} ${to.x},${to.y}`;
  });
  return rest.length === 0 ? `${path}L${last.x},${last.y}` : path;
}

const nodeTypes = { state: StateBox };
const edgeTypes = { way: WayLine };
