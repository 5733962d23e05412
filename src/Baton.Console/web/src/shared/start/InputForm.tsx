import { useId, useState } from 'react';
import { nodeOf, valuesOf, withField, type FormField } from './inputForm';

interface InputFormProps {
  text: string;
  fields: FormField[];
  onChange: (text: string) => void;
  /** Told whether any field has a value that it cannot have. */
  onFault: (hasFault: boolean) => void;
}

const expected = { number: 'Expected a number.', boolean: 'Expected true or false.', json: 'Expected JSON.', text: '' } as const;

/** The fields of an input, as earlier inputs had them. What they do not have stays in the text as it is. */
export function InputForm({ text, fields, onChange, onFault }: InputFormProps) {
  const [faulty, setFaulty] = useState<Record<string, string>>({});
  const values = valuesOf(text, fields);
  if (!values) return <p className="quiet">The input is no JSON object, so that there is no form for it.</p>;
  const set = (field: FormField, raw: string | null) => {
    const { [field.name]: _, ...others } = faulty;
    const node = raw === null ? null : nodeOf(raw, field.kind);
    const next = raw !== null && node === null ? { ...others, [field.name]: raw } : others;
    setFaulty(next);
    onFault(Object.keys(next).length > 0);
    if (raw === null || node !== null) onChange(withField(text, field.name, node));
  };
  return (
    <div className="input-form">
      {fields.map(field => (
        <Field key={field.name} field={field} raw={faulty[field.name] ?? values[field.name]} isFaulty={field.name in faulty} onChange={raw => set(field, raw)} />
      ))}
    </div>
  );
}

function Field({ field, raw, isFaulty, onChange }: { field: FormField; raw: string | undefined; isFaulty: boolean; onChange: (raw: string | null) => void }) {
  const id = useId();
  const described = { id, 'aria-invalid': isFaulty || undefined, 'aria-describedby': isFaulty ? `${id}-fault` : undefined };
  const isThere = raw !== undefined;
  return (
    <div className="field">
      <span className="input-form-label">
        <label htmlFor={id}>{field.name}</label>
        {!field.isUsual && <span className="hint">not always given</span>}
        {isThere && <button type="button" className="link" aria-label={`Leave out ${field.name}`} onClick={() => onChange(null)}>Leave out</button>}
      </span>
      {field.kind === 'boolean' ? (
        <select {...described} className="input" value={raw ?? ''} onChange={event => onChange(event.target.value || null)}>
          <option value="">left out</option>
          <option>true</option>
          <option>false</option>
        </select>
      ) : field.kind === 'json' ? (
        <textarea {...described} className="input" rows={Math.min(6, (raw ?? '').split('\n').length + 1)} value={raw ?? ''} spellCheck={false} onChange={event => onChange(event.target.value || null)} />
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
