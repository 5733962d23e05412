import { useState, type KeyboardEvent } from 'react';
import { IconButton } from '../../shared/ui/Button';
import type { Edit } from './model/edits';
import { pointerOf, type Path } from './model/tree';

interface ErrorNamesProps {
  id: string;
  path: Path;
  names: readonly string[];
  /** Names that may be meant. */
  known: readonly string[];
  describedBy: string;
  isInvalid: boolean;
  onEdit: (edit: Edit, group?: string) => boolean;
}

/** Names of errors, each with its own way out, and a field that offers others: Enter or a comma takes one, Backspace in the empty field takes the last one back. */
export function ErrorNames({ id, path, names, known, describedBy, isInvalid, onEdit }: ErrorNamesProps) {
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(-1);
  const [isOpen, setOpen] = useState(false);
  const found = known.filter(name => !names.includes(name) && name.toLowerCase().includes(typed.trim().toLowerCase()));
  const isShown = isOpen && found.length > 0;
  const leave = () => {
    setOpen(false);
    setAt(-1);
  };
  const add = (name: string) => {
    setTyped('');
    leave();
    if (name !== '' && !names.includes(name)) onEdit({ kind: 'addItem', path, value: JSON.stringify(name) });
  };
  const remove = (index: number) => onEdit({ kind: 'set', path: [...path, index], value: undefined });
  const press = (event: KeyboardEvent) => {
    const step = (by: number) => setAt(current => (current + by + found.length + (current < 0 && by < 0 ? 1 : 0)) % Math.max(1, found.length));
    if (event.key === 'ArrowDown' && isShown) step(1);
    else if (event.key === 'ArrowDown') setOpen(true);
    else if (event.key === 'ArrowUp' && isShown) step(-1);
    else if (event.key === 'Escape' && isShown) leave();
    else if ((event.key === 'Enter' || event.key === ',') && (typed.trim() !== '' || at >= 0)) add((isShown && found[at]) || typed.trim());
    else if (event.key === 'Backspace' && typed === '' && names.length > 0) remove(names.length - 1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="chips">
      <ul className="input chips-field" aria-label="Names of errors" data-invalid={isInvalid || undefined}>
        {names.map((name, index) => (
          <li key={`${pointerOf(path)} ${name}`} className="chip">
            <span className="mono">{name}</span>
            <IconButton name={`Remove ${name}`} icon="close" onClick={() => remove(index)} />
          </li>
        ))}
        <li className="chips-more">
          <input
            id={id} className="mono" role="combobox" aria-autocomplete="list" aria-expanded={isShown} aria-controls={isShown ? `${id}-names` : undefined} aria-activedescendant={isShown && at >= 0 ? `${id}-${at}` : undefined}
            aria-describedby={describedBy} aria-invalid={isInvalid || undefined} placeholder="Add an error" value={typed} spellCheck={false} autoComplete="off" autoCapitalize="off"
            onChange={event => { setTyped(event.target.value); setAt(-1); setOpen(true); }} onKeyDown={press} onClick={() => setOpen(true)} onBlur={() => add(typed.trim())}
          />
        </li>
      </ul>
      {isShown && (
        <ul id={`${id}-names`} role="listbox" aria-label="Errors" className="chips-offer">
          {found.map((name, index) => (
            <li key={name} id={`${id}-${index}`} role="option" aria-selected={index === at} className="mono truncate" onPointerDown={event => { event.preventDefault(); add(name); }} onPointerMove={() => setAt(index)}>{name}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
