import { useEffect, useState } from 'react';
import { useQueryValue } from '../router';

/** How long typing rests before it is looked for, in milliseconds. */
const PAUSE = 250;

/** A text that a list is narrowed by: the value of the address that has its name. */
export function QueryFilter({ name, label, placeholder, className = '' }: { name: string; label: string; placeholder: string; className?: string }) {
  const [wanted, setWanted] = useQueryValue(name);
  const [text, setText] = useState(wanted ?? '');
  useEffect(() => setText(wanted ?? ''), [wanted]);
  useEffect(() => {
    if (text.trim() === (wanted ?? '')) return;
    const timer = setTimeout(() => setWanted(text.trim() || null), PAUSE);
    return () => clearTimeout(timer);
  }, [text]);
  return <input type="search" className={`input ${className}`} aria-label={label} placeholder={placeholder} value={text} onChange={event => setText(event.target.value)} autoComplete="off" spellCheck={false} />;
}
