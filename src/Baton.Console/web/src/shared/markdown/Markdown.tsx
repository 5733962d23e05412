import { createElement, Fragment, useMemo, type ReactNode } from 'react';
import './markdown.css';

/*
 * The Markdown that descriptions are written in: headings, paragraphs, lists, quotes, code, lines, emphasis and links. It is turned into elements, never into HTML text, so
 * that whatever else stands in a description stays text. All repeats are bounded: a text takes time in proportion to its length.
 */

/** Lists and quotes within each other up to here; what is deeper stays text. */
const DEPTH_MAX = 8;

const inline =
  /\\([\\`*_{}[\]()#+\-.!<>])|`([^`]{1,2000})`|\*\*([^*\s](?:[^*]{0,1000}[^*\s])?)\*\*|\*([^*\s](?:[^*]{0,1000}[^*\s])?)\*|(?<!\w)_([^_\s](?:[^_]{0,1000}[^_\s])?)_(?!\w)|\[([^\][]{1,500})\]\(((?:https?:\/\/|mailto:)[^\s()<>]{1,2000})\)|(https?:\/\/[^\s<>()[\]]{0,1000}[^\s<>()[\].,;:!?'"*_])/g;

export function Markdown({ text }: { text: string }) {
  const content = useMemo(() => blocks(text.replaceAll('\r\n', '\n').split('\n'), 0), [text]);
  return <div className="markdown">{content}</div>;
}

function blocks(lines: readonly string[], depth: number): ReactNode[] {
  const result: ReactNode[] = [];
  const add = (node: ReactNode) => result.push(<Fragment key={result.length}>{node}</Fragment>);
  /** Takes lines as long as they are of a kind. */
  const take = (from: number, isOf: (line: string) => boolean) => {
    let to = from;
    while (to < lines.length && isOf(lines[to]!)) to++;
    return to;
  };
  for (let at = 0; at < lines.length; ) {
    const line = lines[at]!;
    const heading = /^(#{1,6})\s+(.+)$/.exec(line);
    const item = depth < DEPTH_MAX ? itemOf(line) : null;
    if (line.trim() === '') at++;
    else if (/^\s{0,3}```/.test(line)) {
      const end = take(at + 1, other => !/^\s{0,3}```/.test(other));
      add(<pre tabIndex={0} role="region" aria-label="Code">{lines.slice(at + 1, end).join('\n')}</pre>);
      at = end + 1;
    } else if (heading) {
      add(createElement(`h${Math.min(6, heading[1]!.length + 2)}`, {}, ...spans(heading[2]!)));
      at++;
    } else if (/^\s{0,3}([-*_])(\s*\1){2,}\s*$/.test(line)) {
      add(<hr />);
      at++;
    } else if (depth < DEPTH_MAX && /^\s{0,3}>/.test(line)) {
      const end = take(at, other => /^\s{0,3}>/.test(other));
      add(<blockquote>{blocks(lines.slice(at, end).map(other => other.replace(/^\s{0,3}> ?/, '')), depth + 1)}</blockquote>);
      at = end;
    } else if (item) {
      const end = take(at, other => itemOf(other)?.isOrdered === item.isOrdered || /^\s{2,}\S/.test(other));
      const items: string[][] = [];
      for (const other of lines.slice(at, end)) {
        const begun = itemOf(other);
        if (begun && begun.indent <= item.indent + 1) items.push([begun.text]);
        else items.at(-1)!.push(other.slice(Math.min(item.indent + 2, other.length - other.trimStart().length)));
      }
      const content = items.map((one, index) => <li key={index}>{one.length === 1 ? spans(one[0]!) : blocks(one, depth + 1)}</li>);
      add(item.isOrdered ? <ol start={item.number}>{content}</ol> : <ul>{content}</ul>);
      at = end;
    } else {
      const end = take(at + 1, other => other.trim() !== '' && !/^(\s{0,3}(```|>)|#{1,6}\s)/.test(other) && !itemOf(other));
      const text = lines.slice(at, end);
      add(depth > 0 && text.length === lines.length ? <>{spans(text.join('\n'))}</> : <p>{spans(text.join('\n'))}</p>);
      at = end;
    }
  }
  return result;
}

function itemOf(line: string): { indent: number; isOrdered: boolean; number: number; text: string } | null {
  const found = /^( *)(?:[-*+]|(\d{1,9})[.)])\s+(.*)$/.exec(line);
  return found && { indent: found[1]!.length, isOrdered: found[2] !== undefined, number: Number(found[2] ?? 1), text: found[3]! };
}

function spans(text: string, depth = 0): ReactNode[] {
  const parts: ReactNode[] = [];
  let end = 0;
  for (const match of depth > 3 ? [] : text.matchAll(inline)) {
    const [all, escaped, code, strong, starred, underlined, label, target, bare] = match;
    if (match.index > end) parts.push(text.slice(end, match.index));
    const key = match.index;
    const emphasized = starred ?? underlined;
    const address = target ?? bare;
    if (escaped !== undefined) parts.push(escaped);
    else if (code !== undefined) parts.push(<code key={key}>{code}</code>);
    else if (strong !== undefined) parts.push(<strong key={key}>{spans(strong, depth + 1)}</strong>);
    else if (emphasized !== undefined) parts.push(<em key={key}>{spans(emphasized, depth + 1)}</em>);
    else if (address !== undefined) parts.push(<a key={key} href={address} target="_blank" rel="noreferrer">{label ?? address}</a>);
    end = match.index + all.length;
  }
  if (end < text.length) parts.push(text.slice(end));
  return parts;
}
