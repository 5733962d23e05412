import { useEffect, useId, useMemo, useRef, useState } from 'react';
import { Button, IconButton } from '../../shared/ui/Button';
import { Icon } from '../../shared/ui/Icon';
import { ChoiceRules } from './ChoiceRules';
import { ErrorHandling } from './ErrorHandling';
import type { Samples } from './drafts';
import { FieldEditor, PATHS, type FieldContext } from './FieldEditor';
import type { Edit } from './model/edits';
import { fieldGroups, machineFields, type FieldGroup } from './model/fields';
import type { Way } from './model/graph';
import { goesOn, type Machine, type State } from './model/machine';
import { pathsOf } from './model/paths';
import type { Problem } from './model/problems';
import { find, memberOf, textOf } from './model/tree';
import { typeIcons } from './stateLook';
import { StateText } from './StateText';

interface InspectorProps {
  machine: Machine;
  selection: readonly string[];
  way: Way | null;
  problems: readonly Problem[];
  samples: Samples;
  /** What the text is not just now; null where it can be read. */
  old: string | null;
  /** The state whose name is to be edited; a new object each time. */
  renaming: { id: string } | null;
  onEdit: (edit: Edit, group?: string) => boolean;
  onSelect: (ids: readonly string[]) => void;
  onAdd: () => void;
  onConnect: () => void;
  onTest: () => void;
}

/** All that can be said of what is selected: a state, a line, several states, or the machine. */
export function Inspector(props: InspectorProps) {
  const { machine, selection, way, problems, samples, old, onEdit } = props;
  const state = selection.length === 1 ? machine.byId.get(selection[0]!) : undefined;
  const own = state && samples.states[state.name];
  const sample = { input: own?.input ?? samples.input, result: own?.result, variables: own?.variables };
  const paths = useMemo(() => pathsOf(sample.input), [sample.input]);
  const context: FieldContext = { sample, text: machine.text, language: state?.language ?? machine.root.language, targets: state?.scope.states ?? machine.root.states, problems, onEdit };
  return (
    <section className="designer-inspector" aria-label="Inspector">
      <datalist id={PATHS}>{paths.map(path => <option key={path} value={path} />)}</datalist>
      {old && <p className="held" role="status">The text is not {old} just now. What you change here is done when it is.</p>}
      {state ? <StateInspector key={state.id} {...props} state={state} context={context} />
        : way ? <WayInspector way={way} onEdit={onEdit} onAdd={props.onAdd} />
          : selection.length > 1 ? <ManyInspector selection={selection} onEdit={onEdit} />
            : <MachineInspector machine={machine} context={context} />}
    </section>
  );
}

function StateInspector({ state, context, renaming, onEdit, onAdd, onConnect, onTest, onSelect }: InspectorProps & { state: State; context: FieldContext }) {
  const [isText, setText] = useState(false);
  const hasErrors = ['Task', 'Parallel', 'Map'].includes(state.type);
  const general = context.problems.filter(problem => problem.stateId === state.id && problem.path.length === state.path.length);
  return (
    <>
      <header className="inspector-head" data-type={state.type}>
        <span className="state-icon"><Icon name={typeIcons[state.type] ?? 'pass'} /></span>
        <h2 className="truncate" title={state.name}>{state.name}</h2>
        <span className="inspector-tools">
          <IconButton name="Test this state" icon="play" onClick={onTest} />
          <IconButton name="Duplicate" icon="copy" onClick={() => onEdit({ kind: 'duplicate', ids: [state.id] })} />
          <IconButton name="Remove this state" icon="trash" onClick={() => onEdit({ kind: 'remove', ids: [state.id] })} />
        </span>
      </header>
      <div className="inspector-body">
        {general.map(problem => (
          <p key={problem.message} className="problem-box" data-severity={problem.severity}>
            <Icon name="alert" size={14} />
            <span>{problem.message} {problem.fixes.map(fix => <button key={fix.label} type="button" className="link-button" onClick={() => onEdit(fix.edit)}>{fix.label}</button>)}</span>
          </p>
        ))}
        <NameField state={state} renaming={renaming} onRename={name => onEdit({ kind: 'rename', id: state.id, name })} />
        {isText ? <StateText state={state} text={context.text} onEdit={onEdit} /> : (
          <>
            {state.type === 'Choice' && <ChoiceRules state={state} context={context} />}
            {(fieldGroups[state.type] ?? []).map(group => <Group key={group.label} group={group} state={state} context={context} />)}
            {hasErrors && <ErrorHandling state={state} context={context} />}
            {state.type === 'Parallel' && <Branches state={state} onEdit={onEdit} />}
            {goesOn(state.type) && <NextField state={state} context={context} />}
          </>
        )}
        <div className="inspector-foot">
          {state.type !== 'Succeed' && state.type !== 'Fail' && <Button icon="plus" onClick={onAdd}>Add after</Button>}
          {state.type !== 'Succeed' && state.type !== 'Fail' && <Button onClick={onConnect}>Connect to…</Button>}
          <Button kind="plain" icon="text" onClick={() => setText(!isText)}>{isText ? 'Edit as form' : 'Edit as text'}</Button>
          {state.scope.owner && <Button kind="plain" onClick={() => onSelect([state.scope.owner!.id])}>Go to {state.scope.owner.name}</Button>}
        </div>
      </div>
    </>
  );
}

function NameField({ state, renaming, onRename }: { state: State; renaming: { id: string } | null; onRename: (name: string) => boolean }) {
  const id = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (renaming?.id !== state.id) return;
    input.current?.focus();
    input.current?.select();
  }, [renaming]);
  const commit = () => {
    if (typed !== null && typed !== state.name) onRename(typed);
    setTyped(null);
  };
  return (
    <div className="field designer-field">
      <label htmlFor={id}>Name</label>
      <input
        ref={input} id={id} className="input" value={typed ?? state.name} maxLength={80} onChange={event => setTyped(event.target.value)} onBlur={commit} spellCheck={false} autoComplete="off"
        onKeyDown={event => {
          if (event.key === 'Enter') commit();
          if (event.key === 'Escape') setTyped(null);
        }}
      />
    </div>
  );
}

