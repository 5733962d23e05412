import { useSyncExternalStore } from 'react';

/** What a person chose for this browser. */
export interface Preferences {
  theme: 'system' | 'light' | 'dark';
  time: 'relative' | 'local' | 'utc';
  region: string;
}

const KEY = 'baton.preferences'; // theme.js reads it too
const defaults: Preferences = { theme: 'system', time: 'relative', region: 'us-east-1' };
const listeners = new Set<() => void>();
let current = read();

function read(): Preferences {
  try {
    return { ...defaults, ...(JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Preferences>) };
  } catch {
    return defaults; // no storage, or not ours
  }
}

export const preferences = (): Preferences => current;

export function setPreference<K extends keyof Preferences>(name: K, value: Preferences[K]): void {
  current = { ...current, [name]: value };
  try {
    localStorage.setItem(KEY, JSON.stringify(current));
  } catch {
    // without storage it holds until the page is left
  }
  if (current.theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = current.theme;
  listeners.forEach(listener => listener());
}

export function usePreferences(): Preferences {
  return useSyncExternalStore(listener => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, preferences);
}
