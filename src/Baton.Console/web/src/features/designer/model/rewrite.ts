import { alignItems, alignMembers, isSame } from './align';
import { insertItem, insertMember, printable, printFields, printValue, rawValue, renameMember, setAt } from './text';
import { memberOf, readTree, type Path, type Tree } from './tree';

/** From so many changes on a text is written anew. */
const CHANGES_MAX = 100;

/** A JSON text with the least changed so that it says what a tree says. */
export function rewriteJson(text: string, wanted: Tree): string {
  let changes = 0;
  const done = (next: string): string => {
    if (++changes > CHANGES_MAX) throw new TooMuch();
    return next;
  };
  const rewrite = (so: string, path: Path, now: Tree, to: Tree): string => {
    if (isSame(now, to)) return so;
    if (now.kind === 'object' && to.kind === 'object') {
      const aligned = alignMembers(now, to);
      for (const [index, { name }] of now.members.entries()) {
        const kept = aligned.find(one => one.source === index);
        if (!kept && now.members.findLastIndex(member => member.name === name) === index) so = done(setAt(so, [...path, name], undefined));
        else if (kept && kept.wanted.name !== name) so = done(renameMember(so, [...path, name], kept.wanted.name));
      }
      let before = '';
      for (const { wanted: { name, value }, source } of aligned) {
        so = source === null ? done(insertMember(so, path, name, print(value), before)) : rewrite(so, [...path, name], now.members[source]!.value, value);
        before = name;
      }
      return so;
    }
    if (now.kind === 'array' && to.kind === 'array') {
      const aligned = alignItems(now, to);
      const stay = rising(aligned.map(one => one.source));
      for (const index of [...now.items.keys()].reverse()) if (!stay.has(index)) so = done(setAt(so, [...path, index], undefined));
      for (const [index, { wanted: item, source }] of aligned.entries()) {
        if (source === null) so = done(insertItem(so, path, index, print(item)));
        else if (stay.has(source)) so = rewrite(so, [...path, index], now.items[source]!, item);
        else so = done(insertItem(so, path, index, rawValue(text, now.items[source]!)));
      }
      return so;
    }
    return done(path.length === 0 ? print(to) : setAt(so, path, print(to)));
  };
  try {
    return rewrite(text, [], readTree(text), wanted);
  } catch (e) {
    if (e instanceof TooMuch) return `${print(wanted)}\n`;
    throw e;
  }
}

class TooMuch extends Error {}

/** A value as JSON in the style of the console: each field of a machine and of a state in a line of its own. */
export const print = (tree: Tree): string => (memberOf(tree, 'Type') || memberOf(tree, 'States') ? printFields : printValue)(printable(tree) as object);

/** Places that follow each other in rising order, from the first on. */
export function rising(places: readonly (number | null)[]): Set<number> {
  const found = new Set<number>();
  let last = -1;
  for (const place of places) if (place !== null && place > last) found.add((last = place));
  return found;
}
