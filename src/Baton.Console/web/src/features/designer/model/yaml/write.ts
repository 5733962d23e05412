import { blockOf, nameOf, yamlOf } from '../../../../shared/editor/yaml';
import { parseJson } from '../../../../shared/json/json';
import { alignItems, alignMembers, isSame, type Aligned } from '../align';
import { print } from '../rewrite';
import { TextFault, type ArrayTree, type ObjectTree, type Tree } from '../tree';
import { readYaml, type YamlMember, type YamlTree } from './read';

/** A definition as YAML. */
export const printYaml = (tree: Tree): string => yamlOf(print(tree))!;

/**
 * A YAML text with the least changed so that it says what a tree says: notes, order and spelling of all else stay. An alias to what changes becomes a copy.
 * Throws where that cannot be written into the text.
 */
export function writeYaml(text: string, wanted: Tree): string {
  const now = readYaml(text);
  if (isSame(now, wanted)) return text;
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  for (const keepsAliases of now.hasAlias ? [true, false] : [true]) {
    const writer = new Writer(text, now, keepsAliases);
    const written = `${text.slice(0, now.from)}${writer.root(now, wanted)}${text.slice(now.to)}`.replace(/\r?\n/g, newline);
    if (says(written, wanted)) return written;
  }
  throw new Error('That cannot be written into the YAML as it stands: change it in the text, or change to JSON.');
}

function says(text: string, wanted: Tree): boolean {
  try {
    return isSame(readYaml(text), wanted);
  } catch (e) {
    if (e instanceof TextFault) return false;
    throw e;
  }
}

/** A value as it is written behind a colon or a dash. */
const block = (tree: Tree, column: number, step = '  '): string => blockOf(parseJson(print(tree))!, ' '.repeat(column), step);

const partsOf = (tree: Tree): readonly unknown[] => (tree.kind === 'object' ? tree.members : tree.kind === 'array' ? tree.items : []);

/** A value as it is written within braces and brackets: what JSON is. */
const flow = (tree: Tree): string => print(tree).replace(/\s*\n\s*/g, ' ');

/** A part of a collection as text: itself, and what is before it since the last one, notes among that. */
interface Piece {
  lead: string;
  body: string;
}

type Collection<K extends 'object' | 'array'> = Extract<YamlTree, { kind: K }>;

class Writer {
  /** States by their names, so that one that is moved keeps its notes. */
  private readonly states = new Map<string, { piece: Piece; column: number; member: YamlMember }>();
  private readonly step: string;

