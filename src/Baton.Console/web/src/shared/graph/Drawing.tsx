import { Background, Controls, MiniMap, ReactFlow, ReactFlowProvider, type Node, type NodeProps } from '@xyflow/react';
import '@xyflow/react/dist/style.css';
import { useCallback, useMemo, useRef, type MouseEvent } from 'react';
import { Icon, type IconName } from '../ui/Icon';
import { statusIcon, statusLabel } from '../ui/Status';
import './graph.css';
import type { Layout, PlacedEdge, PlacedNode } from './layout';
import { END, START } from './model';
import type { StateGraphProps, StateMark } from './StateGraph';
import { fit, placedAs, useSight } from './useSight';
import { Ways } from './Ways';

type StateNode = Node<{ placed: PlacedNode; mark?: StateMark | undefined }, 'state'>;

const icons: Record<string, IconName> = { Task: 'task', Choice: 'choice', Wait: 'clock', Parallel: 'parallel', Map: 'map', Pass: 'pass', Succeed: 'check', Fail: 'cross' };

type DrawingProps = Omit<StateGraphProps, 'definition'> & { layout: Layout };

export default function Drawing(props: DrawingProps) {
  return (
    <ReactFlowProvider>
      <Graph {...props} />
    </ReactFlowProvider>
  );
}

/** Where nothing is edited it is enough to see how all of a graph stands, down to this size. */
const SMALLEST = 0.3;

function Graph({ layout, name, marks, selected, onSelect }: DrawingProps) {
  const frame = useRef<HTMLDivElement>(null);
  const sought = useRef<string | null>(null);
  sought.current = layout.nodes.find(node => node.name === selected)?.id ?? sought.current ?? layout.nodes.find(node => standsOut(marks?.get(node.name)))?.id ?? null;
  const wanted = sought.current;
  const lookAt = useMemo(() => (wanted === null ? null : { id: wanted }), [wanted]);
  const sight = useSight(frame, layout, lookAt, SMALLEST);
  const nodes = useMemo(
    () => layout.nodes.map<StateNode>(placed => ({
      id: placed.id, type: 'state', ...placedAs(placed), zIndex: placed.isContainer ? 0 : 2,
      data: { placed, mark: marks?.get(placed.name) }, selected: placed.name === selected, selectable: isState(placed), focusable: isState(placed),
      ...(isState(placed) ? { ariaRole: 'button' as const } : {}), // named by what it holds
    })),
    [layout, marks, selected],
  );
  const wasTaken = useCallback((edge: PlacedEdge) => isTaken(edge, marks), [marks]);
  return (
    <div ref={frame} className="graph-frame">
      {sight && (
        <ReactFlow
          className="graph" aria-label={name} nodes={nodes} nodeTypes={nodeTypes} defaultViewport={sight} minZoom={0.05}
          nodesDraggable={false} nodesConnectable={false} onlyRenderVisibleElements proOptions={{ hideAttribution: true }} deleteKeyCode={null} panOnScroll zoomOnDoubleClick={false}
          onNodesChange={changes => {
            for (const change of changes) if (change.type === 'select' && change.selected) onSelect?.(layout.nodes.find(node => node.id === change.id)!.name);
          }}
          onNodeClick={(_: MouseEvent, node) => isState(node.data.placed) && onSelect?.(node.data.placed.name)}
        >
          <Ways edges={layout.edges} isTaken={wasTaken} />
          <Background gap={18} size={1} />
          <Controls showInteractive={false} fitViewOptions={fit} />
          {!sight.isWhole && <MiniMap pannable zoomable ariaLabel="Small map" nodeStrokeWidth={0} nodeColor={mapColour} />}
        </ReactFlow>
      )}
    </div>
  );
}

/** Whether a state is what somebody looks for who has chosen none: one that has failed, that runs, that is different. */
const standsOut = (mark: StateMark | undefined): boolean => mark !== undefined && mark.status !== 'SUCCEEDED' && mark.status !== 'CAUGHT';

const mapColours: Record<string, string> = { SUCCEEDED: '--succeeded', RUNNING: '--running', FAILED: '--failed', TIMED_OUT: '--timed-out', RETRYING: '--timed-out', CAUGHT: '--timed-out', ABORTED: '--aborted', ADDED: '--succeeded', CHANGED: '--timed-out', REMOVED: '--failed' };

const mapColour = ({ data: { mark } }: StateNode): string => `var(${mapColours[mark?.status ?? ''] ?? '--border-strong'})`;

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
      <div className="state-head">
        {isState(placed) && <Icon name={icons[placed.type] ?? 'pass'} size={14} />}
        <span className="state-name truncate" title={placed.name}>{placed.name}</span>
        {mark && mark.visits > 1 && <span className="state-visits number">×{mark.visits}</span>}
        {mark && <Icon name={statusIcon(mark.status)} size={14} />}
      </div>
      {isState(placed) && <div className={placed.isContainer ? 'visually-hidden' : 'state-type'}>{[placed.type, mark && statusLabel(mark.status)].filter(Boolean).join(' · ')}</div>}
    </div>
  );
}

const nodeTypes = { state: StateBox };
