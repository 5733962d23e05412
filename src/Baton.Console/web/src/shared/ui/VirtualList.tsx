import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';

interface VirtualListProps<T> {
  name: string;
  items: readonly T[];
  keyOf: (item: T) => number;
  row: (item: T) => ReactNode;
  selected: number | null;
  onSelect: (key: number) => void;
}

const ROW_HEIGHT = 32;

/** A list of any length, of which only the rows are made that are seen. Arrow keys, Page Up and Down, Home and End choose. */
export function VirtualList<T>({ name, items, keyOf, row, selected, onSelect }: VirtualListProps<T>) {
  const frame = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({ count: items.length, getScrollElement: () => frame.current, estimateSize: () => ROW_HEIGHT, overscan: 12 });
  const index = selected === null ? -1 : items.findIndex(item => keyOf(item) === selected);
  const id = (key: number) => `${name}-${key}`;
  useEffect(() => {
    if (index >= 0) rows.scrollToIndex(index, { align: 'auto' });
  }, [selected]); // what is chosen comes into sight; what arrives does not move it
  const press = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1, PageDown: 15, PageUp: -15, Home: -Infinity, End: Infinity }[event.key];
    if (step === undefined || event.ctrlKey || event.metaKey || event.altKey || items.length === 0) return;
    event.preventDefault();
    onSelect(keyOf(items[Math.max(0, Math.min(items.length - 1, index + step))]!));
  };
  const isShown = rows.getVirtualItems().some(item => item.index === index);
  return (
    <div ref={frame} className="list" role="listbox" aria-label={name} tabIndex={0} onKeyDown={press} aria-activedescendant={isShown ? id(selected!) : undefined}>
      <div style={{ height: rows.getTotalSize(), position: 'relative' }} role="presentation">
        {rows.getVirtualItems().map(({ index: at, start }) => {
          const item = items[at]!;
          const key = keyOf(item);
          return (
            <div
              key={key} id={id(key)} role="option" aria-selected={key === selected} aria-setsize={items.length} aria-posinset={at + 1} className="list-row"
              style={{ transform: `translateY(${start}px)` }} onClick={() => onSelect(key)}
            >
              {row(item)}
            </div>
          );
        })}
      </div>
    </div>
  );
}
