import { useMemo, useState } from 'react';
import { hasWords } from '../../shared/finding';
import { Icon } from '../../shared/ui/Icon';
import { dragged } from './dragged';
import { palette } from './model/palette';
import { paletteGroups, type PaletteEntry } from './model/paletteEntry';
import { typeIcons } from './stateLook';

/** What there is to choose from: dragged onto the canvas, or put behind what is selected by a click. */
export function PalettePane({ onChoose }: { onChoose: (entry: PaletteEntry) => void }) {
  const [text, setText] = useState('');
  const groups = useMemo(() => {
    const found = palette.filter(({ label, help, group, type, words = '' }) => hasWords([label, help, group, type, words].join(' '), text));
    return paletteGroups.map(group => ({ group, entries: found.filter(entry => entry.group === group) })).filter(({ entries }) => entries.length > 0);
  }, [text]);
  return (
    <section className="designer-palette" aria-label="Palette">
      <input className="input" type="search" aria-label="Search the palette" placeholder="Search" value={text} onChange={event => setText(event.target.value)} spellCheck={false} />
      <div className="palette-groups" tabIndex={-1}>
        {groups.map(({ group, entries }) => (
          <details key={group} open={text !== '' || group === 'States' || group === 'People' || group === 'Patterns'}>
            <summary>{group}</summary>
            <ul>
              {entries.map(entry => (
                <li key={entry.id}>
                  <button
                    type="button" className="palette-entry" data-type={entry.type} title={entry.help} draggable onClick={() => onChoose(entry)}
                    onDragStart={event => {
                      dragged.current = { kind: 'fragment', make: entry.make };
                      event.dataTransfer.effectAllowed = 'copyMove';
                      event.dataTransfer.setData('text/plain', entry.label);
                    }}
                    onDragEnd={() => (dragged.current = null)}
                  >
                    <span className="state-icon"><Icon name={typeIcons[entry.type] ?? 'pass'} size={14} /></span>
                    <span>{entry.label}</span>
                  </button>
                </li>
              ))}
            </ul>
          </details>
        ))}
        {groups.length === 0 && <p className="quiet">Nothing of that name.</p>}
      </div>
    </section>
  );
}
