import { useId } from 'react';
import { Button, IconButton } from '../../shared/ui/Button';
import { ExpressionResult } from './ExpressionResult';
import { FieldEditor, PATHS, type FieldContext } from './FieldEditor';
import { newRule } from './model/edits';
import type { State } from './model/machine';
import { isWithin, NO_DEFAULT, type Problem } from './model/problems';
import { comparisons, freshOperand, isBooleanOperator, operatorNames } from './model/rules';
import { printValue } from './model/text';
import { memberOf, pointerOf, textOf, valueOf, type ObjectTree, type Path, type Tree } from './model/tree';

/** The rules of a Choice as a table: the first whose condition holds says what follows. */
export function ChoiceRules({ state, context }: { state: State; context: FieldContext }) {
  const { onEdit, targets } = context;
  const list = memberOf(state.tree, 'Choices');
  const rules = list?.kind === 'array' ? list.items : [];
  const at = [...state.path, 'Choices'];
  const first = targets.find(other => other !== state)?.name ?? state.name;
  const isJsonata = state.language === 'JSONata';
  const { problems } = context;
  return (
    <div className="field-group rules">
      <table aria-label={`Rules of ${state.name}`}>
        <thead>
          <tr><th scope="col">#</th><th scope="col">When</th><th scope="col">Then</th><th scope="col"><span className="visually-hidden">Order</span></th></tr>
        </thead>
        <tbody>
          {rules.map((rule, index) => (
            <tr key={index}>
              <td className="number">{index + 1}</td>
              <td>
                {isJsonata ? <JsonataCondition rule={rule} at={[...at, index]} context={context} name={`Condition ${index + 1}`} /> : <Condition rule={rule} at={[...at, index]} context={context} name={`Rule ${index + 1}`} isTop />}
                <Faults problems={problems.filter(problem => isWithin(problem, [...at, index]))} />
              </td>
              <td>
                <Target name={`Rule ${index + 1} leads to`} value={textOf(memberOf(rule, 'Next'))} context={context} onChoose={name => onEdit({ kind: 'set', path: [...at, index, 'Next'], value: JSON.stringify(name) })} />
              </td>
              <td>
                <div className="rule-tools">
                  <IconButton name={`Rule ${index + 1} up`} icon="up" disabled={index === 0} onClick={() => onEdit({ kind: 'moveItem', path: at, from: index, to: index - 1 })} />
                  <IconButton name={`Rule ${index + 1} down`} icon="down" disabled={index === rules.length - 1} onClick={() => onEdit({ kind: 'moveItem', path: at, from: index, to: index + 1 })} />
                  <IconButton name={`Remove rule ${index + 1}`} icon="trash" onClick={() => onEdit({ kind: 'set', path: [...at, index], value: undefined })} />
                </div>
              </td>
            </tr>
          ))}
          <tr>
            <td />
            <td>
              <span className="quiet">otherwise</span>
              <Faults problems={problems.filter(problem => (problem.code === NO_DEFAULT ? problem.stateId === state.id : isWithin(problem, [...state.path, 'Default'])))} />
            </td>
            <td><Target name="Otherwise leads to" value={textOf(memberOf(state.tree, 'Default'))} context={context} canBeNone onChoose={name => onEdit({ kind: 'set', path: [...state.path, 'Default'], value: name ? JSON.stringify(name) : undefined })} /></td>
            <td />
          </tr>
        </tbody>
      </table>
      <Button icon="plus" onClick={() => onEdit({ kind: 'addItem', path: at, value: printValue(newRule(isJsonata, first)) })}>Add a rule</Button>
    </div>
  );
}

const Faults = ({ problems }: { problems: readonly Problem[] }) => problems.map(({ message, severity }) => <span key={message} className="fault" data-severity={severity}>{message}</span>);

function Target({ name, value, context, canBeNone, onChoose }: { name: string; value: string | undefined; context: FieldContext; canBeNone?: boolean; onChoose: (name: string) => void }) {
  const isKnown = context.targets.some(state => state.name === value);
  return (
    <select className="input" aria-label={name} value={value ?? ''} aria-invalid={value !== undefined && !isKnown ? true : undefined} onChange={event => onChoose(event.target.value)}>
      {(canBeNone || value === undefined) && <option value="">{canBeNone ? 'An error' : 'Choose a state'}</option>}
      {value !== undefined && !isKnown && <option value={value}>{value} (missing)</option>}
      {context.targets.map(state => <option key={state.id}>{state.name}</option>)}
    </select>
  );
}

function JsonataCondition({ rule, at, context, name }: { rule: Tree; at: Path; context: FieldContext; name: string }) {
  const condition = memberOf(rule, 'Condition');
  const text = textOf(condition);
  const isExpression = text !== undefined && /^\s*\{%[\s\S]*%\}\s*$/.test(text);
  const shown = isExpression ? text.replace(/^\s*\{%\s?/, '').replace(/\s?%\}\s*$/, '') : condition ? String(valueOf(condition)) : '';
  const set = (typed: string) => context.onEdit({ kind: 'set', path: [...at, 'Condition'], value: typed === 'true' || typed === 'false' ? typed : JSON.stringify(`{% ${typed} %}`) }, `rule ${pointerOf(at)}`);
  return (
    <>
      <textarea className="input" aria-label={name} rows={Math.max(1, shown.split('\n').length)} value={shown} onChange={event => set(event.target.value)} spellCheck={false} />
      {shown !== '' && isExpression && <ExpressionResult expression={text} language="jsonata" sample={context.sample} />}
      {memberOf(rule, 'Comment') && <FieldEditor {...context} field={{ name: 'Comment', kind: 'text', help: '' }} at={at} value={memberOf(rule, 'Comment')} />}
    </>
  );
}

