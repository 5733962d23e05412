import { parseJson, prettyJson, type JsonNode } from '../json/json';

/* A form for the input of a machine. A machine does not say what it takes: what it was started with before does. No React in here. */

export type FieldKind = 'text' | 'number' | 'boolean' | 'json';

export interface FormField {
  name: string;
  kind: FieldKind;
  /** Values that it had, as they are written in the form: the latest first. */
  seen: string[];
  /** Whether every input had it. */
  isUsual: boolean;
}

const kindOf = (node: JsonNode): FieldKind => {
  if (node.kind === 'string') return 'text';
  if (node.kind === 'number') return 'number';
  return node.kind === 'word' && node.text !== 'null' ? 'boolean' : 'json';
};

/** A value as a field shows it. */
export const rawOf = (node: JsonNode, kind: FieldKind): string => (kind === 'text' && node.kind === 'string' ? node.text : kind === 'json' ? prettyJson(node) : prettyJson(node));

/** The fields that inputs have in common, in the order of the latest; none where an input is no object. */
export function fieldsOf(inputs: readonly string[]): FormField[] {
  const fields = new Map<string, { kinds: Set<FieldKind>; nodes: JsonNode[] }>();
  for (const input of inputs) {
    const node = parseJson(input);
    if (node?.kind !== 'object') return [];
    for (const [name, value] of node.members) {
      const field = fields.get(name) ?? { kinds: new Set(), nodes: [] };
      if (!(value.kind === 'word' && value.text === 'null')) field.kinds.add(kindOf(value));
      field.nodes.push(value);
      fields.set(name, field);
    }
  }
  return [...fields].map(([name, { kinds, nodes }]) => {
    const kind = kinds.size === 1 ? [...kinds][0]! : 'json';
    return { name, kind, seen: [...new Set(nodes.map(node => rawOf(node, kind)))], isUsual: nodes.length === inputs.length };
  });
}

/** What the fields of a text are, as the form shows them; null where the text is no object. */
export function valuesOf(text: string, fields: readonly FormField[]): Record<string, string> | null {
  const node = parseJson(text);
  if (node?.kind !== 'object') return null;
  const values: Record<string, string> = {};
  for (const field of fields) {
    const value = node.members.findLast(([name]) => name === field.name)?.[1];
    if (value) values[field.name] = rawOf(value, kindOf(value) === field.kind ? field.kind : 'json');
  }
  return values;
}

/** A field's value as JSON; null where what is written is none of its kind. */
export function nodeOf(raw: string, kind: FieldKind): JsonNode | null {
  if (kind === 'text') return { kind: 'string', text: raw };
  const node = parseJson(raw.trim());
  return node && (kind === 'json' || kindOf(node) === kind) ? node : null;
}

/** A text with a field set, or without it. */
export function withField(text: string, name: string, value: JsonNode | null): string {
  const node = parseJson(text);
  const members = node?.kind === 'object' ? node.members : [];
  const isThere = members.some(([known]) => known === name);
  const next = value === null ? members.filter(([known]) => known !== name) : isThere ? members.map(([known, old]) => [known, known === name ? value : old] as const) : [...members, [name, value] as const];
  return prettyJson({ kind: 'object', members: next });
}
