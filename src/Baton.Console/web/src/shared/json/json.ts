import { bytesText } from '../bytes';

/**
 * JSON as it was written: numbers keep their digits, members their order and their repeats. The browser's own parser keeps neither.
 */
export type JsonNode =
  | { kind: 'object'; members: readonly (readonly [name: string, value: JsonNode])[] }
  | { kind: 'array'; items: readonly JsonNode[] }
  | { kind: 'string' | 'number' | 'word'; text: string };

/** Reads a text; null where it is not JSON. `text` of a string is what it stands for, of the others what was written. */
export function parseJson(source: string): JsonNode | null {
  try {
    JSON.parse(source); // says whether it is JSON at all, so that below nothing has to be checked
  } catch {
    return null;
  }
  const token = /[{}[\],:]|"[^"\\]*(?:\\.[^"\\]*)*"|[^\s{}[\],:"]+/gs;
  const next = () => token.exec(source)![0];
  const read = (first: string): JsonNode => {
    if (first === '{') {
      const members: [string, JsonNode][] = [];
      for (let name = next(); name !== '}'; name = next()) {
        if (name === ',') continue;
        next(); // the colon
        members.push([JSON.parse(name) as string, read(next())]);
      }
      return { kind: 'object', members };
    }
    if (first === '[') {
      const items: JsonNode[] = [];
      for (let item = next(); item !== ']'; item = next()) if (item !== ',') items.push(read(item));
      return { kind: 'array', items };
    }
    if (first.startsWith('"')) return { kind: 'string', text: JSON.parse(first) as string };
    return { kind: /^[tfn]/.test(first) ? 'word' : 'number', text: first };
  };
  return read(next());
}

/** Why a text is not JSON, for people; null where it is. */
export function whyNotJson(text: string): string | null {
  try {
    JSON.parse(text);
    return null;
  } catch (e) {
    return (e as Error).message;
  }
}

/** The text over several lines, each level two further in. */
export function prettyJson(node: JsonNode, indent = ''): string {
  const inner = indent + '  ';
  switch (node.kind) {
    case 'object':
      return node.members.length === 0 ? '{}' : `{\n${node.members.map(([name, value]) => `${inner}${JSON.stringify(name)}: ${prettyJson(value, inner)}`).join(',\n')}\n${indent}}`;
    case 'array':
      return node.items.length === 0 ? '[]' : `[\n${node.items.map(item => inner + prettyJson(item, inner)).join(',\n')}\n${indent}]`;
    case 'string':
      return JSON.stringify(node.text);
    default:
      return node.text;
  }
}

export const childCount = (node: JsonNode): number => (node.kind === 'object' ? node.members.length : node.kind === 'array' ? node.items.length : 0);

/** The names and values within a node; those of an array are named by their places. */
export function children(node: JsonNode): (readonly [name: string, value: JsonNode])[] {
  if (node.kind === 'object') return [...node.members];
  return node.kind === 'array' ? node.items.map((item, index) => [String(index), item] as const) : [];
}

/** A step further in a path as JSONPath writes it. */
export function pathTo(path: string, parent: JsonNode, name: string): string {
  if (parent.kind === 'array') return `${path}[${name}]`;
  return /^[A-Za-z_]\w*$/.test(name) ? `${path}.${name}` : `${path}[${JSON.stringify(name)}]`;
}

const utf8 = new TextEncoder();

/** The size of a text as it is stored and limited: in UTF-8. */
export const sizeText = (text: string): string => bytesText(utf8.encode(text).length);
