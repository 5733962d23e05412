import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { consoleModules } from './support/modules.mjs';
import { repository } from './support/places.mjs';
import { Server } from './support/server.mjs';
import { until } from './support/wait.mjs';

// The designer's document, without a browser: every edit changes the least text, and leaves a definition that the server takes.
const names = ['edits', 'fragments', 'graph', 'machine', 'notation', 'palette', 'problems', 'reach', 'session', 'text', 'tree'];
const model = await consoleModules(...names.map(name => `features/designer/model/${name}.ts`), 'shared/graph/layout.ts');
const { applyEdit, begin, change, difference, find, fragmentOf, graphOfMachine, insertItem, keep, layout, loadYaml, moveItem, nearest, palette, pathAt, pathOf, pointerOf, problemOf, problemsOfRules, put, reachOf, readMachine, readText, readTree, redo, scopesOf, setAt, undo, valueOf, write } = model;
await loadYaml();
const server = await Server.start();
const client = server.client();

const errorsOf = async text => (await client.validateStateMachineDefinition({ definition: text, severity: 'ERROR' })).diagnostics.filter(({ severity }) => severity === 'ERROR').map(({ location, message }) => `${location}: ${message}`);
const warningsOf = async text => (await client.validateStateMachineDefinition({ definition: text, severity: 'WARNING' })).diagnostics.map(({ location, message }) => `${location}: ${message}`);
const json = (value, indent = 2) => JSON.stringify(value, null, indent);
const edit = (text, ...edits) => edits.reduce((so, one) => applyEdit(so, one).text, text);
const states = text => JSON.parse(text).States;
const id = (...names) => pointerOf(['States', ...names]);

const three = json({
  Comment: 'Three', StartAt: 'A',
  States: {
    A: { Type: 'Pass', Next: 'B' },
    B: { Type: 'Choice', Choices: [{ Variable: '$.x', NumericEquals: 1, Next: 'C' }], Default: 'A' },
    C: { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Parameters: { FunctionName: 'f' }, Catch: [{ ErrorEquals: ['States.ALL'], Next: 'A' }], End: true },
  },
});

test('positions lead to values, and values to positions', () => {
  const text = '{ "a" : [ 1.50, {"b/~": "x\\u0041"} ] , "c":null }';
  const tree = readTree(text);
  const value = find(tree, ['a', 1, 'b/~']);
  assert.equal(text.slice(value.from, value.to), '"x\\u0041"');
  assert.deepEqual(valueOf(tree), JSON.parse(text));
  assert.deepEqual(pathAt(tree, value.from + 2), ['a', 1, 'b/~']);
  assert.equal(pointerOf(['a', 1, 'b/~']), '/a/1/b~1~0');
  assert.deepEqual(pathOf(tree, '/a/1/b~1~0'), ['a', 1, 'b/~']);
});

test('a text that is not JSON is told by its place', () => {
  for (const [text, at] of [['', 0], ['{', 1], ['{"a":1,}', 7], ['{"a" 1}', 5], ['[1 2]', 3], ['{"a":01}', 5], ['{"a":1} x', 8], ['{"a":"\n"}', 5], ['[tru]', 1], ['{"a":1', 6], ["{'a':1}", 1]]) {
    assert.throws(() => readTree(text), fault => fault.at === at || assert.fail(`${text}: at ${fault.at}, expected ${at}`), text);
    assert.throws(() => JSON.parse(text), text);
  }
  assert.throws(() => readTree('['.repeat(100_000)), /256 levels/);
});

const styles = { 'two spaces': json(JSON.parse(three)), 'four spaces': json(JSON.parse(three), 4), tabs: json(JSON.parse(three), '\t'), 'one line': JSON.stringify(JSON.parse(three)), 'CR LF': three.replaceAll('\n', '\r\n'), odd: three.replaceAll(': ', '  :').replace('"Three"', '"Thr\\u0065e"') };
for (const [style, text] of Object.entries(styles)) {
  test(`an edit changes nothing else: ${style}`, () => {
    for (const one of [
      { kind: 'set', path: ['States', 'A', 'Comment'], value: '"new"' }, { kind: 'set', path: ['States', 'C', 'TimeoutSeconds'], value: '5' }, { kind: 'set', path: ['States', 'A', 'Result', 'deep'], value: '[1, 2]' },
      { kind: 'rename', id: id('C'), name: 'Sea' }, { kind: 'insert', fragment: palette.find(entry => entry.id === 'wait').make('JSONPath'), place: { after: id('A') } }, { kind: 'connect', from: id('B'), to: id('C') },
    ]) {
      const edited = edit(text, one);
      JSON.parse(edited);
      const lost = text.length - difference(text, edited).removed.length;
      if (one.kind === 'set') assert.equal(difference(text, edited).removed, '', JSON.stringify(one));
      else assert.ok(lost > 0);
      if (style === 'CR LF') assert.ok(!/[^\r]\n/.test(edited));
      if (style === 'one line') assert.ok(!edited.includes('\n'));
      if (style === 'tabs') assert.ok(!/\n +/.test(edited), edited);
    }
    const set = edit(text, { kind: 'set', path: ['States', 'A', 'Comment'], value: '"new"' });
    assert.equal(edit(set, { kind: 'set', path: ['States', 'A', 'Comment'], value: undefined }), text, 'taken away again');
  });
}

