import { endAt, goOnTo, redirect, stateOf } from './edits';
import { graphOfMachine } from './graph';
import { freeName, goesOn, mainTarget, readMachine, referencesOf, referencesTo, scopesOf, type Machine, type Scope, type State } from './machine';
import { insertMember, printFields, rawValue, renameMember, setAt } from './text';
import { find, memberOf, pointerOf, readTree, textOf, type Path } from './tree';

/* Fragments: ASL texts with states that come and go together. Copied states are one, and so is every entry of the palette. */

/** Where states are put: on a way, behind a state, or into a scope wherever there is room. */
export type Place = { way: string } | { after: string } | { scope: string };

/** The name of a state that a fragment does not have: whatever follows it where it is put. */
export const WHAT_FOLLOWS = '';

/** The states as a text of their own. Those that led elsewhere with `Next` end there. */
export function fragmentOf(machine: Machine, ids: readonly string[]): string {
  const chosen = machine.states.filter(state => ids.includes(state.id) && !ids.some(id => state.id.startsWith(`${id}/`)));
  const scope = chosen[0]?.scope;
  if (!scope) throw new Error('No state is chosen.');
  const states = chosen.filter(state => state.scope === scope);
  const names = new Set(states.map(state => state.name));
  const targets = new Set(states.flatMap(state => referencesOf(state).map(way => way.target)));
  const first = states.find(state => state.name === scope.startAt) ?? states.find(state => !targets.has(state.name)) ?? states[0]!;
  let text = printFields({ ...(scope.language === 'JSONata' ? { QueryLanguage: 'JSONata' } : {}), StartAt: first.name, States: {} });
  for (const state of states) {
    text = insertMember(text, ['States'], state.name, rawValue(machine.text, state.tree));
    const next = textOf(memberOf(state.tree, 'Next'));
    if (next !== undefined && !names.has(next)) text = endAt(text, ['States', state.name]);
  }
  return text;
}

interface Spot {
  scope: Scope;
  /** Fields that will name the first state of the fragment. */
  paths: readonly Path[];
  /** The state that will lead to it with `Next` and does not yet. */
  from: State | null;
  /** What follows then; null for the end. */
  target: string | null;
  /** Behind which member it is written. */
  behind: string | undefined;
}

function spotOf(machine: Machine, place: Place): Spot {
  if ('way' in place) {
    const way = graphOfMachine(machine).ways.get(place.way);
    if (!way) throw new Error('The way is not there any more.');
    return { scope: way.scope, paths: way.paths, from: way.to ? null : way.from, target: way.to?.name ?? null, behind: way.from?.name ?? '' };
  }
  if ('after' in place) {
    const state = stateOf(machine, place.after);
    if (state.type === 'Succeed' || state.type === 'Fail') throw new Error(`Nothing follows '${state.name}': a ${state.type} state ends.`);
    const field = state.type === 'Choice' ? 'Default' : 'Next';
    const target = textOf(memberOf(state.tree, field));
    const exists = target !== undefined && state.scope.states.some(other => other.name === target);
    return { scope: state.scope, paths: target === undefined && field === 'Next' ? [] : [[...state.path, field]], from: target === undefined && field === 'Next' ? state : null, target: exists ? target : null, behind: state.name };
  }
  const scope = [...scopesOf(machine.root)].find(one => one.id === place.scope);
  if (!scope) throw new Error('The place is not there any more.');
  if (scope.states.length === 0) return { scope, paths: [[...scope.path, 'StartAt']], from: null, target: null, behind: undefined };
  const last = scope.states.findLast(state => goesOn(state.type) && mainTarget(state) === undefined);
  return { scope, paths: [], from: last ?? null, target: null, behind: last?.name ?? scope.states.at(-1)!.name };
}

/**
 * Puts the states of a fragment at a place: what led on there leads to them, and they to what followed. States of taken names get new ones.
 * @returns the ids of the states too, that which the fragment starts at first
 */
export function insertFragment(text: string, fragment: string, place: Place): { text: string; select: string[] } {
  const machine = readMachine(text);
  const spot = spotOf(machine, place);
  const named = withFreeNames(fitLanguage(fragment, spot.scope), machine);
  const taken = new Set([machine, readMachine(named)].flatMap(one => one.states.map(state => state.name)));
  const fitted = linked(named, spot.target, taken);
  const { root } = readMachine(fitted);
  const first = root.startAt ?? '';
  let next = text;
  if (!find(readTree(next), [...spot.scope.path, 'States'])) next = setAt(next, [...spot.scope.path, 'States'], '{}');
  let behind = spot.behind;
  for (const state of root.states) {
    next = insertMember(next, [...spot.scope.path, 'States'], state.name, rawValue(fitted, state.tree), behind);
    behind = state.name;
  }
  next = redirect(next, spot.paths, first);
  if (spot.from) next = goOnTo(next, spot.from.path, first);
  const added = root.states.map(state => pointerOf([...spot.scope.path, 'States', state.name]));
  const start = pointerOf([...spot.scope.path, 'States', first]);
  return { text: next, select: [start, ...added.filter(id => id !== start)] };
}

function withFreeNames(fragment: string, machine: Machine): string {
  const taken = new Set(machine.states.map(state => state.name));
  const own = readMachine(fragment).states.map(state => state.name);
  for (const name of own) {
    const free = freeName(new Set([...taken, ...own.filter(other => other !== name)]), name);
    taken.add(free);
    if (free === name) continue;
    const state = readMachine(fragment).states.find(one => one.name === name)!;
    fragment = renameMember(referencesTo(state.scope, name).reduce((so, way) => setAt(so, way.path, JSON.stringify(free)), fragment), state.path, free);
  }
  return fragment;
}

/** States in JSONata say so where the others are in JSONPath. */
function fitLanguage(fragment: string, scope: Scope): string {
  const { root } = readMachine(fragment);
  if (root.language !== 'JSONata' || scope.language === 'JSONata') return fragment;
  const inJsonata = root.states.filter(state => !memberOf(state.tree, 'QueryLanguage') && /\{%|"(Arguments|Output|Items)"/.test(fragment.slice(state.tree.from, state.tree.to)));
  return inJsonata.reduce((so, state) => setAt(so, [...state.path, 'QueryLanguage'], '"JSONata"'), fragment);
}

/** Leads the ends of a fragment to what follows. Where nothing does, and a rule has to lead somewhere, it gets an end of its own. */
function linked(fragment: string, target: string | null, taken: ReadonlySet<string>): string {
  const { root } = readMachine(fragment);
  const open = root.states.flatMap(state => referencesOf(state)).filter(way => way.target === WHAT_FOLLOWS);
  const needsEnd = target === null && open.length > 0;
  const end = needsEnd ? freeName(taken, 'Done') : target;
  for (const state of root.states) {
    if (end !== null && goesOn(state.type) && memberOf(state.tree, 'Next') === undefined) fragment = goOnTo(fragment, state.path, end);
  }
  fragment = redirect(fragment, open.map(way => way.path), end);
  return needsEnd ? insertMember(fragment, ['States'], end!, printFields({ Type: 'Succeed' })) : fragment;
}
