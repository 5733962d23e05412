import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { toast } from '../../shared/ui/Toasts';
import { validate, type MachineType } from './api';
import { dropDraft, keepDraft, noSamples, readDraft, type Draft, type Samples } from './drafts';
import type { Edit } from './model/edits';
import { problemOf, problemOfFault, problemsOfRules, type Problem } from './model/problems';
import { loadYaml, type Language } from './model/notation';
import { begin, change, keep, put, redo, select, undo, write, type Session } from './model/session';

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
  /** Writes the text in JSON or YAML from now on. */
  setLanguage: (language: Language) => void;
  /** The draft is what is deployed now, as the machine of an ARN. */
  saved: (arn: string) => void;
  giveUp: () => void;
}

/**
 * The draft of a machine: what is done to it, what is wrong with it, and that it is still there after a reload.
 * @param arn of the machine; empty for a new one
 * @param deployed its definition; empty for a new one
 */
export function useDesigner(arn: string, deployed: string, type: MachineType): Designer {
  const [first] = useState(() => readDraft(arn));
  const [session, setSession] = useState(() => beginWith(first, deployed));
  const [base, setBase] = useState(first && !isAsDeployed(first) ? first.base : deployed);
  const [samples, setSamples] = useState(first?.samples ?? noSamples);
  const [isKept, setKept] = useState(true);
  const current = useRef(session);
  const savedText = useRef<string | null>(null);
  current.current = session;
  const empty = useMemo(() => begin().text, []);
  const isChanged = session.machine.text !== (base || empty) || session.fault !== null;

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
    const store = () => {
      const isSaved = savedText.current === session.text;
      if (isSaved ? arn !== '' && session.language === 'yaml' : isChanged || samples !== noSamples || session.language === 'yaml') setKept(keepDraft(arn, draftOf(session, base, samples)));
      else dropDraft(arn);
    };
    const timer = setTimeout(store, PAUSE);
    addEventListener('pagehide', store);
    return () => {
      clearTimeout(timer);
      removeEventListener('pagehide', store);
      store();
    };
  }, [arn, base, isChanged, samples, session.language, session.machine, session.text]);

  const problems = useProblems(session, type);
  return {
    session, problems, base, isChanged, isKept, samples, edit, setSamples,
    select: useCallback(ids => set(select(current.current, ids)), [set]),
    undo: useCallback(() => set(undo(current.current)), [set]),
    redo: useCallback(() => set(redo(current.current)), [set]),
    setLanguage: useCallback(language => {
      const turn = async () => {
        await loadYaml();
        set(write(current.current, language));
      };
      turn().catch((e: unknown) => toast((e as Error).message, 'fault'));
    }, [set]),
    saved: useCallback(made => {
      const now = current.current;
      savedText.current = now.text;
      setBase(now.machine.text);
      if (made !== arn && now.language === 'yaml') keepDraft(made, draftOf(now, now.machine.text, samples));
    }, [arn, samples]),
    giveUp: useCallback(() => set(put(current.current, base || empty)), [base, empty, set]),
  };
}

const draftOf = (session: Session, base: string, samples: Samples): Draft => ({ ...keep(session), base, samples, at: Date.now() });

/** Whether nothing but how it is written parts a draft from what was deployed when it was begun. */
const isAsDeployed = (draft: Draft): boolean => (draft.drawn ?? draft.text) === draft.base && draft.base !== '';

function beginWith(draft: Draft | null, deployed: string): Session {
  if (!draft) return begin(deployed || undefined);
  const session = begin(draft);
  return isAsDeployed(draft) && draft.base !== deployed ? { ...put(session, deployed), past: [] } : session;
}

/** What is wrong with the draft: at once where the text cannot be read, and of rules; else what the server finds, a moment after the last change. */
function useProblems({ text, language, fault, machine }: Session, type: MachineType): readonly Problem[] {
  const [found, setFound] = useState<{ text: string; problems: Problem[] }>({ text: '', problems: [] });
  useEffect(() => {
    if (fault) return;
    const asking = new AbortController();
    const timer = setTimeout(() => {
      validate(text, language, type, asking.signal).then(
        findings => setFound({ text, problems: findings.map(finding => problemOf(machine, finding)) }),
        (e: unknown) => asking.signal.aborted || setFound({ text, problems: [{ severity: 'WARNING', code: 'NOT_CHECKED', message: `The draft is not checked: ${(e as Error).message}`, path: [], from: 0, to: 0, stateId: null, fixes: [] }] }),
      );
    }, PAUSE);
    return () => {
      clearTimeout(timer);
      asking.abort();
    };
  }, [fault, language, machine, text, type]);
  const ofRules = useMemo(() => (fault ? [] : problemsOfRules(machine, text, language)), [fault, language, machine, text]);
  return useMemo(() => {
    if (fault) return [problemOfFault(fault, text, language)];
    // until the answer comes, those of before stay where their states are
    const told = found.text === text ? found.problems : found.problems.filter(problem => problem.stateId === null || machine.byId.has(problem.stateId)).map(problem => ({ ...problem, fixes: [] }));
    return [...told, ...ofRules];
  }, [fault, found, language, machine, ofRules, text]);
}
