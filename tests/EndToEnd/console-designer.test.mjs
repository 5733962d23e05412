import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { openConsole } from './support/browser.mjs';
import { assertAccessible, assertClean } from './support/console.mjs';
import { designerParts } from './support/designer.mjs';
import { role } from './support/machines.mjs';
import { repository } from './support/places.mjs';
import { Server } from './support/server.mjs';
import { until } from './support/wait.mjs';

// The designer in a real browser, as people use it.
const server = await Server.start();
const client = server.client();
const designerPath = arn => `designer/${encodeURIComponent(arn)}`;
const create = async (name, definition) => (await client.createStateMachine({ name, roleArn: role, definition: typeof definition === 'string' ? definition : JSON.stringify(definition, null, 2) })).stateMachineArn;
const definitionOf = async arn => (await client.describeStateMachine({ stateMachineArn: arn })).definition;
const machineNamed = async name => (await client.listStateMachines({})).stateMachines.find(one => one.name === name)?.stateMachineArn;

const two = { Comment: 'Two', StartAt: 'First', States: { First: { Type: 'Pass', Result: { n: 1.5 }, Next: 'Second' }, Second: { Type: 'Wait', Seconds: 86_400, End: true } } };

server.test('a newcomer designs a support case on an empty canvas by mouse, tests a state, deploys and starts it', async () => {
  const console = await openConsole(server, 'designer');
  const { page } = console;
  const { inspector, canvas, state, entry, rename, isFine } = designerParts(page);
  await page.getByRole('heading', { name: 'Nothing is here yet' }).waitFor();

  await entry('Update the case').dragTo(canvas);
  await state('Update the case').waitFor();
  await rename('Open the case');
  await isFine();
  await entry('Ask a person').dragTo(state('Open the case'));
  await state('Ask a person').waitFor();
  await rename('Work on the case');
  await inspector.getByLabel('Arguments', { exact: true }).fill('{ "Title": "Work on the case", "Group": "representatives", "Outcomes": ["ask", "solve"] }');
  await entry('Choice').dragTo(state('Work on the case'));
  await state('Choice').waitFor();
  await rename('Ask or solve?');
  const rules = inspector.getByRole('table', { name: 'Rules of Ask or solve?' });
  await rules.getByLabel('Condition 1').fill("$states.input.Outcome = 'ask'");

  // the customer is asked where the rule holds, and the case is worked on again
  await entry('Ask an outsider').click();
  await rename('Ask the customer');
  await inspector.getByLabel('What follows').selectOption('Work on the case');
  await state('Ask or solve?').click();
  await rules.getByLabel('Rule 1 leads to').selectOption('Ask the customer');
  await rules.getByLabel('Otherwise leads to').selectOption('Done');
  await entry('Update the case').dragTo(state('Ask or solve?'));
  await rename('Resolve the case');
  await isFine();

  // a mistake is told where it is, and mended with a click
  await state('Resolve the case').click();
  await inspector.getByLabel('Resource', { exact: true }).fill('arn:aws:states:::case:updat');
  await page.getByRole('list', { name: 'Problems' }).getByText('Resolve the case').first().waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await isFine();

  await page.getByRole('tab', { name: 'Test a state' }).click();
  await state('Ask or solve?').click();
  const test = page.getByRole('form', { name: 'Test of Ask or solve?' });
  await test.getByLabel('Input').fill('{"Outcome": "ask"}');
  await test.getByRole('button', { name: 'Run the test' }).click();
  await page.getByText('goes on to').getByText('Ask the customer').waitFor();

  await page.getByRole('button', { name: 'Create', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Create the state machine' });
  await dialog.getByLabel('Name').fill('my case');
  await dialog.getByRole('button', { name: 'Create', exact: true }).click();
  await dialog.getByRole('alert').getByText('letters, digits').waitFor();
  await dialog.getByLabel('Name').fill('mouse-case');
  await dialog.getByRole('button', { name: 'Create', exact: true }).click();
  await page.getByRole('heading', { name: 'mouse-case', level: 1 }).waitFor();

  await page.getByRole('button', { name: 'Start execution' }).click();
  await page.getByRole('dialog', { name: 'Start mouse-case' }).getByRole('button', { name: 'Start' }).click();
  await page.getByRole('button', { name: 'Work on the case Task · Running' }).waitFor();
  const made = JSON.parse(await definitionOf(await machineNamed('mouse-case')));
  assert.equal(made.StartAt, 'Open the case');
  assert.equal(made.States['Ask or solve?'].Choices[0].Next, 'Ask the customer');
  assert.equal(made.States['Ask or solve?'].Default, 'Resolve the case');
  assertClean(console);
});

server.test('the same is designed by keyboard alone', async () => {
  const console = await openConsole(server, 'designer');
  const { page } = console;
  const { inspector, canvas, state, isFine } = designerParts(page);
  const add = async (what, name) => {
    await page.keyboard.press('a');
    await page.getByRole('combobox', { name: /^Add/ }).waitFor();
    await page.keyboard.type(what);
    await page.keyboard.press('Enter');
    await state(what).waitFor();
    if (!name) return;
    await page.keyboard.press('F2');
    await until('the name', () => page.evaluate(() => document.activeElement instanceof HTMLInputElement));
    await page.keyboard.type(name);
    await page.keyboard.press('Enter');
    await inspector.getByRole('heading', { name, level: 2 }).waitFor();
    await canvas.focus();
  };
  await page.getByRole('heading', { name: 'Nothing is here yet' }).waitFor();
  await canvas.focus();
  await add('Update the case', 'Open the case');
  await add('Ask a person', 'Work on the case');
  await add('Choice', 'Ask or solve?');
  await add('Ask an outsider', 'Ask the customer');

  // what was added stands on the way of Otherwise; it leads back, and Otherwise to the end
  await page.keyboard.press('c');
  await page.getByRole('combobox', { name: 'Connect Ask the customer to' }).waitFor();
  await page.keyboard.type('Work on');
  await page.keyboard.press('Enter');
  await isFine();
  await page.keyboard.press('ArrowUp');
  await inspector.getByRole('heading', { name: 'Ask or solve?', level: 2 }).waitFor();
  await page.keyboard.press('ArrowDown');
  await inspector.getByRole('heading', { name: 'Ask the customer', level: 2 }).waitFor();

  await page.keyboard.press('Control+d');
  await state('Ask the customer 2').waitFor();
  await page.keyboard.press('Delete');
  await state('Ask the customer 2').waitFor({ state: 'detached' });
  await page.keyboard.press('Control+z');
  await state('Ask the customer 2').waitFor();
  await page.keyboard.press('Control+z');
  await state('Ask the customer 2').waitFor({ state: 'detached' });
  await page.keyboard.press('/');
  await page.getByRole('combobox', { name: 'Find a state' }).waitFor();
  await page.keyboard.type('Work');
  await page.keyboard.press('Enter');
  await inspector.getByRole('heading', { name: 'Work on the case', level: 2 }).waitFor();
  await isFine();

  await page.keyboard.press('Control+s');
  await page.getByRole('dialog', { name: 'Create the state machine' }).getByLabel('Name').waitFor();
  await page.keyboard.type('key-case');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'key-case', level: 1 }).waitFor();
  const made = JSON.parse(await definitionOf(await machineNamed('key-case')));
  assert.deepEqual(Object.keys(made.States), ['Open the case', 'Work on the case', 'Ask or solve?', 'Ask the customer', 'Done']);
  assert.equal(made.States['Ask the customer'].Next, 'Work on the case');
  assertClean(console);
});

