import { useId, useState } from 'react';
import '../form/form.css';
import { ItemList } from '../form/ItemList';
import { moved } from '../form/schema';
import { parseJson } from '../json/json';
import { blankOf, nodeOf, valueOf, withField, withMoved, type FieldKind, type FormField, type Path } from './inputForm';

interface InputFormProps {
  text: string;
  fields: FormField[];
  onChange: (text: string) => void;
  /** Told what the fields are called that have a value that they cannot have. */
  onFaults: (names: string[]) => void;
}

const expected: Record<FieldKind, string> = { number: 'Expected a number.', boolean: 'Expected true or false.', json: 'Expected JSON.', group: 'Expected JSON.', list: 'Expected JSON.', text: '' };

/** A path for people: `items 2 / name`. */
const pathText = (path: Path): string => path.map((step, index) => (typeof step === 'number' ? ` ${step + 1}` : `${index > 0 ? ' / ' : ''}${step}`)).join('');

/** What is typed in fields that cannot have it, by the paths to them. */
type Faulty = readonly { path: Path; raw: string }[];

const isSame = (one: Path, other: Path): boolean => one.length === other.length && one.every((step, index) => step === other[index]);

/** The fields of an input, as earlier inputs had them; an object is a group of its own fields, and a list repeats its own. What they do not have stays in the text as it is. */
export function InputForm({ text, fields, onChange, onFaults }: InputFormProps) {
  const [faulty, setFaulty] = useState<Faulty>([]);
  const input = parseJson(text);
  if (input?.kind !== 'object') return <p className="quiet">The input is no JSON object, so that there is no form for it.</p>;
  const keep = (next: Faulty) => {
    setFaulty(next);
    onFaults(next.map(({ path }) => pathText(path)));
  };
  const set = (path: Path, kind: FieldKind, raw: string | null) => {
    const node = raw === null ? null : nodeOf(raw, kind);
    const others = faulty.filter(one => !isSame(one.path, path));
    keep(raw !== null && node === null ? [...others, { path, raw }] : others);
    if (raw === null || node !== null) onChange(withField(text, path, node));
  };
  /** Lets an item of a list go to another place, or away, with what is typed in it. */
  const place = (list: Path, places: readonly number[], next: string) => {
    keep(faulty.flatMap(one => {
      const from = one.path[list.length];
      if (typeof from !== 'number' || !isSame(one.path.slice(0, list.length), list)) return [one];
      const to = places.indexOf(from);
      return to < 0 ? [] : [{ ...one, path: [...list, to, ...one.path.slice(list.length + 1)] }];
    }));
    onChange(next);
  };
  const shown = (field: FormField, path: Path, label: string) => {
    const value = valueOf(input, path, field.kind);
    const kind = value?.kind ?? field.kind;
    const key = path.join('/');
    const onSet = (raw: string | null) => set(path, kind === 'json' && (field.kind === 'group' || field.kind === 'list') ? 'json' : field.kind, raw);
    if (kind !== 'group' && kind !== 'list') return <Field key={key} field={field} path={path} label={label} kind={kind} raw={faulty.find(one => isSame(one.path, path))?.raw ?? value?.raw} isFaulty={faulty.some(one => isSame(one.path, path))} onChange={onSet} />;
    const places = Array.from({ length: value?.count ?? 0 }, (_, index) => index);
    return (
      <fieldset key={key} className="input-group">
        <legend>{label}{!field.isUsual && <span className="hint"> not always given</span>}</legend>
        {kind === 'group' ? field.fields.map(inner => shown(inner, [...path, inner.name], inner.name)) : (
          <ItemList
            names={places.map(index => `${label} ${index + 1}`)} addLabel={`Add to ${label}`} item={index => shown(field.item!, [...path, index], `${label} ${index + 1}`)}
            onAdd={() => onChange(withField(text, [...path, places.length], blankOf(field.item!)))} onMove={(from, to) => place(path, moved(places, from, to), withMoved(text, path, from, to))}
            onRemove={index => place(path, places.filter(other => other !== index), withField(text, [...path, index], null))}
          >
            {value && <LeaveOut path={path} onClick={() => place(path, [], withField(text, path, null))} />}
          </ItemList>
        )}
      </fieldset>
    );
  };
  return <div className="input-form">{fields.map(field => shown(field, [field.name], field.name))}</div>;
}

const LeaveOut = ({ path, onClick }: { path: Path; onClick: () => void }) => <button type="button" className="link" aria-label={`Leave out ${pathText(path)}`} onClick={onClick}>Leave out</button>;

interface FieldProps {
  field: FormField;
  path: Path;
  label: string;
  kind: FieldKind;
  raw: string | undefined;
  isFaulty: boolean;
  onChange: (raw: string | null) => void;
}

function Field({ field, path, label, kind, raw, isFaulty, onChange }: FieldProps) {
  const id = useId();
  const described = { id, 'aria-invalid': isFaulty || undefined, 'aria-describedby': isFaulty ? `${id}-fault` : undefined };
  const isThere = raw !== undefined;
  const isItem = typeof path.at(-1) === 'number'; // an item is removed, not left out
  const change = (text: string, isNone: boolean) => onChange(isNone && !isItem ? null : text);
  return (
    <div className="field">
      <span className="input-form-label">
        <label htmlFor={id}>{label}</label>
        {!field.isUsual && <span className="hint">not always given</span>}
        {isThere && !isItem && <LeaveOut path={path} onClick={() => onChange(null)} />}
      </span>
      {field.kind === 'boolean' && kind === 'boolean' ? (
        <select {...described} className="input" value={raw ?? ''} onChange={event => change(event.target.value, event.target.value === '')}>
          {!isItem && <option value="">left out</option>}
          <option>true</option>
          <option>false</option>
        </select>
      ) : kind === 'json' ? (
        <textarea {...described} className="input" rows={Math.min(6, (raw ?? '').split('\n').length + 1)} value={raw ?? ''} placeholder={isThere ? undefined : 'left out'} spellCheck={false} onChange={event => change(event.target.value, event.target.value === '')} />
      ) : (
        <input {...described} className="input" inputMode={field.kind === 'number' ? 'decimal' : undefined} value={raw ?? ''} placeholder={isThere ? undefined : 'left out'} autoComplete="off" spellCheck={false} list={`${id}-seen`} onChange={event => change(event.target.value, event.target.value === '' && field.kind === 'number')} />
      )}
      {(field.kind === 'text' || field.kind === 'number') && (
        <datalist id={`${id}-seen`}>
          {field.seen.map(value => <option key={value} value={value} />)}
        </datalist>
      )}
      {isFaulty && <span id={`${id}-fault`} className="fault" role="alert">{expected[field.kind]}</span>}
    </div>
  );
}
