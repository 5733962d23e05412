import { parseJson, prettyJson, type JsonNode } from '../json/json';

/* A form for the input of a machine. A machine does not say what it takes: what it was started with before does. No React in here. */

export type FieldKind = 'text' | 'number' | 'boolean' | 'json' | 'group';

export interface FormField {
  name: string;
  /** The names that lead to it, its own last. */
  path: readonly string[];
  kind: FieldKind;
  /** Values that it had, as they are written in the form: the latest first. */
  seen: string[];
  /** Whether everything that could have had it did. */
  isUsual: boolean;
  /** Those of a group. */
  fields: FormField[];
}

type ObjectNode = JsonNode & { kind: 'object' };

const isNull = (node: JsonNode): boolean => node.kind === 'word' && node.text === 'null';

const isGroup = (node: JsonNode): node is ObjectNode => node.kind === 'object' && node.members.length > 0;

function kindOf(node: JsonNode): FieldKind {
  if (node.kind === 'string') return 'text';
  if (node.kind === 'number') return 'number';
  if (isGroup(node)) return 'group';
  return node.kind === 'word' && !isNull(node) ? 'boolean' : 'json';
}

/** A value as a field shows it. */
const rawOf = (node: JsonNode, kind: FieldKind): string => (kind === 'text' && node.kind === 'string' ? node.text : prettyJson(node));

/** The fields that inputs have in common, in the order of the latest; none where an input is no object. */
export function fieldsOf(inputs: readonly string[]): FormField[] {
  const nodes = inputs.map(parseJson);
  return nodes.every(node => node?.kind === 'object') ? fieldsWithin(nodes as ObjectNode[], []) : [];
}

function fieldsWithin(objects: readonly ObjectNode[], above: readonly string[]): FormField[] {
  const found = new Map<string, JsonNode[]>();
  for (const { members } of objects) for (const [name, value] of members) found.set(name, [...(found.get(name) ?? []), value]);
  return [...found].map(([name, nodes]) => {
    const path = [...above, name];
    const kinds = new Set(nodes.filter(node => !isNull(node)).map(kindOf));
    const kind = kinds.size === 1 ? [...kinds][0]! : 'json';
    return {
      name, path, kind, isUsual: nodes.length === objects.length,
      seen: kind === 'group' ? [] : [...new Set(nodes.map(node => rawOf(node, kind)))],
      fields: kind === 'group' ? fieldsWithin(nodes.filter(isGroup), path) : [],
    };
  });
}

const memberOf = (node: JsonNode | undefined, name: string): JsonNode | undefined => (node?.kind === 'object' ? node.members.findLast(([known]) => known === name)?.[1] : undefined);

/** What a field has in an input, as the form shows it; undefined where that leaves it out. A group that is something else is shown as that. */
export function valueOf(input: JsonNode, { path, kind }: FormField): { raw: string; kind: FieldKind } | undefined {
  const value = path.reduce<JsonNode | undefined>(memberOf, input);
  if (!value) return undefined;
  const shown = kindOf(value) === kind ? kind : 'json';
  return { raw: rawOf(value, shown), kind: shown };
}

/** A field's value as JSON; null where what is written is none of its kind. */
export function nodeOf(raw: string, kind: FieldKind): JsonNode | null {
  if (kind === 'text') return { kind: 'string', text: raw };
  const node = parseJson(raw.trim());
  return node && (kind === 'json' || kindOf(node) === kind) ? node : null;
}

/** A text with a field set, or without it; a group that nothing is left of is left out as well. */
export function withField(text: string, path: readonly string[], value: JsonNode | null): string {
  return prettyJson(placed(parseJson(text) ?? undefined, path, value) ?? { kind: 'object', members: [] });
}

function placed(node: JsonNode | undefined, [name, ...rest]: readonly string[], value: JsonNode | null): JsonNode | null {
  if (name === undefined) return value;
  const members = node?.kind === 'object' ? node.members : [];
  const next = placed(memberOf(node, name), rest, value);
  const isThere = members.some(([known]) => known === name);
  if (next === null) {
    const left = members.filter(([known]) => known !== name);
    return left.length > 0 ? { kind: 'object', members: left } : null;
  }
  return { kind: 'object', members: isThere ? members.map(([known, old]) => [known, known === name ? next : old] as const) : [...members, [name, next] as const] };
}
