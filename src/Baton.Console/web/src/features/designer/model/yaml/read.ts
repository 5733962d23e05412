import { isAlias, isMap, isScalar, isSeq, parseDocument, type CST, type Node, type Pair } from 'yaml';
import { DEPTH_MAX, TextFault, type Span, type Tree } from '../tree';

/* YAML as the server reads it (Baton.Yaml): the core schema of YAML 1.2, one document, nothing that JSON cannot say. */

/** What a value is in its text, beside what it says. */
interface Written {
  /** Behind how many characters of its line it begins; of lines of their own that of each part. */
  column: number;
  /** In braces, in brackets, in quotes or plain: in any case not in lines of its own. */
  isInline: boolean;
  isAlias: boolean;
  /** It is one, or one is in it. */
  hasAlias: boolean;
  /** `&name ` where it is named for aliases. */
  anchor: string;
  hasTag: boolean;
  /** How many characters it has as JSON, its aliases written out. */
  size: number;
  /** How many levels there are in it. */
  height: number;
}

export type YamlTree = (
  | (Span & { kind: 'object'; members: YamlMember[] })
  | (Span & { kind: 'array'; items: YamlTree[]; /** Where each begins, its dash with it. */ starts: number[] })
  | Extract<Tree, { kind: 'scalar' }>
) &
  Written;

export interface YamlMember {
  name: string;
  key: Span;
  /** Where it begins: at its name, or at the `?` before it. */
  from: number;
  value: YamlTree;
}

/** As long may a definition be, in characters. */
const LENGTH_MAX = 1_048_576;
const CORE = 'tag:yaml.org,2002:';

/** What JSON of a scalar with a tag has to look like. */
const tagged: Record<string, RegExp> = { null: /^null$/, bool: /^(true|false)$/, int: /^[-\d]/, float: /^[-\d]/ };

/** What was read last: a text that was written is read to be tested, and is what is changed next. */
let last: { text: string; tree: YamlTree } | undefined;

/** Reads a text. Throws a TextFault where it is no YAML, or none that stands for JSON. */
export function readYaml(text: string): YamlTree {
  if (last?.text !== text) last = { text, tree: read(text) };
  return last.tree;
}

function read(text: string): YamlTree {
  const document = (() => {
    try {
      return parseDocument(text, { schema: 'failsafe', keepSourceTokens: true, prettyErrors: false, logLevel: 'silent' });
    } catch (e) {
      throw e instanceof RangeError ? new TextFault(`Expected at most ${DEPTH_MAX} levels.`, 0) : e;
    }
  })();
  const fault = document.errors[0];
  if (fault) throw new TextFault(fault.code === 'MULTIPLE_DOCS' ? 'Another document starts here; expected only one.' : `${fault.message.replace(/\.$/, '')}.`, fault.pos[0]);
  if (isEmpty(document.contents)) throw new TextFault('The text has no content.', 0);
  return new Reader(text).read(document.contents as Node, null, 1);
}

class Reader {
  private readonly anchors = new Map<string, YamlTree>();

  constructor(private readonly text: string) {}

  /** @param gap where a value stands that is empty */
  read(node: Node | null, gap: number | null, depth: number): YamlTree {
    const at = gap ?? node?.range?.[0] ?? 0;
    const span = { from: node?.range?.[0] ?? at, to: node?.range?.[1] ?? at };
    if (depth > DEPTH_MAX) throw new TextFault(`Expected at most ${DEPTH_MAX} levels.`, at);
    if (isAlias(node)) {
      const named = this.anchors.get(node.source);
      if (!named) throw new TextFault(`'*${node.source}' names no anchor before it.`, at);
      return { ...named, ...span, column: this.columnOf(at), isInline: true, isAlias: true, hasAlias: true, anchor: '', hasTag: false };
    }
    const written = { column: this.columnOf(at), isInline: true, isAlias: false, hasAlias: false, anchor: '', hasTag: false, size: 2, height: 1 };
    if (node === null) return { ...written, kind: 'scalar', from: at, to: at, value: null, json: 'null' };
    if (node.tag) written.hasTag = true;
    if (isMap(node) || isSeq(node)) {
      const kind = isMap(node) ? 'map' : 'seq';
      if (node.tag && node.tag !== CORE + kind && node.tag !== '!') throw new TextFault(`The tag '${node.tag}' has no meaning here: only YAML's own types have one.`, at);
      written.isInline = node.flow === true;
    }
    const tree: YamlTree = isMap(node) ? { ...written, ...span, kind: 'object', members: node.items.map((pair, index) => this.member(pair, tokenOf(node, index), depth)) }
      : isSeq(node) ? this.items(node.items as Node[], node, { ...written, ...span }, depth)
        : this.scalar(node, { ...written, ...span });
    if (tree.kind !== 'scalar') {
      const parts = tree.kind === 'object' ? tree.members.map(member => member.value) : tree.items;
      tree.hasAlias = parts.some(part => part.hasAlias);
      tree.size = parts.reduce((sum, part) => sum + part.size, 2);
      tree.height = 1 + Math.max(0, ...parts.map(part => part.height));
      if (depth + tree.height > DEPTH_MAX + 1) throw new TextFault(`Expected at most ${DEPTH_MAX} levels.`, at);
      if (tree.size > LENGTH_MAX) throw new TextFault(`With its aliases written out the document has more than ${LENGTH_MAX} characters.`, at);
      if (!tree.isInline && parts.length > 0) tree.to = this.endOf(parts.at(-1)!);
    }
    const anchor = (node as { anchor?: string }).anchor;
    if (anchor) {
      tree.anchor = ` &${anchor}`;
      this.anchors.set(anchor, tree);
    }
    return tree;
  }

