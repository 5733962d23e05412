import type { State } from './machine';
import { memberOf, textOf, valueOf, type Tree } from './tree';

/* What can be told of the rules of a Choice by looking at them: which of them never gets its turn, and whether there is a case that none of them is for. What cannot be decided simply is taken to be fine. */

type Test =
  | { kind: 'constant'; holds: boolean }
  | { kind: 'not'; of: Test }
  | { kind: 'all' | 'any'; of: Test[] }
  /** A comparison with a constant of a type, which nothing of another type passes. */
  | { kind: 'compare'; variable: string; type: string; sign: Sign; value: number | string | boolean }
  /** `IsPresent`, `IsNull`...: whether it is. */
  | { kind: 'is'; variable: string; what: string; holds: boolean }
  | { kind: 'other'; text: string };

type Sign = '=' | '<' | '<=' | '>' | '>=';

export interface Reach {
  /** Why rules never get their turn, by their places: the end of a sentence. */
  never: ReadonlyMap<number, string>;
  /** Why `Default` never gets its turn; null where it may. */
  neverDefault: string | null;
  /** There may be a case that no rule is for, and no `Default`. */
  hasGap: boolean;
}

/** Looks at the rules of a Choice, the first of which whose test holds is taken. */
export function reachOf(state: State): Reach {
  const list = memberOf(state.tree, 'Choices');
  const tests = (list?.kind === 'array' ? list.items : []).map(rule => (state.language === 'JSONata' ? jsonataTest(memberOf(rule, 'Condition')) : pathTest(rule.kind === 'object' ? valueOf(rule) : null)));
  const never = new Map<number, string>();
  let covered: string | null = null;
  for (const [index, test] of tests.entries()) {
    const before = tests.slice(0, index);
    const taken = before.findIndex(other => implies(test, other));
    if (covered) never.set(index, covered);
    else if (implies(test, { kind: 'constant', holds: false })) never.set(index, 'it never holds');
    else if (taken >= 0) never.set(index, `rule ${taken + 1} holds whenever it does`);
    const opposite = before.findIndex(other => implies(negationOf(other), test));
    covered ??= implies({ kind: 'constant', holds: true }, test) ? `rule ${index + 1} always holds` : opposite >= 0 ? `rule ${opposite + 1} or rule ${index + 1} always holds` : null;
  }
  return { never, neverDefault: covered, hasGap: !covered && !memberOf(state.tree, 'Default') };
}

/** Whether one test holds only where another one does, as far as that can be told. */
function implies(one: Test, other: Test): boolean {
  if (one.kind === 'constant' && !one.holds) return true;
  if (other.kind === 'constant' && other.holds) return true;
  if (isSame(one, other)) return true;
  if (one.kind === 'any') return one.of.length > 0 && one.of.every(part => implies(part, other));
  if (other.kind === 'all') return other.of.length > 0 && other.of.every(part => implies(one, part));
  if (one.kind === 'all' && one.of.some((part, index) => implies(part, other) || one.of.slice(index + 1).some(rest => implies(part, negationOf(rest))))) return true;
  if (other.kind === 'any') return other.of.some(part => implies(one, part));
  if (one.kind === 'not' && other.kind === 'not') return implies(other.of, one.of);
  if (one.kind !== 'compare') return false;
  if (other.kind === 'not') return other.of.kind === 'compare' && other.of.variable === one.variable && isApart(one, other.of);
  if (other.kind === 'is') return other.variable === one.variable && isOf(other.what, one.type) === other.holds;
  return other.kind === 'compare' && one.variable === other.variable && one.type === other.type && isWithin(one, other);
}

type Compare = Extract<Test, { kind: 'compare' }>;

/** Whether all values that pass one comparison pass another one of the same type. */
function isWithin(one: Compare, other: Compare): boolean {
  if (one.sign === '=') return passes(one.value, other);
  if (other.sign === '=' || one.sign[0] !== other.sign[0]) return false;
  return one.value === other.value ? one.sign === other.sign || other.sign.length === 2 : passes(one.value, other);
}

/** Whether what passes a comparison of a type is what another test asks for; null where it may be. */
const isOf = (what: string, type: string): boolean | null => (what === 'Present' || what === type ? true : what === 'Timestamp' && type === 'String' ? null : what === jsonTypeOf(type));

