import { moved } from '../form/schema';
import { parseJson, prettyJson, type JsonNode } from '../json/json';

/* A form for the input of a machine. A machine does not say what it takes: what it was started with before does. No React in here. */

export type FieldKind = 'text' | 'number' | 'boolean' | 'json' | 'group' | 'list';

/** The way from the input to a value: names of members, and places in lists. */
export type Path = readonly (string | number)[];

export interface FormField {
  /** Empty for the items of a list. */
  name: string;
  kind: FieldKind;
  /** Values that it had, as they are written in the form: the latest first. */
  seen: string[];
  /** Whether everything that could have had it did. */
  isUsual: boolean;
  /** Those of a group. */
  fields: FormField[];
  /** What each item of a list is. */
  item: FormField | null;
}

/** So many items of a list have fields: a longer one is shown as JSON. */
const ITEMS_MAX = 100;

type ObjectNode = JsonNode & { kind: 'object' };

const isNull = (node: JsonNode): boolean => node.kind === 'word' && node.text === 'null';

const isGroup = (node: JsonNode): node is ObjectNode => node.kind === 'object' && node.members.length > 0;

function kindOf(node: JsonNode): FieldKind {
  if (node.kind === 'string') return 'text';
  if (node.kind === 'number') return 'number';
  if (node.kind === 'array') return 'list';
  if (isGroup(node)) return 'group';
  return node.kind === 'word' && !isNull(node) ? 'boolean' : 'json';
}

/** Whether a value can be shown in the fields of a kind. */
function fits(node: JsonNode, kind: FieldKind): boolean {
  if (kind === 'group') return node.kind === 'object';
  return kindOf(node) === kind && !(node.kind === 'array' && node.items.length > ITEMS_MAX);
}

/** A value as a field shows it. */
const rawOf = (node: JsonNode, kind: FieldKind): string => (kind === 'text' && node.kind === 'string' ? node.text : prettyJson(node));

/** The fields that inputs have in common, in the order of the latest; none where an input is no object. */
export function fieldsOf(inputs: readonly string[]): FormField[] {
  const nodes = inputs.map(parseJson);
  return nodes.every(node => node?.kind === 'object') ? fieldsWithin(nodes as ObjectNode[]) : [];
}

function fieldsWithin(objects: readonly ObjectNode[]): FormField[] {
  const found = new Map<string, JsonNode[]>();
  for (const { members } of objects) for (const [name, value] of members) found.set(name, [...(found.get(name) ?? []), value]);
  return [...found].map(([name, nodes]) => fieldOf(name, nodes, nodes.length === objects.length));
}

/** A field by the values that it had. What they have not in common is JSON. */
function fieldOf(name: string, nodes: readonly JsonNode[], isUsual: boolean): FormField {
  const kinds = new Set(nodes.filter(node => !isNull(node)).map(kindOf));
  const items = kinds.has('list') ? fieldOf('', nodes.flatMap(node => (node.kind === 'array' ? node.items : [])), true) : null;
  const kind = kinds.size !== 1 || items?.kind === 'json' ? 'json' : [...kinds][0]!;
  return {
    name, kind, isUsual,
    seen: kind === 'group' || kind === 'list' ? [] : [...new Set(nodes.map(node => rawOf(node, kind)))],
    fields: kind === 'group' ? fieldsWithin(nodes.filter(isGroup)) : [],
    item: kind === 'list' ? items : null,
  };
}

/** A value to begin with, where one is added to a list: an object has what it usually has. */
export function blankOf({ kind, fields }: FormField): JsonNode {
  switch (kind) {
    case 'text': return { kind: 'string', text: '' };
    case 'number': return { kind: 'number', text: '0' };
    case 'boolean': return { kind: 'word', text: 'false' };
    case 'group': return { kind: 'object', members: fields.filter(({ isUsual }) => isUsual).map(field => [field.name, blankOf(field)] as const) };
    case 'list': return { kind: 'array', items: [] };
    case 'json': return { kind: 'word', text: 'null' };
  }
}

const within = (node: JsonNode | undefined, step: string | number): JsonNode | undefined =>
  typeof step === 'number' ? (node?.kind === 'array' ? node.items[step] : undefined) : node?.kind === 'object' ? node.members.findLast(([known]) => known === step)?.[1] : undefined;

/** What a field has in an input, as the form shows it; undefined where that leaves it out. What does not fit the field is shown as JSON. */
export function valueOf(input: JsonNode, path: Path, kind: FieldKind): { raw: string; kind: FieldKind; count: number } | undefined {
  const value = path.reduce<JsonNode | undefined>(within, input);
  if (!value) return undefined;
  const shown = fits(value, kind) ? kind : 'json';
  return { raw: rawOf(value, shown), kind: shown, count: value.kind === 'array' ? value.items.length : 0 };
}

/** A field's value as JSON; null where what is written is none of its kind. */
export function nodeOf(raw: string, kind: FieldKind): JsonNode | null {
  if (kind === 'text') return { kind: 'string', text: raw };
  const node = parseJson(raw.trim());
  return node && (kind === 'json' || kindOf(node) === kind) ? node : null;
}

/** A text with a field set, or without it. A group that nothing is left of is left out as well; an item of a list stays. */
export function withField(text: string, path: Path, value: JsonNode | null): string {
  return prettyJson(placed(parseJson(text) ?? undefined, path, value) ?? { kind: 'object', members: [] });
}

function placed(node: JsonNode | undefined, [step, ...rest]: Path, value: JsonNode | null): JsonNode | null {
  if (step === undefined) return value;
  const next = placed(within(node, step), rest, value);
  if (typeof step === 'number') {
    const items = node?.kind === 'array' ? node.items : [];
    const put = next ? [next] : rest.length > 0 ? [{ kind: 'object' as const, members: [] }] : [];
    return { kind: 'array', items: [...items.slice(0, step), ...put, ...items.slice(step + 1)] };
  }
  const members = node?.kind === 'object' ? node.members : [];
  const isThere = members.some(([known]) => known === step);
  if (next === null) {
    const left = members.filter(([known]) => known !== step);
    return left.length > 0 ? { kind: 'object', members: left } : null;
  }
  return { kind: 'object', members: isThere ? members.map(([known, old]) => [known, known === step ? next : old] as const) : [...members, [step, next] as const] };
}

/** A text in which an item of a list has another place. */
export function withMoved(text: string, path: Path, from: number, to: number): string {
  const list = path.reduce<JsonNode | undefined>(within, parseJson(text) ?? undefined);
  return list?.kind === 'array' ? withField(text, path, { kind: 'array', items: moved(list.items, from, to) }) : text;
}
