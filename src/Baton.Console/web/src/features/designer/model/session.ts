import { applyEdit, type Edit } from './edits';
import { readMachine, type Machine } from './machine';
import { JsonFault } from './tree';

/*
 * What a person works on: a text, what is drawn of it, and the way back. While the text is not JSON, the last one that was is drawn; what is done to that
 * waits, and is done to the text when it is JSON again.
 */

export interface Session {
  text: string;
  /** What is drawn: the text, or else the last one that was JSON with what was done to it since. */
  machine: Machine;
  /** Why the text is not JSON; null where it is. */
  fault: JsonFault | null;
  /** What was done to the drawing and waits for the text. */
  waiting: readonly Edit[];
  /** The ids of the states that are selected. */
  selection: readonly string[];
  past: readonly Change[];
  future: readonly Change[];
  /** Why something that waited could not be done. */
  note: string | null;
}

/** A change of the text, as the least that it replaces, and what stood beside it. */
interface Change {
  at: number;
  removed: string;
  inserted: string;
  before: Beside;
  after: Beside;
  /** Changes of one group that follow each other are undone together. */
  group: string | undefined;
}

type Beside = Pick<Session, 'waiting' | 'selection'> & { /** Where the text is not JSON. */ drawn: Machine | null };

const NEW = '{\n  "QueryLanguage": "JSONata",\n  "StartAt": "",\n  "States": {}\n}\n';

export function begin(text = NEW): Session {
  const machine = tryRead(text);
  const isFault = machine instanceof JsonFault;
  return { text, machine: isFault ? readMachine(NEW) : machine, fault: isFault ? machine : null, waiting: [], selection: [], past: [], future: [], note: null };
}

export const select = (session: Session, selection: readonly string[]): Session => ({ ...session, selection });

/** Does an edit. Throws where it does not fit; nothing has changed then. */
export function change(session: Session, edit: Edit, group?: string): Session {
  if (edit.kind === 'text') return edit.text === session.text ? session : record(session, arrive(session, edit.text), group);
  const done = applyEdit(session.fault ? session.machine.text : session.text, edit);
  const machine = readMachine(done.text);
  const selection = (done.select ?? session.selection).filter(id => machine.byId.has(id));
  const next: Session = session.fault ? { ...session, machine, selection, waiting: [...session.waiting, edit] } : { ...session, text: done.text, machine, selection };
  return record(session, { ...next, note: null }, group);
}

/** What becomes of a session when another text is written. */
function arrive(session: Session, text: string): Session {
  const read = tryRead(text);
  if (read instanceof JsonFault) return { ...session, text, fault: read, note: null };
  const notes: string[] = [];
  const done = session.waiting.reduce((so, edit) => {
    try {
      return applyEdit(so, edit).text;
    } catch (e) {
      notes.push((e as Error).message);
      return so;
    }
  }, text);
  const machine = readMachine(done);
  return { ...session, text: done, machine, fault: null, waiting: [], selection: session.selection.filter(id => machine.byId.has(id)), note: notes.join(' ') || null };
}

const beside = ({ waiting, selection, fault, machine }: Session): Beside => ({ waiting, selection, drawn: fault ? machine : null });

function record(before: Session, after: Session, group: string | undefined): Session {
  const { at, removed, inserted } = difference(before.text, after.text);
  if (removed === inserted && before.machine.text === after.machine.text) return after;
  const last = before.past.at(-1);
  if (group !== undefined && last?.group === group) {
    // of a group only the outermost texts count
    const original = revert(before.text, last);
    return { ...after, past: [...before.past.slice(0, -1), { ...difference(original, after.text), before: last.before, after: beside(after), group }], future: [] };
  }
  return { ...after, past: [...before.past, { at, removed, inserted, before: beside(before), after: beside(after), group }], future: [] };
}

const revert = (text: string, { at, removed, inserted }: Change): string => text.slice(0, at) + removed + text.slice(at + inserted.length);

export function undo(session: Session): Session {
  const last = session.past.at(-1);
  if (!last) return session;
  return { ...restore(session, revert(session.text, last), last.before), past: session.past.slice(0, -1), future: [last, ...session.future] };
}

export function redo(session: Session): Session {
  const next = session.future[0];
  if (!next) return session;
  const text = session.text.slice(0, next.at) + next.inserted + session.text.slice(next.at + next.removed.length);
  return { ...restore(session, text, next.after), past: [...session.past, next], future: session.future.slice(1) };
}

function restore(session: Session, text: string, { waiting, selection, drawn }: Beside): Session {
  const read = tryRead(text);
  const isFault = read instanceof JsonFault;
  return { ...session, text, fault: isFault ? read : null, machine: isFault ? (drawn ?? session.machine) : read, waiting, selection, note: null };
}

function tryRead(text: string): Machine | JsonFault {
  try {
    return readMachine(text);
  } catch (e) {
    if (e instanceof JsonFault) return e;
    throw e;
  }
}

/** What of a text has to be replaced to make another one of it: all between what both begin and end with. */
export function difference(before: string, after: string): { at: number; removed: string; inserted: string } {
  const most = Math.min(before.length, after.length);
  let at = 0;
  while (at < most && before.charCodeAt(at) === after.charCodeAt(at)) at++;
  let end = 0;
  while (end < most - at && before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end)) end++;
  return { at, removed: before.slice(at, before.length - end), inserted: after.slice(at, after.length - end) };
}
