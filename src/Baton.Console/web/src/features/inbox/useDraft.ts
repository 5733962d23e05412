import { useEffect, useRef, useState } from 'react';
import { act, type HumanTask } from '../../shared/people/api';

/** How long typing rests before it is saved, in milliseconds. */
const PAUSE = 1_000;

type State = 'none' | 'waiting' | 'saving' | 'saved' | 'failed';

/**
 * Saves what is filled in so far, when typing rests, and when the task or the page is left.
 * @param json what to save; null where nothing may be.
 */
export function useDraft({ id }: HumanTask, json: string | null) {
  const [state, setState] = useState<State>('none');
  const [message, setMessage] = useState('');
  const [savedAt, setSavedAt] = useState<Date>();
  const [version, setVersion] = useState(0);
  const pending = useRef<string | null>(null);
  const current = useRef(json);
  current.current = json;

  const save = async (keepalive = false) => {
    const text = pending.current === null ? null : current.current;
    pending.current = null;
    if (text === null) return;
    setState('saving');
    try {
      await act(id, 'draft', `{"data":${text}}`, { keepalive });
      setSavedAt(new Date());
      setState('saved');
    } catch (e) {
      pending.current ??= text;
      setMessage((e as Error).message);
      setState('failed');
    }
  };
  const latest = useRef(save);
  latest.current = save;

  useEffect(() => {
    if (version === 0) return;
    const timer = setTimeout(() => void latest.current(), PAUSE);
    return () => clearTimeout(timer);
  }, [version]);
  useEffect(() => {
    const leave = () => void latest.current(true);
    addEventListener('pagehide', leave);
    return () => {
      removeEventListener('pagehide', leave);
      leave();
    };
  }, []);
  return {
    state, message, savedAt,
    /** Something was typed. */
    changed: () => {
      pending.current = '';
      setVersion(number => number + 1);
      setState('waiting');
    },
    /** What was typed is not to be saved any more: it is sent. */
    stop: () => {
      pending.current = null;
    },
  };
}
