import { Background, BackgroundVariant, ConnectionMode, Controls, MarkerType, MiniMap, Position, ReactFlow, ReactFlowProvider, SelectionMode, useReactFlow, type Edge, type Node, type NodeHandle } from '@xyflow/react';
import '@xyflow/react/dist/style.css';
import { useCallback, useMemo, useRef, useState, type DragEvent } from 'react';
import type { Layout, PlacedNode } from '../../shared/graph/layout';
import '../../shared/graph/graph.css';
import type { StateMark } from '../../shared/graph/StateGraph';
import { fit, placedAs, useSight } from '../../shared/graph/useSight';
import { Empty } from '../../shared/ui/States';
import { edgeTypes, nodeTypes, type StateNode, type WayEdge } from './CanvasParts';
import { dragged } from './dragged';
import { placeAt } from './dropTarget';
import type { Edit } from './model/edits';
import type { Place } from './model/fragments';
import { takesStates, type DesignGraph } from './model/graph';
import { startId, type Machine, type State } from './model/machine';
import type { Problem } from './model/problems';

export interface CanvasProps {
  machine: Machine;
  graph: DesignGraph;
  /** Where everything is, or was until a moment ago. */
  layout: Layout;
  selection: readonly string[];
  selectedWay: string | null;
  problems: readonly Problem[];
  marks: ReadonlyMap<string, StateMark> | null;
  /** The text is not JSON: this is the last one that was. */
  isOld: boolean;
  /** A state to bring into sight; a new object each time. */
  lookAt: { id: string } | null;
  onSelect: (ids: readonly string[]) => void;
  onSelectWay: (id: string | null) => void;
  onEdit: (edit: Edit) => void;
  onAdd: (place: Place) => void;
  onOpen: (id: string) => void;
}

/** The drawing of the draft, on which states are put, moved, connected and chosen. */
export default function Canvas(props: CanvasProps) {
  return (
    <ReactFlowProvider>
      <Drawing {...props} />
    </ReactFlowProvider>
  );
}

/** From so many states on the small map is worth its place. */
const MAP_FROM = 8;

