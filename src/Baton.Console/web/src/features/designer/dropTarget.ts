import type { Layout, PlacedEdge, PlacedNode } from '../../shared/graph/layout';
import type { Place } from './model/fragments';
import { takesStates, type DesignGraph } from './model/graph';
import { scopesOf, type Machine, type QueryLanguage } from './model/machine';

export interface DropTarget {
  /** The id of what is marked: a line or a state. */
  target: string;
  place: Place;
  language: QueryLanguage;
}

interface Point {
  x: number;
  y: number;
}

/** Where something goes that is dropped at a point: behind the state there, or else onto the nearest line of the innermost scope. */
export function placeAt(point: Point, layout: Layout, graph: DesignGraph, machine: Machine): DropTarget | null {
  const around = layout.nodes.filter(node => contains(node, point));
  const on = around.find(node => !node.isContainer);
  const state = on && machine.byId.get(on.id);
  if (state && state.type !== 'Succeed' && state.type !== 'Fail') return { target: state.id, place: { after: state.id }, language: state.scope.language };

  const container = around.filter(node => node.isContainer).sort((one, other) => one.width * one.height - other.width * other.height)[0];
  const holder = container && machine.byId.get(container.id);
  const nearest = (isWithin: (scopeOwner: string | undefined) => boolean): PlacedEdge | undefined =>
    layout.edges
      .filter(edge => {
        const way = graph.ways.get(edge.id);
        return way && takesStates(way) && isWithin(way.scope.owner?.id);
      })
      .map(edge => [Math.min(...segments(edge.points).map(([from, to]) => distance(point, from, to))), edge] as const)
      .sort(([one], [other]) => one - other)[0]?.[1];
  const isOnFrame = !!container && point.y < container.y + 30; // the head of a Map or Parallel: around it
  const edge = nearest(owner => owner === (isOnFrame ? holder?.scope.owner?.id : holder?.id)) ?? nearest(() => true);
  const way = edge && graph.ways.get(edge.id);
  if (way) return { target: way.id, place: { way: way.id }, language: way.scope.language };
  const scope = [...scopesOf(machine.root)].find(one => one.owner?.id === holder?.id) ?? machine.root;
  return { target: scope.id, place: { scope: scope.id }, language: scope.language };
}

const contains = (node: PlacedNode, { x, y }: Point): boolean => x >= node.x && x <= node.x + node.width && y >= node.y && y <= node.y + node.height;

const segments = (points: Point[]): [Point, Point][] => points.slice(1).map((point, index) => [points[index]!, point]);

function distance(point: Point, from: Point, to: Point): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = dx * dx + dy * dy;
  const part = length === 0 ? 0 : Math.max(0, Math.min(1, ((point.x - from.x) * dx + (point.y - from.y) * dy) / length));
  return Math.hypot(point.x - from.x - part * dx, point.y - from.y - part * dy);
}