test('numbers keep their digits where nobody changes them', () => {
  const text = '{"StartAt":"A","States":{"A":{"Type":"Pass","Result":{"n":1.50,"big":12345678901234567890},"End":true}}}';
  const edited = edit(text, { kind: 'duplicate', ids: [id('A')] }, { kind: 'rename', id: id('A 2'), name: 'Z' });
  assert.equal(edited.split('12345678901234567890').length, 3);
  assert.equal(edited.split('1.50').length, 3);
});

test('removing a state heals the ways through it', () => {
  assert.deepEqual(states(edit(three, { kind: 'remove', ids: [id('A')] })).C.Catch, [{ ErrorEquals: ['States.ALL'], Next: 'B' }]);
  assert.equal(JSON.parse(edit(three, { kind: 'remove', ids: [id('A')] })).StartAt, 'B');
  const withoutC = states(edit(three, { kind: 'remove', ids: [id('C')] }));
  assert.deepEqual(withoutC.B, { Type: 'Choice', Choices: [], Default: 'A' });
  const two = edit(three, { kind: 'remove', ids: [id('A'), id('B')] });
  assert.equal(JSON.parse(two).StartAt, 'C');
  assert.equal(states(two).C.Catch, undefined, 'a handler that leads nowhere goes');
  assert.deepEqual(JSON.parse(edit(three, { kind: 'remove', ids: [id('A'), id('B'), id('C')] })).States, {});
});

test('renaming reaches every field that names the state', () => {
  const renamed = edit(three, { kind: 'rename', id: id('A'), name: 'Alpha "1"' });
  assert.ok(!/"A"/.test(renamed));
  assert.equal(renamed.split(JSON.stringify('Alpha "1"')).length - 1, 4); // StartAt, its own, Default, Catch
  for (const [name, why] of [['B', /already/], ['  ', /needs a name/], ['x'.repeat(81), /80/]]) assert.throws(() => edit(three, { kind: 'rename', id: id('A'), name }), why);
});

test('states are connected as their types allow', async () => {
  const next = states(edit(three, { kind: 'connect', from: id('C'), to: id('B') })).C;
  assert.deepEqual([next.Next, next.End], ['B', undefined]);
  const rules = states(edit(three, { kind: 'connect', from: id('B'), to: id('B') })).B.Choices;
  assert.deepEqual(rules.at(-1), { Variable: '$.value', IsPresent: true, Next: 'B' });
  assert.throws(() => edit(edit(three, { kind: 'insert', fragment: palette.find(entry => entry.id === 'succeed').make('JSONPath'), place: { after: id('A') } }), { kind: 'connect', from: id('Succeed'), to: id('A') }), /ends/);
});

test('a state goes into a Map and out of it again', async () => {
  const withMap = edit(three, { kind: 'insert', fragment: palette.find(entry => entry.id === 'map').make('JSONPath'), place: { after: id('A') } });
  const inside = pointerOf(['States', 'Map', 'ItemProcessor', 'States', 'Each item']);
  const moved = edit(withMap, { kind: 'move', ids: [id('C')], place: { after: inside } });
  assert.equal(states(moved).Map.ItemProcessor.States['Each item'].Next, 'C');
  assert.equal(states(moved).C, undefined);
  const back = edit(moved, { kind: 'move', ids: [pointerOf(['States', 'Map', 'ItemProcessor', 'States', 'C'])], place: { after: id('Map') } });
  assert.equal(states(back).Map.Next, 'C');
  assert.equal(states(back).Map.ItemProcessor.States['Each item'].End, true);
  assert.equal(edit(withMap, { kind: 'move', ids: [id('Map')], place: { after: inside } }), withMap, 'nothing goes into itself');
});

test('copied states come under free names, with the ways between them', () => {
  const copied = fragmentOf(readMachine(three), [id('A'), id('B')]);
  assert.deepEqual(JSON.parse(copied).StartAt, 'A');
  const pasted = states(edit(three, { kind: 'insert', fragment: copied, place: { after: id('C') } }));
  assert.deepEqual(Object.keys(pasted).sort(), ['A', 'A 2', 'B', 'B 2', 'C']);
  assert.equal(pasted.C.Next, 'A 2');
  assert.equal(pasted['A 2'].Next, 'B 2');
  assert.equal(pasted['B 2'].Default, 'A 2');
});