server.test('text and canvas are one draft, also while the text is not JSON; it survives a reload, and what nobody touched stays byte by byte', async () => {
  const odd = '{ "Comment" : "Tw\\u006f",\n\t"StartAt":"First","States":{\n  "First":{"Type":"Pass","Result":{"n":1.50},"Next":"Second"},\n  "Second":{"Type":"Wait","Seconds":86400,"End":true}}}\n\n';
  const arn = await create('odd', odd);
  const console = await openConsole(server, `${designerPath(arn)}?view=both`);
  const { page } = console;
  const { inspector, state, isFine } = designerParts(page);
  const text = page.getByRole('textbox', { name: 'Definition as text' });
  await state('First').click();
  await isFine();
  await text.click();
  await page.keyboard.press('Control+Home');
  await page.keyboard.type('x');
  await page.getByText('This is the last text that was JSON.').waitFor();
  await page.getByRole('list', { name: 'Problems' }).getByText('Expected').waitFor();

  // forms go on: what they change waits for the text
  await state('First').click();
  await inspector.getByLabel('Comment', { exact: true }).fill('kept');
  await page.getByText('A change waits').waitFor();
  await text.click();
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('Delete');
  await isFine();
  await text.getByText('"kept"').waitFor();
  await page.getByText('Not saved; kept in this browser').waitFor();
  await until('the draft', () => page.evaluate(() => Object.values(localStorage).some(value => value.includes('kept'))));
  await page.reload();
  await text.getByText('"kept"').waitFor();

  await page.getByRole('button', { name: 'Save' }).click();
  const dialog = page.getByRole('dialog', { name: 'Save the state machine' });
  await dialog.getByRole('region', { name: 'What changes' }).getByText('kept').waitFor();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await until('the new definition', async () => (await definitionOf(arn)).includes('kept'));
  assert.equal((await definitionOf(arn)).replace('"Comment": "kept",', ''), odd);
  assertClean(console);
});