function Drawing({ machine, graph, layout, selection, selectedWay, problems, marks, isOld, lookAt, onSelect, onSelectWay, onEdit, onAdd, onOpen }: CanvasProps) {
  const flow = useReactFlow();
  const frame = useRef<HTMLDivElement>(null);
  const [target, setTarget] = useState<string | null>(null);
  const [hovered, setHovered] = useState<string | null>(null);
  const faults = useMemo(() => faultsOf(problems), [problems]);
  const chosen = useMemo(() => new Set(selection), [selection]);

  const nodes = useMemo(
    () => layout.nodes.map<StateNode>(placed => {
      const state = machine.byId.get(placed.id);
      return {
        id: placed.id, type: 'state', ...placedAs(placed, handlesOf(placed)), zIndex: placed.isContainer ? depthOf(placed) : 1_000,
        data: { placed, state, problem: faults.get(placed.id), mark: marks?.get(placed.name), isTarget: target === placed.id },
        selected: chosen.has(placed.id), selectable: !!state, focusable: !!state, draggable: false, connectable: true, ...(state ? { ariaRole: 'button' as const } : {}),
      };
    }),
    [chosen, faults, layout, machine, marks, target],
  );
  const edges = useMemo(
    () => layout.edges.map<WayEdge>(placed => {
      const way = graph.ways.get(placed.id);
      return {
        id: placed.id, type: 'way', source: placed.source, target: placed.target, zIndex: 999, focusable: false, selectable: false, interactionWidth: 16,
        data: { placed, isTarget: target === placed.id, isHovered: hovered === placed.id, isSelected: selectedWay === placed.id, takes: !!way && takesStates(way), onAdd: () => onAdd({ way: placed.id }) },
        markerEnd: { type: MarkerType.ArrowClosed, width: 14, height: 14 },
      };
    }),
    [graph, hovered, layout, onAdd, selectedWay, target],
  );

  const mapClass = useCallback(({ id }: Node) => (chosen.has(id) ? 'map-node selected' : faults.has(id) ? 'map-node faulty' : 'map-node'), [chosen, faults]);

  const sight = useSight(frame, layout, lookAt);
  const placed = useRef(layout);
  placed.current = layout;
  const placeOf = useCallback((event: DragEvent) => placeAt(flow.screenToFlowPosition({ x: event.clientX, y: event.clientY }), placed.current, graph, machine), [flow, graph, machine]);
  const over = (event: DragEvent) => {
    if (!dragged.current) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = dragged.current.kind === 'states' ? 'move' : 'copy';
    setTarget(placeOf(event)?.target ?? null);
  };
  const drop = (event: DragEvent) => {
    const what = dragged.current;
    const found = placeOf(event);
    setTarget(null);
    if (!what || !found) return;
    event.preventDefault();
    onEdit(what.kind === 'states' ? { kind: 'move', ids: what.ids, place: found.place } : { kind: 'insert', fragment: what.make(found.language), place: found.place });
    frame.current?.focus({ preventScroll: true });
  };
  const isEmpty = machine.states.length === 0;
  return (
    <div ref={frame} className="designer-canvas" data-old={isOld || undefined} data-empty={machine.states.length === 0 || undefined} tabIndex={0} role="group" aria-label="Canvas" onDragOver={over} onDrop={drop} onDragLeave={() => setTarget(null)}>
      {sight && (
        <ReactFlow
          className="graph" aria-label="Graph of the draft" nodes={nodes} edges={edges} nodeTypes={nodeTypes} edgeTypes={edgeTypes} defaultViewport={sight} minZoom={0.05} maxZoom={2}
          nodesDraggable={false} connectionMode={ConnectionMode.Strict} onlyRenderVisibleElements proOptions={{ hideAttribution: true }} deleteKeyCode={null} disableKeyboardA11y
          panOnScroll zoomOnDoubleClick={false} selectionMode={SelectionMode.Partial} selectionKeyCode="Shift" multiSelectionKeyCode={['Control', 'Meta', 'Shift']} elevateNodesOnSelect={false}
          onNodesChange={changes => {
            const next = new Set(selection);
            let isOther = false;
            for (const change of changes) {
              if (change.type !== 'select' || next.has(change.id) === change.selected) continue;
              if (change.selected) next.add(change.id);
              else next.delete(change.id);
              isOther = true;
            }
            if (isOther) onSelect([...next]);
          }}
          onNodeDoubleClick={(_, node) => (node as StateNode).data.placed.isContainer && onOpen(node.id)}
          onPaneClick={() => onSelectWay(null)}
          onEdgeClick={(_, edge: Edge) => onSelectWay(edge.id)}
          onEdgeMouseEnter={(_, edge: Edge) => setHovered(edge.id)} onEdgeMouseLeave={() => setHovered(null)}
          isValidConnection={({ source, target: to }) => isConnection(machine, source, to)}
          onConnect={({ source, target: to }) => {
            const state = machine.byId.get(source);
            if (machine.byId.has(to)) onEdit({ kind: 'connect', from: source, to });
            else if (state) onEdit({ kind: 'redirect', paths: [[...state.path, 'Next']], to: null });
          }}
        >
          <Background gap={18} size={1} variant={BackgroundVariant.Dots} />
          <Controls showInteractive={false} fitViewOptions={fit} />
          {machine.states.length >= MAP_FROM && <MiniMap pannable zoomable ariaLabel="Small map" nodeStrokeWidth={0} nodeClassName={mapClass} />}
        </ReactFlow>
      )}
      {isEmpty && (
        <div className="canvas-empty">
          <Empty title="Nothing is here yet" icon="designer" actions={<button type="button" className="button primary" onClick={() => onAdd({ scope: '' })}>Add the first state</button>}>
            Drag a state from the left, or click one. Patterns bring several that work together.
          </Empty>
        </div>
      )}
    </div>
  );
}

/** As large as designer.css draws a handle. */
const HANDLE = 11;

/** Where lines begin and end at a state. */
function handlesOf({ type, width, height }: PlacedNode): NodeHandle[] {
  const handle = { x: (width - HANDLE) / 2, width: HANDLE, height: HANDLE };
  return [
    ...(type === 'Start' ? [] : [{ ...handle, type: 'target' as const, position: Position.Top, y: -HANDLE / 2 }]),
    ...(['End', 'Succeed', 'Fail'].includes(type) ? [] : [{ ...handle, type: 'source' as const, position: Position.Bottom, y: height - HANDLE / 2 }]),
  ];
}

/** Inner containers are above outer ones, and lines above all of them. */
const depthOf = (placed: PlacedNode): number => placed.id.split('/').length;

function faultsOf(problems: readonly Problem[]): Map<string, Problem> {
  const faults = new Map<string, Problem>();
  for (const problem of problems) {
    const known = problem.stateId === null ? undefined : faults.get(problem.stateId);
    if (problem.stateId !== null && (!known || (known.severity === 'WARNING' && problem.severity === 'ERROR'))) faults.set(problem.stateId, problem);
  }
  return faults;
}

function isConnection(machine: Machine, source: string, target: string): boolean {
  const from = machine.byId.get(source);
  const to = machine.byId.get(target);
  if (!from) return !!to && startId(to.scope) === source;
  return !canEnd(from) ? false : !to || to.scope === from.scope;
}

const canEnd = (state: State): boolean => state.type !== 'Succeed' && state.type !== 'Fail';
