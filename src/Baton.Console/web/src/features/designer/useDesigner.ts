import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { toast } from '../../shared/ui/Toasts';
import { validate, type MachineType } from './api';
import { dropDraft, keepDraft, noSamples, readDraft, type Samples } from './drafts';
import type { Edit } from './model/edits';
import { problemOf, problemOfFault, type Problem } from './model/problems';
import { begin, change, redo, select, undo, type Session } from './model/session';

/** How long after the last change a draft is kept and asked about, in milliseconds. */
const PAUSE = 350;

export interface Designer {
  session: Session;
  problems: readonly Problem[];
  /** The definition that the draft was made from; empty for a new machine. */
  base: string;
  isChanged: boolean;
  isKept: boolean;
  samples: Samples;
  edit: (edit: Edit, group?: string) => boolean;
  select: (ids: readonly string[]) => void;
  undo: () => void;
  redo: () => void;
  setSamples: (samples: Samples) => void;
  /** The draft is what is deployed now. */
  saved: (text: string) => void;
  giveUp: () => void;
}

/**
 * The draft of a machine: what is done to it, what is wrong with it, and that it is still there after a reload.
 * @param arn of the machine; empty for a new one
 * @param deployed its definition; empty for a new one
 */
export function useDesigner(arn: string, deployed: string, type: MachineType): Designer {
  const [first] = useState(() => readDraft(arn));
  const [session, setSession] = useState(() => begin(first?.text ?? (deployed || undefined)));
  const [base, setBase] = useState(first?.base ?? deployed);
  const [samples, setSamples] = useState(first?.samples ?? noSamples);
  const [isKept, setKept] = useState(true);
  const current = useRef(session);
  const savedText = useRef<string | null>(null);
  current.current = session;
  const empty = useMemo(() => begin().text, []);
  const isChanged = session.text !== (base || empty) || session.waiting.length > 0;

  const set = useCallback((next: Session) => {
    current.current = next;
    setSession(next);
    if (next.note) toast(next.note, 'fault');
  }, []);
  const edit = useCallback((one: Edit, group?: string) => {
    try {
      set(change(current.current, one, group));
      return true;
    } catch (e) {
      toast((e as Error).message, 'fault');
      return false;
    }
  }, [set]);

  useEffect(() => {
    const keep = () => (savedText.current !== session.text && (isChanged || samples !== noSamples) ? setKept(keepDraft(arn, { text: session.text, base, samples, at: Date.now() })) : dropDraft(arn));
    const timer = setTimeout(keep, PAUSE);
    addEventListener('pagehide', keep);
    return () => {
      clearTimeout(timer);
      removeEventListener('pagehide', keep);
      keep();
    };
  }, [arn, base, isChanged, samples, session.text]);

  const problems = useProblems(session, type);
  return {
    session, problems, base, isChanged, isKept, samples, edit, setSamples,
    select: useCallback(ids => set(select(current.current, ids)), [set]),
    undo: useCallback(() => set(undo(current.current)), [set]),
    redo: useCallback(() => set(redo(current.current)), [set]),
    saved: useCallback(text => {
      savedText.current = text;
      setBase(text);
    }, []),
    giveUp: useCallback(() => set(change(current.current, { kind: 'text', text: base || empty })), [base, empty, set]),
  };
}

/** What is wrong with the draft: at once where it is not JSON, else what the server finds, a moment after the last change. */
function useProblems({ text, fault, machine }: Session, type: MachineType): readonly Problem[] {
  const [found, setFound] = useState<{ text: string; problems: Problem[] }>({ text: '', problems: [] });
  useEffect(() => {
    if (fault) return;
    const asking = new AbortController();
    const timer = setTimeout(() => {
      validate(machine.text, type, asking.signal).then(
        findings => setFound({ text: machine.text, problems: findings.map(finding => problemOf(machine, finding)) }),
        (e: unknown) => asking.signal.aborted || setFound({ text: machine.text, problems: [{ severity: 'WARNING', code: 'NOT_CHECKED', message: `The draft is not checked: ${(e as Error).message}`, path: [], from: 0, to: 0, stateId: null, fixes: [] }] }),
      );
    }, PAUSE);
    return () => {
      clearTimeout(timer);
      asking.abort();
    };
  }, [fault, machine, type]);
  return useMemo(() => {
    if (fault) return [problemOfFault(fault, text)];
    // until the answer comes, those of before stay where their states are
    return found.text === machine.text ? found.problems : found.problems.filter(problem => problem.stateId === null || machine.byId.has(problem.stateId)).map(problem => ({ ...problem, fixes: [] }));
  }, [fault, found, machine, text]);
}