server.test('a draft is written in YAML beside the canvas, also while it is not YAML; its notes survive a reload and a save, and what is deployed is JSON', async () => {
  const arn = await create('noted', two);
  const console = await openConsole(server, `${designerPath(arn)}?view=both`);
  const { page } = console;
  const { inspector, state, isFine } = designerParts(page);
  const text = page.getByRole('textbox', { name: 'Definition as text' });
  await page.getByRole('radio', { name: 'YAML' }).click();
  await text.getByText('Comment: Two').click();
  await page.keyboard.press('End');
  await page.keyboard.type(' # noted');
  await isFine();
  await state('First').click();
  await inspector.getByLabel('Comment', { exact: true }).fill('kept: yes');
  await text.getByText('Comment: "kept: yes"').waitFor();
  await isFine();

  await text.click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('[');
  await page.getByText('This is the last text that was YAML.').waitFor();
  await state('Second').click();
  await inspector.getByLabel('Seconds', { exact: true }).fill('60');
  await page.getByText('A change waits').waitFor();
  await until('the draft', () => page.evaluate(() => Object.values(localStorage).some(value => value.includes('waiting') && value.includes('60'))));
  await page.reload();
  await page.getByText('A change waits').waitFor();
  await text.click();
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Backspace');
  await text.getByText('Seconds: 60').waitFor();
  await isFine();

  await page.getByRole('button', { name: 'Save' }).click();
  const dialog = page.getByRole('dialog', { name: 'Save the state machine' });
  await dialog.getByRole('region', { name: 'What changes' }).getByText('"kept: yes"').waitFor();
  await dialog.getByRole('button', { name: 'Save' }).click();
  const expected = JSON.stringify(two, null, 2).replace('86400', '60');
  await until('the new definition', async () => (await definitionOf(arn)).replace(/\s*"Comment": "kept: yes",/, '') === expected);
  await page.getByText('Saved', { exact: true }).first().waitFor();
  await page.reload();
  await text.getByText('# noted').waitFor();
  await page.getByRole('radio', { name: 'JSON' }).click();
  await text.getByText('"kept: yes"').waitFor();
  assertClean(console);
});