test('lines are put in order and rules moved', () => {
  const text = '{\n  "a": [\n    1,\n    2,\n    3\n  ]\n}';
  assert.equal(moveItem(text, ['a'], 0, 2), '{\n  "a": [\n    2,\n    3,\n    1\n  ]\n}');
  assert.equal(insertItem('{"a":[]}', ['a'], 0, '1'), '{"a":[ 1 ]}');
  assert.equal(setAt('{}', ['a', 'b'], '1').replace(/\s/g, ''), '{"a":{"b":1}}');
});

for (const language of ['JSONPath', 'JSONata']) {
  test(`whatever the palette has is valid where it is put: ${language}`, async () => {
    const empty = json({ QueryLanguage: language, StartAt: '', States: {} });
    const terminal = entry => ['succeed', 'fail'].includes(entry.id);
    for (const entry of palette) {
      const alone = edit(empty, { kind: 'insert', fragment: entry.make(language), place: { scope: '' } });
      assert.deepEqual(await errorsOf(alone), [], `${entry.id} alone\n${alone}`);
      assert.deepEqual(await warningsOf(alone), [], `${entry.id} alone\n${alone}`);
      if (terminal(entry)) continue;
      const base = edit(empty, { kind: 'insert', fragment: palette.find(one => one.id === 'wait').make(language), place: { scope: '' } });
      const behind = edit(base, { kind: 'insert', fragment: entry.make(language), place: { after: id('Wait') } });
      assert.deepEqual(await errorsOf(behind), [], `${entry.id} behind\n${behind}`);
      const before = edit(behind, { kind: 'insert', fragment: entry.make(language), place: { after: id('Wait') } });
      assert.deepEqual(await errorsOf(before), [], `${entry.id} twice\n${before}`);
      const removed = edit(behind, { kind: 'remove', ids: readMachine(behind).root.states.filter(state => state.name !== 'Wait').map(state => state.id) });
      assert.deepEqual(await errorsOf(removed), [], `${entry.id} removed\n${removed}`);
    }
    const chain = palette.filter(entry => !terminal(entry) && entry.id !== 'choice').reduce((so, entry) => edit(so, { kind: 'insert', fragment: entry.make(language), place: { scope: '' } }), empty);
    assert.deepEqual(await errorsOf(chain), [], 'all in one machine');
  });
}

test('the palette has every service and every kind of job that this server runs, and nothing that it does not run', async () => {
  const resources = palette.filter(({ group }) => group !== 'Patterns').map(entry => Object.values(states(entry.make('JSONata')))[0].Resource?.replace('arn:aws:states:::', '')).filter(Boolean);
  assert.equal(new Set(palette.map(entry => entry.id)).size, palette.length);
  const source = name => readFileSync(path.join(repository, 'src/Baton.Integrations/Aws', name), 'utf8');
  const kinds = [...source('Jobs/JobKinds.cs').matchAll(/^ +\["(\w+:\w+)"\] =/gm)].map(([, kind]) => kind);
  assert.ok(kinds.length > 10);
  assert.deepEqual(kinds.filter(kind => !resources.some(resource => resource.startsWith(`${kind}.sync`))), []);
  const names = [...source('AwsServices.cs').matchAll(/^ +new\("(\w+)",.*$/gm)].map(([line, name]) => [name, /Optimized = new\("(\w+)"/.exec(line)?.[1] ?? name]);
  assert.ok(names.length > 60);
  assert.deepEqual(names.filter(([name, optimized]) => !resources.some(resource => resource.startsWith(`aws-sdk:${name}:`) || resource.startsWith(`${optimized}:`))), []);

  // each is called, at an address where nobody listens: the server knows it, or the execution fails with States.Runtime, which is not caught
  const elsewhere = await Server.start({ environment: { Baton__Endpoints__default: 'http://127.0.0.1:9' } });
  const branches = palette.filter(({ group, type, id }) => type === 'Task' && group !== 'People' && group !== 'Patterns' && id !== 'activity').map(entry => {
    const { StartAt, States } = JSON.parse(entry.make('JSONata'));
    return { StartAt, States: { [StartAt]: { ...States[StartAt], Catch: [{ ErrorEquals: ['States.ALL'], Output: '{% $states.errorOutput.Error %}', Next: `${StartAt} failed` }] }, [`${StartAt} failed`]: { Type: 'Pass', End: true } } };
  });
  const { stateMachineArn } = await elsewhere.client().createStateMachine({ name: 'all', roleArn: 'arn:aws:iam::000000000000:role/r', definition: json({ QueryLanguage: 'JSONata', StartAt: 'All', States: { All: { Type: 'Parallel', Branches: branches, End: true } } }) });
  const { executionArn } = await elsewhere.client().startExecution({ stateMachineArn });
  const execution = await until('the end of all', async () => { const found = await elsewhere.client().describeExecution({ executionArn }); return found.status !== 'RUNNING' && found; });
  assert.equal(execution.status, 'SUCCEEDED', execution.cause);
  assert.equal(JSON.parse(execution.output).length, branches.length);
});

test('JSONata states come into a JSONPath machine with their language', async () => {
  const text = edit(three, { kind: 'insert', fragment: fragmentOf(readMachine(edit(json({ QueryLanguage: 'JSONata', StartAt: '', States: {} }), { kind: 'insert', fragment: palette.find(entry => entry.id === 'lambda').make('JSONata'), place: { scope: '' } })), [id('Call a function')]), place: { after: id('C') } });
  assert.equal(states(text)['Call a function'].QueryLanguage, 'JSONata');
  assert.deepEqual(await errorsOf(text), []);
});

test('problems lead to their place, and their fixes mend them', async () => {
  const broken = json({ StartAt: 'A', States: { A: { Type: 'Pass', Next: 'Bee', Coment: 'x' }, B: { Type: 'Pass' }, C: { Type: 'Wait', Seconds: 1, Parameters: {}, End: true } } });
  const problemsOf = async ({ text, language, machine }) => {
    const answer = await fetch(`${server.url}/console/api/drafts/validate`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ text, format: language }) });
    return (await answer.json()).problems.map(finding => problemOf(machine, finding));
  };
  for (const language of ['json', 'yaml']) {
    let session = write(begin(broken), language);
    for (let round = 0; round < 10; round++) {
      const fixable = (await problemsOf(session)).find(problem => problem.fixes.length > 0);
      if (!fixable) break;
      session = change(session, fixable.fixes.at(0).edit);
    }
    assert.deepEqual(await errorsOf(session.machine.text), [], session.text);
  }
  const inYaml = (await problemsOf(write(begin(broken), 'yaml'))).find(problem => problem.message.includes('Bee'));
  assert.equal(write(begin(broken), 'yaml').text.slice(inYaml.from, inYaml.to), 'Bee');
  const target = (await problemsOf(begin(broken))).find(problem => problem.message.includes('Bee'));
  assert.equal(broken.slice(target.from, target.to), '"Bee"');
  assert.equal(target.stateId, id('A'));
  assert.equal(nearest('Chrage', ['Ship', 'Charge', 'Refund']), 'Charge');
  assert.equal(nearest('Xyzzy', ['Ship', 'Charge']), undefined);
});

