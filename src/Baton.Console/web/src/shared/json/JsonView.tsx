import { useMemo, useState, type ReactNode } from 'react';
import { CopyButton } from '../ui/Button';
import { Segments } from '../ui/Page';
import { CodeText } from './CodeText';
import { parseJson, prettyJson, sizeText } from './json';
import { JsonDiff } from './JsonDiff';
import { JsonTree } from './JsonTree';

interface JsonViewProps {
  text: string;
  name: string;
  /** What it came from, where the difference can be looked at. */
  before?: { name: string; text: string } | undefined;
  /** Said beside its name. */
  note?: ReactNode;
}

/** A payload: its size, and its value as a tree, as text, or as what is otherwise than before. Whatever it holds is shown as text, and nothing of it is done. */
export function JsonView({ text, name, before, note }: JsonViewProps) {
  const [view, setView] = useState<'tree' | 'text' | 'diff'>('tree');
  const [path, setPath] = useState('$');
  const node = useMemo(() => parseJson(text), [text]);
  const earlier = useMemo(() => (before ? parseJson(before.text) : null), [before?.text]);
  const pretty = useMemo(() => (node && view === 'text' ? prettyJson(node) : text), [node, text, view]);
  const views = [{ value: 'tree', label: 'Tree' }, { value: 'text', label: 'Text' }, ...(earlier ? [{ value: 'diff', label: 'Diff' } as const] : [])] as const;
  return (
    <section className="json" aria-label={name}>
      <div className="json-head">
        <h3>{name}</h3>
        <span className="quiet number">{sizeText(text)}</span>
        {note}
        <span className="json-tools">
          {node && <Segments name={`${name}: view`} value={view} options={views} onChange={setView} />}
          <CopyButton name={name} text={text} />
        </span>
      </div>
      {!node || view === 'text' ? (
        <CodeText text={pretty} name={`${name} as text`} />
      ) : view === 'diff' && earlier ? (
        <JsonDiff before={earlier} after={node} name={`${name}, compared with ${before!.name}`} />
      ) : (
        <JsonTree key={text} node={node} name={name} onSelect={setPath} />
      )}
      {node && view === 'tree' && path !== '$' && (
        <div className="json-path">
          <code className="truncate">{path}</code>
          <CopyButton name={`path in ${name}`} text={path} />
        </div>
      )}
    </section>
  );
}
