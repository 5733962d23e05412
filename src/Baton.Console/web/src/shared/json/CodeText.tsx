import { useVirtualizer } from '@tanstack/react-virtual';
import { Fragment, useMemo, useRef } from 'react';
import './json.css';

/** Longer lines are cut for the eye; whoever copies gets all of it. */
const LINE_MAX = 2_000;
const LINE_HEIGHT = 19;
const HEIGHT_MAX = 560;

const token = /("[^"\\]*(?:\\.[^"\\]*)*")(\s*:)?|(-?\d[\d.eE+-]*)|\b(true|false|null)\b/g;

/** A text by its lines, of which only those are drawn that are seen. JSON is coloured. */
export function CodeText({ text, name }: { text: string; name: string }) {
  const lines = useMemo(() => text.split('\n'), [text]);
  const frame = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({ count: lines.length, getScrollElement: () => frame.current, estimateSize: () => LINE_HEIGHT, overscan: 30 });
  const digits = String(lines.length).length;
  return (
    <div ref={frame} className="code" role="region" aria-label={name} tabIndex={0} style={{ height: Math.min(lines.length * LINE_HEIGHT + 28, HEIGHT_MAX) }}>
      <div style={{ height: rows.getTotalSize(), position: 'relative' }}>
        {rows.getVirtualItems().map(row => (
          <div key={row.key} className="code-line" style={{ transform: `translateY(${row.start}px)` }}>
            <span className="code-number" style={{ width: `${digits + 1}ch` }} aria-hidden="true">
              {row.index + 1}
            </span>
            <span>{coloured(lines[row.index]!)}</span>
          </div>
        ))}
      </div>
    </div>
  );
}

function coloured(line: string) {
  const shown = line.length > LINE_MAX ? `${line.slice(0, LINE_MAX)}…` : line;
  const parts = [];
  let end = 0;
  for (const match of shown.matchAll(token)) {
    const [all, string, colon, number] = match;
    parts.push(<Fragment key={end}>{shown.slice(end, match.index)}</Fragment>);
    parts.push(
      <span key={`t${match.index}`} className={string ? (colon ? 'json-key' : 'json-string') : number ? 'json-number' : 'json-word'}>
        {string ?? all}
      </span>,
      <Fragment key={`c${match.index}`}>{colon}</Fragment>,
    );
    end = match.index + all.length;
  }
  parts.push(<Fragment key="rest">{shown.slice(end)}</Fragment>);
  return parts;
}
