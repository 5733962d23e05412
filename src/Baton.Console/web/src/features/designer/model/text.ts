import { find, memberOf, readTree, type ArrayTree, type ObjectTree, type Path, type Tree } from './tree';

/* Small changes of a JSON text: everything around them stays as it was, byte by byte. Each function takes a text that is JSON, and gives one that is. */

/** Values of this length and shorter stand in one line, unless they hold states. */
const LINE_MAX = 100;

/** How a text is written: its step of indentation and its line ends. */
interface Style {
  step: string;
  newline: string;
  isOneLine: boolean;
}

function styleOf(text: string): Style {
  const indents = [...text.matchAll(/\n([ \t]+)\S/g)].map(match => match[1]!);
  const shortest = indents.reduce((least, indent) => (indent.length < least.length ? indent : least), indents[0] ?? '  ');
  return { step: shortest.startsWith('\t') ? '\t' : shortest, newline: text.includes('\r\n') ? '\r\n' : '\n', isOneLine: !text.includes('\n') && text.length > 2 };
}

/** JSON text that is printed as it stands. */
class Raw {
  constructor(readonly text: string) {}
}

/** A value for printing, its numbers with the digits that they were written with. */
export function printable(tree: Tree): unknown {
  if (tree.kind === 'object') return Object.fromEntries(tree.members.map(({ name, value }) => [name, printable(value)]));
  return tree.kind === 'array' ? tree.items.map(printable) : new Raw(tree.json);
}

/** Writes a value in the style of the console: short ones in one line, each field of a state in its own. */
export function printValue(value: unknown, step = '  ', indent = ''): string {
  const line = oneLine(value);
  if (typeof value !== 'object' || value === null || value instanceof Raw || (line.length + indent.length <= LINE_MAX && !line.includes('"States": {'))) return line;
  if (!Array.isArray(value)) return printFields(value, step, indent);
  const inner = indent + step;
  return `[\n${value.map(item => inner + printValue(item, step, inner)).join(',\n')}\n${indent}]`;
}

/** An object with each member in a line of its own; so are states in it. */
export function printFields(object: object, step = '  ', indent = ''): string {
  const inner = indent + step;
  const members = Object.entries(object).filter(([, value]) => value !== undefined);
  const printed = members.map(([name, value]) => {
    const text = name === 'States' && typeof value === 'object' && value !== null ? printStates(value, step, inner) : printValue(value, step, inner);
    return `${inner}${JSON.stringify(name)}: ${text}`;
  });
  return members.length === 0 ? '{}' : `{\n${printed.join(',\n')}\n${indent}}`;
}

function printStates(states: object, step: string, indent: string): string {
  const inner = indent + step;
  const printed = Object.entries(states).map(([name, fields]) => `${inner}${JSON.stringify(name)}: ${printFields(fields as object, step, inner)}`);
  return printed.length === 0 ? '{}' : `{\n${printed.join(',\n')}\n${indent}}`;
}

