import { prettyJson, type JsonNode } from './json';

/* What differs between two values, line by line as they are written out. No React and no DOM in here. */

export interface DiffLine {
  sign: ' ' | '+' | '-';
  text: string;
}

/** Written out, these are the same value. */
const same = (one: JsonNode, other: JsonNode): boolean => {
  if (one.kind !== other.kind) return false;
  if (one.kind === 'object' && other.kind === 'object') return one.members.length === other.members.length && one.members.every(([name, value], at) => other.members[at]![0] === name && same(value, other.members[at]![1]));
  if (one.kind === 'array' && other.kind === 'array') return one.items.length === other.items.length && one.items.every((item, at) => same(item, other.items[at]!));
  return (one as { text: string }).text === (other as { text: string }).text;
};

/** All lines of the later value, and those of the earlier one that are no more. */
export function diffLines(before: JsonNode, after: JsonNode): DiffLine[] {
  const lines: DiffLine[] = [];
  const whole = (sign: DiffLine['sign'], node: JsonNode, indent: string, head: string, tail: string) => {
    for (const text of `${indent}${head}${prettyJson(node, indent)}${tail}`.split('\n')) lines.push({ sign, text });
  };
  const both = (one: JsonNode, other: JsonNode, indent: string, head: string, tail: string) => {
    const inner = `${indent}  `;
    if (same(one, other)) whole(' ', other, indent, head, tail);
    else if (one.kind === 'object' && other.kind === 'object') {
      lines.push({ sign: ' ', text: `${indent}${head}{` });
      const later = new Map(other.members);
      const earlier = new Map(one.members);
      const steps = order(one.members.map(([name]) => name), other.members.map(([name]) => name));
      steps.forEach((name, at) => {
        const key = `${JSON.stringify(name)}: `;
        const comma = at < steps.length - 1 ? ',' : '';
        if (!later.has(name)) whole('-', earlier.get(name)!, inner, key, comma);
        else if (!earlier.has(name)) whole('+', later.get(name)!, inner, key, comma);
        else both(earlier.get(name)!, later.get(name)!, inner, key, comma);
      });
      lines.push({ sign: ' ', text: `${indent}}${tail}` });
    } else if (one.kind === 'array' && other.kind === 'array') {
      lines.push({ sign: ' ', text: `${indent}${head}[` });
      const [a, b] = [one.items, other.items];
      let start = 0;
      while (start < Math.min(a.length, b.length) && same(a[start]!, b[start]!)) start++;
      let end = 0;
      while (end < Math.min(a.length, b.length) - start && same(a[a.length - 1 - end]!, b[b.length - 1 - end]!)) end++;
      const comma = (at: number, length: number) => (at < length - 1 ? ',' : '');
      for (let at = 0; at < start; at++) whole(' ', b[at]!, inner, '', comma(at, b.length));
      const [fromEarlier, fromLater] = [a.length - end, b.length - end];
      for (let at = start; at < Math.max(fromEarlier, fromLater); at++) {
        if (at < fromEarlier && at < fromLater) both(a[at]!, b[at]!, inner, '', comma(at, b.length));
        else if (at < fromEarlier) whole('-', a[at]!, inner, '', comma(at, a.length));
        else whole('+', b[at]!, inner, '', comma(at, b.length));
      }
      for (let at = fromLater; at < b.length; at++) whole(' ', b[at]!, inner, '', comma(at, b.length));
      lines.push({ sign: ' ', text: `${indent}]${tail}` });
    } else {
      whole('-', one, indent, head, tail);
      whole('+', other, indent, head, tail);
    }
  };
  both(before, after, '', '', '');
  return lines;
}

/** All names: those of the later value in its order, and each that is no more after the one that it followed. */
function order(earlier: string[], later: string[]): string[] {
  const known = new Set(later);
  const after = new Map<string | null, string[]>();
  let last: string | null = null;
  for (const name of new Set(earlier)) {
    if (known.has(name)) last = name;
    else after.set(last, [...(after.get(last) ?? []), name]);
  }
  return [...(after.get(null) ?? []), ...[...known].flatMap(name => [name, ...(after.get(name) ?? [])])];
}

/** Lines around a difference that are shown with it. */
const AROUND = 3;

/** The lines with what stays the same left out where it is long: a number stands for so many lines. */
export function folded(lines: readonly DiffLine[]): (DiffLine | number)[] {
  const wanted = new Uint8Array(lines.length);
  lines.forEach((line, at) => {
    if (line.sign !== ' ') wanted.fill(1, Math.max(0, at - AROUND), at + AROUND + 1);
  });
  const result: (DiffLine | number)[] = [];
  for (const [at, line] of lines.entries()) {
    if (wanted[at]) result.push(line);
    else if (typeof result.at(-1) === 'number') result[result.length - 1] = (result.at(-1) as number) + 1;
    else result.push(1);
  }
  return result;
}
