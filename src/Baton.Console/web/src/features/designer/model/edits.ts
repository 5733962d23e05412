import { insertFragment, fragmentOf, type Place } from './fragments';
import { goesOn, mainTarget, readMachine, referencesTo, type Machine, type State } from './machine';
import type { Language } from './notation';
import { insertItem, moveItem, printValue, renameMember, setAt } from './text';
import { find, memberOf, type Path } from './tree';

/** Everything that can be done to a definition, as a value. Paths and ids are those of the text that it is applied to. */
export type Edit =
  /** All of the text is another one; it may be in another language. */
  | { kind: 'text'; text: string; language?: Language }
  /** Pieces of the text are replaced; they do not overlap. */
  | { kind: 'replace'; pieces: readonly { from: number; to: number; text: string }[] }
  /** `value` is JSON text; without it the field is taken away. */
  | { kind: 'set'; path: Path; value: string | undefined }
  | { kind: 'addItem'; path: Path; value: string }
  | { kind: 'moveItem'; path: Path; from: number; to: number }
  /** `fragment` is ASL text: states that come together, as copied states are. */
  | { kind: 'insert'; fragment: string; place: Place }
  | { kind: 'remove'; ids: readonly string[] }
  | { kind: 'move'; ids: readonly string[]; place: Place }
  | { kind: 'duplicate'; ids: readonly string[] }
  | { kind: 'rename'; id: string; name: string }
  /** From a state, or from the beginning of a scope, to a state of the same scope. */
  | { kind: 'connect'; from: string; to: string }
  /** Fields that name a state name another one; null takes the ways away. */
  | { kind: 'redirect'; paths: readonly Path[]; to: string | null }
  | { kind: 'all'; edits: readonly Edit[] };

export interface Edited {
  text: string;
  /** The ids of what is to be selected; undefined leaves the selection. */
  select?: readonly string[];
}

/** Applies an edit to a text that is JSON. Throws where it does not fit, with a sentence for people. */
export function applyEdit(text: string, edit: Edit): Edited {
  switch (edit.kind) {
    case 'text':
      return { text: edit.text };
    case 'replace':
      return { text: [...edit.pieces].sort((one, other) => other.from - one.from).reduce((so, { from, to, text: put }) => so.slice(0, from) + put + so.slice(to), text) };
    case 'set':
      return { text: setAt(text, edit.path, edit.value) };
    case 'addItem':
      return { text: addItem(text, edit.path, edit.value) };
    case 'moveItem':
      return { text: moveItem(text, edit.path, edit.from, edit.to) };
    case 'insert': {
      const { text: done, select } = insertFragment(text, edit.fragment, edit.place);
      return { text: done, select: select.slice(0, 1) }; // the one to go on with
    }
    case 'remove':
      return { text: removeStates(text, edit.ids), select: [] };
    case 'move':
      return moveStates(text, edit.ids, edit.place);
    case 'duplicate':
      return insertFragment(text, fragmentOf(readMachine(text), edit.ids), { after: edit.ids.at(-1)! });
    case 'rename':
      return rename(text, edit.id, edit.name);
    case 'connect':
      return { text: connect(text, edit.from, edit.to) };
    case 'redirect':
      return { text: redirect(text, edit.paths, edit.to) };
    case 'all':
      return edit.edits.reduce<Edited>((so, one) => ({ ...so, ...applyEdit(so.text, one) }), { text });
    default:
      return edit satisfies never;
  }
}

export function stateOf(machine: Machine, id: string): State {
  const state = machine.byId.get(id);
  if (!state) throw new Error(`The state is not there any more: ${id.slice(id.lastIndexOf('/') + 1)}.`);
  return state;
}

function addItem(text: string, path: Path, value: string): string {
  const array = find(readMachine(text).root.tree, path);
  return array?.kind === 'array' ? insertItem(text, path, array.items.length, value) : setAt(text, path, `[${value.includes('\n') ? `\n  ${value.replaceAll('\n', '\n  ')}\n` : value}]`);
}

function rename(text: string, id: string, name: string): Edited {
  const machine = readMachine(text);
  const state = stateOf(machine, id);
  if (name === state.name) return { text };
  if (name.trim() === '') throw new Error('A state needs a name.');
  if (name.length > 80) throw new Error(`A name has at most 80 characters; this one has ${name.length}.`);
  if (machine.states.some(other => other.name === name)) throw new Error(`There is a state '${name}' already: names are unique in the whole machine.`);
  const renamed = referencesTo(state.scope, state.name).reduce((so, way) => setAt(so, way.path, JSON.stringify(name)), text);
  const next = renameMember(renamed, state.path, name);
  return { text: next, select: readMachine(next).states.filter(other => other.name === name).map(other => other.id) };
}