test('rules that never get their turn are told, and cases that none is for', () => {
  const rule = (operator, value, variable = '$.n') => ({ Variable: variable, [operator]: value });
  const over = value => rule('NumericGreaterThan', value);
  const look = (language, rules, rest = {}) => {
    const { never, neverDefault, hasGap } = reachOf(begin(json({ QueryLanguage: language, StartAt: 'A', States: { A: { Type: 'Choice', Choices: rules.map(one => ({ ...one, Next: 'B' })), ...rest }, B: { Type: 'Succeed' } } })).machine.byId.get(id('A')));
    return [[...never.keys()], neverDefault !== null, hasGap];
  };
  for (const [rules, expected] of [
    [[], []], [[over(100), over(200)], [1]], [[over(200), over(100)], []], [[over(100), rule('NumericGreaterThanEquals', 100)], []], [[rule('NumericGreaterThanEquals', 100), over(100)], [1]], [[over(100), rule('NumericGreaterThan', 200, '$.m')], []],
    [[over(1), rule('NumericEquals', 5)], [1]], [[over(5), rule('NumericEquals', 5)], []], [[rule('NumericLessThan', 5), rule('NumericLessThanEquals', 4)], [1]], [[rule('StringEquals', 'a'), rule('StringEquals', 'b'), { Comment: 'again', ...rule('StringEquals', 'a') }], [2]],
    [[rule('TimestampLessThan', '2030-01-01T00:00:00Z'), rule('TimestampLessThan', '2029-12-31T23:00:00-05:00')], []], [[rule('TimestampLessThan', '2030-01-01T00:00:00Z'), rule('TimestampLessThan', '2029-12-31T23:00:00+05:00')], [1]],
    [[rule('IsPresent', true), rule('NumericEquals', 5)], [1]], [[rule('IsString', true), rule('TimestampEquals', '2030-01-01T00:00:00Z')], [1]], [[rule('IsTimestamp', false), rule('StringEquals', 'x')], []], [[rule('IsNull', false), rule('BooleanEquals', true)], [1]],
    [[over(100), { And: [over(150), rule('StringEquals', 'EUR', '$.c')] }], [1]], [[{ And: [over(150), rule('StringEquals', 'EUR', '$.c')] }, over(200)], []], [[{ Or: [over(100), rule('StringEquals', 'EUR', '$.c')] }, over(150)], [1]], [[over(100), { Or: [over(200), over(300)] }], [1]],
    [[{ And: [over(5), rule('NumericLessThan', 3)] }], [0]], [[{ And: [over(3), rule('NumericLessThan', 5)] }], []], [[{ Not: rule('NumericEquals', 5) }, over(6)], [1]], [[{ Not: over(200) }, { Not: over(100) }], [1]], [[rule('NumericEqualsPath', '$.a'), rule('NumericEqualsPath', '$.a')], [1]], [[rule('StringMatches', 'a*'), rule('StringEquals', 'ab')], []],
  ]) {
    assert.deepEqual(look('JSONPath', rules), [expected, false, true], json(rules));
    assert.deepEqual(look('JSONPath', rules, { Default: 'B' }), [expected, false, false], json(rules));
  }
  assert.deepEqual(look('JSONPath', [rule('IsPresent', true), rule('IsPresent', false), over(1)], { Default: 'B' }), [[2], true, false], 'two opposites are all there is');
  assert.deepEqual(look('JSONPath', [over(1), { Not: over(1) }]), [[], true, false], 'and leave no gap');
  assert.deepEqual(look('JSONPath', [over(1), rule('NumericLessThanEquals', 1)]), [[], false, true], 'a text is neither');
  for (const [conditions, expected] of [
    [['{% $states.input.n > 100 %}', '{% $states.input.n > 200 %}'], [[1], false, true]], [["{%$states.input.c = 'EUR'%}", "{% $states.input.c = 'EUR' and $states.input.n > 1 %}"], [[1], false, true]], [['{% $states.input.n = 1 or $states.input.n = 2 %}', '{% $states.input.n = 2 %}'], [[1], false, true]],
    [['{% true %}', '{% $x %}'], [[1], true, false]], [[false, '{% $x %}'], [[0], false, true]], [['{% $f($x) %}', '{% $f($x) %}'], [[1], false, true]], [['{% $x != 5 %}', '{% $x = 6 %}'], [[1], false, true]], [['{% $x and $y %}', '{% $x %}'], [[], false, true]],
    [["{% $a = 'x and y' or $b %}", "{% $a = 'x and y' %}"], [[], false, true]], [['{% $x %}', '{% $not($x) %}'], [[], true, false]],
  ]) assert.deepEqual(look('JSONata', conditions.map(Condition => ({ Condition }))), expected, json(conditions));
});

