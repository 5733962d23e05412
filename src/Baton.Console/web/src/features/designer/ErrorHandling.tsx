import { Button, IconButton } from '../../shared/ui/Button';
import { FieldEditor, type FieldContext } from './FieldEditor';
import { namesOf } from './model/errors';
import { catcherFields, retrierFields, type Field } from './model/fields';
import type { State } from './model/machine';
import { printValue } from './model/text';
import { memberOf, textOf } from './model/tree';

/** Retriers and catchers, in the order in which they are asked. */
export function ErrorHandling({ state, context }: { state: State; context: FieldContext }) {
  const other = state.scope.states.find(one => one !== state && one.type === 'Fail') ?? state.scope.states.find(one => one !== state) ?? state;
  return (
    <>
      <Entries state={state} context={context} name="Retry" label="Retries" one="Retrier" fields={retrierFields} fresh={{ ErrorEquals: ['States.ALL'], IntervalSeconds: 1, MaxAttempts: 3, BackoffRate: 2 }} />
      <Entries state={state} context={context} name="Catch" label="Caught errors" one="Catcher" fields={catcherFields} fresh={{ ErrorEquals: ['States.ALL'], ...(state.language === 'JSONPath' ? { ResultPath: '$.error' } : {}), Next: other.name }} />
    </>
  );
}

interface EntriesProps {
  state: State;
  context: FieldContext;
  name: 'Retry' | 'Catch';
  label: string;
  one: string;
  fields: readonly Field[];
  fresh: object;
}

function Entries({ state, context, name, label, one, fields, fresh }: EntriesProps) {
  const list = memberOf(state.tree, name);
  const items = list?.kind === 'array' ? list.items : [];
  const at = [...state.path, name];
  return (
    <details className="field-group" open={items.length > 0 || undefined}>
      <summary>{label}{items.length > 0 && <span className="count">{items.length}</span>}</summary>
      <ol className="entries">
        {items.map((item, index) => (
          <li key={index}>
            <details>
              <summary>
                <span className="truncate">{namesOf(memberOf(item, 'ErrorEquals'))?.join(', ') || 'no error'}{name === 'Catch' && ` → ${textOf(memberOf(item, 'Next')) ?? '?'}`}</span>
              </summary>
              <div className="entry-tools">
                <IconButton name={`${one} ${index + 1} up`} icon="up" disabled={index === 0} onClick={() => context.onEdit({ kind: 'moveItem', path: at, from: index, to: index - 1 })} />
                <IconButton name={`${one} ${index + 1} down`} icon="down" disabled={index === items.length - 1} onClick={() => context.onEdit({ kind: 'moveItem', path: at, from: index, to: index + 1 })} />
                <IconButton name={`Remove ${one.toLowerCase()} ${index + 1}`} icon="trash" onClick={() => context.onEdit({ kind: 'set', path: items.length === 1 ? at : [...at, index], value: undefined })} />
              </div>
              {fields.filter(field => !field.only || field.only === state.language || memberOf(item, field.name)).map(field => <FieldEditor key={field.name} {...context} field={field} at={[...at, index]} value={memberOf(item, field.name)} />)}
            </details>
          </li>
        ))}
      </ol>
      <Button icon="plus" onClick={() => context.onEdit({ kind: 'addItem', path: at, value: printValue(fresh) })}>Add a {one.toLowerCase()}</Button>
    </details>
  );
}