function Group({ group, state, context }: { group: FieldGroup; state: State; context: FieldContext }) {
  const at = [...state.path, ...(group.at ?? [])];
  const holder = find(state.tree, group.at ?? []);
  const fields = group.fields.filter(field => memberOf(holder, field.name) || !field.only || field.only === state.language);
  const isSet = fields.some(field => memberOf(holder, field.name));
  if (fields.length === 0) return null;
  const editors = fields.map(field => <FieldEditor key={field.name} {...context} field={field} at={at} value={memberOf(holder, field.name)} />);
  if (!group.isRare) return <div className="field-group" role="group" aria-label={group.label}>{group.label !== 'About' && <h3>{group.label}</h3>}{editors}</div>;
  return (
    <details className="field-group" open={isSet || undefined}>
      <summary>{group.label}{isSet && <span className="dot" aria-label="set" role="img" />}</summary>
      {editors}
    </details>
  );
}

function NextField({ state, context: { targets, onEdit } }: { state: State; context: FieldContext }) {
  const id = useId();
  const next = textOf(memberOf(state.tree, 'Next'));
  const isEnd = memberOf(state.tree, 'End') !== undefined;
  const target = targets.find(other => other.name === next);
  const choose = (value: string) => onEdit(value === 'end' ? { kind: 'redirect', paths: [[...state.path, 'Next']], to: null } : { kind: 'connect', from: state.id, to: value });
  return (
    <div className="field designer-field field-group">
      <label htmlFor={id}>What follows</label>
      <select id={id} className="input" value={target?.id ?? (isEnd ? 'end' : '')} onChange={event => choose(event.target.value)}>
        {!target && !isEnd && <option value="">{next === undefined ? 'Not said' : `${next} (missing)`}</option>}
        <option value="end">The end</option>
        {targets.map(other => <option key={other.id} value={other.id}>{other.name}</option>)}
      </select>
    </div>
  );
}

function Branches({ state, onEdit }: { state: State; onEdit: InspectorProps['onEdit'] }) {
  const add = () => onEdit({ kind: 'addItem', path: [...state.path, 'Branches'], value: '{\n  "StartAt": "",\n  "States": {}\n}' });
  return (
    <div className="field-group" role="group" aria-label="Branches">
      <h3>Branches</h3>
      <ul className="lines">
        {state.scopes.map((scope, index) => (
          <li key={scope.id}>
            <span className="truncate">{scope.label}: {scope.startAt || 'empty'}</span>
            <IconButton name={`Remove ${scope.label}`} icon="trash" onClick={() => onEdit({ kind: 'set', path: [...state.path, 'Branches', index], value: undefined })} />
          </li>
        ))}
      </ul>
      <Button icon="plus" onClick={add}>Add a branch</Button>
    </div>
  );
}

function MachineInspector({ machine, context }: { machine: Machine; context: FieldContext }) {
  const { root } = machine;
  return (
    <>
      <header className="inspector-head"><span className="state-icon"><Icon name="machines" /></span><h2>State machine</h2></header>
      <div className="inspector-body">
        {machineFields.map(field => <FieldEditor key={field.name} {...context} field={field} at={[]} value={memberOf(root.tree, field.name)} />)}
        <FieldEditor {...context} field={{ name: 'StartAt', kind: 'state', help: 'Where executions begin.' }} at={[]} value={memberOf(root.tree, 'StartAt')} />
      </div>
    </>
  );
}

function WayInspector({ way, onEdit, onAdd }: { way: Way; onEdit: InspectorProps['onEdit']; onAdd: () => void }) {
  const kinds = { next: 'goes on to', choice: 'by a rule leads to', default: 'otherwise leads to', catch: 'after an error leads to' };
  return (
    <>
      <header className="inspector-head"><span className="state-icon"><Icon name="right" /></span><h2>Line</h2></header>
      <div className="inspector-body">
        <p>{way.from ? <b>{way.from.name}</b> : 'The beginning'} {kinds[way.kind]} {way.to ? <b>{way.to.name}</b> : 'the end'}.</p>
        {way.from && way.to && (
          <div className="field designer-field">
            <label htmlFor="way-target">Leads to</label>
            <select id="way-target" className="input" value={way.to.name} onChange={event => onEdit({ kind: 'redirect', paths: way.paths, to: event.target.value })}>
              {way.scope.states.map(state => <option key={state.id}>{state.name}</option>)}
            </select>
          </div>
        )}
        <div className="inspector-foot">
          <Button icon="plus" onClick={onAdd}>Add a state here</Button>
          {way.from && way.to && <Button kind="danger" icon="trash" onClick={() => onEdit({ kind: 'redirect', paths: way.paths, to: null })}>Remove the line</Button>}
        </div>
      </div>
    </>
  );
}

const ManyInspector = ({ selection, onEdit }: { selection: readonly string[]; onEdit: InspectorProps['onEdit'] }) => (
  <>
    <header className="inspector-head"><span className="state-icon"><Icon name="map" /></span><h2>{selection.length} states</h2></header>
    <div className="inspector-body">
      <div className="inspector-foot">
        <Button icon="copy" onClick={() => onEdit({ kind: 'duplicate', ids: selection })}>Duplicate</Button>
        <Button kind="danger" icon="trash" onClick={() => onEdit({ kind: 'remove', ids: selection })}>Remove</Button>
      </div>
    </div>
  </>
);
