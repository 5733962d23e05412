/* What differs between two texts, line by line. */

export interface Line {
  kind: 'same' | 'removed' | 'added';
  text: string;
  /** The number of the line before and after, from 1. */
  before?: number;
  after?: number;
}

/** From so many pairs of lines in the middle on, it is shown as taken out and put in as a whole. */
const PAIRS_MAX = 4_000_000;

/** All lines of both texts; what is common is as much as can be. */
export function compareLines(before: string, after: string): Line[] {
  const [one, other] = [before.split('\n'), after.split('\n')];
  let start = 0;
  while (start < one.length && start < other.length && one[start] === other[start]) start++;
  let end = 0;
  while (end < one.length - start && end < other.length - start && one.at(-1 - end) === other.at(-1 - end)) end++;
  const [left, right] = [one.slice(start, one.length - end), other.slice(start, other.length - end)];
  const lines: Line[] = one.slice(0, start).map((text, index) => ({ kind: 'same', text, before: index + 1, after: index + 1 }));
  const width = right.length + 1;
  const common = left.length * right.length <= PAIRS_MAX ? commonLengths(left, right) : null;
  let [i, j] = [0, 0];
  while (i < left.length || j < right.length) {
    if (common && i < left.length && j < right.length && left[i] === right[j]) lines.push({ kind: 'same', text: left[i]!, before: start + ++i, after: start + ++j });
    else if (i < left.length && (j === right.length || !common || common[(i + 1) * width + j]! >= common[i * width + j + 1]!)) lines.push({ kind: 'removed', text: left[i]!, before: start + ++i });
    else lines.push({ kind: 'added', text: right[j]!, after: start + ++j });
  }
  for (let index = one.length - end; index < one.length; index++) lines.push({ kind: 'same', text: one[index]!, before: index + 1, after: index + 1 + other.length - one.length });
  return lines;
}

/** How many lines two lists have in common from each pair of places on. */
function commonLengths(left: readonly string[], right: readonly string[]): Uint16Array {
  const width = right.length + 1;
  const lengths = new Uint16Array((left.length + 1) * width);
  for (let i = left.length - 1; i >= 0; i--) {
    for (let j = right.length - 1; j >= 0; j--) lengths[i * width + j] = left[i] === right[j] ? lengths[(i + 1) * width + j + 1]! + 1 : Math.max(lengths[(i + 1) * width + j]!, lengths[i * width + j + 1]!);
  }
  return lengths;
}

/** Only what differs, with some lines around it; null where something is left out. */
export function differences(lines: readonly Line[], around = 3): (Line | null)[] {
  const isNear = lines.map(() => false);
  lines.forEach((line, index) => {
    if (line.kind !== 'same') for (let near = Math.max(0, index - around); near <= Math.min(lines.length - 1, index + around); near++) isNear[near] = true;
  });
  return lines.flatMap((line, index) => (isNear[index] ? [line] : index > 0 && isNear[index - 1] ? [null] : index === 0 ? [null] : []));
}