server.test('names of errors are taken from a list, and the rules that never get their turn are told in their table and among the problems', async () => {
  const console = await openConsole(server, `${designerPath(await create('refusing', {
    StartAt: 'Call',
    States: {
      Call: { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Parameters: { FunctionName: 'f' }, TimeoutSeconds: 60, Retry: [{ ErrorEquals: ['Busy'] }], Next: 'Which' },
      Which: { Type: 'Choice', Choices: [{ Variable: '$.n', NumericGreaterThan: 100, Next: 'Refuse' }, { Variable: '$.n', NumericEquals: 500, Next: 'Refuse' }] },
      Refuse: { Type: 'Fail', Error: 'Order.Refused' },
    },
  }))}?view=both`, { viewport: { width: 1440, height: 1600 } }); // so high that all of the text is drawn
  const { page } = console;
  const { inspector, state, isFine } = designerParts(page);
  const text = page.getByRole('textbox', { name: 'Definition as text' });
  await state('Call').click();
  await inspector.getByText('Busy', { exact: true }).first().click();
  const names = inspector.getByRole('list', { name: 'Names of errors' });
  const written = expected => until(`${expected} in the text`, async () => JSON.stringify(JSON.parse(await text.innerText()).States.Call.Retry[0].ErrorEquals) === JSON.stringify(expected));
  const field = inspector.getByRole('combobox', { name: 'ErrorEquals' });
  await field.fill('refus');
  await inspector.getByRole('option', { name: 'Order.Refused' }).waitFor();
  await assertAccessible(page, 'names of errors');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.keyboard.type('My.Own,');
  await written(['Busy', 'Order.Refused', 'My.Own']);
  await page.keyboard.press('Backspace');
  await names.getByRole('button', { name: 'Remove Busy' }).click();
  await written(['Order.Refused']);
  await field.click();
  await inspector.getByRole('option', { name: 'States.Timeout' }).click();
  await written(['Order.Refused', 'States.Timeout']);

  const problems = page.getByRole('list', { name: 'Problems' });
  await problems.getByRole('button', { name: 'Warning: Which Rule 2 is never taken' }).click();
  const rules = inspector.getByRole('table', { name: 'Rules of Which' });
  await rules.getByText('Rule 2 is never taken: rule 1 holds whenever it does.').waitFor();
  await rules.getByText('Where no rule holds, the execution fails').waitFor();
  await state('Which').getByText('warning: ').waitFor({ state: 'attached' });
  await rules.getByRole('button', { name: 'Rule 2 up' }).click();
  await page.getByText('is never taken').waitFor({ state: 'detached' });
  await problems.getByText('Where no rule holds').waitFor();
  await rules.getByLabel('Otherwise leads to').selectOption('Refuse');
  await isFine();
  assertClean(console);
});

server.test('states are copied as text from one machine into another', async () => {
  const console = await openConsole(server, designerPath(await create('source', two)), { permissions: ['clipboard-read', 'clipboard-write'] });
  const { page } = console;
  const { canvas, state } = designerParts(page);
  await state('First').click();
  await page.keyboard.press('Control+c');
  const copied = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()));
  assert.deepEqual(copied, { StartAt: 'First', States: { First: { Type: 'Pass', Result: { n: 1.5 }, End: true } } });
  await page.goto('/console/designer');
  await page.getByRole('heading', { name: 'Nothing is here yet' }).waitFor();
  await canvas.focus();
  await page.keyboard.press('Control+v');
  await state('First').waitFor();
  assertClean(console);
});

server.test('a problem is mended by its quick fix', async () => {
  const console = await openConsole(server, designerPath(await create('fixing', two)));
  const { page } = console;
  const { state, inspector, isFine } = designerParts(page);
  await state('First').click();
  await inspector.getByRole('button', { name: 'Edit as text' }).click();
  await inspector.getByLabel('First as text').fill('{ "Type": "Pass", "Next": "Secnd" }');
  await page.getByRole('button', { name: "Change to 'Second'" }).first().click();
  await isFine();
  await inspector.getByLabel('First as text').fill('{ "Type": "Pass" ');
  await inspector.getByRole('alert').getByText('stays as it was').waitFor();
  await isFine();
  assertClean(console);
});

