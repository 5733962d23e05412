import { useSyncExternalStore } from 'react';

/** Who acts, as they say themselves: nothing is authenticated yet. */
export interface Actor {
  name: string;
  groups: readonly string[];
}

const KEY = 'baton.actor';
const listeners = new Set<() => void>();
let current = read();

function read(): Actor | null {
  try {
    const { name, groups } = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Actor>;
    return typeof name === 'string' && name && Array.isArray(groups) ? { name, groups: groups.filter(group => typeof group === 'string') } : null;
  } catch {
    return null; // no storage, or not ours
  }
}

export const actor = (): Actor | null => current;

/** Says who acts in this browser from now on; null for nobody. */
export function setActor(next: Actor | null): void {
  current = next;
  try {
    if (next) localStorage.setItem(KEY, JSON.stringify(next));
    else localStorage.removeItem(KEY);
  } catch {
    // without storage it holds until the page is left
  }
  listeners.forEach(listener => listener());
}

export function useActor(): Actor | null {
  return useSyncExternalStore(listener => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, actor);
}

/** The names in UTF-8, a character for each byte, which is what a header takes. */
const bytes = (text: string) => String.fromCharCode(...new TextEncoder().encode(text));

export function actorHeaders(): Record<string, string> {
  return current ? { 'baton-user': bytes(current.name), 'baton-groups': bytes(current.groups.join(',')) } : {};
}