test('what is to be said of rules is a problem with its state, its place in the text, and what mends it', () => {
  const text = json({ StartAt: 'A', States: { A: { Type: 'Choice', Choices: [{ Variable: '$.n', IsPresent: true, Next: 'B' }, { Variable: '$.n', NumericEquals: 5, Next: 'B' }] }, B: { Type: 'Succeed' } } });
  for (const language of ['json', 'yaml']) {
    let session = write(begin(text), language);
    const told = () => problemsOfRules(session.machine, session.text, session.language);
    assert.deepEqual(told().map(({ severity, code, message, stateId }) => [severity, code, message, stateId]), [
      ['WARNING', 'RULE_NEVER_TAKEN', 'Rule 2 is never taken: rule 1 holds whenever it does.', id('A')], ['WARNING', 'NO_DEFAULT', 'Where no rule holds, the execution fails: choose what follows then.', id('A')],
    ]);
    const [never] = told();
    assert.match(session.text.slice(never.from, never.to), /^\W*Variable[^]*NumericEquals[^]*B\W*$/);
    session = change(session, never.fixes[0].edit);
    session = change(session, { kind: 'set', path: ['States', 'A', 'Default'], value: '"B"' });
    assert.deepEqual(told(), [], session.text);
    session = change(session, { kind: 'addItem', path: ['States', 'A', 'Choices'], value: '{ "Variable": "$.n", "IsPresent": false, "Next": "B" }' });
    assert.deepEqual(told().map(({ message }) => message), ['Default is never taken: rule 1 or rule 2 always holds.']);
    session = change(session, told()[0].fixes[0].edit);
    assert.deepEqual(told(), []);
  }
});

test('undo and redo lead through every text, and typing is one step', () => {
  let session = begin(three);
  const texts = [session.text];
  for (const one of [{ kind: 'rename', id: id('A'), name: 'X' }, { kind: 'duplicate', ids: [id('C')] }, { kind: 'remove', ids: [id('B')] }, { kind: 'set', path: ['TimeoutSeconds'], value: '60' }]) {
    session = change(session, one);
    texts.push(session.text);
  }
  session = change(session, { kind: 'text', text: `${session.text} ` }, 'typing');
  session = change(session, { kind: 'text', text: `${session.text}\n` }, 'typing');
  texts.push(session.text);
  for (const text of texts.toReversed().slice(1)) assert.equal((session = undo(session)).text, text);
  assert.equal(undo(session), session);
  for (const text of texts.slice(1)) assert.equal((session = redo(session)).text, text);
  assert.equal(redo(session), session);
});