server.test('a Map is gone into and out of, and states go into it by mouse', async () => {
  const order = { StartAt: 'Each', States: { Each: { Type: 'Map', ItemProcessor: { StartAt: 'Pack', States: { Pack: { Type: 'Pass', End: true } } }, Next: 'Tell' }, Tell: { Type: 'Pass', End: true } } };
  const arn = await create('mapped', order);
  const console = await openConsole(server, designerPath(arn));
  const { page } = console;
  const { state, entry } = designerParts(page);
  await entry('Wait').dragTo(state('Pack'));
  await state('Wait').waitFor();
  await state('Tell').dragTo(state('Wait'));
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await until('the new definition', async () => {
    const { States: { Each, Tell } } = JSON.parse(await definitionOf(arn));
    return Each.ItemProcessor.States.Pack.Next === 'Wait' && Each.ItemProcessor.States.Wait.Next === 'Tell' && Each.End === true && !Tell;
  });
  await state('Pack').click();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await page.getByRole('navigation', { name: 'Within' }).getByRole('button', { name: 'Each' }).waitFor();
  await page.getByRole('navigation', { name: 'Within' }).getByRole('button', { name: 'mapped' }).click();
  await page.getByRole('navigation', { name: 'Within' }).waitFor({ state: 'detached' });
  assertClean(console);
});

server.test('a failed execution is loaded into the draft, and its state is tested with what it got', async () => {
  const arn = await create('failing', { StartAt: 'Check', States: { Check: { Type: 'Pass', Result: { amount: 42 }, ResultPath: '$.checked', Next: 'No' }, No: { Type: 'Fail', ErrorPath: '$.checked.missing' } } });
  const { executionArn } = await client.startExecution({ stateMachineArn: arn, input: '{"order": "A-17"}' });
  await until('the end', async () => (await client.describeExecution({ executionArn })).status !== 'RUNNING');
  const console = await openConsole(server, `${designerPath(arn)}?execution=${encodeURIComponent(executionArn)}&panel=test`);
  const { page } = console;
  await page.getByText('is in the draft').first().waitFor();
  await designerParts(page).state('No').click();
  const test = page.getByRole('form', { name: 'Test of No' });
  assert.deepEqual(JSON.parse(await test.getByLabel('Input').inputValue()), { order: 'A-17', checked: { amount: 42 } });
  await test.getByRole('button', { name: 'Run the test' }).click();
  await page.getByText('States.Runtime').or(page.getByText(/checked\.missing/)).first().waitFor();
  assertClean(console);
});

server.test('a test of a state says how often it was retried before', async () => {
  const console = await openConsole(server, `${designerPath(await create('retried', {
    StartAt: 'Pay',
    States: {
      Pay: { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Parameters: { FunctionName: 'f' }, Retry: [{ ErrorEquals: ['Busy'], IntervalSeconds: 3, MaxAttempts: 2 }], Catch: [{ ErrorEquals: ['Busy'], Next: 'Sorry' }], Next: 'Sorry' },
      Sorry: { Type: 'Pass', End: true },
    },
  }))}?panel=test`);
  const { page } = console;
  const { state } = designerParts(page);
  await state('Sorry').click();
  await page.getByRole('form', { name: 'Test of Sorry' }).getByLabel('Input').waitFor();
  assert.equal(await page.getByLabel('Retried before').count(), 0);
  await state('Pay').click();
  const test = page.getByRole('form', { name: 'Test of Pay' });
  await test.getByRole('radio', { name: 'Really call' }).click();
  assert.equal(await page.getByLabel('Retried before').count(), 0, 'a real call is the first');
  await test.getByRole('radio', { name: 'Given error' }).click();
  await test.getByRole('textbox', { name: 'Error' }).fill('Busy');
  await test.getByLabel('Retried before').fill('1');
  await test.getByRole('button', { name: 'Run the test' }).click();
  const outcome = page.getByRole('region', { name: 'Outcome of the test' });
  await outcome.getByText('Retrying').waitFor();
  await assertAccessible(page, 'a test with retries');
  await test.getByLabel('Retried before').fill('2');
  await test.getByRole('button', { name: 'Run the test' }).click();
  await outcome.getByText('goes on to').getByText('Sorry').waitFor();
  assertClean(console);
});

