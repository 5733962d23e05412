/* What somebody means who types a part of a name: the name itself, then names that begin so, then the others. */

/** How well a name is what is typed: 0 it is that, 1 it begins so, 2 it has it within, 3 it does not have it. */
export function rankOf(name: string, typed: string): number {
  const wanted = typed.trim().toLowerCase();
  const at = name.toLowerCase().indexOf(wanted);
  return at < 0 ? 3 : at > 0 ? 2 : name.length > wanted.length ? 1 : 0;
}

/** The items whose names have what is typed, the best first, so many at most; in each rank as they come. */
export const bestOf = <T>(items: readonly T[], typed: string, nameOf: (item: T) => string, most: number): T[] =>
  items.filter(item => rankOf(nameOf(item), typed) < 3).sort((one, other) => rankOf(nameOf(one), typed) - rankOf(nameOf(other), typed)).slice(0, most);

/** Whether all words that are typed are in a text, in any order. */
export function hasWords(text: string, typed: string): boolean {
  const within = text.toLowerCase();
  return typed.toLowerCase().split(/\s+/).every(word => within.includes(word));
}

const KEY = 'baton.recent';
const KEPT = 50;

/** The paths of places that were opened in this browser, the latest first. */
export function recentPlaces(): string[] {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? '[]') as unknown;
    return Array.isArray(kept) ? kept.filter(path => typeof path === 'string') : [];
  } catch {
    return []; // no storage, or not ours
  }
}

export function rememberPlace(path: string): void {
  try {
    localStorage.setItem(KEY, JSON.stringify([path, ...recentPlaces().filter(other => other !== path)].slice(0, KEPT)));
  } catch {
    // without storage nothing is recent
  }
}