test('while the text is not JSON, the drawing goes on, and what was done to it is done to the text later', () => {
  const broken = three.replace('"Three",', '"Three"');
  let session = change(begin(three), { kind: 'text', text: broken });
  assert.ok(session.fault);
  assert.equal(session.machine.text, three);
  session = change(session, { kind: 'rename', id: id('C'), name: 'Sea' });
  assert.equal(session.text, broken, 'what a person types is not touched');
  assert.ok(session.machine.states.some(state => state.name === 'Sea'));
  const undone = undo(session);
  assert.equal(undone.waiting.length, 0);
  assert.equal(undone.machine.text, three);
  session = change(session, { kind: 'text', text: three.replace('Three', 'Four') });
  assert.equal(session.fault, null);
  assert.equal(session.text, three.replace('Three', 'Four').replaceAll('"C"', '"Sea"'));
  const lost = change(change(change(begin(three), { kind: 'text', text: broken }), { kind: 'set', path: ['States', 'C', 'Comment'], value: '"c"' }), { kind: 'text', text: '{"StartAt": 1, "States": 2}' });
  assert.match(lost.note, /no object|not there/i);
});

const noted = `# What the shop does with an order
StartAt: Charge   # where it begins
QueryLanguage: 'JSONata'

States:
    # the card is charged first
    Charge:
        Type: Task
        Resource: "arn:aws:states:::lambda:invoke"
        Arguments: {FunctionName: charge, Payload: "{% $states.input %}"} # all of it
        Retry: &retry
        -   ErrorEquals: [States.TaskFailed, "Busy"]
            MaxAttempts: 0x3   # three times

        Next: Big?

    Big?:
        Type: Choice
        Choices:
          # more than a thousand
          - Condition: >-
                {% $states.input.sum > 1000
                and true %}
            Next: Ship
        Default: Ship

    # by post
    Ship:
        Type: Task
        Resource: arn:aws:states:::lambda:invoke
        Arguments:
            FunctionName: ship
            Payload: |
                two
                lines
        Retry: *retry
        End: true
# the end
`;
const inYaml = text => begin({ text, language: 'yaml' });
const assertSays = (session, what) => assert.deepEqual(valueOf(readText(session.text, 'yaml')), JSON.parse(session.machine.text), `${what}\n${session.text}`);

test('what YAML says here is what the server reads in it', async () => {
  const around = value => `StartAt: A\nStates:\n  A:\n    Type: Pass\n    End: true\n    Result: ${value}\n`;
  const values = [
    'yes', 'True', '~', '""', "'it''s'", '0x1F', '0o17', '017', '1_000', '+1.50', '-.5e3', '"\\u0041\\x41"', '2026-01-01', '!!str 1', '!!int 5', '[a b, "c": d]', '.inf', '!!int a', '!x a', '*a', '{<<: {a: 1}}', '{? [a] : b}', '{a: 1, a: 2}',
    '&x [1, *x]', '{a: &x {b: 1}, c: *x}', '|\n      a\n\n      b', '>+\n      a\n      b\n', '"a\n      b"', '[1, 2', '- 1', 'a: 1', '\n      - 1\n      -\n        - x: # note\n            y', '{a, b: }', '@a', '%a', 'a #b', 'a#b', '# only a note',
  ];
  for (const value of values) {
    const answer = await fetch(`${server.url}/console/api/drafts/test-state`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ text: around(value), format: 'yaml', stateName: 'A' }) });
    const theirs = answer.ok ? JSON.parse((await answer.json()).output) : 'refused';
    const ours = () => find(readText(around(value), 'yaml'), ['States', 'A', 'Result']);
    if (theirs === 'refused') assert.throws(ours, fault => Number.isInteger(fault.at), value);
    else assert.deepEqual(valueOf(ours()), theirs, value);
  }
});

