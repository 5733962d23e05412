import type { ArrayTree, ObjectTree, Tree } from './tree';

/* What two values have in common: what stayed, what came, what went. */

/** Whether two values say the same; the order of members says nothing, digits of numbers do. */
export function isSame(one: Tree, other: Tree): boolean {
  if (one.kind === 'object' && other.kind === 'object') {
    const named = new Map(other.members.map(({ name, value }) => [name, value]));
    return one.members.length === other.members.length && one.members.every(({ name, value }) => named.has(name) && isSame(value, named.get(name)!));
  }
  if (one.kind === 'array' && other.kind === 'array') return one.items.length === other.items.length && one.items.every((item, index) => isSame(item, other.items[index]!));
  if (one.kind !== 'scalar' || other.kind !== 'scalar') return false;
  return typeof one.value === 'string' ? one.value === other.value : one.json === other.json;
}

/** A part that is wanted, and the place of that in what there is which it comes from; null where it is new. */
export interface Aligned<T> {
  wanted: T;
  source: number | null;
}

/**
 * The members that are wanted, in the order in which those stand that are there; new ones behind those that they are wanted behind. One that went where another
 * of its kind came is that one under another name.
 */
export function alignMembers(now: ObjectTree, wanted: ObjectTree): Aligned<ObjectTree['members'][number]>[] {
  const places = new Map(now.members.map(({ name }, index) => [name, index]));
  const stays = new Set(wanted.members.map(({ name }) => name));
  const sources = new Map<string, number>();
  const aligned: Aligned<ObjectTree['members'][number]>[] = [];
  let before: string | undefined;
  for (const member of wanted.members) {
    const behind = before === undefined ? 0 : sources.has(before) ? sources.get(before)! + 1 : null;
    const candidate = behind === null ? undefined : now.members[behind];
    const source = places.get(member.name) ?? (candidate && !stays.has(candidate.name) && isAlike(candidate.value, member.value) ? behind : null);
    if (source !== null) sources.set(member.name, source!);
    aligned.push({ wanted: member, source });
    before = member.name;
  }
  const kept = aligned.filter(one => one.source !== null).sort((one, other) => one.source! - other.source!);
  aligned.forEach((one, index) => {
    if (one.source !== null) return;
    kept.splice(index === 0 ? 0 : kept.indexOf(aligned[index - 1]!) + 1, 0, one);
  });
  return kept;
}

const isAlike = (one: Tree, other: Tree): boolean => one.kind === other.kind && (one.kind !== 'scalar' || isSame(one, other));

/** From so many pairs of items in the middle on they are compared place by place. */
const PAIRS_MAX = 250_000;

/** The items that are wanted, in their order. One that changed comes from that which stood in its place, one that moved from where it was. */
export function alignItems(now: ArrayTree, wanted: ArrayTree): Aligned<Tree>[] {
  const aligned = wanted.items.map<Aligned<Tree>>(item => ({ wanted: item, source: null }));
  const free = new Set(now.items.keys());
  const take = (index: number, source: number) => {
    aligned[index]!.source = source;
    free.delete(source);
  };
  for (const [source, index] of common(now.items, wanted.items)) take(index, source);
  for (const [index, one] of aligned.entries()) {
    if (one.source !== null) continue;
    const moved = [...free].find(source => isSame(now.items[source]!, one.wanted));
    if (moved !== undefined) take(index, moved);
  }
  for (const [index, one] of aligned.entries()) {
    if (one.source !== null) continue;
    const inPlace = index === 0 ? 0 : aligned[index - 1]!.source === null ? -1 : aligned[index - 1]!.source! + 1;
    if (free.has(inPlace) && isAlike(now.items[inPlace]!, one.wanted)) take(index, inPlace);
  }
  return aligned;
}

/** Pairs of places of items that are the same, rising in both, as many as can be. */
function common(now: readonly Tree[], wanted: readonly Tree[]): [number, number][] {
  if (now.length * wanted.length > PAIRS_MAX) return now.flatMap((item, index) => (wanted[index] && isSame(item, wanted[index]) ? [[index, index] as [number, number]] : []));
  const width = wanted.length + 1;
  const lengths = new Uint32Array((now.length + 1) * width);
  const equal = now.map(item => wanted.map(other => isSame(item, other)));
  for (let i = now.length - 1; i >= 0; i--) {
    for (let j = wanted.length - 1; j >= 0; j--) lengths[i * width + j] = equal[i]![j] ? lengths[(i + 1) * width + j + 1]! + 1 : Math.max(lengths[(i + 1) * width + j]!, lengths[i * width + j + 1]!);
  }
  const pairs: [number, number][] = [];
  for (let i = 0, j = 0; i < now.length && j < wanted.length; ) {
    if (equal[i]![j]) pairs.push([i++, j++]);
    else if (lengths[(i + 1) * width + j]! >= lengths[i * width + j + 1]!) i++;
    else j++;
  }
  return pairs;
}
