/* Which lines of a text are in another, by the shortest way from one to the other (Myers). */

export interface DiffLine {
  kind: 'same' | 'added' | 'removed';
  text: string;
  /** Its number in the first and in the second text, from 1. */
  from?: number;
  to?: number;
}

/** From so many differences on, what is between the common start and the common end is taken as replaced. */
const DIFFERENCES_MAX = 800;

export function diffLines(from: string, to: string): DiffLine[] {
  const [first, second] = [from.split('\n'), to.split('\n')];
  let start = 0;
  while (start < Math.min(first.length, second.length) && first[start] === second[start]) start++;
  let end = 0;
  while (end < Math.min(first.length, second.length) - start && first.at(-1 - end) === second.at(-1 - end)) end++;
  const lines: DiffLine[] = [];
  let [at, other] = [0, 0];
  const same = () => lines.push({ kind: 'same', text: first[at]!, from: ++at, to: ++other });
  const removed = () => lines.push({ kind: 'removed', text: first[at]!, from: ++at });
  const added = () => lines.push({ kind: 'added', text: second[other]!, to: ++other });
  while (at < start) same();
  for (const [x, y] of meetings(first.slice(start, first.length - end), second.slice(start, second.length - end))) {
    while (at < start + x) removed();
    while (other < start + y) added();
    same();
  }
  while (at < first.length - end) removed();
  while (other < second.length - end) added();
  while (at < first.length) same();
  return lines;
}

/** The lines that stay, as their indexes in both. */
function meetings(first: string[], second: string[]): [number, number][] {
  const [n, m] = [first.length, second.length];
  const most = Math.min(n + m, DIFFERENCES_MAX);
  let furthest = new Map([[1, 0]]);
  const trace: Map<number, number>[] = [];
  for (let d = 0; d <= most; d++) {
    trace.push(new Map(furthest));
    for (let k = -d; k <= d; k += 2) {
      let x = k === -d || (k !== d && (furthest.get(k - 1) ?? -1) < (furthest.get(k + 1) ?? -1)) ? furthest.get(k + 1)! : furthest.get(k - 1)! + 1;
      while (x < n && x - k < m && first[x] === second[x - k]) x++;
      furthest.set(k, x);
      if (x >= n && x - k >= m) return backward(trace, n, m);
    }
  }
  return [];
}

function backward(trace: Map<number, number>[], n: number, m: number): [number, number][] {
  const found: [number, number][] = [];
  let [x, y] = [n, m];
  for (let d = trace.length - 1; d >= 0; d--) {
    const furthest = trace[d]!;
    const k = x - y;
    const before = k === -d || (k !== d && (furthest.get(k - 1) ?? -1) < (furthest.get(k + 1) ?? -1)) ? k + 1 : k - 1;
    const startX = d === 0 ? 0 : furthest.get(before)!;
    const startY = d === 0 ? 0 : startX - before;
    while (x > startX && y > startY) found.push([--x, --y]);
    if (d > 0) [x, y] = [startX, startY];
  }
  return found.reverse();
}
