import { applyEdit, type Edit } from './edits';
import { readMachine, type Machine } from './machine';
import { languageNames, readText, yaml, type Language } from './notation';
import { rewriteJson } from './rewrite';
import { TextFault } from './tree';

/*
 * What a person works on: a text, what is drawn of it, and the way back. While the text is not JSON, or not YAML, the last one that was is drawn; what is done
 * to that waits, and is done to the text when it is right again.
 */

export interface Session {
  text: string;
  /** What the text is written in. */
  language: Language;
  /** What is drawn, in JSON: what the text says, or else what the last one said that was right, with what was done to it since. */
  machine: Machine;
  /** Why the text cannot be read; null where it can. */
  fault: TextFault | null;
  /** What was done to the drawing and waits for the text. */
  waiting: readonly Edit[];
  /** The text in YAML when it was last shown so: its notes are nowhere else. */
  yaml: string | null;
  /** The ids of the states that are selected. */
  selection: readonly string[];
  past: readonly Change[];
  future: readonly Change[];
  /** Why something that waited could not be done. */
  note: string | null;
}

/** What of a text was replaced: the least. */
interface Splice {
  at: number;
  removed: string;
  inserted: string;
}

/** A change of the text and of what is drawn, with what stood beside it. */
interface Change {
  text: Splice;
  drawn: Splice;
  before: Beside;
  after: Beside;
  /** Changes of one group that follow each other are undone together. */
  group: string | undefined;
}

type Beside = Pick<Session, 'waiting' | 'selection' | 'language' | 'yaml'>;

/** What of a session is kept while nobody has it open. */
export interface Kept extends Partial<Pick<Session, 'language' | 'waiting' | 'yaml'>> {
  text: string;
  /** The JSON of what is drawn; undefined where it is the text. */
  drawn?: string | undefined;
}

const NEW = '{\n  "QueryLanguage": "JSONata",\n  "StartAt": "",\n  "States": {}\n}\n';

export function begin(kept: string | Kept = NEW): Session {
  const { text, drawn, language = 'json', waiting = [], yaml: last = null } = typeof kept === 'string' ? ({ text: kept } as Kept) : kept;
  const fault = faultOf(text, language);
  const json = drawn ?? (fault ? NEW : language === 'json' ? text : rewriteJson(NEW, readText(text, language)));
  return { text, language, machine: readMachine(json), fault, waiting, yaml: last, selection: [], past: [], future: [], note: null };
}

export const keep = ({ text, language, machine, waiting, yaml: last }: Session): Kept => ({ text, language, waiting, yaml: last, ...(machine.text === text ? {} : { drawn: machine.text }) });

export const select = (session: Session, selection: readonly string[]): Session => ({ ...session, selection });

/** Does an edit. Throws where it does not fit; nothing has changed then. */
export function change(session: Session, edit: Edit, group?: string): Session {
  if (edit.kind === 'text') {
    const language = edit.language ?? session.language;
    return edit.text === session.text && language === session.language ? session : record(session, arrive({ ...session, language }, edit.text), group);
  }
  if (edit.kind === 'replace' && !session.fault) return record(session, arrive(session, applyEdit(session.text, edit).text), group); // its places are those of the text
  const done = applyEdit(session.machine.text, edit);
  const next = session.fault ? { ...session, machine: readMachine(done.text), waiting: [...session.waiting, edit] } : says(session, done.text);
  return record(session, { ...next, selection: (done.select ?? session.selection).filter(id => next.machine.byId.has(id)), note: null }, group);
}

/** The session with other JSON: its text says that. */
function says(session: Session, json: string): Session {
  const machine = readMachine(json);
  return { ...session, machine, text: session.language === 'json' ? json : yaml().write(session.text, machine.root.tree) };
}

/** The definition is another one, whatever the text was. */
export function put(session: Session, json: string): Session {
  const machine = readMachine(json);
  const text = session.language === 'json' ? json : session.fault ? yaml().print(machine.root.tree) : yaml().write(session.text, machine.root.tree);
  return record(session, { ...session, text, machine, fault: null, waiting: [], selection: [], note: null }, undefined);
}

