import { Fragment, useMemo, useState } from 'react';
import { Button } from '../ui/Button';
import './diff.css';
import { diffLines, type DiffLine } from './lines';

const CONTEXT = 3;
/** So many lines are drawn of one piece; the rest is asked for. */
const PIECE_MAX = 1_000;

/** The lines that were added and removed, with a few around them; signs say it beside the colours. */
export function TextDiff({ from, to, name }: { from: string; to: string; name: string }) {
  const pieces = useMemo(() => piecesOf(diffLines(from, to)), [from, to]);
  return (
    <div className="text-diff" role="region" aria-label={name} tabIndex={0}>
      <table>
        <thead className="visually-hidden">
          <tr>
            <th scope="col">Line before</th>
            <th scope="col">Line after</th>
            <th scope="col">Change</th>
            <th scope="col">Text</th>
          </tr>
        </thead>
        <tbody>
          {pieces.map((piece, index) => (
            <Piece key={index} {...piece} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

const signs = { same: ' ', added: '+', removed: '−' } as const;

function Piece({ lines, isFolded }: { lines: DiffLine[]; isFolded: boolean }) {
  const [isOpen, setOpen] = useState(!isFolded);
  const [count, setCount] = useState(PIECE_MAX);
  if (!isOpen) {
    return (
      <tr className="diff-fold">
        <td colSpan={4}>
          <Button kind="plain" onClick={() => setOpen(true)}>Show {lines.length} unchanged lines</Button>
        </td>
      </tr>
    );
  }
  return (
    <Fragment>
      {lines.slice(0, count).map(line => (
        <tr key={`${line.from}-${line.to}`} className={`text-diff-line ${line.kind}`}>
          <td className="diff-number">{line.from}</td>
          <td className="diff-number">{line.to}</td>
          <td className="diff-sign">
            <span aria-hidden="true">{signs[line.kind]}</span>
            {line.kind !== 'same' && <span className="visually-hidden">{line.kind}</span>}
          </td>
          <td className="diff-text">{line.text}</td>
        </tr>
      ))}
      {lines.length > count && (
        <tr className="diff-fold">
          <td colSpan={4}>
            <Button kind="plain" onClick={() => setCount(count + PIECE_MAX)}>Show more of {lines.length} lines</Button>
          </td>
        </tr>
      )}
    </Fragment>
  );
}

/** Cuts the lines where many of them did not change. */
function piecesOf(lines: DiffLine[]): { lines: DiffLine[]; isFolded: boolean }[] {
  const isNear = new Uint8Array(lines.length);
  lines.forEach((line, index) => line.kind !== 'same' && isNear.fill(1, Math.max(0, index - CONTEXT), index + CONTEXT + 1));
  const pieces: { lines: DiffLine[]; isFolded: boolean }[] = [];
  lines.forEach((line, index) => {
    const last = pieces.at(-1);
    if (last && last.isFolded === !isNear[index]) last.lines.push(line);
    else pieces.push({ lines: [line], isFolded: !isNear[index] });
  });
  return pieces;
}
