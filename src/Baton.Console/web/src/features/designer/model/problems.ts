import type { Edit } from './edits';
import { goesOn, unreachable, type Machine, type State } from './machine';
import { readText, type Language } from './notation';
import { reachOf } from './reach';
import { find, memberOf, pathOf, pointerOf, textOf, type TextFault, type Path } from './tree';

/** Something that is wrong with a definition, where it is, and what can be done about it. */
export interface Problem {
  severity: 'ERROR' | 'WARNING';
  code: string;
  message: string;
  path: Path;
  /** Where in the text. */
  from: number;
  to: number;
  /** The innermost state that it is in. */
  stateId: string | null;
  fixes: { label: string; edit: Edit }[];
}

/** A finding as the server tells it. */
export interface Finding {
  severity: 'ERROR' | 'WARNING';
  code: string;
  message: string;
  /** A JSON pointer to what the text has of it. */
  pointer: string;
  range: Range;
  fix?: { title: string; edits: { range: Range; text: string }[] };
}

interface Range {
  from: { offset: number };
  to: { offset: number };
}

export const problemOfFault = ({ message, at }: TextFault, text: string, language: Language = 'json'): Problem => ({
  severity: 'ERROR', code: language === 'json' ? 'INVALID_JSON_DESCRIPTION' : 'INVALID_YAML', message, path: [], from: Math.min(at, Math.max(0, text.length - 1)), to: Math.min(at + 1, text.length), stateId: null, fixes: [],
});

export function problemOf(machine: Machine, { severity, code, message, pointer, range, fix }: Finding): Problem {
  const path = pathOf(machine.root.tree, pointer);
  const state = stateAround(machine, path);
  const fixes = state ? fixesOf(machine, state, code, message, path) : [];
  if (fix && fixes.length === 0) fixes.push({ label: fix.title, edit: { kind: 'replace', pieces: fix.edits.map(one => ({ from: one.range.from.offset, to: one.range.to.offset, text: one.text })) } });
  return { severity, code, message, path, from: range.from.offset, to: range.to.offset, stateId: state?.id ?? null, fixes };
}

/** What is to be said of the rules of Choice states: which never get their turn, and where a case is left that none is for. The text says what the machine does. */
export function problemsOfRules(machine: Machine, text: string, language: Language): Problem[] {
  const found = machine.states.filter(({ type }) => type === 'Choice').flatMap(state => {
    const { never, neverDefault, hasGap } = reachOf(state);
    const isOnly = find(state.tree, ['Choices', 1]) === undefined; // a Choice has one rule at least
    const problem = (code: string, message: string, steps: Path, fix?: string): Omit<Problem, 'from' | 'to'> => {
      const path = [...state.path, ...steps];
      return { severity: 'WARNING', code, message, path, stateId: state.id, fixes: fix ? [{ label: fix, edit: { kind: 'set', path, value: undefined } }] : [] };
    };
    return [
      ...[...never].map(([index, why]) => problem('RULE_NEVER_TAKEN', `Rule ${index + 1} is never taken: ${why}.`, ['Choices', index], isOnly ? undefined : `Remove rule ${index + 1}`)),
      ...(neverDefault && memberOf(state.tree, 'Default') ? [problem('RULE_NEVER_TAKEN', `Default is never taken: ${neverDefault}.`, ['Default'], 'Remove Default')] : []),
      ...(hasGap ? [problem(NO_DEFAULT, 'Where no rule holds, the execution fails: choose what follows then.', ['Choices'])] : []),
    ];
  });
  const tree = found.length > 0 ? readText(text, language) : undefined;
  return found.flatMap(one => {
    const place = find(tree, one.path);
    return place ? [{ ...one, from: place.from, to: one.code === NO_DEFAULT ? place.from + 1 : place.to }] : [];
  });
}

/** The code of what is said of a Choice that has no `Default` and may need one. */
export const NO_DEFAULT = 'NO_DEFAULT';

/** Whether a problem is about the value that a path leads to, or something in it. */
export const isWithin = ({ path }: Problem, holder: Path): boolean => `${pointerOf(path)}/`.startsWith(`${pointerOf(holder)}/`);

/** The innermost state that a path leads into. */
export function stateAround(machine: Machine, path: Path): State | undefined {
  for (let length = path.length; length > 0; length--) {
    const state = machine.byId.get(`/${path.slice(0, length).map(step => String(step).replaceAll('~', '~0').replaceAll('/', '~1')).join('/')}`);
    if (state) return state;
  }
  return undefined;
}

function fixesOf(machine: Machine, state: State, code: string, message: string, path: Path): Problem['fixes'] {
  const fixes: Problem['fixes'] = [];
  const value = find(machine.root.tree, path);
  const field = String(path.at(-1) ?? '');
  if (/is not reachable|No way from the start/.test(message)) {
    const others = state.scope.states.filter(other => other !== state && goesOn(other.type) && memberOf(other.tree, 'End'));
    for (const other of others.slice(0, 2)) fixes.push({ label: `Lead '${other.name}' to it`, edit: { kind: 'connect', from: other.id, to: state.id } });
    fixes.push({ label: `Remove '${state.name}'`, edit: { kind: 'remove', ids: unreachable(state.scope).some(one => one === state) ? [state.id] : [] } });
  } else if (code === 'MISSING_TRANSITION_TARGET' && textOf(value) !== undefined) {
    const near = nearest(textOf(value)!, state.scope.states.map(other => other.name).filter(name => name !== state.name));
    if (near) fixes.push({ label: `Change to '${near}'`, edit: { kind: 'redirect', paths: [path], to: near } });
    if (field === 'Next' && path.length === state.path.length + 1) fixes.push({ label: 'End here', edit: { kind: 'redirect', paths: [path], to: null } });
    if (field === 'Default') fixes.push({ label: 'Remove Default', edit: { kind: 'redirect', paths: [path], to: null } });
  } else if (message.includes('[Next, End]')) {
    const isBoth = memberOf(state.tree, 'Next') && memberOf(state.tree, 'End');
    fixes.push({ label: isBoth ? 'Remove End' : 'Add End', edit: { kind: 'set', path: [...state.path, 'End'], value: isBoth ? undefined : 'true' } });
  }
  const unknown = /^(?:Field|The field) ['"]([^'"]+)['"] is not supported|but field '([^']+)' is only supported/.exec(message);
  const name = unknown?.[1] ?? unknown?.[2];
  if (name && memberOf(value, name)) fixes.push({ label: `Remove ${name}`, edit: { kind: 'set', path: [...path, name], value: undefined } });
  return fixes;
}

/** The name that is most like a text; undefined where none is like it. */
export function nearest(text: string, names: readonly string[]): string | undefined {
  const ranked = names.map(name => [distance(text.toLowerCase(), name.toLowerCase()), name] as const).sort((one, other) => one[0] - other[0]);
  const best = ranked[0];
  return best && best[0] <= Math.max(1, Math.ceil(Math.max(text.length, best[1].length) / 2)) ? best[1] : undefined;
}

/** How many letters have to be added, left out or changed. */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) next[j] = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (one[i - 1] === other[j - 1] ? 0 : 1));
    row = next;
  }
  return row[other.length]!;
}
