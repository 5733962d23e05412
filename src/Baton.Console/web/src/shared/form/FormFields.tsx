import { useId } from 'react';
import type { Json, JsonObject } from '../people/api';
import './form.css';
import { ItemList } from './ItemList';
import { blank, controlOf, hintOf, itemName, moved, type Fault, type Schema } from './schema';

interface FieldsProps {
  form: Schema;
  value: JsonObject;
  faults: readonly Fault[];
  onChange: (value: JsonObject) => void;
}

/** The fields of a form, in the order of its schema. What a field is called, says and allows stands beside it, and what is wrong with it. */
export function FormFields({ form, value, faults, onChange }: FieldsProps) {
  return (
    <div className="form-fields">
      {Object.entries(form.properties ?? {}).map(([name, field]) => (
        <Field
          key={name} field={field} label={field.title ?? name} isRequired={form.required?.includes(name) ?? false} value={value[name]} faults={within(faults, name)}
          onChange={next => onChange({ ...value, [name]: next })}
        />
      ))}
    </div>
  );
}

/** The faults of a member, from its own place on. */
const within = (faults: readonly Fault[], name: string): Fault[] => faults.filter(({ path }) => path[0] === name).map(({ path, message }) => ({ path: path.slice(1), message }));

interface FieldProps {
  field: Schema;
  label: string;
  isRequired: boolean;
  value: Json | undefined;
  faults: readonly Fault[];
  onChange: (value: Json) => void;
}

function Field(props: FieldProps) {
  const { field, label, isRequired, faults } = props;
  const id = useId();
  const own = faults.filter(({ path }) => path.length === 0);
  const control = controlOf(field);
  const hint = [field.description, hintOf(field)].filter(Boolean).join(' · ');
  const described = [hint && `${id}-hint`, own.length > 0 && `${id}-fault`].filter(Boolean).join(' ') || undefined;
  const about = (
    <>
      {hint && <span id={`${id}-hint`} className="hint">{hint}</span>}
      {own.length > 0 && <span id={`${id}-fault`} className="fault">{own.map(({ message }) => message).join(' ')}</span>}
    </>
  );
  const name = (
    <>
      {label}
      {isRequired && <span className="required" title="Required"> *</span>}
    </>
  );
  if (control === 'group' || control === 'list' || control === 'choices') {
    return (
      <fieldset className="form-group" aria-describedby={described} data-faulty={own.length > 0 || undefined}>
        <legend>{name}</legend>
        {about}
        {control === 'group' ? <Group {...props} /> : control === 'list' ? <List {...props} /> : <Choices {...props} />}
      </fieldset>
    );
  }
  const shared = { id, 'aria-describedby': described, 'aria-invalid': own.length > 0 || undefined, 'aria-required': isRequired || undefined };
  if (control === 'check') {
    return (
      <div className="field form-check">
        <label htmlFor={id}>
          <input type="checkbox" {...shared} checked={props.value === true} onChange={event => props.onChange(event.target.checked)} />
          {name}
        </label>
        {about}
      </div>
    );
  }
  return (
    <div className="field">
      <label htmlFor={id}>{name}</label>
      <Single {...props} shared={shared} />
      {about}
    </div>
  );
}

type Shared = { id: string; 'aria-describedby': string | undefined; 'aria-invalid': true | undefined; 'aria-required': true | undefined };

function Single({ field, value, onChange, shared }: FieldProps & { shared: Shared }) {
  const control = controlOf(field);
  const text = value === undefined || value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value);
  const type = { number: 'text', date: 'date', email: 'email', address: 'url' }[control as string] ?? 'text';
  switch (control) {
    case 'fixed':
      return <input {...shared} className="input" value={text} readOnly />;
    case 'choice':
      return (
        <select {...shared} className="input" value={String(field.enum!.findIndex(choice => JSON.stringify(choice) === JSON.stringify(value)))} onChange={event => onChange(field.enum![Number(event.target.value)] ?? '')}>
          <option value="-1" />
          {field.enum!.map((choice, index) => <option key={index} value={index}>{textOf(choice)}</option>)}
        </select>
      );
    case 'lines':
      return <textarea {...shared} className="input form-text" rows={4} value={text} onChange={event => onChange(event.target.value)} />;
    case 'json':
      return <textarea {...shared} className="input" rows={5} value={text} onChange={event => onChange(event.target.value)} spellCheck={false} />;
    case 'time':
      return <input {...shared} className="input" type="datetime-local" step={1} value={localTime(text)} onChange={event => onChange(event.target.value && new Date(event.target.value).toISOString())} />;
    default:
      return <input {...shared} className="input" type={type} inputMode={control === 'number' ? (field.type === 'integer' ? 'numeric' : 'decimal') : undefined} value={text} onChange={event => onChange(event.target.value)} />;
  }
}

/** A stored time as the browser's field has it, in the zone of who fills it in. */
function localTime(text: string): string {
  const time = new Date(text);
  if (Number.isNaN(time.getTime())) return '';
  return new Date(time.getTime() - time.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}

const textOf = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value));

const Group = ({ field, value, faults, onChange }: FieldProps) => (
  <FormFields form={field} value={typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}} faults={faults} onChange={onChange} />
);

function Choices({ field, value, onChange }: FieldProps) {
  const chosen = Array.isArray(value) ? value.map(item => JSON.stringify(item)) : [];
  return (
    <div className="form-choices">
      {field.items!.enum!.map((choice, index) => {
        const text = JSON.stringify(choice);
        const toggle = (isChosen: boolean) => onChange(field.items!.enum!.filter(other => (JSON.stringify(other) === text ? isChosen : chosen.includes(JSON.stringify(other)))));
        return (
          <label key={index}>
            <input type="checkbox" checked={chosen.includes(text)} onChange={event => toggle(event.target.checked)} />
            {textOf(choice)}
          </label>
        );
      })}
    </div>
  );
}

function List({ field, label, value, faults, onChange }: FieldProps) {
  const items = Array.isArray(value) ? value : [];
  const names = items.map((_, index) => itemName(field, label, index));
  return (
    <ItemList
      names={names} addLabel={`Add ${field.items!.title?.toLowerCase() ?? 'one'}`} isFull={field.maxItems !== undefined && items.length >= field.maxItems}
      item={index => (
        <Field
          field={field.items!} label={names[index]!} isRequired={false} value={items[index]} faults={within(faults, String(index))}
          onChange={next => onChange(items.map((other, at) => (at === index ? next : other)))}
        />
      )}
      onAdd={() => onChange([...items, blank(field.items!)])} onMove={(from, to) => onChange(moved(items, from, to))} onRemove={index => onChange(items.filter((_, at) => at !== index))}
    />
  );
}