  private member(pair: Pair, token: CST.CollectionItem | undefined, depth: number): YamlMember {
    const key = pair.key as Node | null;
    const at = key?.range?.[0] ?? 0;
    if (!isScalar(key)) throw new TextFault('A key must be a text.', at);
    if (key.type === 'PLAIN' && key.source === '<<') throw new TextFault("'<<' merges nothing in YAML 1.2: write the fields out, or quote the key.", at);
    if (key.tag && key.tag !== `${CORE}str` && key.tag !== '!') throw new TextFault(`A key must be a text, not '${key.tag}'.`, at);
    const name = key.type === 'PLAIN' ? (key.source ?? '') : String(key.value);
    const span = { from: at, to: key.range![1] };
    const colon = token?.sep?.find(one => one.type === 'map-value-ind')?.offset;
    const value = this.read(pair.value as Node | null, isEmpty(pair.value) ? (colon === undefined ? span.to : colon + 1) : null, depth + 1);
    const explicit = token?.start.find(one => one.type === 'explicit-key-ind')?.offset;
    if (key.anchor) this.anchors.set(key.anchor, { ...value, ...span, kind: 'scalar', value: name, json: JSON.stringify(name) });
    return { name, key: span, from: explicit ?? at, value };
  }

  private items(items: readonly Node[], node: Node, written: Span & Written, depth: number): YamlTree {
    const starts = items.map((_, index) => tokenOf(node, index)?.start.find(one => one.type === 'seq-item-ind')?.offset);
    const read = items.map((item, index) => this.read(item, isEmpty(item) && starts[index] !== undefined ? starts[index] + 1 : null, depth + 1));
    return { ...written, kind: 'array', items: read, starts: read.map((item, index) => starts[index] ?? item.from) };
  }

  private scalar(node: Node, written: Span & Written): YamlTree {
    if (!isScalar(node)) throw new TextFault('Expected a value.', written.from);
    const fail = (message: string): never => {
      throw new TextFault(message, written.from);
    };
    const text = node.type === 'PLAIN' ? (node.source ?? '') : String(node.value);
    const tag = node.tag?.replace(CORE, '');
    const isText = tag === undefined ? node.type !== 'PLAIN' : tag === '!' || tag === 'str';
    if (!isText && tag !== undefined && !(tag in tagged)) fail(`The tag '${node.tag}' has no meaning here: only YAML's own types have one.`);
    const json = isText ? JSON.stringify(text) : (coreJson(text) ?? fail(`JSON has no number '${text}'.`));
    if (!isText && tag !== undefined && !tagged[tag]!.test(json)) fail(`'${text}' is no '${node.tag}'.`);
    return { ...written, isInline: node.type !== 'BLOCK_LITERAL' && node.type !== 'BLOCK_FOLDED', kind: 'scalar', value: JSON.parse(json) as string, json, size: json.length };
  }

  private columnOf(offset: number): number {
    return offset - (this.text.lastIndexOf('\n', offset - 1) + 1);
  }

  /** Where the lines of a value end, a note behind it with them. */
  endOf(value: YamlTree): number {
    if (!value.isInline) return value.to;
    const end = this.text.indexOf('\n', value.to);
    return end < 0 ? this.text.length : end + 1;
  }
}

const isEmpty = (node: unknown): boolean => node === null || (isScalar(node) && node.type === 'PLAIN' && !node.source && !node.tag && !node.anchor);

const tokenOf = (node: Node, index: number): CST.CollectionItem | undefined => (node.srcToken as CST.BlockMap | undefined)?.items[index];

/** What a plain scalar means in the core schema of YAML 1.2, as JSON; null for a number that JSON does not have. */
function coreJson(text: string): string | null {
  if (/^(|~|null|Null|NULL)$/.test(text)) return 'null';
  if (/^(true|True|TRUE|false|False|FALSE)$/.test(text)) return text.toLowerCase();
  const number = /^([-+]?)(?:(\d+)(?:\.(\d*))?|\.(\d+))([eE][-+]?\d+)?$/.exec(text);
  if (number) {
    const [, sign, whole = '', fraction = number[4] ?? '', , exponent = ''] = number;
    return `${sign === '-' ? '-' : ''}${whole.replace(/^0+/, '') || '0'}${fraction && `.${fraction}`}${exponent}`;
  }
  if (/^(0x[\da-fA-F]+|0o[0-7]+)$/.test(text)) return text.length > 66 ? null : String(BigInt(text));
  return /^([-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))$/.test(text) ? null : JSON.stringify(text);
}
