import { useEffect, useRef } from 'react';
import { navigation } from './features';

interface Actions {
  palette: () => void;
  help: () => void;
  go: (to: string) => void;
}

/** How long after `g` its letter may come, in milliseconds. */
const SEQUENCE_TIME = 1_200;

/** All keys that hold on every page, as the help shows them. */
export const shortcuts: readonly (readonly [keys: string, does: string])[] = [
  ['Ctrl K', 'Find or go to'],
  ['?', 'Show this help'],
  ...navigation.map(({ key, label }) => [`g ${key}`, `Go to ${label}`] as const),
  ['↓ ↑', 'Next and previous row of a list (j and k too)'],
  ['Enter', 'Open the row'],
  ['/', 'Write a query, in Executions'],
  ['c', 'Claim the task, in the Inbox'],
  ['x', 'Choose the task, in the Inbox'],
  ['Esc', 'Close what is open'],
];

export function useShortcuts(actions: Actions): void {
  const current = useRef(actions);
  current.current = actions;
  useEffect(() => {
    let pressedG = -Infinity;
    const press = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        current.current.palette();
        return;
      }
      const at = event.target as HTMLElement;
      if (event.ctrlKey || event.metaKey || event.altKey || at.closest('input, textarea, select, [contenteditable], [role=dialog]')) return;
      const now = performance.now();
      const to = now - pressedG < SEQUENCE_TIME ? navigation.find(({ key }) => key === event.key)?.to : undefined;
      pressedG = event.key === 'g' ? now : -Infinity;
      if (to) current.current.go(to);
      else if (event.key === '?') current.current.help();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, []);
}