test('a change of a draft in YAML keeps its notes and the spelling of all else', () => {
  for (const text of [noted, noted.replaceAll('\n', '\r\n')]) {
    const session = inYaml(text);
    const lines = so => so.split(/\r?\n/);
    for (const [one, removed, added] of [
      [{ kind: 'set', path: ['States', 'Charge', 'Next'], value: '"Ship"' }, ['        Next: Big?'], ['        Next: Ship']],
      [{ kind: 'set', path: ['States', 'Charge', 'Retry', 0, 'MaxAttempts'], value: '5' }, ['            MaxAttempts: 0x3   # three times', '        Retry: *retry'], null],
      [{ kind: 'set', path: ['States', 'Charge', 'TimeoutSeconds'], value: '60' }, [], ['        TimeoutSeconds: 60']],
      [{ kind: 'set', path: ['States', 'Ship', 'Comment'], value: '"yes: \\"no\\" # maybe"' }, [], ["        Comment: 'yes: \"no\" # maybe'"]],
      [{ kind: 'set', path: ['States', 'Ship', 'Arguments', 'FunctionName'], value: '"true"' }, ['            FunctionName: ship'], ['            FunctionName: "true"']],
      [{ kind: 'set', path: ['States', 'Charge', 'Arguments', 'FunctionName'], value: '"c"' }, ['        Arguments: {FunctionName: charge, Payload: "{% $states.input %}"} # all of it'], ['        Arguments: {FunctionName: "c", Payload: "{% $states.input %}"} # all of it']],
      [{ kind: 'rename', id: id('Ship'), name: 'Send it' }, ['            Next: Ship', '        Default: Ship', '    Ship:'], ['            Next: Send it', '        Default: Send it', '    Send it:']],
      [{ kind: 'addItem', path: ['States', 'Big?', 'Choices'], value: '{ "Condition": "{% true %}", "Next": "Ship" }' }, [], ['          - Condition: "{% true %}"']],
      [{ kind: 'set', path: ['States', 'Charge', 'Retry', 0, 'ErrorEquals'], value: '["States.ALL"]' }, null, null],
      [{ kind: 'remove', ids: [id('Charge')] }, null, null], [{ kind: 'duplicate', ids: [id('Ship')] }, [], null], [{ kind: 'connect', from: id('Ship'), to: id('Big?') }, ['        End: true'], ['        Next: "Big?"']],
      [{ kind: 'insert', fragment: palette.find(entry => entry.id === 'map').make('JSONata'), place: { after: id('Charge') } }, ['        Next: Big?'], null],
    ]) {
      const done = change(session, one);
      const what = JSON.stringify(one);
      assertSays(done, what);
      assert.deepEqual(JSON.parse(done.machine.text), JSON.parse(edit(session.machine.text, one)), what);
      const [before, after] = [lines(text), lines(done.text)];
      if (removed) assert.deepEqual(before.filter(line => !after.includes(line)), removed, `${what}\n${done.text}`);
      if (added) assert.deepEqual(after.filter(line => !before.includes(line)), added, `${what}\n${done.text}`);
      for (const note of ['# What the shop does', '# by post', '# more than a thousand', '# the end']) assert.ok(done.text.includes(note), `${what} loses ${note}\n${done.text}`);
      assert.equal(/[^\r]\n/.test(done.text), !text.includes('\r'), 'line ends stay');
      assert.equal(undo(done).text, text);
      assert.equal(redo(undo(done)).text, done.text);
    }
    assert.ok(change(session, { kind: 'duplicate', ids: [id('Ship')] }).text.includes('*retry'), 'names for values stay where nothing is changed behind them');
  }
});

