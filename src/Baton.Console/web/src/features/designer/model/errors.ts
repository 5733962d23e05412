import { errorNames } from './fields';
import type { State } from './machine';
import { memberOf, textOf, type Tree } from './tree';

/** The names in a list of errors; none where there is no list, null where it is something else than names. */
export function namesOf(list: Tree | undefined): string[] | null {
  if (!list) return [];
  const names = list.kind === 'array' ? list.items.map(textOf) : [undefined];
  return names.every(name => name !== undefined) ? names : null;
}

/** The names of errors that may be meant beside some states: those that there are everywhere, and those that the states fail with, retry or catch. */
export function errorsIn(states: readonly State[]): string[] {
  const own = states.flatMap(({ tree }) => [textOf(memberOf(tree, 'Error')) ?? [], ...['Retry', 'Catch'].map(name => memberOf(tree, name)).flatMap(list => (list?.kind === 'array' ? list.items.flatMap(item => namesOf(memberOf(item, 'ErrorEquals')) ?? []) : []))].flat());
  return [...new Set([...own.filter(name => !name.startsWith('{%')), ...errorNames])];
}