function removeStates(text: string, ids: readonly string[]): string {
  const machine = readMachine(text);
  const all = new Set(ids);
  const outermost = ids.map(id => stateOf(machine, id)).filter(state => ![...all].some(other => other !== state.id && state.id.startsWith(`${other}/`)));
  const names = new Set(outermost.map(state => `${state.scope.id} ${state.name}`));
  const follower = (state: State): string | undefined => {
    const seen = new Set<string>();
    let target = mainTarget(state);
    while (target !== undefined && names.has(`${state.scope.id} ${target}`) && !seen.has(target)) {
      seen.add(target);
      const next = state.scope.states.find(other => other.name === target);
      target = next && mainTarget(next);
    }
    return target !== undefined && (names.has(`${state.scope.id} ${target}`) || !state.scope.states.some(other => other.name === target)) ? undefined : target;
  };
  return outermost.reduce((so, state) => removeState(so, state.id, follower(state)), text);
}

/** Takes a state out: what led to it leads to what followed it, or ends. */
function removeState(text: string, id: string, follower: string | undefined): string {
  for (;;) {
    const { scope, path, name } = stateOf(readMachine(text), id);
    const way = referencesTo(scope, name).findLast(one => !isWithin(one.path, path));
    if (!way) return setAt(text, path, undefined);
    const target = follower ?? (way.path.at(-1) === 'StartAt' ? (scope.states.find(other => other.name !== name)?.name ?? '') : null);
    text = redirect(text, [way.path], target);
  }
}

const isWithin = (path: Path, outer: Path): boolean => outer.every((step, index) => step === path[index]);

/** Makes fields name another state. Without one, `Next` becomes an end, and rules, handlers and defaults go. */
export function redirect(text: string, paths: readonly Path[], to: string | null): string {
  const lastFirst = [...paths].sort((one, other) => Number(other.at(-2)) - Number(one.at(-2)) || 0); // those that are taken out of a list do not move others
  return lastFirst.reduce((so, path) => {
    if (to !== null) return setAt(so, path, JSON.stringify(to));
    const field = path.at(-1);
    if (field === 'StartAt') throw new Error('A machine begins somewhere: lead its beginning to another state.');
    if (field === 'Default') return setAt(so, path, undefined);
    const list = path.slice(0, -2);
    if (typeof path.at(-2) !== 'number') return endAt(so, path.slice(0, -1));
    const items = find(readMachine(so).root.tree, list);
    const isLast = items?.kind === 'array' && items.items.length === 1;
    return isLast && list.at(-1) === 'Catch' ? setAt(so, list, undefined) : setAt(so, path.slice(0, -1), undefined);
  }, text);
}

/** The state ends its scope. */
export function endAt(text: string, state: Path): string {
  const tree = find(readMachine(text).root.tree, state);
  if (memberOf(tree, 'Next') === undefined || memberOf(tree, 'End')) return setAt(setAt(text, [...state, 'Next'], undefined), [...state, 'End'], 'true');
  return renameMember(setAt(text, [...state, 'Next'], 'true'), [...state, 'Next'], 'End');
}

/** The state goes on to another one. */
export function goOnTo(text: string, state: Path, target: string): string {
  const tree = find(readMachine(text).root.tree, state);
  if (memberOf(tree, 'End') === undefined || memberOf(tree, 'Next')) return setAt(setAt(text, [...state, 'End'], undefined), [...state, 'Next'], JSON.stringify(target));
  return renameMember(setAt(text, [...state, 'End'], JSON.stringify(target)), [...state, 'End'], 'Next');
}

function connect(text: string, from: string, to: string): string {
  const machine = readMachine(text);
  const target = stateOf(machine, to);
  const state = machine.byId.get(from);
  if (!state) return setAt(text, [...target.scope.path, 'StartAt'], JSON.stringify(target.name)); // from the beginning
  if (state.scope !== target.scope) throw new Error(`'${state.name}' and '${target.name}' are not in the same scope: states within a Map or a branch lead to each other alone.`);
  if (goesOn(state.type)) return goOnTo(text, state.path, target.name);
  if (state.type !== 'Choice') throw new Error(`Nothing follows '${state.name}': a ${state.type} state ends.`);
  if (!memberOf(state.tree, 'Default')) return setAt(text, [...state.path, 'Default'], JSON.stringify(target.name));
  return addItem(text, [...state.path, 'Choices'], printValue(newRule(state.language === 'JSONata', target.name)));
}

/** A rule to begin with. */
export const newRule = (isJsonata: boolean, next: string): object =>
  isJsonata ? { Condition: '{% $exists($states.input.value) %}', Next: next } : { Variable: '$.value', IsPresent: true, Next: next };

function moveStates(text: string, ids: readonly string[], place: Place): Edited {
  const machine = readMachine(text);
  const at = 'after' in place ? place.after : 'scope' in place ? place.scope : place.way;
  if (ids.some(id => ('after' in place && place.after === id) || at.startsWith(`${id}/`) || at.startsWith(`${id} `) || at.includes(`> ${id} `))) return { text };
  return insertFragment(removeStates(text, ids), fragmentOf(machine, ids), place);
}