server.test('a draft that was never deployed is run with given answers, a day in no time, and watched on the canvas', async () => {
  const console = await openConsole(server, 'designer');
  const { page } = console;
  const { state, entry, inspector, rename } = designerParts(page);
  await page.getByRole('heading', { name: 'Nothing is here yet' }).waitFor();
  await entry('Ask a person').click();
  await entry('Wait').click();
  await inspector.getByLabel('Seconds', { exact: true }).fill('86400');
  await rename('A day');
  await page.getByRole('tab', { name: 'Run the draft' }).click();
  const form = page.getByRole('form', { name: 'Run of the draft' });
  await form.getByLabel('Ask a person answers').fill('{"Outcome": "done", "by": "Ada"}');
  await form.getByRole('button', { name: 'Run the draft' }).click();
  await page.getByText('1 d 0 h of virtual time, 2 steps').waitFor();
  await page.getByRole('button', { name: /^A day Wait · Succeeded/ }).waitFor();
  await page.getByRole('tree', { name: 'Output of the run' }).getByText('"Ada"').waitFor();
  const steps = page.getByRole('list', { name: 'Steps of the run' });
  await page.getByRole('button', { name: 'Back', exact: true }).click();
  await page.getByRole('button', { name: /^A day Wait$/ }).waitFor(); // not reached yet
  await state('Ask a person').waitFor();
  assert.equal(await steps.getByRole('button', { pressed: true }).textContent().then(text => /Ask a person/.test(text)), true);
  await form.getByLabel('Ask a person answers').fill('{');
  await form.getByRole('button', { name: 'Run the draft' }).click();
  await page.getByRole('alert').getByText('is not JSON').waitFor();
  assertClean(console);
});

server.test('an expression shows what it gives for the sample beside it', async () => {
  const console = await openConsole(server, 'designer?panel=run');
  const { page } = console;
  const { entry, inspector } = designerParts(page);
  await page.getByRole('heading', { name: 'Nothing is here yet' }).waitFor();
  await page.getByRole('form', { name: 'Run of the draft' }).getByLabel('Input').fill('{"prices": [1, 2, 39]}');
  await entry('Pass').click();
  await inspector.getByLabel('Output', { exact: true }).fill('{% $sum($states.input.prices) %}');
  await inspector.getByRole('status').filter({ hasText: /^42$/ }).waitFor();
  await inspector.getByLabel('Output', { exact: true }).fill('{% $sum("a") %}');
  await inspector.getByRole('status').filter({ hasText: /argument|sum/i }).first().waitFor();
  assertClean(console);
});

server.test('the draft is exported as YAML, Mermaid, SVG and PNG, and opened from a file', async () => {
  const console = await openConsole(server, designerPath(await create('exported', two)));
  const { page } = console;
  const { state } = designerParts(page);
  await state('First').waitFor();
  const exported = async label => {
    await page.getByRole('button', { name: 'File' }).click();
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: label }).click()]);
    return readFileSync(await file.path());
  };
  assert.deepEqual(JSON.parse(await exported('ASL as JSON')), two);
  const yaml = String(await exported('ASL as YAML'));
  assert.match(yaml, /^ {2}First:\n {4}Type: Pass\n/m);
  assert.match(String(await exported('Mermaid')), /^stateDiagram-v2\n[\s\S]*s1 --> s2/);
  assert.match(String(await exported('SVG')), /^<svg [\s\S]*>First<\/text>/);
  assert.deepEqual([...(await exported('PNG')).subarray(1, 4)], [...Buffer.from('PNG')]);
  await page.getByLabel('Definition file').setInputFiles({ name: 'other.asl.yaml', mimeType: 'application/yaml', buffer: Buffer.from(yaml.replaceAll('First', 'Other')) });
  await state('Other').waitFor();
  assertClean(console);
});