/** Writes the definition in the other language. Throws while the text cannot be read: nobody's half a sentence is dropped. */
export function write(session: Session, language: Language): Session {
  if (language === session.language) return session;
  if (session.fault) throw new Error(`The text is not ${languageNames[session.language]} just now: mend it, or undo what was typed, and then change to ${languageNames[language]}.`);
  const { tree } = session.machine.root;
  const text = language === 'json' ? session.machine.text : session.yaml === null ? yaml().print(tree) : yaml().write(session.yaml, tree);
  const next = { ...session, text, language, yaml: language === 'json' ? session.text : session.yaml };
  return record(session, next, 'language');
}

/** What becomes of a session when another text is written. */
function arrive(session: Session, text: string): Session {
  const fault = faultOf(text, session.language);
  if (fault) return { ...session, text, fault, note: null };
  const read = session.language === 'json' ? text : rewriteJson(session.machine.text, readText(text, session.language));
  const notes: string[] = [];
  const json = session.waiting.reduce((so, edit) => {
    try {
      return applyEdit(so, edit).text;
    } catch (e) {
      notes.push((e as Error).message);
      return so;
    }
  }, read);
  const next = json === read ? { ...session, text, machine: readMachine(json) } : says({ ...session, text }, json);
  return { ...next, fault: null, waiting: [], selection: session.selection.filter(id => next.machine.byId.has(id)), note: notes.join(' ') || null };
}

const beside = ({ waiting, selection, language, yaml: last }: Session): Beside => ({ waiting, selection, language, yaml: last });

const isNothing = (text: Splice, drawn: Splice, before: Beside, after: Beside): boolean => text.removed === text.inserted && drawn.removed === drawn.inserted && before.language === after.language;

function record(before: Session, after: Session, group: string | undefined): Session {
  const last = before.past.at(-1);
  const isOne = group !== undefined && last?.group === group; // of a group only the outermost texts count
  const [from, drawn] = isOne ? [revert(before.text, last.text), revert(before.machine.text, last.drawn)] : [before.text, before.machine.text];
  const step: Change = { text: difference(from, after.text), drawn: difference(drawn, after.machine.text), before: isOne ? last.before : beside(before), after: beside(after), group };
  const past = isOne ? before.past.slice(0, -1) : before.past;
  if (isNothing(step.text, step.drawn, step.before, step.after)) return isOne ? { ...after, past, future: [] } : after;
  return { ...after, past: [...past, step], future: [] };
}

const revert = (text: string, { at, removed, inserted }: Splice): string => text.slice(0, at) + removed + text.slice(at + inserted.length);

const repeat = (text: string, { at, removed, inserted }: Splice): string => text.slice(0, at) + inserted + text.slice(at + removed.length);

export function undo(session: Session): Session {
  const last = session.past.at(-1);
  if (!last) return session;
  return { ...restore(session, revert(session.text, last.text), revert(session.machine.text, last.drawn), last.before), past: session.past.slice(0, -1), future: [last, ...session.future] };
}

export function redo(session: Session): Session {
  const next = session.future[0];
  if (!next) return session;
  return { ...restore(session, repeat(session.text, next.text), repeat(session.machine.text, next.drawn), next.after), past: [...session.past, next], future: session.future.slice(1) };
}

const restore = (session: Session, text: string, json: string, kept: Beside): Session => ({ ...session, ...kept, text, machine: json === session.machine.text ? session.machine : readMachine(json), fault: faultOf(text, kept.language), note: null });

function faultOf(text: string, language: Language): TextFault | null {
  try {
    readText(text, language);
    return null;
  } catch (e) {
    if (e instanceof TextFault) return e;
    throw e;
  }
}

/** What of a text has to be replaced to make another one of it: all between what both begin and end with. */
export function difference(before: string, after: string): Splice {
  const most = Math.min(before.length, after.length);
  let at = 0;
  while (at < most && before.charCodeAt(at) === after.charCodeAt(at)) at++;
  let end = 0;
  while (end < most - at && before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end)) end++;
  return { at, removed: before.slice(at, before.length - end), inserted: after.slice(at, after.length - end) };
}
