import { useQuery } from '@tanstack/react-query';
import { useEffect, useId, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';
import { suggestQuery, type QueryFault } from '../../shared/api/runs';
import { Button, IconButton } from '../../shared/ui/Button';
import { Icon } from '../../shared/ui/Icon';

interface QueryBarProps {
  /** The query that the list shows. */
  query: string;
  /** What the server says is wrong with it. */
  fault?: QueryFault | undefined;
  onApply: (query: string) => void;
}

/** Where a query is typed: it suggests what can stand at the caret, and marks what is wrong where it is. */
export function QueryBar({ query, fault, onApply }: QueryBarProps) {
  const [draft, setDraft] = useState(query);
  const [caret, setCaret] = useState(0);
  const [isOpen, setOpen] = useState(false);
  const [chosen, setChosen] = useState(-1);
  const [scroll, setScroll] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  const wanted = useRef<number | null>(null);
  const id = useId();
  useEffect(() => setDraft(query), [query]);
  useLayoutEffect(() => {
    if (wanted.current !== null) input.current?.setSelectionRange(wanted.current, wanted.current); // before the next key
    wanted.current = null;
  });
  useEffect(() => {
    const press = (event: globalThis.KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || (event.target as HTMLElement).closest('input, textarea, select, [role=dialog]')) return;
      event.preventDefault();
      input.current?.focus();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, []);

  const isChanged = draft !== query;
  const { data, isPlaceholderData: isOld } = useQuery({
    queryKey: ['query suggestions', draft, caret],
    queryFn: ({ signal }) => suggestQuery(draft, caret, signal),
    enabled: isOpen || isChanged,
    placeholderData: previous => previous,
    staleTime: 10_000,
  });
  const shown = isOpen ? (data?.suggestions ?? []) : [];
  const items = isOld ? [] : shown; // the old ones stay in sight until the new ones are here, and cannot be chosen
  const typed = isOld ? undefined : data?.error;
  const isAtCaret = !!typed && isOpen && typed.position + typed.length === caret; // is about to be typed
  const isOver = !!typed && typed.position + typed.length <= draft.length && !isAtCaret;
  const marked = isChanged ? (isOver ? typed : undefined) : fault;

  const moveTo = (position: number, text = draft) => {
    setDraft(text);
    setCaret(position);
    setChosen(-1);
    wanted.current = position;
  };
  const accept = (text: string) => {
    if (!data || isOld) return;
    const rest = draft.slice(data.to);
    const written = text + (/^\s/.test(rest) ? '' : ' ');
    moveTo(data.from + written.length, draft.slice(0, data.from) + written + rest);
    setOpen(true);
  };
  const apply = () => {
    setOpen(false);
    onApply(draft.trim());
  };
  const press = (event: KeyboardEvent) => {
    const choose = (step: number) => setChosen(items.length === 0 ? -1 : (chosen + step + items.length + (chosen < 0 && step < 0 ? 1 : 0)) % items.length);
    if (event.key === 'ArrowDown' || (event.key === ' ' && event.ctrlKey)) {
      if (isOpen) choose(1);
      else setOpen(true);
    } else if (event.key === 'ArrowUp' && isOpen) choose(-1);
    else if ((event.key === 'Enter' || event.key === 'Tab') && items[chosen]) accept(items[chosen].text);
    else if (event.key === 'Enter') apply();
    else if (event.key === 'Escape' && isOpen) setOpen(false);
    else if (event.key === 'Escape' && isChanged) setDraft(query);
    else return;
    event.preventDefault();
  };
  const follow = () => setCaret(input.current?.selectionStart ?? draft.length);

  return (
    <div className="query-bar">
      <div className="query-field" data-fault={!!marked || undefined}>
        <Icon name="search" size={14} />
        <div className="query-text">
          <input
            ref={input} id={id} className="mono" role="combobox" aria-label="Query" aria-autocomplete="list" aria-expanded={items.length > 0} aria-controls={`${id}-list`} aria-invalid={!!marked}
            aria-describedby={marked ? `${id}-fault` : undefined} aria-activedescendant={items[chosen] ? `${id}-${chosen}` : undefined} spellCheck={false} autoComplete="off" autoCapitalize="off"
            placeholder='status = FAILED and input.orderId = "42" and duration > 5m' value={draft}
            onChange={event => { setDraft(event.target.value); setCaret(event.target.selectionStart ?? event.target.value.length); setChosen(-1); setOpen(true); }}
            onKeyDown={press} onKeyUp={follow} onClick={() => { follow(); setOpen(true); }} onBlur={() => setOpen(false)} onScroll={event => setScroll(event.currentTarget.scrollLeft)}
          />
          {marked && <Marked text={draft} fault={marked} scroll={scroll} />}
        </div>
        {draft && <IconButton name="Clear the query" icon="close" onClick={() => { setDraft(''); setOpen(false); onApply(''); input.current?.focus(); }} />}
        {isChanged ? <Button kind="primary" onClick={apply}>Find</Button> : <kbd aria-hidden="true">/</kbd>}
      </div>
      {shown.length > 0 && (
        <ul id={`${id}-list`} role="listbox" aria-label="Suggestions" className="query-suggestions" aria-hidden={isOld || undefined}>
          {shown.map((item, index) => (
            <li key={item.text} id={`${id}-${index}`} role="option" aria-selected={index === chosen} onPointerDown={event => { event.preventDefault(); accept(item.text); }} onPointerMove={() => setChosen(index)}>
              <span className="mono truncate">{item.text}</span>
              {item.says && <span className="quiet truncate">{item.says}</span>}
            </li>
          ))}
        </ul>
      )}
      {marked && (
        <p id={`${id}-fault`} className="query-fault" role="alert">
          {marked.message} <span className="quiet">At character {marked.position + 1}.</span>
        </p>
      )}
    </div>
  );
}

/** The same text behind the field, with what is wrong underlined. Where something is missing, the place of one character is. */
function Marked({ text, fault: { position, length }, scroll }: { text: string; fault: QueryFault; scroll: number }) {
  return (
    <div className="query-marks mono" aria-hidden="true">
      <span style={{ transform: `translateX(${-scroll}px)` }}>
        {text.slice(0, position)}
        <mark>{text.slice(position, position + length) || '\u00a0'}</mark>
        {text.slice(position + length)}
      </span>
    </div>
  );
}
