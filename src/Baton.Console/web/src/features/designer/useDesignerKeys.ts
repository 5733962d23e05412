import { useEffect, useRef } from 'react';
import { isWithPage } from '../../shared/focus';

export interface DesignerKeys {
  undo: () => void;
  redo: () => void;
  save: () => void;
  search: () => void;
  add: () => void;
  connect: () => void;
  rename: () => void;
  remove: () => void;
  duplicate: () => void;
  selectAll: () => void;
  leave: () => void;
  /** From a field back to what is selected. */
  toCanvas: () => void;
  enter: () => void;
  walk: (direction: 'up' | 'down' | 'left' | 'right') => void;
  /** The selected states as text; null where nothing is selected. */
  copy: () => string | null;
  paste: (text: string) => void;
}

/** The keys of the designer, as its help shows them. */
export const designerKeys: readonly (readonly [keys: string, does: string])[] = [
  ['a', 'Add a state after the selected one'], ['c', 'Connect it to another one'], ['F2', 'Rename it'], ['Del', 'Remove it'], ['↑ ↓ ← →', 'Walk from state to state'], ['Enter', 'Go into a Map or Parallel'], ['Esc', 'From a field to the canvas; there select nothing, and go out again'],
  ['Ctrl Z', 'Undo; with Shift, or Ctrl Y, redo'], ['Ctrl C', 'Copy as text; X cuts, V pastes, D duplicates'], ['Ctrl A', 'Select all'], ['/', 'Find a state'], ['Ctrl S', 'Save'],
];

const arrows = { ArrowUp: 'up', ArrowDown: 'down', ArrowLeft: 'left', ArrowRight: 'right' } as const;

/** Keys that hold while nobody types. */
export function useDesignerKeys(keys: DesignerKeys): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const isTyping = (target: EventTarget | null) => target instanceof Element && !!target.closest('input, textarea, select, [contenteditable], [role=dialog], [role=menu], .cm-editor');
    const press = (event: KeyboardEvent) => {
      const own = latest.current;
      const isControl = event.ctrlKey || event.metaKey;
      const key = event.key.toLowerCase();
      if (isControl && key === 's') {
        event.preventDefault();
        own.save();
        return;
      }
      if (event.key === 'Escape' && isTyping(event.target) && (event.target as Element).closest('.designer-inspector, .designer-panel')) own.toCanvas();
      if (isTyping(event.target) || event.altKey || event.defaultPrevented) return;
      const isOnCanvas = isWithPage(event.target) || (event.target instanceof Element && !!event.target.closest('.designer-canvas, .react-flow'));
      const action = isControl
        ? ({ z: event.shiftKey ? own.redo : own.undo, y: own.redo, d: own.duplicate, a: isOnCanvas ? own.selectAll : undefined, f: isOnCanvas ? own.search : undefined } as Record<string, (() => void) | undefined>)[key]
        : isOnCanvas && event.key in arrows ? () => own.walk(arrows[event.key as keyof typeof arrows])
          : ({ a: own.add, insert: own.add, c: own.connect, f2: own.rename, delete: isOnCanvas ? own.remove : undefined, backspace: isOnCanvas ? own.remove : undefined, '/': own.search, escape: own.leave, enter: isOnCanvas ? own.enter : undefined } as Record<string, (() => void) | undefined>)[key];
      if (!action) return;
      event.preventDefault();
      action();
    };
    const copy = (event: ClipboardEvent) => {
      if (isTyping(event.target) || !getSelection()?.isCollapsed) return;
      const text = latest.current.copy();
      if (text === null) return;
      event.preventDefault();
      event.clipboardData?.setData('text/plain', text);
      if (event.type === 'cut') latest.current.remove();
    };
    const paste = (event: ClipboardEvent) => {
      const text = event.clipboardData?.getData('text/plain');
      if (isTyping(event.target) || !text) return;
      event.preventDefault();
      latest.current.paste(text);
    };
    addEventListener('keydown', press);
    addEventListener('copy', copy);
    addEventListener('cut', copy);
    addEventListener('paste', paste);
    return () => {
      removeEventListener('keydown', press);
      removeEventListener('copy', copy);
      removeEventListener('cut', copy);
      removeEventListener('paste', paste);
    };
  }, []);
}