function oneLine(value: unknown): string {
  if (value instanceof Raw) return value.text;
  if (Array.isArray(value)) return `[${value.map(oneLine).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).filter(([, member]) => member !== undefined).map(([name, member]) => `${JSON.stringify(name)}: ${oneLine(member)}`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}

const splice = (text: string, from: number, to: number, insert: string): string => text.slice(0, from) + insert + text.slice(to);

/** The white space that the line of an offset begins with. */
function indentAt(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(start, offset))![0];
}

/** Text of a value that begins at no indentation, or at another one, fitted in at this one. Strings hold no line ends, so that only white space changes. */
function indented(value: string, indent: string, { step, newline, isOneLine }: Style): string {
  if (isOneLine) return value.replace(/\s*\r?\n\s*/g, ' ');
  return value.replace(/\r?\n([ \t]*)/g, (_, own: string) => newline + indent + (step === '  ' ? own : own.replaceAll('  ', step)));
}

/** The text of a value as it stands there, moved to no indentation. */
export function rawValue(text: string, tree: Tree): string {
  const indent = indentAt(text, tree.from);
  const { step } = styleOf(text);
  return text.slice(tree.from, tree.to).replace(/\r?\n([ \t]*)/g, (_, own: string) => {
    const rest = own.startsWith(indent) ? own.slice(indent.length) : '';
    return '\n' + (step === '  ' ? rest : rest.replaceAll(step, '  '));
  });
}

/** Puts a part into a list of others: members of an object or items of an array. */
function insertPart(text: string, container: ObjectTree | ArrayTree, index: number, part: (indent: string, style: Style) => string): string {
  const style = styleOf(text);
  const spans = container.kind === 'object' ? container.members.map(({ key, value }) => ({ from: key.from, to: value.to })) : container.items;
  const outer = indentAt(text, container.from);
  if (spans.length === 0) {
    const inner = outer + style.step;
    const content = style.isOneLine ? ` ${part('', style)} ` : `${style.newline}${inner}${part(inner, style)}${style.newline}${outer}`;
    return splice(text, container.from + 1, container.to - 1, content);
  }
  const before = spans[index - 1];
  const after = spans[index];
  const isSpread = /\n/.test(text.slice(container.from, spans[0]!.from)); // each part in its own line
  const indent = isSpread ? indentAt(text, spans[0]!.from) : outer;
  const parting = isSpread ? style.newline + indent : spans.length > 1 ? text.slice(spans[0]!.to, spans[1]!.from).replace(',', '') : ' ';
  const one = part(indent, isSpread ? style : { ...style, isOneLine: true });
  return before ? splice(text, before.to, before.to, `,${parting}${one}`) : splice(text, after!.from, after!.from, `${one},${parting}`);
}

function removePart(text: string, container: ObjectTree | ArrayTree, index: number): string {
  const spans = container.kind === 'object' ? container.members.map(({ key, value }) => ({ from: key.from, to: value.to })) : container.items;
  const [before, one, after] = [spans[index - 1], spans[index]!, spans[index + 1]];
  if (!before && !after) return splice(text, container.from + 1, container.to - 1, '');
  return before ? splice(text, before.to, one.to, '') : splice(text, one.from, after!.from, '');
}

function objectAt(text: string, path: Path): ObjectTree {
  const tree = find(readTree(text), path);
  if (tree?.kind !== 'object') throw new Error(`There is no object at /${path.join('/')}.`);
  return tree;
}

/** Puts a member into an object; behind the one of this name, or else at the end. */
export function insertMember(text: string, path: Path, name: string, value: string, after?: string): string {
  const object = objectAt(text, path);
  const found = after === undefined ? -1 : object.members.findLastIndex(member => member.name === after);
  const index = found >= 0 ? found + 1 : after === '' ? 0 : object.members.length;
  return insertPart(text, object, index, (indent, style) => `${JSON.stringify(name)}: ${indented(value, indent, style)}`);
}

/** Puts an item into an array. */
export function insertItem(text: string, path: Path, index: number, value: string): string {
  const array = find(readTree(text), path);
  if (array?.kind !== 'array') throw new Error(`There is no array at /${path.join('/')}.`);
  return insertPart(text, array, Math.min(index, array.items.length), (indent, style) => indented(value, indent, style));
}

/**
 * Sets what a path leads to; undefined takes it away. Objects on the way that are missing are made.
 * @param value JSON text, which begins at no indentation
 */
export function setAt(text: string, path: Path, value: string | undefined): string {
  const root = readTree(text);
  const parentPath = path.slice(0, -1);
  const name = path.at(-1)!;
  const parent = find(root, parentPath);
  if (parent === undefined) return value === undefined ? text : setAt(setAt(text, parentPath, '{}'), path, value);
  const index = parent.kind === 'object' ? parent.members.findLastIndex(member => member.name === name) : parent.kind === 'array' ? Number(name) : -1;
  const old = parent.kind === 'object' ? parent.members[index]?.value : parent.kind === 'array' ? parent.items[index] : undefined;
  if (value === undefined) return old === undefined ? text : removePart(text, parent as ObjectTree, index);
  if (old !== undefined) return text.slice(old.from, old.to) === value ? text : splice(text, old.from, old.to, indented(value, indentAt(text, old.from), styleOf(text)));
  if (parent.kind === 'object') return insertMember(text, parentPath, String(name), value, orderAfter(parent, String(name)));
  if (parent.kind === 'array') return insertItem(text, parentPath, Number(name), value);
  throw new Error(`There is no object at /${parentPath.join('/')}.`);
}

export function renameMember(text: string, path: Path, name: string): string {
  const member = objectAt(text, path.slice(0, -1)).members.findLast(one => one.name === path.at(-1));
  return member ? splice(text, member.key.from, member.key.to, JSON.stringify(name)) : text;
}

/** Moves an item of an array to another place in it. */
export function moveItem(text: string, path: Path, from: number, to: number): string {
  const item = find(readTree(text), [...path, from]);
  return item ? insertItem(setAt(text, [...path, from], undefined), path, to, rawValue(text, item)) : text;
}

/** The fields in the order in which people read them; new ones take their place in it. */
const order = [
  'Comment', 'QueryLanguage', 'Version', 'TimeoutSeconds', 'StartAt', 'Type', 'Resource', 'Credentials', 'InputPath', 'ItemsPath', 'Items', 'ItemReader', 'ItemSelector', 'ItemBatcher', 'Parameters', 'Arguments', 'Result',
  'Seconds', 'SecondsPath', 'Timestamp', 'TimestampPath', 'Error', 'ErrorPath', 'Cause', 'CausePath', 'Choices', 'Default', 'Branches', 'MaxConcurrency', 'MaxConcurrencyPath', 'ProcessorConfig', 'ItemProcessor', 'ResultWriter', 'Label',
  'ToleratedFailurePercentage', 'ToleratedFailureCount', 'TimeoutSecondsPath', 'HeartbeatSeconds', 'HeartbeatSecondsPath', 'ResultSelector', 'ResultPath', 'OutputPath', 'Assign', 'Output', 'Retry', 'Catch', 'Next', 'End',
];

/** The member behind which a new one stands; undefined for the end, '' for the beginning. */
function orderAfter(object: ObjectTree, name: string): string | undefined {
  const place = order.indexOf(name);
  if (place < 0) return undefined;
  const before = object.members.findLast(member => {
    const other = order.indexOf(member.name);
    return other >= 0 && other < place;
  });
  return before?.name ?? (memberOf(object, 'Type') ? 'Type' : '');
}