server.test('500 states are drawn, and edited without a long stop', async t => {
  const states = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`S${index}`, index % 10 === 3
    ? { Type: 'Choice', Choices: [{ Variable: '$.x', NumericEquals: index, Next: `S${Math.min(499, index + 4)}` }], Default: `S${index + 1}` }
    : { Type: 'Pass', ...(index === 499 ? { End: true } : { Next: `S${index + 1}` }) }]));
  const console = await openConsole(server, designerPath(await create('large', { StartAt: 'S0', States: states })));
  const { page } = console;
  const { state, inspector } = designerParts(page);
  const drawn = await page.evaluate(() => performance.now());
  await state('S0').click();
  t.diagnostic(`drawn after ${Math.round(drawn)} ms`);
  const frames = await page.evaluate(async () => {
    const pane = document.querySelector('.react-flow__pane');
    const times = [];
    for (let last = performance.now(), count = 0; count < 90; count++) {
      pane.dispatchEvent(new WheelEvent('wheel', { deltaY: count % 30 < 15 ? 40 : -40, bubbles: true, cancelable: true }));
      const now = await new Promise(resolve => requestAnimationFrame(resolve));
      times.push(now - last);
      last = now;
    }
    return times.sort((one, other) => one - other);
  });
  t.diagnostic(`while it is moved: median ${frames[45].toFixed(1)} ms a frame, 95 % ${frames[85].toFixed(1)} ms`);
  await inspector.getByLabel('Comment', { exact: true }).fill('found at once');
  await page.keyboard.press('/');
  await page.keyboard.press('Escape');
  await designerParts(page).canvas.focus();
  await page.keyboard.press('/');
  await page.keyboard.type('S487');
  await page.keyboard.press('Enter');
  await inspector.getByRole('heading', { name: 'S487' }).waitFor();
  await state('S487').waitFor();
  assertClean(console);
});

