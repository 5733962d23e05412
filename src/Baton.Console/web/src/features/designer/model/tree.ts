/* JSON with positions: what a text says and where it says it. */

export interface Span {
  /** The first character, and the one behind the last, as offsets in UTF-16 code units. */
  from: number;
  to: number;
}

export interface Member {
  name: string;
  key: Span;
  value: Tree;
}

export type ObjectTree = Span & { kind: 'object'; members: Member[] };
export type ArrayTree = Span & { kind: 'array'; items: Tree[] };
export type Tree = ObjectTree | ArrayTree | ScalarTree;
/** `json` is the value as JSON writes it, numbers with the digits that they were written with. */
export type ScalarTree = Span & { kind: 'scalar'; value: string | number | boolean | null; json: string };

/** The way from the root to a value: names of members and places in arrays. */
export type Path = readonly (string | number)[];

/** Why a text is not JSON, or not the YAML that stands for it. */
export class TextFault extends Error {
  constructor(
    message: string,
    readonly at: number,
  ) {
    super(message);
  }
}

/** As deep as the server reads a definition. */
export const DEPTH_MAX = 256;
const space = /[ \t\r\n]*/y;
const scalar = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.+-])|(?:true|false|null)(?!\w)/y;

/** Reads a text. Throws a TextFault where it is not JSON. */
export function readTree(text: string): Tree {
  let at = 0;
  const skip = () => {
    space.lastIndex = at;
    at += space.exec(text)![0].length;
    return text[at];
  };
  const fail = (wanted: string): never => {
    throw new TextFault(`Expected ${wanted}, found ${at < text.length ? `'${text.slice(at, at + 12).split('\n')[0]}'` : 'the end of the text'}.`, Math.min(at, text.length));
  };
  const readScalar = (wanted: string): Tree => {
    scalar.lastIndex = at;
    const found = scalar.exec(text) ?? fail(wanted);
    const from = at;
    at = scalar.lastIndex;
    return { kind: 'scalar', from, to: at, value: JSON.parse(found[0]!) as string, json: found[0]! };
  };
  const list = (end: string, read: () => void) => {
    at++;
    if (skip() !== end) {
      do read();
      while (skip() === ',' && ++at);
    }
    if (text[at] !== end) fail(`',' or '${end}'`);
    at++;
  };
  const read = (depth: number): Tree => {
    const first = skip();
    const from = at;
    if (depth > DEPTH_MAX) fail(`at most ${DEPTH_MAX} levels`);
    if (first === '{') {
      const members: Member[] = [];
      list('}', () => {
        if (skip() !== '"') fail('a name in double quotes');
        const key = readScalar('a name in double quotes');
        if (skip() !== ':') fail("':'");
        at++;
        members.push({ name: (key as { value: string }).value, key: { from: key.from, to: key.to }, value: read(depth + 1) });
      });
      return { kind: 'object', from, to: at, members };
    }
    if (first === '[') {
      const items: Tree[] = [];
      list(']', () => items.push(read(depth + 1)));
      return { kind: 'array', from, to: at, items };
    }
    return readScalar('a value');
  };
  const root = read(1);
  if (skip() !== undefined) fail('the end of the text');
  return root;
}

export const memberOf = (tree: Tree | undefined, name: string): Tree | undefined => (tree?.kind === 'object' ? tree.members.findLast(member => member.name === name)?.value : undefined);

/** What a path leads to. */
export function find(root: Tree | undefined, path: Path): Tree | undefined {
  let tree = root;
  for (const step of path) tree = tree?.kind === 'array' ? tree.items[Number(step)] : tree && memberOf(tree, String(step));
  return tree;
}

export const textOf = (tree: Tree | undefined): string | undefined => (tree?.kind === 'scalar' && typeof tree.value === 'string' ? tree.value : undefined);

/** The value as the browser has it. Numbers lose digits that it cannot hold: never write one back that nobody changed. */
export function valueOf(tree: Tree): unknown {
  if (tree.kind === 'object') return Object.fromEntries(tree.members.map(member => [member.name, valueOf(member.value)]));
  return tree.kind === 'array' ? tree.items.map(valueOf) : tree.value;
}

export const pointerOf = (path: Path): string => path.map(step => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

/** The path that a JSON pointer stands for in a text. */
export function pathOf(root: Tree, pointer: string): Path {
  let tree: Tree | undefined = root;
  return pointer.split('/').slice(1).map(part => {
    const step = tree?.kind === 'array' ? Number(part) : part.replaceAll('~1', '/').replaceAll('~0', '~');
    tree = tree && find(tree, [step]);
    return step;
  });
}

/** The path to the innermost value around a position; empty outside of all. */
export function pathAt(root: Tree, offset: number): Path {
  const path: (string | number)[] = [];
  for (let tree: Tree | undefined = root; tree; ) {
    let inner: Tree | undefined;
    if (tree.kind === 'object') {
      const member: Member | undefined = tree.members.find(one => one.key.from <= offset && offset <= one.value.to);
      if (member) path.push(member.name);
      inner = member?.value;
    } else if (tree.kind === 'array') {
      const index: number = tree.items.findIndex(item => item.from <= offset && offset <= item.to);
      if (index >= 0) path.push(index);
      inner = tree.items[index];
    }
    tree = inner;
  }
  return path;
}