test('a state that goes into a Map in YAML takes its notes along', () => {
  const withMap = change(inYaml(noted), { kind: 'insert', fragment: palette.find(entry => entry.id === 'map').make('JSONata'), place: { after: id('Charge') } });
  const inner = withMap.machine.states.find(state => state.scope.owner);
  const move = { kind: 'move', ids: [id('Ship')], place: { after: inner.id } };
  const moved = change(withMap, move);
  assertSays(moved, 'moved');
  assert.deepEqual(JSON.parse(moved.machine.text), JSON.parse(edit(withMap.machine.text, move)));
  assert.match(moved.text, /\n( {8,})# by post\n\1Ship:\n/);
});

test('while the text is not YAML, the drawing goes on, and what was done to it is done to the text later', () => {
  const broken = noted.replace('Default: Ship', 'Default: [Ship');
  let session = change(inYaml(noted), { kind: 'text', text: broken });
  assert.ok(session.fault.at > broken.indexOf('[Ship'));
  session = change(session, { kind: 'rename', id: id('Charge'), name: 'Take' });
  assert.equal(session.text, broken, 'what a person types is not touched');
  assert.throws(() => write(session, 'json'), /not YAML just now/);
  const kept = begin(keep(session));
  assert.deepEqual([kept.text, kept.machine.text, kept.waiting, kept.language], [session.text, session.machine.text, session.waiting, 'yaml'], 'all of it survives a reload');
  for (const one of [session, kept]) {
    const mended = change(one, { kind: 'text', text: noted.replace('by post', 'by bicycle') });
    assert.equal(mended.text, noted.replace('by post', 'by bicycle').replace('StartAt: Charge ', 'StartAt: Take ').replace('    Charge:', '    Take:'));
    assert.equal(undo(undo(undo(one === session ? mended : change(session, { kind: 'text', text: mended.text })))).text, noted);
  }
});

test('JSON and YAML are two ways to write one draft: each stays as it was written', () => {
  const odd = three.replace('"Three"', '"Thr\\u0065e"').replace('"A": {', '"A" : {');
  let session = write(begin(odd), 'yaml');
  assert.match(session.text, /^Comment: Three\nStartAt: A\n/);
  assert.equal(write(session, 'json').text, odd);
  session = change(session, { kind: 'text', text: session.text.replace('StartAt: A', '# a note\nStartAt: B') });
  const back = write(session, 'json');
  assert.equal(back.text, odd.replace('"StartAt": "A"', '"StartAt": "B"'));
  const again = write(change(back, { kind: 'rename', id: id('C'), name: 'Sea' }), 'yaml');
  assert.match(again.text, /# a note\nStartAt: B/, 'notes are there again');
  assertSays(again, 'again');
  let so = again;
  for (const text of [back.text.replaceAll('"C"', '"Sea"'), back.text, session.text, session.text.replace('# a note\nStartAt: B', 'StartAt: A'), odd]) assert.equal((so = undo(so)).text, text);
  assert.equal(so.language, 'json');
  assertSays(put(session, three), 'given up');
});

const folders = [process.env.BATON_CONFORMANCE, ...ancestors(repository).map(folder => path.join(folder, 'shared/conformance'))].filter(folder => folder && existsSync(path.join(folder, 'definitions')));
function ancestors(folder) {
  return folder === path.dirname(folder) ? [folder] : [folder, ...ancestors(path.dirname(folder))];
}
const filesIn = folder => readdirSync(folder, { recursive: true }).filter(name => /\.(asl\.)?json$/.test(name) && !name.includes('node_modules')).map(name => path.join(folder, name));
const definitions = [path.join(repository, 'examples'), ...folders.slice(0, 1).map(folder => path.join(folder, 'definitions'))].flatMap(filesIn)
  .map(file => [path.basename(file), readFileSync(file, 'utf8')])
  .filter(([, text]) => /"StartAt"/.test(text) && isJson(text));
function isJson(text) {
  try {
    return typeof JSON.parse(text).States === 'object';
  } catch {
    return false;
  }
}

test(`${definitions.length} definitions open, are laid out without overlaps, and keep every byte that nobody touched`, () => {
  assert.ok(definitions.length >= 4);
  for (const [name, text] of definitions) {
    const session = begin(text);
    assert.equal(session.fault, null, name);
    const { states: all, root } = session.machine;
    const placed = layout(graphOfMachine(session.machine).scope);
    assert.ok(all.length > 0 && all.every(state => placed.nodes.some(node => node.id === state.id)), name);
    for (const scope of scopesOf(root)) assertApart(placed.nodes.filter(node => scope.states.some(state => state.id === node.id)), name);
    for (const state of all) {
      const done = change(session, { kind: 'set', path: [...state.path, 'Comment'], value: '"changed"' });
      const { removed, inserted } = difference(text, done.text);
      assert.ok(removed.length <= JSON.stringify(valueOf(state.tree).Comment ?? '').length && inserted.includes('changed'), `${name} ${state.name}`);
      assert.equal(undo(done).text, text, name);
      const renamed = change(session, { kind: 'rename', id: state.id, name: 'A name that nothing has' });
      const back = change(renamed, { kind: 'rename', id: renamed.selection[0] ?? renamed.machine.states.find(one => one.name === 'A name that nothing has').id, name: state.name });
      if (all.filter(one => one.name === state.name).length === 1) assert.equal(back.text, text, `${name} ${state.name}`);
    }
  }
});

test(`${definitions.length} definitions are written in YAML and back without loss, and changed there line by line`, () => {
  for (const [name, text] of definitions) {
    const session = write(begin(text), 'yaml');
    assert.equal(session.language, 'yaml');
    assert.equal(write(session, 'json').text, text, name);
    assertSays(session, name);
    const noted = { ...session, text: session.text.replace(/^( +)Type: .*$/gm, '$1# what it is\n$&  # as it is') };
    for (const state of session.machine.states) {
      const done = change(noted, { kind: 'set', path: [...state.path, 'Comment'], value: '"changed"' });
      assertSays(done, `${name} ${state.name}`);
      const { removed, inserted } = difference(noted.text, done.text);
      assert.ok(removed.trim().split('\n').length <= String(valueOf(state.tree).Comment ?? '').split('\n').length + 1 && inserted.includes('changed'), `${name} ${state.name}: ${removed}`);
      assert.equal(undo(done).text, noted.text, name);
      if (state !== session.machine.states.at(-1) || session.machine.states.filter(one => one.name === state.name).length > 1) continue;
      const renamed = change(noted, { kind: 'rename', id: state.id, name: 'A name that nothing has' });
      assertSays(renamed, `${name} ${state.name}`);
      const back = change(renamed, { kind: 'rename', id: renamed.machine.states.find(one => one.name === 'A name that nothing has').id, name: state.name });
      assert.equal(back.text, noted.text, `${name} ${state.name}`);
    }
  }
});

function assertApart(nodes, what) {
  for (const [index, one] of nodes.entries()) {
    for (const other of nodes.slice(index + 1)) {
      const isApart = one.x + one.width <= other.x || other.x + other.width <= one.x || one.y + one.height <= other.y || other.y + other.height <= one.y;
      assert.ok(isApart, `${what}: ${one.name} and ${other.name} overlap`);
    }
  }
}