const combiners = ['And', 'Or', 'Not'] as const;

/** A test of a rule, which may be made of others. */
function Condition({ rule, at, context, name, isTop }: { rule: Tree; at: Path; context: FieldContext; name: string; isTop?: boolean }) {
  const id = useId();
  const { onEdit } = context;
  if (rule.kind !== 'object') return <code>{textOf(rule) ?? '?'}</code>;
  const combiner = combiners.find(one => memberOf(rule, one));
  const operator = combiner ?? operatorNames.find(one => memberOf(rule, one)) ?? '';
  const parts = combiner && combiner !== 'Not' ? memberOf(rule, combiner) : undefined;
  const operand = combiner ? undefined : memberOf(rule, operator);

  const choose = (next: string) => onEdit({ kind: 'set', path: at, value: printValue({ ...kept(rule, isTop ?? false), ...changed(rule, operator, next) }) });
  return (
    <div className="condition">
      <div className="condition-line" data-combined={combiner ? true : undefined}>
        {!combiner && (
          <input className="input" aria-label={`${name}: variable`} value={textOf(memberOf(rule, 'Variable')) ?? ''} spellCheck={false} data-code placeholder="$.field" list={PATHS} onChange={event => onEdit({ kind: 'set', path: [...at, 'Variable'], value: JSON.stringify(event.target.value) }, `variable ${pointerOf(at)}`)} />
        )}
        <select id={id} className="input" aria-label={`${name}: operator`} value={operator} onChange={event => choose(event.target.value)}>
          {operator === '' && <option value="">Choose</option>}
          <optgroup label="Together">
            <option value="And">all of</option>
            <option value="Or">one of</option>
            <option value="Not">not</option>
          </optgroup>
          {comparisons.map(([group, operators]) => <optgroup key={group} label={group}>{operators.map(([one, label]) => <option key={one} value={one}>{label}</option>)}</optgroup>)}
        </select>
        {operand && (isBooleanOperator(operator) ? (
          <select className="input" aria-label={`${name}: value`} value={String(valueOf(operand))} onChange={event => onEdit({ kind: 'set', path: [...at, operator], value: event.target.value })}>
            <option>true</option>
            <option>false</option>
          </select>
        ) : (
          <input className="input" aria-label={`${name}: value`} value={textOf(operand) ?? context.text.slice(operand.from, operand.to)} spellCheck={false} data-code onChange={event => onEdit({ kind: 'set', path: [...at, operator], value: operandText(operator, event.target.value) }, `operand ${pointerOf(at)}`)} />
        ))}
      </div>
      {combiner === 'Not' && <Condition rule={memberOf(rule, 'Not')!} at={[...at, 'Not']} context={context} name={`${name}, not`} />}
      {parts?.kind === 'array' && (
        <ul>
          {parts.items.map((part, index) => (
            <li key={index}>
              <Condition rule={part} at={[...at, combiner!, index]} context={context} name={`${name}.${index + 1}`} />
              {parts.items.length > 1 && <IconButton name={`Remove ${name}.${index + 1}`} icon="close" onClick={() => onEdit({ kind: 'set', path: [...at, combiner!, index], value: undefined })} />}
            </li>
          ))}
          <li><Button kind="plain" icon="plus" onClick={() => onEdit({ kind: 'addItem', path: [...at, combiner!], value: '{ "Variable": "$.value", "IsPresent": true }' })}>{combiner === 'And' ? 'and…' : 'or…'}</Button></li>
        </ul>
      )}
    </div>
  );
}

/** What of a rule is not its test. */
const kept = (rule: ObjectTree, isTop: boolean): object => (isTop ? Object.fromEntries(['Comment', 'Assign', 'Next'].flatMap(name => (memberOf(rule, name) ? [[name, valueOf(memberOf(rule, name)!)]] : []))) : {});

/** The test with another operator: what was compared stays, and is taken into `And`, `Or` and `Not`. */
function changed(rule: ObjectTree, from: string, to: string): object {
  const test = Object.fromEntries(rule.members.filter(member => !['Comment', 'Assign', 'Next'].includes(member.name)).map(member => [member.name, valueOf(member.value)]));
  if (to === 'Not') return { Not: test };
  if (to === 'And' || to === 'Or') return { [to]: from === 'And' || from === 'Or' ? test[from] : [test] };
  const variable = test['Variable'] ?? firstVariable(test) ?? '$.value';
  const old = test[from];
  const fresh = freshOperand(to);
  return { Variable: variable, [to]: typeof old === typeof fresh && from.endsWith('Path') === to.endsWith('Path') ? old : fresh };
}

function firstVariable(test: unknown): string | undefined {
  if (typeof test !== 'object' || test === null) return undefined;
  const own = (test as { Variable?: string }).Variable;
  return own ?? Object.values(test).map(firstVariable).find(found => found !== undefined);
}

const operandText = (operator: string, typed: string): string => (operator.startsWith('Numeric') && !operator.endsWith('Path') && /^-?(0|[1-9]\d*)(\.\d+)?$/.test(typed) ? typed : JSON.stringify(typed));
