/* The graph of a definition: what is drawn, before it is known where. No React and no DOM in here. */

export interface GraphNode {
  id: string;
  name: string;
  type: string;
  /** What a Map or Parallel state holds; empty for the others. */
  scopes: GraphScope[];
}

export type EdgeKind = 'next' | 'choice' | 'default' | 'catch';

export interface GraphEdge {
  id: string;
  source: string;
  target: string;
  kind: EdgeKind;
  label: string;
}

/** States that go from one to another: the whole machine, a branch, or what a Map does with each item. */
export interface GraphScope {
  nodes: GraphNode[];
  edges: GraphEdge[];
}

interface State {
  Type?: string;
  Next?: string;
  End?: boolean;
  Default?: string;
  Choices?: ({ Next?: string } & Record<string, unknown>)[];
  Catch?: { Next?: string; ErrorEquals?: string[] }[];
  Branches?: Machine[];
  ItemProcessor?: Machine;
  Iterator?: Machine;
}

interface Machine {
  StartAt?: string;
  States?: Record<string, State>;
}

export const START = ' start';
export const END = ' end';

/** The graph of a definition; null where the text is not one. */
export function graphOf(definition: string): GraphScope | null {
  let machine: Machine;
  try {
    machine = JSON.parse(definition) as Machine;
  } catch {
    return null;
  }
  if (typeof machine !== 'object' || machine === null || typeof machine.States !== 'object') return null;
  const scope = scopeOf(machine, '');
  scope.nodes.unshift({ id: START, name: 'Start', type: 'Start', scopes: [] });
  scope.nodes.push({ id: END, name: 'End', type: 'End', scopes: [] });
  if (machine.StartAt && machine.States[machine.StartAt]) scope.edges.unshift(edge(START, machine.StartAt, 'next', ''));
  for (const [name, state] of Object.entries(machine.States)) if (endsHere(state)) scope.edges.push(edge(name, END, 'next', ''));
  return scope;
}

const endsHere = (state: State) => state.End === true || state.Type === 'Succeed' || state.Type === 'Fail';

function scopeOf(machine: Machine, prefix: string): GraphScope {
  const states = Object.entries(machine.States ?? {});
  const edges: GraphEdge[] = [];
  const add = (from: string, to: string | undefined, kind: EdgeKind, label: string) => {
    if (to !== undefined && machine.States?.[to]) edges.push(edge(prefix + from, prefix + to, kind, label));
  };
  for (const [name, state] of states) {
    add(name, state.Next, 'next', '');
    for (const choice of state.Choices ?? []) add(name, choice.Next, 'choice', conditionText(choice));
    add(name, state.Default, 'default', 'otherwise');
    for (const handler of state.Catch ?? []) add(name, handler.Next, 'catch', (handler.ErrorEquals ?? []).join(', '));
  }
  const nodes = states.map(([name, state]) => {
    const inner = [...(state.Branches ?? []), ...[state.ItemProcessor ?? state.Iterator].filter(machine => machine !== undefined)];
    return { id: prefix + name, name, type: state.Type ?? '?', scopes: inner.map((machine, index) => scopeOf(machine, `${prefix}${name}/${index}/`)) };
  });
  return { nodes, edges: together(edges) };
}

const edge = (source: string, target: string, kind: EdgeKind, label: string): GraphEdge => ({ id: `${source} ${target} ${kind}`, source, target, kind, label });

/** Several ways from one state to the same other are drawn as one. */
function together(edges: GraphEdge[]): GraphEdge[] {
  const known = new Map<string, GraphEdge>();
  for (const one of edges) {
    const same = known.get(one.id);
    if (same) same.label = [same.label, one.label].filter(Boolean).join(' or ');
    else known.set(one.id, { ...one });
  }
  return [...known.values()];
}

const operators: Record<string, string> = { Equals: '=', LessThan: '<', GreaterThan: '>', LessThanEquals: '≤', GreaterThanEquals: '≥', Matches: 'matches' };

/** What a rule of a Choice asks, in short. */
export function conditionText(rule: Record<string, unknown>): string {
  if (typeof rule['Condition'] === 'string') return rule['Condition'].replace(/^\{%\s*|\s*%\}$/g, '');
  if (typeof rule['Condition'] === 'boolean') return String(rule['Condition']);
  for (const [word, sign] of [['And', ' and '], ['Or', ' or ']] as const) {
    const parts = rule[word];
    if (Array.isArray(parts)) return parts.map(part => conditionText(part as Record<string, unknown>)).join(sign);
  }
  if (rule['Not']) return `not (${conditionText(rule['Not'] as Record<string, unknown>)})`;
  for (const [name, value] of Object.entries(rule)) {
    const found = /^(?:String|Numeric|Boolean|Timestamp)(Equals|LessThanEquals|GreaterThanEquals|LessThan|GreaterThan|Matches)(?:Path)?$/.exec(name);
    if (found) return `${String(rule['Variable'])} ${operators[found[1]!]} ${typeof value === 'string' && !name.endsWith('Path') ? `"${value}"` : String(value)}`;
    if (name.startsWith('Is')) return `${String(rule['Variable'])} ${value === false ? 'is not' : 'is'} ${name.slice(2).toLowerCase()}`;
  }
  return '';
}

/** The names of all states, those within others too. */
export function* stateNames(scope: GraphScope): Generator<string> {
  for (const node of scope.nodes) {
    if (node.type !== 'Start' && node.type !== 'End') yield node.name;
    for (const inner of node.scopes) yield* stateNames(inner);
  }
}
