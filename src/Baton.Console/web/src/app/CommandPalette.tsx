import * as Radix from '@radix-ui/react-dialog';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useEffect, useMemo, useState, type KeyboardEvent } from 'react';
import type { Found } from '../shared/feature';
import { bestOf, ordered } from '../shared/finding';
import { navigate } from '../shared/router';
import { Icon } from '../shared/ui/Icon';
import { features, navigation } from './features';

const pages: Found[] = [...navigation, ...features.flatMap(({ places }) => places ?? [])].map(({ label, to, icon }) => ({ label, to, icon, detail: 'Page' }));

/** Leads to everything that has a name: pages, and what the features find. */
export function CommandPalette({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState(0);
  const [isEntered, setEntered] = useState(false);
  const wanted = useDeferredValue(text.trim());
  const { data: found = [], isFetched } = useQuery({
    queryKey: ['palette', wanted],
    queryFn: async ({ signal }) => (await Promise.all(features.map(feature => feature.search?.(wanted, signal) ?? []))).flat(),
    placeholderData: previous => previous,
    staleTime: 2_000,
  });
  const items = useMemo(() => ordered([...bestOf(pages, wanted, pages.length), ...found], wanted), [wanted, found]);
  const current = Math.min(chosen, items.length - 1);
  useEffect(() => setChosen(0), [wanted]);
  useEffect(() => {
    void document.getElementById(`found-${current}`)?.scrollIntoView({ block: 'nearest' }); // newer browsers give a promise, which is no effect's end
  }, [current]);

  const open = (item: Found | undefined) => {
    if (!item) return;
    onClose();
    navigate(item.to);
  };
  // Who types faster than the server finds means what is found, not what stands there still.
  const isFound = isFetched && wanted === text.trim();
  useEffect(() => {
    if (!isEntered || !isFound) return;
    setEntered(false);
    open(items[current]);
  }, [isEntered, isFound]);
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Enter') setEntered(true);
    else if (event.key === 'ArrowDown') setChosen(Math.min(items.length - 1, current + 1));
    else if (event.key === 'ArrowUp') setChosen(Math.max(0, current - 1));
    else return;
    event.preventDefault();
  };
  return (
    <Radix.Root open onOpenChange={isOpen => isOpen || onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="veil" />
        <Radix.Content className="dialog palette" aria-describedby={undefined}>
          <Radix.Title className="visually-hidden">Find or go to</Radix.Title>
          <div className="palette-field">
            <Icon name="search" />
            <input
              role="combobox" aria-label="Find or go to" aria-expanded="true" aria-controls="found" aria-activedescendant={items.length > 0 ? `found-${current}` : undefined}
              placeholder="A page, or the name or ARN of anything" value={text} onChange={event => setText(event.target.value)} onKeyDown={press} spellCheck={false} autoComplete="off"
            />
            <kbd>Esc</kbd>
          </div>
          <ul id="found" role="listbox" aria-label="Found" className="palette-list">
            {items.map((item, index) => (
              <li key={`${item.label} ${item.to}`} id={`found-${index}`} role="option" aria-selected={index === current} className="palette-item" onClick={() => open(item)} onPointerMove={() => setChosen(index)}>
                <Icon name={item.icon} />
                <span className="truncate">{item.label}</span>
                {item.detail && <span className="quiet truncate">{item.detail}</span>}
              </li>
            ))}
          </ul>
          {items.length === 0 && <p className="palette-none quiet" role="status">Nothing of that name.</p>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
