import * as Radix from '@radix-ui/react-dialog';
import { useEffect, useId, useState, type KeyboardEvent } from 'react';
import { hasWords, rankOf } from '../../shared/finding';
import { Icon, type IconName } from '../../shared/ui/Icon';

export interface Choice {
  id: string;
  label: string;
  detail: string;
  /** By what else it is found. */
  words?: string | undefined;
  icon: IconName;
}

interface ChooserProps {
  title: string;
  placeholder: string;
  choices: readonly Choice[];
  onChoose: (id: string) => void;
  onClose: () => void;
}

/** Asks for one of many by typing: arrow keys go through what is found, Enter takes it. */
export function Chooser({ title, placeholder, choices, onChoose, onClose }: ChooserProps) {
  const id = useId();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const found = choices.filter(({ label, detail, words = '' }) => hasWords(`${label} ${detail} ${words}`, text)).sort((one, other) => rankOf(one.label, text) - rankOf(other.label, text));
  const current = Math.min(at, found.length - 1);
  useEffect(() => setAt(0), [text]);
  useEffect(() => document.getElementById(`${id}-${current}`)?.scrollIntoView({ block: 'nearest' }), [current, id]);
  const take = (choice: Choice | undefined) => {
    if (!choice) return;
    onClose();
    onChoose(choice.id);
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Enter') take(found[current]);
    else if (event.key === 'ArrowDown') setAt(Math.min(found.length - 1, current + 1));
    else if (event.key === 'ArrowUp') setAt(Math.max(0, current - 1));
    else return;
    event.preventDefault();
  };
  return (
    <Radix.Root open onOpenChange={isOpen => isOpen || onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="veil" />
        <Radix.Content className="dialog palette" aria-describedby={undefined} onCloseAutoFocus={event => event.preventDefault()}>
          <Radix.Title className="visually-hidden">{title}</Radix.Title>
          <div className="palette-field">
            <Icon name="search" />
            <input
              role="combobox" aria-label={title} aria-expanded="true" aria-controls={id} aria-activedescendant={found.length > 0 ? `${id}-${current}` : undefined}
              placeholder={placeholder} value={text} onChange={event => setText(event.target.value)} onKeyDown={press} spellCheck={false} autoComplete="off"
            />
            <kbd>Esc</kbd>
          </div>
          <ul id={id} role="listbox" aria-label="Found" className="palette-list">
            {found.map((choice, index) => (
              <li key={choice.id} id={`${id}-${index}`} role="option" aria-selected={index === current} className="palette-item" onClick={() => take(choice)} onPointerMove={() => setAt(index)}>
                <Icon name={choice.icon} />
                <span className="truncate">{choice.label}</span>
                <span className="quiet truncate">{choice.detail}</span>
              </li>
            ))}
          </ul>
          {found.length === 0 && <p className="palette-none quiet" role="status">Nothing of that name.</p>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
