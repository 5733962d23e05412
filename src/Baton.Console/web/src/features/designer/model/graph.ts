import type { EdgeKind, GraphScope } from '../../../shared/graph/model';
import { endId, endsHere, referencesOf, startId, type Machine, type Scope, type State } from './machine';
import type { Path } from './tree';

/* What is drawn of a machine that is designed: each scope has its beginning and its end, so that there is a line wherever a state can be put. */

/** What a line stands for; where several fields lead the same way, one line stands for all of them. */
export interface Way {
  id: string;
  kind: EdgeKind;
  scope: Scope;
  /** The state that it comes from; null for the beginning. */
  from: State | null;
  /** The state that it leads to; null for the end. */
  to: State | null;
  /** The fields that name the target; none where the state ends. */
  paths: Path[];
}

export interface DesignGraph {
  scope: GraphScope;
  ways: ReadonlyMap<string, Way>;
}

/** @param top what is drawn: the machine, or the scope that a person went into */
export function graphOfMachine(machine: Machine, top: Scope = machine.root): DesignGraph {
  const ways = new Map<string, Way>();
  const draw = (scope: Scope): GraphScope => {
    const graph: GraphScope = { nodes: [{ id: startId(scope), name: 'Start', type: 'Start', scopes: [] }], edges: [] };
    const byName = new Map(scope.states.map(state => [state.name, state]));
    const add = (from: State | null, to: State | null, kind: EdgeKind, label: string, path: Path | null) => {
      const [source, target] = [from?.id ?? startId(scope), to?.id ?? endId(scope)];
      const id = `${source} > ${target} ${kind}`;
      const known = ways.get(id);
      if (known) {
        if (path) known.paths.push(path);
        const edge = graph.edges.find(one => one.id === id)!;
        edge.label = [edge.label, label].filter(Boolean).join(' or ');
        return;
      }
      ways.set(id, { id, kind, scope, from, to, paths: path ? [path] : [] });
      graph.edges.push({ id, source, target, kind, label });
    };
    const first = byName.get(scope.startAt ?? '');
    if (first || scope.states.length === 0) add(null, first ?? null, 'next', '', [...scope.path, 'StartAt']);
    for (const state of scope.states) {
      graph.nodes.push({ id: state.id, name: state.name, type: state.type, scopes: state.scopes.map(draw) });
      for (const way of referencesOf(state)) if (byName.has(way.target)) add(state, byName.get(way.target)!, way.kind, way.label, way.path);
      if (endsHere(state)) add(state, null, 'next', '', null);
    }
    if (graph.edges.some(edge => edge.target === endId(scope))) graph.nodes.push({ id: endId(scope), name: 'End', type: 'End', scopes: [] });
    return graph;
  };
  return { scope: draw(top), ways };
}

/** Whether a state can be put on the way: not behind what always ends. */
export const takesStates = (way: Way): boolean => way.from === null || (way.from.type !== 'Succeed' && way.from.type !== 'Fail');