server.test('tests of states are kept, run again on the draft, and say what is otherwise', async () => {
  const arn = await create('kept-tests', {
    StartAt: 'Pay',
    States: {
      Pay: { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Parameters: { FunctionName: 'f' }, Retry: [{ ErrorEquals: ['Busy'], MaxAttempts: 2 }], Next: 'Sum' },
      Sum: { Type: 'Pass', Parameters: { 'total.$': '$.total' }, End: true },
    },
  });
  const console = await openConsole(server, `${designerPath(arn)}?panel=cases`);
  const { page } = console;
  const { state } = designerParts(page);
  await page.getByRole('heading', { name: 'No test is kept' }).waitFor();
  const outcome = page.getByRole('region', { name: 'Outcome of the test' });
  const keep = async name => {
    await outcome.getByRole('button', { name: 'Keep as a test case' }).click();
    const dialog = page.getByRole('dialog');
    const suggested = await dialog.getByLabel('Name').inputValue();
    if (name) await dialog.getByLabel('Name').fill(name);
    await dialog.getByRole('button', { name: 'Keep' }).click();
    await dialog.waitFor({ state: 'detached' });
    return suggested;
  };

  await page.getByRole('tab', { name: 'Test a state' }).click();
  await state('Pay').click();
  const pay = page.getByRole('form', { name: 'Test of Pay' });
  await pay.getByRole('radio', { name: 'Given error' }).click();
  await pay.getByRole('textbox', { name: 'Error' }).fill('Busy');
  await pay.getByLabel('Retried before').fill('1');
  await pay.getByRole('button', { name: 'Run the test' }).click();
  await outcome.getByText('Retrying').waitFor();
  assert.equal(await keep(), 'Is retried on Busy');
  await state('Sum').click();
  const sum = page.getByRole('form', { name: 'Test of Sum' });
  await sum.getByLabel('Input').fill('{"total": 10000000000000000001}');
  await sum.getByRole('button', { name: 'Run the test' }).click();
  await outcome.getByText('Succeeded').waitFor();
  await keep('The total alone is left');

  await page.getByRole('tab', { name: 'Test cases' }).click();
  const cases = page.getByRole('list', { name: 'Test cases' });
  await page.getByRole('button', { name: 'Run all' }).click();
  await page.getByText('2 passed', { exact: true }).waitFor();

  // the draft changes, and with it what comes out
  await state('Sum').click();
  await page.getByRole('region', { name: 'Inspector' }).getByLabel('Parameters', { exact: true }).fill('{ "sum.$": "$.total" }');
  await page.getByText('2 kept').waitFor();
  await page.getByRole('button', { name: 'Run all' }).click();
  await page.getByText('1 passed, 1 failed').waitFor();
  const failed = cases.getByRole('listitem').filter({ hasText: 'The total alone is left' });
  const difference = failed.getByRole('region', { name: 'Output' });
  await difference.getByText('10000000000000000001').waitFor();
  await difference.getByRole('radio', { name: 'Diff' }).click();
  await difference.getByText('total').first().waitFor();
  await assertAccessible(page, 'test cases, one of which fails');
  await failed.getByRole('button', { name: 'Expect this from now on' }).click();
  await page.getByText('2 passed', { exact: true }).waitFor();

  // somebody else finds them, as they were told
  await page.reload();
  await cases.getByRole('button', { name: 'Open Is retried on Busy' }).click();
  assert.equal(await pay.getByRole('textbox', { name: 'Error' }).inputValue(), 'Busy');
  assert.equal(await pay.getByLabel('Retried before').inputValue(), '1');
  await page.getByRole('tab', { name: 'Test cases' }).click();
  await cases.getByRole('button', { name: 'Delete Is retried on Busy' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await page.getByText('1 kept').waitFor();
  assertClean(console);
});

server.test('what a definition holds stays text, wherever the designer shows it', async () => {
  const evil = '<img src=x onerror="window.hurt=1"><script>window.hurt=1</script>';
  const arn = await create('hostile', {
    Comment: evil, StartAt: 'A',
    States: { A: { Type: 'Choice', Comment: evil, Choices: [{ Variable: '$.a', StringEquals: evil, Comment: evil, Next: evil.slice(0, 79) }], Default: evil.slice(0, 79) }, [evil.slice(0, 79)]: { Type: 'Fail', Error: evil, Cause: evil } },
  });
  const console = await openConsole(server, `${designerPath(arn)}?view=both`);
  const { page } = console;
  const { state, inspector } = designerParts(page);
  await state('A').click();
  await inspector.getByRole('heading', { name: 'A', level: 2 }).waitFor();
  for (const tab of ['Test a state', 'Run the draft', 'Problems']) await page.getByRole('tab', { name: new RegExp(`^${tab}`) }).click();
  await page.keyboard.press('ArrowDown');
  await page.getByText('onerror').first().waitFor({ state: 'attached' });
  await page.getByRole('button', { name: 'File' }).click();
  await page.getByRole('menuitem', { name: 'PNG' }).click();
  assert.equal(await page.evaluate(() => window.hurt), undefined);
  assert.equal(await page.locator('main img, main script').count(), 0);
  assert.deepEqual(console.foreign, []);
});

const supportCase = await create('support-case', readFileSync(path.join(repository, 'examples/support-case/workflow.asl.json'), 'utf8'));
for (const colorScheme of ['light', 'dark']) {
  for (const [what, place] of [['empty', 'designer'], ['a machine', designerPath(supportCase)], ['text beside it', `${designerPath(supportCase)}?view=both`], ['text in YAML', `${designerPath(supportCase)}?view=both&text=yaml`], ['a Choice', `${designerPath(supportCase)}?state=${encodeURIComponent('/States/assigned: ask or solve?')}`], ['a test', `${designerPath(supportCase)}?panel=test&state=${encodeURIComponent('/States/open')}`], ['a run', `${designerPath(supportCase)}?panel=run`]]) {
    server.test(`axe finds nothing: ${what}, in ${colorScheme} colours`, async () => {
      const console = await openConsole(server, place, { colorScheme });
      const { page } = console;
      await page.getByRole('region', { name: 'Inspector' }).getByRole('heading', { level: 2 }).waitFor();
      await (what === 'empty' ? page.getByRole('heading', { name: 'Nothing is here yet' }) : page.getByRole('group', { name: 'Canvas' }).getByRole('button', { name: /Task|Choice|Pass|human|case/ }).first()).waitFor();
      if (what.startsWith('text')) await page.getByRole('textbox', { name: 'Definition as text' }).waitFor();
      await page.getByRole('banner').getByText('Live').waitFor();
      await assertAccessible(page, what);
      assertClean(console);
      await console.context.close();
    });
  }
}
