import { useId, useState } from 'react';
import { parseJson } from '../json/json';
import { nodeOf, valueOf, withField, type FieldKind, type FormField } from './inputForm';

interface InputFormProps {
  text: string;
  fields: FormField[];
  onChange: (text: string) => void;
  /** Told whether any field has a value that it cannot have. */
  onFault: (hasFault: boolean) => void;
}

const expected: Record<FieldKind, string> = { number: 'Expected a number.', boolean: 'Expected true or false.', json: 'Expected JSON.', group: 'Expected JSON.', text: '' };

const keyOf = ({ path }: FormField): string => JSON.stringify(path);

/** The fields of an input, as earlier inputs had them; an object is a group of its own fields. What they do not have stays in the text as it is. */
export function InputForm({ text, fields, onChange, onFault }: InputFormProps) {
  const [faulty, setFaulty] = useState<Record<string, string>>({});
  const input = parseJson(text);
  if (input?.kind !== 'object') return <p className="quiet">The input is no JSON object, so that there is no form for it.</p>;
  const set = (field: FormField, kind: FieldKind, raw: string | null) => {
    const { [keyOf(field)]: _, ...others } = faulty;
    const node = raw === null ? null : nodeOf(raw, kind);
    const next = raw !== null && node === null ? { ...others, [keyOf(field)]: raw } : others;
    setFaulty(next);
    onFault(Object.keys(next).length > 0);
    if (raw === null || node !== null) onChange(withField(text, field.path, node));
  };
  const shown = (field: FormField) => {
    const value = valueOf(input, field);
    const kind = value?.kind ?? field.kind;
    if (kind === 'group') {
      return (
        <fieldset key={keyOf(field)} className="input-group">
          <legend>{field.name}{!field.isUsual && <span className="hint"> not always given</span>}</legend>
          {field.fields.map(shown)}
        </fieldset>
      );
    }
    const key = keyOf(field);
    return <Field key={key} field={field} kind={kind} raw={faulty[key] ?? value?.raw} isFaulty={key in faulty} onChange={raw => set(field, field.kind === 'group' ? 'json' : field.kind, raw)} />;
  };
  return <div className="input-form">{fields.map(shown)}</div>;
}

interface FieldProps {
  field: FormField;
  kind: FieldKind;
  raw: string | undefined;
  isFaulty: boolean;
  onChange: (raw: string | null) => void;
}

function Field({ field, kind, raw, isFaulty, onChange }: FieldProps) {
  const id = useId();
  const described = { id, 'aria-invalid': isFaulty || undefined, 'aria-describedby': isFaulty ? `${id}-fault` : undefined };
  const isThere = raw !== undefined;
  return (
    <div className="field">
      <span className="input-form-label">
        <label htmlFor={id}>{field.name}</label>
        {!field.isUsual && <span className="hint">not always given</span>}
        {isThere && <button type="button" className="link" aria-label={`Leave out ${field.path.join(' / ')}`} onClick={() => onChange(null)}>Leave out</button>}
      </span>
      {field.kind === 'boolean' ? (
        <select {...described} className="input" value={raw ?? ''} onChange={event => onChange(event.target.value || null)}>
          <option value="">left out</option>
          <option>true</option>
          <option>false</option>
        </select>
      ) : kind === 'json' ? (
        <textarea {...described} className="input" rows={Math.min(6, (raw ?? '').split('\n').length + 1)} value={raw ?? ''} placeholder={isThere ? undefined : 'left out'} spellCheck={false} onChange={event => onChange(event.target.value || null)} />
      ) : (
        <input {...described} className="input" inputMode={field.kind === 'number' ? 'decimal' : undefined} value={raw ?? ''} placeholder={isThere ? undefined : 'left out'} autoComplete="off" spellCheck={false} list={`${id}-seen`} onChange={event => onChange(event.target.value === '' && field.kind === 'number' ? null : event.target.value)} />
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
