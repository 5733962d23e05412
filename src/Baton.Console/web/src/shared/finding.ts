import type { Found } from './feature';

/* What somebody means who types a part of a name. */

/** How well a name is what is typed: 0 it is that, 1 it begins so, 2 it has it within, 3 it does not have it. */
export function rankOf(name: string, typed: string): number {
  const wanted = typed.trim().toLowerCase();
  const at = name.toLowerCase().indexOf(wanted);
  return at < 0 ? 3 : at > 0 ? 2 : name.length > wanted.length ? 1 : 0;
}

/** The name that is typed comes first, then names that begin so, then others; of equals what was opened latest, and last where one is already. */
export function ordered(found: readonly Found[], typed: string): Found[] {
  const [here, ...recent] = recentPlaces();
  const recency = ({ to }: Found) => (to === here ? Infinity : recent.includes(to) ? recent.indexOf(to) : recent.length);
  return found
    .map((item, index) => ({ item, rank: rankOf(item.label, typed), recency: recency(item), index }))
    .sort((one, other) => one.rank - other.rank || (one.recency === other.recency ? one.index - other.index : one.recency - other.recency))
    .map(({ item }) => item);
}

/** Those of what could be found whose names have what is typed, so many at most: the first of their order. */
export const bestOf = (could: readonly Found[], typed: string, most: number): Found[] => ordered(could.filter(({ label }) => rankOf(label, typed) < 3), typed).slice(0, most);

/** Whether all words that are typed are in a text, in any order. */
export function hasWords(text: string, typed: string): boolean {
  const within = text.toLowerCase();
  return typed.toLowerCase().split(/\s+/).every(word => within.includes(word));
}

const KEY = 'baton.recent';
const KEPT = 50;

/** The paths of places that were opened in this browser, the latest first. */
function recentPlaces(): string[] {
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
