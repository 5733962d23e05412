import dagre from '@dagrejs/dagre';
import type { EdgeKind, GraphNode, GraphScope } from './model';
import { shortLabel } from './placed';

/* Where everything of a graph is. A scope is laid out alone, and is then one box in the scope around it: boxes never overlap, however deep they are. */

export interface PlacedNode {
  id: string;
  name: string;
  type: string;
  x: number;
  y: number;
  width: number;
  height: number;
  isContainer: boolean;
}

export interface PlacedEdge {
  id: string;
  source: string;
  target: string;
  kind: EdgeKind;
  label: string;
  points: { x: number; y: number }[];
  labelAt: { x: number; y: number } | null;
}

export interface Layout {
  nodes: PlacedNode[];
  edges: PlacedEdge[];
  width: number;
  height: number;
}

const NODE_HEIGHT = 46;
const HEAD = 34;
const PADDING = 16;
const GAP = 18;
/** From so many states on the ranks are found in the quicker way, which makes some edges longer. */
const QUICK_FROM = 150;

export function layout(scope: GraphScope): Layout {
  const inner = new Map<string, Layout[]>();
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'TB', ranker: scope.nodes.length > QUICK_FROM ? 'tight-tree' : 'network-simplex', nodesep: 32, ranksep: 40, edgesep: 16, marginx: 4, marginy: 4 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const node of scope.nodes) {
    const layouts = node.scopes.map(layout);
    inner.set(node.id, layouts);
    graph.setNode(node.id, sizeOf(node, layouts));
  }
  for (const edge of scope.edges) {
    const text = shortLabel(edge.label);
    graph.setEdge(edge.source, edge.target, { width: text ? text.length * 6.4 + 12 : 0, height: text ? 18 : 0, labelpos: 'c' }, edge.id);
  }
  dagre.layout(graph, { customOrder });

  const result: Layout = { nodes: [], edges: [], width: graph.graph().width ?? 0, height: graph.graph().height ?? 0 };
  for (const node of scope.nodes) {
    const { x, y, width, height } = graph.node(node.id);
    const [left, top] = [x - width / 2, y - height / 2];
    result.nodes.push({ id: node.id, name: node.name, type: node.type, x: left, y: top, width, height, isContainer: node.scopes.length > 0 });
    let across = left + PADDING;
    for (const one of inner.get(node.id)!) {
      addMoved(result, one, across, top + HEAD);
      across += one.width + GAP;
    }
  }
  for (const edge of scope.edges) {
    const { points, x, y } = graph.edge(edge.source, edge.target, edge.id) as { points: { x: number; y: number }[]; x?: number; y?: number };
    result.edges.push({ ...edge, points, labelAt: edge.label && x !== undefined && y !== undefined ? { x, y } : null });
  }
  return result;
}

type Ordering = NonNullable<NonNullable<Parameters<typeof dagre.layout>[1]>['customOrder']>;

/** Puts the states of each rank in order. Where no lines cross as they come there is nothing to be gained, which dagre would take most of its time to find out. */
const customOrder: Ordering = (graph, order) => {
  order(graph, { disableOptimalOrderHeuristic: true });
  if (hasCrossings(graph)) order(graph);
};

/** Whether lines cross, each of which leads from one rank to the next. */
function hasCrossings(graph: Parameters<Ordering>[0]): boolean {
  const lines = graph.edges().map(({ v, w }) => ({ rank: graph.node(v).rank!, from: graph.node(v).order!, to: graph.node(w).order! }));
  lines.sort((one, other) => one.rank - other.rank || one.from - other.from || one.to - other.to);
  return lines.some(({ rank, to }, index) => index > 0 && lines[index - 1]!.rank === rank && to < lines[index - 1]!.to);
}

function sizeOf(node: GraphNode, inner: Layout[]): { width: number; height: number } {
  const title = Math.min(280, Math.max(168, Math.ceil(node.name.length * 7.6 + 76)));
  if (node.type === 'Start' || node.type === 'End') return { width: 68, height: 28 };
  if (inner.length === 0) return { width: title, height: NODE_HEIGHT };
  const width = inner.reduce((sum, one) => sum + one.width + GAP, 2 * PADDING - GAP);
  return { width: Math.max(Math.ceil(width), title), height: Math.ceil(HEAD + Math.max(...inner.map(one => one.height)) + PADDING) };
}

function addMoved(target: Layout, source: Layout, dx: number, dy: number): void {
  const moved = (point: { x: number; y: number }) => ({ x: point.x + dx, y: point.y + dy });
  for (const node of source.nodes) target.nodes.push({ ...node, ...moved(node) });
  for (const edge of source.edges) target.edges.push({ ...edge, points: edge.points.map(moved), labelAt: edge.labelAt && moved(edge.labelAt) });
}