  constructor(
    private readonly text: string,
    root: YamlTree,
    private readonly keepsAliases: boolean,
  ) {
    const indents = [...text.matchAll(/\n( +)[^\s#-]/g)].map(match => match[1]!.length);
    this.step = ' '.repeat(Math.max(2, indents.reduce((least, indent) => Math.min(least, indent), indents[0] ?? 2)));
    this.collect(root);
  }

  root(now: YamlTree, wanted: Tree): string {
    return this.isChangedWithin(now, wanted) ? this.within(now, wanted) : printYaml(wanted).slice(0, now.isInline ? -1 : undefined);
  }

  /** Whether a value is written by changing parts of it. */
  private isChangedWithin(now: YamlTree, wanted: Tree): boolean {
    return !now.isAlias && now.kind === wanted.kind && partsOf(now).length > 0 && partsOf(wanted).length > 0;
  }

  private isKept(now: YamlTree, wanted: Tree): boolean {
    return (this.keepsAliases || !now.hasAlias) && isSame(now, wanted);
  }

  /** A collection with what is wanted in it, from its first part to its last. */
  private within(now: YamlTree, wanted: Tree): string {
    if (now.kind === 'object') return this.joined(now, alignMembers(now as ObjectTree, wanted as ObjectTree), (one, source) => this.member(now, one, source));
    return this.joined(now as Collection<'array'>, alignItems(now as ArrayTree, wanted as ArrayTree), (one, source) => this.item(now as Collection<'array'>, one, source));
  }

  private piecesOf(now: Collection<'object' | 'array'>): Piece[] {
    const parts = now.kind === 'object' ? now.members : now.items.map((value, index) => ({ from: now.starts[index]!, value }));
    let last = parts[0]!.from;
    return parts.map(({ from, value }) => {
      const to = now.isInline ? value.to : this.endOf(value);
      const piece = { lead: this.text.slice(last, from), body: this.text.slice(from, to) };
      last = to;
      return piece;
    });
  }

  private joined<T>(now: Collection<'object' | 'array'>, aligned: readonly Aligned<T>[], write: (wanted: T, source: number | null) => string | Piece): string {
    const pieces = this.piecesOf(now);
    const parting = now.isInline ? (pieces[1]?.lead ?? ', ') : ' '.repeat(now.column);
    const used = new Set(aligned.map(one => one.source));
    // what stands above a part that goes, parted from it by an empty line, is about what follows too
    const above: string[] = [];
    let left = '';
    pieces.forEach(({ lead }, index) => {
      if (used.has(index)) [above[index], left] = [left, ''];
      else left += now.isInline ? '' : (/^[^]*#[^]*\n[ \t]*\r?\n/.exec(lead)?.[0] ?? '');
    });
    const body = aligned.reduce((so, { wanted, source }, index) => {
      const written = write(wanted, source);
      const piece = typeof written === 'string' ? { lead: (source !== null && pieces[source]!.lead) || parting, body: written } : written;
      const lead = (source === null ? '' : above[source]!) + piece.lead;
      return so + (index === 0 ? lead.replace(/^[\s,]+/, '') : !now.isInline && !so.endsWith('\n') ? `\n${lead}` : lead) + piece.body;
    }, '');
    if (!now.isInline) return body + left;
    const length = pieces.reduce((sum, piece) => sum + piece.lead.length + piece.body.length, 0);
    const first = now.kind === 'object' ? now.members[0]!.from : now.starts[0]!;
    return this.text.slice(now.from, first) + body + this.text.slice(first + length, now.to);
  }

  private member(now: Collection<'object'>, { name, value }: { name: string; value: Tree }, source: number | null): string | Piece {
    if (source === null) {
      if (now.isInline) return `${this.text[now.members[0]!.key.from] === '"' ? JSON.stringify(name) : nameOf(name)}: ${flow(value)}`;
      return this.moved(name, value, now.column) ?? `${nameOf(name)}:${block(value, now.column + this.step.length, this.step)}\n`;
    }
    const old = now.members[source]!;
    const key = old.name === name ? this.text.slice(old.from, old.key.to) : this.text.slice(old.from, old.key.from) + (this.text[old.key.from] === '"' ? JSON.stringify(name) : nameOf(name));
    return key + this.behind(old.key.to, old.value, value, now.isInline, ':', now.column + this.step.length);
  }

  private item(now: Collection<'array'>, wanted: Tree, source: number | null): string {
    if (source === null) return now.isInline ? flow(wanted) : `-${this.compact(wanted, now.column + 2)}\n`;
    const from = now.starts[source]!;
    return now.isInline ? this.behind(from, now.items[source]!, wanted, true, '', now.column) : `-${this.behind(from + 1, now.items[source]!, wanted, false, '', now.column + 2)}`;
  }

  /** What is behind a name or a dash, to the end of its lines: a value, and a note. */
  private behind(at: number, old: YamlTree, wanted: Tree, isInFlow: boolean, colon: string, column: number): string {
    const between = this.text.slice(at, old.from);
    const after = isInFlow ? '' : this.text.slice(old.to, this.endOf(old));
    if (this.isKept(old, wanted)) return between + this.text.slice(old.from, old.to) + after;
    if (this.isChangedWithin(old, wanted)) return between + this.within(old, wanted) + after;
    if (isInFlow) return `${colon}${colon && ' '}${flow(wanted)}`;
    const written = colon ? block(wanted, column, this.step) : this.compact(wanted, column);
    const isShort = !written.includes('\n');
    if (isShort && old.isInline && !old.hasTag && /^:?[ \t]+(&\S+[ \t]+)?$/.test(between)) return between + written.trimStart() + after;
    const note = /[ \t]#[^\n]*/.exec(`${between.split('\n')[0]}`)?.[0] ?? /[ \t]+#[^\r\n]*/.exec(after)?.[0] ?? '';
    const [first, ...rest] = written.split('\n');
    return `${colon}${old.anchor}${first}${note}${rest.map(line => `\n${line}`).join('')}${after.endsWith('\n') || !old.isInline ? '\n' : ''}`;
  }

  /** A value behind a dash: the first field in the same line. */
  private compact(wanted: Tree, column: number): string {
    return block(wanted, column, this.step).replace(/^\n +/, ' ');
  }

  /** A state that was somewhere else, with its notes. */
  private moved(name: string, wanted: Tree, column: number): Piece | null {
    const known = this.states.get(name);
    if (!known || wanted.kind !== 'object') return null;
    const key = this.text.slice(known.member.from, known.member.key.to);
    const body = key + this.behind(known.member.key.to, known.member.value, wanted, false, ':', known.column + this.step.length);
    const shift = column - known.column;
    const shifted = (lines: string) => lines.replace(/\n( *)(?=\S)/g, (_, own: string) => `\n${' '.repeat(Math.max(0, own.length + shift))}`);
    const lead = shifted(`\n${known.piece.lead}`).slice(1).replace(/ *$/, '');
    return { lead: `${lead}${' '.repeat(column)}`, body: `${shifted(body).trimEnd()}\n` };
  }

  private collect(tree: YamlTree): void {
    if (tree.kind === 'array') tree.items.forEach(item => this.collect(item));
    if (tree.kind !== 'object' || tree.isAlias) return;
    for (const { name, value } of tree.members) {
      if (name === 'States' && value.kind === 'object' && !value.isInline) {
        const pieces = this.piecesOf(value);
        value.members.forEach((member, index) => this.states.set(member.name, { piece: pieces[index]!, column: value.column, member }));
      }
      this.collect(value);
    }
  }

  private endOf(value: YamlTree): number {
    if (!value.isInline) return value.to;
    const end = this.text.indexOf('\n', value.to);
    return end < 0 ? this.text.length : end + 1;
  }
}
