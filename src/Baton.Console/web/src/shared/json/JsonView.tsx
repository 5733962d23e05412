import { useMemo, useState } from 'react';
import { CopyButton } from '../ui/Button';
import { Segments } from '../ui/Page';
import { CodeText } from './CodeText';
import { parseJson, prettyJson, sizeText } from './json';
import { JsonTree } from './JsonTree';

/** A payload: its size, and its value as a tree or as text. Whatever it holds is shown as text, and nothing of it is done. */
export function JsonView({ text, name }: { text: string; name: string }) {
  const [view, setView] = useState<'tree' | 'text'>('tree');
  const [path, setPath] = useState('$');
  const node = useMemo(() => parseJson(text), [text]);
  const pretty = useMemo(() => (node && view === 'text' ? prettyJson(node) : text), [node, text, view]);
  return (
    <section className="json" aria-label={name}>
      <div className="json-head">
        <h3>{name}</h3>
        <span className="quiet number">{sizeText(text)}</span>
        <span className="json-tools">
          {node && <Segments name={`${name}: view`} value={view} options={[{ value: 'tree', label: 'Tree' }, { value: 'text', label: 'Text' }]} onChange={setView} />}
          <CopyButton name={name} text={text} />
        </span>
      </div>
      {node && view === 'tree' ? <JsonTree key={text} node={node} name={name} onSelect={setPath} /> : <CodeText text={pretty} name={`${name} as text`} />}
      {node && view === 'tree' && path !== '$' && (
        <div className="json-path">
          <code className="truncate">{path}</code>
          <CopyButton name={`path in ${name}`} text={path} />
        </div>
      )}
    </section>
  );
}
