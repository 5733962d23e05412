import { useState } from 'react';
import type { Edit } from './model/edits';
import type { State } from './model/machine';
import { rawValue } from './model/text';
import { readTree } from './model/tree';

/** A state as its JSON text. */
export function StateText({ state, text, onEdit }: { state: State; text: string; onEdit: (edit: Edit, group?: string) => boolean }) {
  const [typed, setTyped] = useState<string | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const shown = typed ?? rawValue(text, state.tree);
  const commit = (next: string) => {
    setTyped(next);
    try {
      if (readTree(next).kind !== 'object') throw new Error('A state is an object.');
      setFault(null);
      onEdit({ kind: 'set', path: state.path, value: next.trim() }, `text ${state.id}`);
    } catch (e) {
      setFault((e as Error).message);
    }
  };
  return (
    <div className="field designer-field">
      <label htmlFor="state-text">{state.name} as text</label>
      <textarea id="state-text" className="input" rows={Math.min(30, shown.split('\n').length + 1)} value={shown} onChange={event => commit(event.target.value)} onBlur={() => fault === null && setTyped(null)} spellCheck={false} aria-invalid={fault ? true : undefined} />
      {fault && <span className="fault" role="alert">{fault} The state stays as it was until the text is right.</span>}
    </div>
  );
}
