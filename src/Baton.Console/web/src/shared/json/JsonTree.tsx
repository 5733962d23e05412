import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { Icon } from '../ui/Icon';
import { childCount, children, pathTo, type JsonNode } from './json';

const ROW_HEIGHT = 22;
const STRING_MAX = 400;
/** At first as many levels are open as show about this many rows. */
const ROWS_AT_FIRST = 60;

interface Row {
  path: string;
  name: string | null;
  node: JsonNode;
  level: number;
}

/** A value as a tree, of which only the rows are made that are seen. Arrow keys go and open, as in every tree. */
export function JsonTree({ node, name, onSelect }: { node: JsonNode; name: string; onSelect?: (path: string) => void }) {
  const [open, setOpen] = useState(() => openedAtFirst(node));
  const [current, setCurrent] = useState('$');
  const rows = useMemo(() => rowsOf(node, open), [node, open]);
  const frame = useRef<HTMLDivElement>(null);
  const shown = useVirtualizer({ count: rows.length, getScrollElement: () => frame.current, estimateSize: () => ROW_HEIGHT, overscan: 20 });
  const id = (path: string) => `${name}-${path}`;

  const select = (path: string) => {
    setCurrent(path);
    onSelect?.(path);
  };
  const toggle = (path: string, isOpen: boolean) => {
    const next = new Set(open);
    if (isOpen) next.add(path);
    else next.delete(path);
    setOpen(next);
  };
  const press = (event: KeyboardEvent) => {
    const index = rows.findIndex(row => row.path === current);
    const row = rows[index];
    if (!row) return;
    const go = (to: number) => {
      const next = rows[Math.max(0, Math.min(rows.length - 1, to))]!;
      select(next.path);
      shown.scrollToIndex(rows.indexOf(next));
    };
    const isOpen = open.has(row.path);
    const act = {
      ArrowDown: () => go(index + 1),
      ArrowUp: () => go(index - 1),
      Home: () => go(0),
      End: () => go(rows.length - 1),
      ArrowRight: () => (childCount(row.node) > 0 && !isOpen ? toggle(row.path, true) : go(index + 1)),
      ArrowLeft: () => (isOpen ? toggle(row.path, false) : go(rows.findLastIndex((other, at) => at < index && other.level < row.level))),
      Enter: () => toggle(row.path, !isOpen),
    }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };

  return (
    <div
      ref={frame} className="tree" role="tree" aria-label={name} tabIndex={0} onKeyDown={press} style={{ height: Math.min(rows.length * ROW_HEIGHT + 24, 560) }}
      aria-activedescendant={shown.getVirtualItems().some(item => rows[item.index]?.path === current) ? id(current) : undefined}
    >
      <div style={{ height: shown.getTotalSize(), position: 'relative' }} role="presentation">
        {shown.getVirtualItems().map(item => {
          const row = rows[item.index]!;
          const count = childCount(row.node);
          const isOpen = open.has(row.path);
          return (
            <div
              key={row.path} id={id(row.path)} role="treeitem" aria-level={row.level + 1} aria-selected={row.path === current} aria-expanded={count > 0 ? isOpen : undefined}
              className="tree-row" style={{ transform: `translateY(${item.start}px)`, paddingLeft: 8 + row.level * 16 }}
              onClick={() => {
                select(row.path);
                if (count > 0) toggle(row.path, !isOpen);
              }}
            >
              <span className="tree-mark">{count > 0 && <Icon name={isOpen ? 'down' : 'right'} size={11} />}</span>
              {row.name !== null && <span className="json-key">{row.name}</span>}
              {row.name !== null && <span className="quiet">: </span>}
              <Value node={row.node} isOpen={isOpen && count > 0} />
            </div>
          );
        })}
      </div>
    </div>
  );
}

function Value({ node, isOpen }: { node: JsonNode; isOpen: boolean }) {
  if (node.kind === 'string') return <span className="json-string">{JSON.stringify(node.text.length > STRING_MAX ? `${node.text.slice(0, STRING_MAX)}…` : node.text)}</span>;
  if (node.kind === 'number' || node.kind === 'word') return <span className={`json-${node.kind}`}>{node.text}</span>;
  const count = childCount(node);
  const [left, right] = node.kind === 'object' ? ['{', '}'] : ['[', ']'];
  if (count === 0) return <span className="quiet">{left + right}</span>;
  return <span className="quiet">{isOpen ? left : `${left} ${count} ${node.kind === 'object' ? (count === 1 ? 'member' : 'members') : count === 1 ? 'item' : 'items'} ${right}`}</span>;
}

function rowsOf(root: JsonNode, open: ReadonlySet<string>): Row[] {
  const rows: Row[] = [];
  const add = (row: Row) => {
    rows.push(row);
    if (!open.has(row.path)) return;
    for (const [name, node] of children(row.node)) add({ path: pathTo(row.path, row.node, name), name, node, level: row.level + 1 });
  };
  add({ path: '$', name: null, node: root, level: 0 });
  return rows;
}

function openedAtFirst(root: JsonNode): Set<string> {
  const open = new Set<string>();
  let level: [string, JsonNode][] = [['$', root]];
  let rows = 1;
  while (level.length > 0 && rows < ROWS_AT_FIRST) {
    const next: [string, JsonNode][] = [];
    for (const [path, node] of level) {
      if (childCount(node) === 0 || rows + childCount(node) > ROWS_AT_FIRST * 3) continue;
      open.add(path);
      rows += childCount(node);
      for (const [name, child] of children(node)) next.push([pathTo(path, node, name), child]);
    }
    level = next;
  }
  return open;
}
