import { useId, useState } from 'react';
import { IconButton } from '../../shared/ui/Button';
import type { Sample } from './api';
import { ErrorNames } from './ErrorNames';
import { ExpressionResult } from './ExpressionResult';
import type { Edit } from './model/edits';
import { errorsIn, namesOf } from './model/errors';
import type { Field } from './model/fields';
import type { QueryLanguage, State } from './model/machine';
import { isWithin, type Problem } from './model/problems';
import { rawValue } from './model/text';
import { pointerOf, readTree, type Path, type Tree } from './model/tree';

/** What all fields of an inspector need. */
export interface FieldContext {
  /** The text that is drawn. */
  text: string;
  language: QueryLanguage;
  /** States that a field can name. */
  targets: readonly State[];
  problems: readonly Problem[];
  /** What expressions are tried with. */
  sample: Sample;
  onEdit: (edit: Edit, group?: string) => boolean;
}

interface FieldEditorProps extends FieldContext {
  field: Field;
  /** The path to the object that holds the field. */
  at: Path;
  value: Tree | undefined;
}

/** One field: its name, what it is, what it is good for, and what is wrong with it. Empty means that it is not there. */
export function FieldEditor({ field, at, value, text, language, targets, problems, sample, onEdit }: FieldEditorProps) {
  const id = useId();
  const path = [...at, field.name];
  const shown = value ? shownText(text, value, field.kind) : '';
  const [typed, setTyped] = useState<string | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const pointer = pointerOf(path);
  const own = problems.filter(problem => isWithin(problem, path));
  const commit = (next: string) => {
    setTyped(next);
    const json = jsonOf(next, field, language);
    if (json instanceof Error) return setFault(json.message);
    setFault(null);
    if (next.trim() === '' ? value !== undefined : next !== shown) onEdit({ kind: 'set', path, value: next.trim() === '' ? undefined : json }, `field ${pointer}`);
  };
  const done = () => {
    setTyped(null);
    setFault(null);
  };
  const about = { id, 'aria-describedby': `${id}-help`, 'aria-invalid': fault !== null || own.some(problem => problem.severity === 'ERROR') ? true : undefined };
  const words = field.kind === 'state' ? targets.map(state => state.name) : field.words;
  const names = field.kind === 'errors' ? namesOf(value) : null;
  const isOther = words && value && !words.includes(shown);
  return (
    <div className="field designer-field" data-set={value ? true : undefined}>
      <div className="field-head">
        <label htmlFor={id}>{field.name}</label>
        {value && <IconButton name={`Remove ${field.name}`} icon="close" onClick={() => onEdit({ kind: 'set', path, value: undefined })} />}
      </div>
      {words ? (
        <select {...about} className="input" value={shown} onChange={event => commit(event.target.value)}>
          <option value="">{field.kind === 'state' ? 'Choose a state' : 'Not set'}</option>
          {isOther && <option value={shown}>{shown}</option>}
          {words.map(word => <option key={word} value={word}>{word}</option>)}
        </select>
      ) : names ? (
        <ErrorNames id={id} path={path} names={names} known={errorsIn(targets)} describedBy={`${id}-help`} isInvalid={!!about['aria-invalid']} onEdit={onEdit} />
      ) : field.kind === 'value' || field.kind === 'errors' || field.kind === 'long' ? (
        <textarea {...about} className="input" rows={Math.min(14, Math.max(field.kind === 'long' ? 1 : 2, (typed ?? shown).split('\n').length))} value={typed ?? shown} placeholder={field.placeholder} onChange={event => commit(event.target.value)} onBlur={done} spellCheck={field.kind === 'long'} data-prose={field.kind === 'long' || undefined} />
      ) : (
        <input {...about} className="input" value={typed ?? shown} placeholder={field.placeholder} onChange={event => commit(event.target.value)} onBlur={done} spellCheck={false} autoComplete="off" data-code={field.kind === 'path' || undefined} list={field.kind === 'path' ? PATHS : undefined} />
      )}
      {value && isExpression(typed ?? shown, field.kind) && <ExpressionResult expression={typed ?? shown} language={field.kind === 'path' ? 'jsonpath' : 'jsonata'} sample={sample} />}
      <span id={`${id}-help`} className="hint">{field.help}</span>
      {fault && <span className="fault" role="alert">{fault} It is kept here until it is right.</span>}
      {own.map(problem => (
        <span key={`${problem.code} ${problem.message}`} className="fault" data-severity={problem.severity}>
          {problem.message}
          {problem.fixes.map(fix => <button key={fix.label} type="button" className="link-button" onClick={() => onEdit(fix.edit)}>{fix.label}</button>)}
        </span>
      ))}
    </div>
  );
}

/** The id of the list of paths into the sample, which fields for paths offer. */
export const PATHS = 'sample-paths';

const isExpression = (text: string, kind: Field['kind']): boolean => (kind === 'path' ? /^\$[.[]/.test(text) : /^\s*\{%[\s\S]*%\}\s*$/.test(text));

/** A value as a field shows it: texts bare, but for those that would be read as something else. */
function shownText(text: string, value: Tree, kind: Field['kind']): string {
  if (value.kind !== 'scalar' || typeof value.value !== 'string') return rawValue(text, value);
  if (kind === 'value' && !/^\s*\{%/.test(value.value)) return text.slice(value.from, value.to);
  return value.value;
}

/** The JSON text of what somebody typed; an Error where it cannot be one yet. */
function jsonOf(typed: string, { kind }: Field, language: QueryLanguage): string | Error {
  const text = typed.trim();
  if (kind === 'number') return /^-?\d+(\.\d+)?$/.test(text) ? text : language === 'JSONata' || text === '' ? JSON.stringify(typed) : new Error('Expected a number.');
  if (kind === 'path' && text === 'null') return 'null';
  if (kind !== 'value' && kind !== 'errors') return JSON.stringify(typed);
  if (text.startsWith('{%')) return JSON.stringify(text);
  if (text === '') return '""';
  try {
    readTree(text);
    return text;
  } catch (e) {
    return e as Error;
  }
}
