import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef } from 'react';
import { diffLines, folded } from './diff';
import type { JsonNode } from './json';
import './diff.css';

const LINE_HEIGHT = 19;
const HEIGHT_MAX = 560;

/** What is otherwise in a value than in the one before it: each line says with a sign whether it came or went. */
export function JsonDiff({ before, after, name }: { before: JsonNode; after: JsonNode; name: string }) {
  const lines = useMemo(() => folded(diffLines(before, after)), [before, after]);
  const frame = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({ count: lines.length, getScrollElement: () => frame.current, estimateSize: () => LINE_HEIGHT, overscan: 30 });
  if (lines.every(line => typeof line === 'number')) return <p className="diff-same quiet">Nothing is different.</p>;
  return (
    <div ref={frame} className="code" role="region" aria-label={name} tabIndex={0} style={{ height: Math.min(lines.length * LINE_HEIGHT + 28, HEIGHT_MAX) }}>
      <div style={{ height: rows.getTotalSize(), position: 'relative' }}>
        {rows.getVirtualItems().map(row => {
          const line = lines[row.index]!;
          return typeof line === 'number' ? (
            <div key={row.key} className="code-line json-diff-line quiet" style={{ transform: `translateY(${row.start}px)` }}>
              {`  … ${line.toLocaleString('en')} ${line === 1 ? 'line' : 'lines'} the same`}
            </div>
          ) : (
            <div key={row.key} className="code-line json-diff-line" data-sign={line.sign} style={{ transform: `translateY(${row.start}px)` }}>
              {`${line.sign} ${line.text}`}
            </div>
          );
        })}
      </div>
    </div>
  );
}
