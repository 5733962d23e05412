import { find, memberOf, pointerOf, readTree, textOf, valueOf, type ObjectTree, type Path, type Tree } from './tree';
import { END, START, conditionText, type EdgeKind } from '../../../shared/graph/model';

/* A definition as a machine with states, each with its place in the text. */

export type QueryLanguage = 'JSONPath' | 'JSONata';

/** States that go from one to another: the machine itself, a branch, or what a Map does with each item. */
export interface Scope {
  path: Path;
  id: string;
  tree: ObjectTree;
  /** What it is called: of a branch its place. */
  label: string;
  startAt?: string | undefined;
  states: State[];
  owner: State | null;
  language: QueryLanguage;
}

export interface State {
  /** A JSON pointer to it, which no other state has. */
  id: string;
  path: Path;
  name: string;
  type: string;
  tree: ObjectTree;
  scope: Scope;
  scopes: Scope[];
  language: QueryLanguage;
}

export interface Machine {
  text: string;
  root: Scope;
  /** All states, those within others too, in the order of the text. */
  states: State[];
  byId: ReadonlyMap<string, State>;
}

/** A field that names the state that follows: `Next`, `Default`, or one in `Choices` or `Catch`. */
export interface Reference {
  path: Path;
  kind: EdgeKind;
  target: string;
  label: string;
}

/** Whether a state of this type can have a `Next`. */
export const goesOn = (type: string): boolean => type !== 'Succeed' && type !== 'Fail' && type !== 'Choice';

export const endsHere = (state: State): boolean => state.type === 'Succeed' || state.type === 'Fail' || find(state.tree, ['End'])?.kind === 'scalar';

/** Reads a definition. Throws a TextFault where the text is not JSON; whatever else is wrong with it leaves out states. */
export function readMachine(text: string): Machine {
  const tree = readTree(text);
  const states: State[] = [];
  const byId = new Map<string, State>();
  const empty: ObjectTree = { kind: 'object', from: 0, to: 0, members: [] };

  const readScope = (at: Tree, path: Path, label: string, owner: State | null): Scope => {
    const own = at.kind === 'object' ? at : empty;
    const scope: Scope = { path, id: pointerOf(path), tree: own, label, startAt: textOf(memberOf(own, 'StartAt')), states: [], owner, language: owner ? owner.language : language(own, 'JSONPath') };
    const found = memberOf(own, 'States');
    for (const { name, value } of found?.kind === 'object' ? found.members : []) {
      const statePath = [...path, 'States', name];
      const id = pointerOf(statePath);
      if (value.kind !== 'object' || byId.has(id)) continue;
      const state: State = { id, path: statePath, name, type: textOf(memberOf(value, 'Type')) ?? '?', tree: value, scope, scopes: [], language: language(value, scope.language) };
      states.push(state);
      byId.set(id, state);
      scope.states.push(state);
      state.scopes = innerPaths(value).map(([inner, title]) => readScope(find(value, inner)!, [...statePath, ...inner], title, state));
    }
    return scope;
  };
  const root = readScope(tree, [], 'Machine', null);
  return { text, root, states, byId };
}

function innerPaths(state: ObjectTree): [Path, string][] {
  const branches = memberOf(state, 'Branches');
  const paths: [Path, string][] = branches?.kind === 'array' ? branches.items.map((_, index) => [['Branches', index], `Branch ${index + 1}`]) : [];
  for (const name of ['ItemProcessor', 'Iterator']) if (memberOf(state, name)) paths.push([[name], 'Each item']);
  return paths;
}

const language = (tree: ObjectTree, around: QueryLanguage): QueryLanguage => {
  const own = textOf(memberOf(tree, 'QueryLanguage'));
  return own === 'JSONata' || own === 'JSONPath' ? own : around;
};

/** All scopes, those within others behind the one that holds them. */
export function* scopesOf(scope: Scope): Generator<Scope> {
  yield scope;
  for (const state of scope.states) for (const inner of state.scopes) yield* scopesOf(inner);
}

/** What follows a state, as its fields say; the main way first. */
export function referencesOf(state: State): Reference[] {
  const found: Reference[] = [];
  const add = (steps: Path, kind: EdgeKind, label: string) => {
    const target = textOf(find(state.tree, steps));
    if (target !== undefined) found.push({ path: [...state.path, ...steps], kind, target, label });
  };
  add(['Next'], 'next', '');
  const choices = memberOf(state.tree, 'Choices');
  for (const [index, rule] of (choices?.kind === 'array' ? choices.items : []).entries()) add(['Choices', index, 'Next'], 'choice', ruleText(rule));
  add(['Default'], 'default', 'otherwise');
  const handlers = memberOf(state.tree, 'Catch');
  for (const [index, handler] of (handlers?.kind === 'array' ? handlers.items : []).entries()) {
    const errors = memberOf(handler, 'ErrorEquals');
    add(['Catch', index, 'Next'], 'catch', errors?.kind === 'array' ? errors.items.map(item => textOf(item) ?? '?').join(', ') : '');
  }
  return found;
}

/** What a rule asks, in short; what it says of itself comes first. */
export function ruleText(rule: Tree): string {
  const comment = textOf(memberOf(rule, 'Comment'));
  if (comment || rule.kind !== 'object') return comment ?? '';
  return conditionText(valueOf(rule) as Record<string, unknown>);
}

/** What leads to a state of the same scope: fields of other states, and the scope's own `StartAt`. */
export function referencesTo(scope: Scope, name: string): Reference[] {
  const start: Reference[] = scope.startAt === name ? [{ path: [...scope.path, 'StartAt'], kind: 'next', target: name, label: '' }] : [];
  return [...start, ...scope.states.flatMap(state => referencesOf(state).filter(reference => reference.target === name))];
}

/** The state that comes when all goes well: `Next`, or else where most cases of a Choice go. */
export function mainTarget(state: State): string | undefined {
  const ways = referencesOf(state);
  return (ways.find(way => way.kind === 'next') ?? ways.find(way => way.kind === 'default') ?? ways.find(way => way.kind === 'choice'))?.target;
}

export const startId = (scope: Scope): string => `${scope.id}${START}`;
export const endId = (scope: Scope): string => `${scope.id}${END}`;

/** A name that no state has yet: `Charge`, `Charge 2`, `Charge 3`. */
export function freeName(taken: ReadonlySet<string>, wanted: string): string {
  const base = wanted.replace(/ \d+$/, '');
  for (let name = wanted, count = 2; ; name = `${base} ${count++}`) if (!taken.has(name)) return name;
}

/** States that nothing leads to, in their scope. */
export function unreachable(scope: Scope): State[] {
  const byName = new Map(scope.states.map(state => [state.name, state]));
  const reached = new Set<string>();
  const open = [scope.startAt];
  while (open.length > 0) {
    const state = byName.get(open.pop() ?? '');
    if (!state || reached.has(state.name)) continue;
    reached.add(state.name);
    open.push(...referencesOf(state).map(way => way.target));
  }
  return scope.states.filter(state => !reached.has(state.name));
}