const jsonTypeOf = (type: string): string => (type === 'Timestamp' ? 'String' : type);

/** Whether no value passes both. */
function isApart(one: Compare, other: Compare): boolean {
  if (one.type !== other.type) return jsonTypeOf(one.type) !== jsonTypeOf(other.type);
  if (one.sign === '=') return !passes(one.value, other);
  if (other.sign === '=') return !passes(other.value, one);
  if (one.sign[0] === other.sign[0]) return false;
  return one.value === other.value ? one.sign.length + other.sign.length < 4 : !passes(one.value, other);
}

function passes(value: Compare['value'], { sign, value: bound }: Compare): boolean {
  if (value === bound) return sign !== '<' && sign !== '>';
  return sign[0] === '<' ? value < bound : sign[0] === '>' && value > bound;
}

function negationOf(test: Test): Test {
  if (test.kind === 'not') return test.of;
  if (test.kind === 'constant' || test.kind === 'is') return { ...test, holds: !test.holds };
  return { kind: 'not', of: test };
}

const isSame = (one: Test, other: Test): boolean => JSON.stringify(one) === JSON.stringify(other);

const signs: Readonly<Record<string, Sign>> = { Equals: '=', LessThan: '<', LessThanEquals: '<=', GreaterThan: '>', GreaterThanEquals: '>=' };

function pathTest(rule: unknown): Test {
  const { Next: _, Assign: __, Output: ___, Comment: ____, Variable: variable, ...tests } = (rule ?? {}) as Record<string, unknown>;
  const [name, value] = Object.entries(tests)[0] ?? ['', null];
  const other: Test = { kind: 'other', text: JSON.stringify([variable, tests]) };
  if (Object.keys(tests).length !== 1) return other;
  if (name === 'Not') return negationOf(pathTest(value));
  if ((name === 'And' || name === 'Or') && Array.isArray(value)) return { kind: name === 'And' ? 'all' : 'any', of: value.map(pathTest) };
  if (typeof variable !== 'string') return other;
  const is = /^Is([A-Z]\w+)$/.exec(name);
  if (is && typeof value === 'boolean') return { kind: 'is', variable, what: is[1]!, holds: value };
  const [, type, sign] = /^(String|Numeric|Timestamp|Boolean)(\w+)$/.exec(name) ?? [];
  const bound = type === 'Timestamp' ? Date.parse(String(value)) : value;
  if (!type || !signs[sign!] || Number.isNaN(bound) || (typeof bound !== 'string' && typeof bound !== 'number' && typeof bound !== 'boolean')) return other;
  return { kind: 'compare', variable, type, sign: signs[sign!]!, value: bound };
}

function jsonataTest(condition: Tree | undefined): Test {
  if (condition?.kind === 'scalar' && typeof condition.value === 'boolean') return { kind: 'constant', holds: condition.value };
  return expressionTest(/^\{%([^]*)%\}$/.exec(textOf(condition)?.trim() ?? '')?.[1] ?? '');
}

const comparison = /^(\$\w*(?:\.\w+)*)\s*(=|!=|<=?|>=?)\s*(-?\d+(?:\.\d+)?|true|false|'[^'"\\]*'|"[^"'\\]*")$/;

/** Of an expression only what is plain: comparisons of a path with a constant, joined by one of `and` and `or`, and `$not`. */
function expressionTest(written: string): Test {
  const text = written.trim();
  if (text === 'true' || text === 'false') return { kind: 'constant', holds: text === 'true' };
  const [, variable, sign, literal] = comparison.exec(text) ?? [];
  if (variable && sign && literal) {
    const value = /^['"]/.test(literal) ? literal.slice(1, -1) : (JSON.parse(literal) as number | boolean);
    const compare: Test = { kind: 'compare', variable, type: typeof value, sign: sign === '!=' ? '=' : (sign as Sign), value };
    return sign === '!=' ? negationOf(compare) : compare;
  }
  for (const [word, kind] of [['or', 'any'], ['and', 'all']] as const) {
    const parts = text.split(new RegExp(`\\s${word}\\s`));
    if (parts.length > 1 && parts.every(part => comparison.test(part.trim()))) return { kind, of: parts.map(expressionTest) };
  }
  const not = /^\$not\(([^()]*)\)$/.exec(text);
  return not ? negationOf(expressionTest(not[1]!)) : { kind: 'other', text };
}
