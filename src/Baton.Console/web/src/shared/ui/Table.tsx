import { useRef, type KeyboardEvent, type ReactNode } from 'react';
import { Button } from './Button';

export interface Column<T> {
  name: string;
  /** What stands at its head instead of its name. */
  head?: ReactNode;
  cell: (item: T) => ReactNode;
  /** Numbers stand at the end. */
  end?: boolean;
  /** Not shown where there is little room. */
  wideOnly?: boolean;
}

interface TableProps<T> {
  name: string;
  columns: Column<T>[];
  items: T[];
  keyOf: (item: T) => string;
  /** Whether there are more, and how they are read. */
  more?: { isLoading: boolean; load: () => void } | undefined;
  /** Said beside the number of rows. */
  note?: ReactNode;
}

/** A list as rows, one link in each: ↓ ↑ (or j k) go from row to row, Enter follows the link. */
export function Table<T>({ name, columns, items, keyOf, more, note }: TableProps<T>) {
  const body = useRef<HTMLTableSectionElement>(null);
  const move = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
    const links = [...body.current!.querySelectorAll<HTMLElement>('tr a:first-of-type')].filter((link, index, all) => all.findIndex(other => other.closest('tr') === link.closest('tr')) === index);
    const next = links[links.findIndex(link => link.closest('tr')!.contains(document.activeElement)) + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  };
  return (
    <div className="panel">
      <div className="table-frame">
        <table className="table" aria-label={name}>
          <thead>
            <tr>
              {columns.map(column => (
                <th key={column.name} scope="col" className={classOf(column)}>
                  {column.head ?? column.name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody ref={body} onKeyDown={move}>
            {items.map(item => (
              <tr key={keyOf(item)}>
                {columns.map(column => (
                  <td key={column.name} className={classOf(column)}>
                    {column.cell(item)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="table-foot">
        <span role="status" className="number">
          {items.length.toLocaleString('en')}
          {more ? '+' : ''} {items.length === 1 && !more ? 'row' : 'rows'}
        </span>
        {note}
        {more && (
          <Button disabled={more.isLoading} onClick={more.load}>
            {more.isLoading ? 'Loading…' : 'Load more'}
          </Button>
        )}
      </div>
    </div>
  );
}

const classOf = <T,>(column: Column<T>) => [column.end && 'end', column.wideOnly && 'wide-only'].filter(Boolean).join(' ') || undefined;
