import assert from 'node:assert/strict';
import { openConsole } from './support/browser.mjs';
import { assertAccessible, assertClean, machinePath, order } from './support/console.mjs';
import { machine, pass, role } from './support/machines.mjs';
import { request } from './support/raw.mjs';
import { Server } from './support/server.mjs';
import { until } from './support/wait.mjs';

// State machines in the console: their text, their versions and aliases, what changed, and how they are started.
const server = await Server.start();
const client = server.client();

const text = definition => (typeof definition === 'string' ? definition : JSON.stringify(definition, null, 2));
const create = async (name, definition, rest = {}) => (await client.createStateMachine({ name, roleArn: role, definition: text(definition), ...rest })).stateMachineArn;
const update = (stateMachineArn, definition) => client.updateStateMachine({ stateMachineArn, definition: text(definition) });
const start = async (stateMachineArn, input, name) => (await client.startExecution({ stateMachineArn, name, input: text(input) })).executionArn;
const describe = stateMachineArn => client.describeStateMachine({ stateMachineArn });
const ended = arn => until('the end', async () => (await client.describeExecution({ executionArn: arn })).status !== 'RUNNING');

server.test('a developer edits a definition with its problems and suggestions beside it, and deploys it', async () => {
  const arn = await create('edited', { StartAt: 'Check', States: { Check: { Type: 'Pass', Next: 'Ship' }, Ship: { Type: 'Succeed' } } });
  const console = await openConsole(server, `${machinePath(arn)}?tab=text`);
  const { page } = console;
  await page.getByRole('button', { name: 'Edit' }).click();
  const editor = page.getByRole('textbox', { name: 'Definition' });
  const problems = page.getByRole('region', { name: 'Problems' });
  await problems.getByRole('heading', { name: 'No problems' }).waitFor();
  assert.ok(await page.getByRole('button', { name: 'Deploy' }).isDisabled());

  const wrong = text({ StartAt: 'Check', States: { Check: { Type: 'Pass', Next: 'Shipp' }, Ship: { Type: 'Succeed' } } });
  await editor.fill(wrong);
  await problems.getByRole('button', { name: /Missing 'Next' target: Shipp/ }).click();
  assert.equal(await page.evaluate(() => getSelection().toString()), '"Shipp"');
  await page.getByRole('button', { name: 'Deploy' }).click();
  await page.getByRole('alert').getByText(/MISSING_TRANSITION_TARGET/).waitFor(); // the server has the last word
  await problems.getByRole('button', { name: "Change to 'Ship'" }).click();
  await problems.getByRole('heading', { name: 'No problems' }).waitFor();

  await editor.fill(text({ QueryLanguage: 'JSONata', StartAt: 'Check', States: { Check: { Type: 'Pass', Output: '{%  %}', Next: '' }, 'Ship it': { Type: 'Succeed' } } }));
  const take = async name => { // at once: the list means what it shows from its first moment on
    await page.getByRole('option', { name }).waitFor();
    await page.keyboard.press('Enter');
  };
  await editor.getByText('"Next"').click();
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.type('Ship');
  await page.getByRole('option', { name: /Ship it/ }).waitFor();
  await page.keyboard.type(' i');
  await take(/Ship it/);
  await editor.getByText('{%').click();
  await page.keyboard.press('End');
  for (let i = 0; i < 5; i++) await page.keyboard.press('ArrowLeft');
  await page.keyboard.type('$uppercas');
  await take(/\$uppercase/);
  await page.keyboard.type('$states.inp');
  await take('input');
  await page.keyboard.type('.name)');
  await until('the text without a problem', async () => (await editor.textContent()).includes('{% $uppercase($states.input.name) %}') || false);
  await problems.getByRole('heading', { name: 'No problems' }).waitFor();
  await page.getByRole('button', { name: 'Deploy' }).click();
  await page.getByText('Deployed edited').first().waitFor();
  const { Output, Next } = JSON.parse((await describe(arn)).definition).States.Check;
  assert.deepEqual({ Output, Next }, { Output: '{% $uppercase($states.input.name) %}', Next: 'Ship it' });
  console.faults.length = 0; // the browser itself tells of the refusal
  assert.deepEqual(console.foreign, []);
});

server.test('a definition is shown as YAML that means the same', async () => {
  const definition = { Comment: 'Two\nlines: with "marks" # and signs\n', StartAt: 'yes', States: { yes: { Type: 'Pass', Result: { n: 1.50, empty: {}, none: [], list: [[1, 'two'], { a: null, b: true }], 'odd key: "x"': '- dash', number: '12', text: ' spaces ' }, End: true } } };
  const source = text(definition).replace('1.5', '1.50');
  const arn = await create('yaml', source);
  const console = await openConsole(server, `${machinePath(arn)}?tab=text`, { permissions: ['clipboard-read', 'clipboard-write'] });
  const { page } = console;
  await page.getByRole('radio', { name: 'YAML' }).check();
  await page.getByRole('textbox', { name: 'Definition' }).getByText('StartAt').waitFor();
  await page.getByRole('button', { name: 'Copy definition' }).click();
  const yaml = await page.evaluate(() => navigator.clipboard.readText());
  const ask = body => request(server, { path: '/console/api/drafts/run', headers: { host: 'localhost', 'content-type': 'application/json' }, chunks: [JSON.stringify(body)] });
  const [first, second] = await Promise.all([ask({ text: source }), ask({ text: yaml, format: 'yaml' })]);
  assert.equal(second.json.output, first.json.output);
  assert.match(second.json.output, /1\.50/);
  assertClean(console);
});

server.test('versions are published, and an alias leads to two of them by weight', async () => {
  const arn = await create('released', { Comment: 'one', StartAt: 'A', States: { A: { Type: 'Succeed' } } });
  const console = await openConsole(server, `${machinePath(arn)}?tab=aliases`);
  const { page } = console;
  await page.getByText('Publish a version first').waitFor();
  await page.getByRole('tab', { name: 'Versions' }).click();
  const publish = async note => {
    await page.getByRole('button', { name: 'Publish' }).click();
    await page.getByRole('dialog').getByLabel('Description').fill(note);
    await page.getByRole('dialog').getByRole('button', { name: 'Publish' }).click();
  };
  await publish('The first');
  await page.getByRole('link', { name: '1', exact: true }).waitFor();
  await update(arn, { Comment: 'two', StartAt: 'A', States: { A: { Type: 'Succeed' } } });
  await publish('The second');
  await page.getByRole('link', { name: '2', exact: true }).waitFor();

  await page.getByRole('tab', { name: 'Aliases' }).click();
  await page.getByRole('button', { name: 'Create alias' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('live');
  await dialog.getByLabel('Leads to').selectOption({ label: 'Version 1' });
  await dialog.getByLabel('And for some starts to').selectOption({ label: 'Version 2' });
  await dialog.getByRole('slider').fill('25');
  await assertAccessible(page, 'The dialog of an alias');
  await dialog.getByRole('button', { name: 'Create' }).click();
  const row = page.getByRole('row', { name: /live/ });
  await row.getByText('75 %').waitFor();
  const routes = async () => (await client.describeStateMachineAlias({ stateMachineAliasArn: `${arn}:live` })).routingConfiguration.map(({ stateMachineVersionArn, weight }) => [stateMachineVersionArn, weight]);
  assert.deepEqual(await routes(), [[`${arn}:1`, 75], [`${arn}:2`, 25]]);
  await page.getByRole('button', { name: 'Edit alias live' }).click();
  await dialog.getByLabel('And for some starts to').selectOption('');
  await dialog.getByLabel('Leads to').selectOption({ label: 'Version 2' });
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Changed alias live').first().waitFor();
  assert.deepEqual(await routes(), [[`${arn}:2`, 100]]);

  await page.getByRole('tab', { name: 'Versions' }).click();
  await page.getByRole('button', { name: 'Delete version 2' }).click();
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await dialog.getByRole('alert').waitFor(); // an alias leads to it
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('tab', { name: 'Aliases' }).click();
  await page.getByRole('button', { name: 'Delete alias live' }).click();
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await page.getByText('There is no alias').waitFor();
  assert.deepEqual(console.foreign, []);
});

server.test('any two definitions are compared in their meaning, as graph and as text, and one is restored', async () => {
  const first = { StartAt: 'Check', States: { Check: { Type: 'Pass', Comment: 'old', Next: 'Charge' }, Charge: { Type: 'Pass', Next: 'Ship' }, Ship: { Type: 'Succeed' } } };
  const arn = await create('changed', first);
  await client.publishStateMachineVersion({ stateMachineArn: arn });
  await update(arn, { States: { Check: { Next: 'Review', Comment: 'new', Type: 'Pass' }, Ship: { Type: 'Succeed' }, Review: { Type: 'Pass', Next: 'Ship' } }, StartAt: 'Check' });
  const console = await openConsole(server, `${machinePath(arn)}?tab=history`);
  const { page } = console;
  const legend = page.getByRole('list', { name: 'States that differ' });
  await legend.getByText('1 added').waitFor();
  await legend.getByText('1 changed').waitFor();
  await legend.getByText('1 removed').waitFor();
  for (const [name, change] of [['Review', 'Added'], ['Check', 'Changed'], ['Charge', 'Removed']]) await page.getByRole('button', { name: `${name} Pass · ${change}` }).waitFor();
  await page.getByRole('button', { name: 'Ship Succeed', exact: true }).waitFor();

  await page.getByRole('radio', { name: 'Text' }).check();
  const changes = page.getByRole('region', { name: 'Changes of the text' });
  await changes.getByRole('row', { name: /added .*"Comment": "new"/ }).waitFor();
  await changes.getByRole('row', { name: /removed .*"Comment": "old"/ }).waitFor();
  assert.equal(await changes.getByRole('row', { name: /"Ship": \{/ }).count(), 1, 'what only stands elsewhere is no change');
  assert.equal(await changes.getByRole('row', { name: /(added|removed) .*StartAt/ }).count(), 0);

  await page.getByLabel('From').selectOption({ label: 'Version 1' });
  assert.match(page.url(), /from=v1/);
  await legend.getByText('1 removed').waitFor();
  await page.getByLabel('To', { exact: true }).selectOption({ label: 'Revision 1' });
  await page.getByText('character by character').waitFor();

  await page.getByRole('button', { name: 'Restore revision 1' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Restore' }).click();
  await page.getByText('Restored revision 1').first().waitFor();
  assert.equal((await describe(arn)).definition, text(first));
  await page.getByRole('row', { name: /^3 · present/ }).waitFor();
  assertClean(console);
});

server.test('definitions that differ in order and spaces alone mean the same', async () => {
  const arn = await create('ordered', '{"StartAt":"A","States":{"A":{"Type":"Pass","Result":{"a":1,"b":2},"End":true}}}');
  await update(arn, '{ "States": { "A": { "End": true, "Result": { "b": 2, "a": 1 }, "Type": "Pass" } }, "StartAt": "A" }');
  const console = await openConsole(server, `${machinePath(arn)}?tab=history`);
  await console.page.getByText('They differ in spaces or in the order of members alone').waitFor();
  assertClean(console);
});

server.test('an execution is started by a form that earlier inputs make, and faults are told at their fields', async () => {
  const arn = await create('formed', pass);
  await client.publishStateMachineVersion({ stateMachineArn: arn });
  await Promise.all([start(arn, '{"orderId": "A-1", "amount": 10.50, "vip": true, "items": [1, 2]}', 'formed-1').then(ended), start(arn, '{"orderId": "A-2", "amount": 3, "vip": false, "items": []}', 'formed-2').then(ended)]);
  const console = await openConsole(server, machinePath(arn));
  const { page } = console;
  await page.getByRole('button', { name: 'Start execution' }).click();
  const dialog = page.getByRole('dialog', { name: 'Start formed' });
  await dialog.getByLabel('orderId', { exact: true }).fill('A-3');
  await dialog.getByLabel('amount', { exact: true }).fill('twelve');
  await dialog.getByText('Expected a number.').waitFor();
  await dialog.getByRole('button', { name: 'Start', exact: true }).click();
  await dialog.getByText(/was not started/).waitFor();
  await assertAccessible(page, 'The form with a fault');
  await dialog.getByLabel('amount', { exact: true }).fill('12.00');
  await dialog.getByLabel('vip', { exact: true }).selectOption('true');
  await dialog.getByRole('radio', { name: 'JSON' }).check();
  await dialog.getByRole('textbox', { name: 'Input' }).getByText('12.00').waitFor();
  await dialog.getByLabel('Runs').selectOption({ label: 'Version 1' });
  await dialog.getByLabel('Name').fill('formed-1');
  await dialog.getByRole('button', { name: 'Start', exact: true }).click();
  await dialog.getByLabel('Name').and(page.locator('[aria-invalid=true]')).waitFor(); // the name is taken
  await dialog.getByLabel('Name').fill('formed-3');
  await dialog.getByText('More', { exact: true }).click();
  await dialog.getByLabel('Trace header').fill('Root=1-67891233-abcdef012345678912345678');
  await dialog.getByRole('button', { name: 'Start', exact: true }).click();
  await page.getByRole('heading', { name: 'formed-3', level: 1 }).waitFor();
  const [, , , region, account] = arn.split(':');
  const started = await client.describeExecution({ executionArn: `arn:aws:states:${region}:${account}:execution:formed:formed-3` });
  assert.equal(started.stateMachineVersionArn, `${arn}:1`);
  assert.deepEqual(JSON.parse(started.input), { orderId: 'A-3', amount: 12, vip: true });
  assert.match(started.input, /12\.00/);
  assert.deepEqual(console.foreign, []);
});

server.test('what is within the objects of earlier inputs has fields of its own', async () => {
  const arn = await create('nested', pass);
  const customers = [{ name: 'Ada', address: { city: 'London', zip: null } }, { name: 'Bob', vip: true, address: { city: 'Rome', zip: '00100' } }];
  await Promise.all(customers.map(async (customer, at) => ended(await start(arn, JSON.stringify({ customer, note: 'n' }), `nested-${at}`))));
  const console = await openConsole(server, machinePath(arn));
  const { page } = console;
  await page.getByRole('button', { name: 'Start execution' }).click();
  const dialog = page.getByRole('dialog', { name: 'Start nested' });
  const customer = dialog.getByRole('group', { name: 'customer' });
  await customer.getByLabel('name', { exact: true }).fill('Carl');
  await customer.getByRole('group', { name: 'address' }).getByLabel('city', { exact: true }).fill('Oslo');
  await customer.getByLabel('vip', { exact: true }).selectOption('false');
  await dialog.getByLabel('note', { exact: true }).fill('thrown away');
  await dialog.getByRole('button', { name: 'Leave out note' }).click();
  await assertAccessible(page, 'The form with groups');
  await dialog.getByRole('radio', { name: 'JSON' }).check();
  const input = dialog.getByRole('textbox', { name: 'Input' });
  assert.deepEqual(JSON.parse(await input.innerText()), { customer: { name: 'Carl', address: { city: 'Oslo' }, vip: false } });
  await dialog.getByRole('radio', { name: 'Form' }).check();
  await dialog.getByRole('button', { name: 'Leave out customer / address / city' }).click(); // nothing is left of the address
  await dialog.getByRole('radio', { name: 'JSON' }).check();
  assert.deepEqual(JSON.parse(await input.innerText()), { customer: { name: 'Carl', vip: false } });
  await input.fill('{"customer": "a name alone"}');
  await dialog.getByRole('radio', { name: 'Form' }).check();
  assert.equal(await dialog.getByLabel('customer', { exact: true }).inputValue(), '"a name alone"'); // it is shown as what it is
  assertClean(console);
});

server.test('an earlier input is taken over', async () => {
  const arn = await create('again', pass);
  await ended(await start(arn, '{"case": 7}', 'again-1'));
  const console = await openConsole(server, machinePath(arn));
  const { page } = console;
  await page.getByRole('img', { name: 'The 1 newest executions: 1 succeeded' }).waitFor();
  await page.getByRole('button', { name: 'Start execution' }).click();
  const dialog = page.getByRole('dialog', { name: 'Start again' });
  await dialog.getByLabel('Take it from an earlier execution').selectOption({ index: 1 });
  assert.equal(await dialog.getByLabel('case', { exact: true }).inputValue(), '7');
  assertClean(console);
});

server.test('an object in earlier inputs is a group of fields', async () => {
  const arn = await create('grouped', pass);
  await ended(await start(arn, '{"orderId": "A-1", "customer": {"name": "Ada", "address": {"city": "Turin"}}}', 'grouped-1'));
  const console = await openConsole(server, machinePath(arn));
  const { page } = console;
  await page.getByRole('img', { name: 'The 1 newest executions: 1 succeeded' }).waitFor();
  await page.getByRole('button', { name: 'Start execution' }).click();
  const dialog = page.getByRole('dialog', { name: 'Start grouped' });
  const customer = dialog.getByRole('group', { name: 'customer', exact: true });
  await customer.getByLabel('name', { exact: true }).fill('Grace');
  await customer.getByRole('group', { name: 'address' }).getByLabel('city', { exact: true }).fill('Genoa');
  await assertAccessible(page, 'The form with groups');
  await dialog.getByLabel('Name', { exact: true }).fill('grouped-2');
  await dialog.getByRole('button', { name: 'Start', exact: true }).click();
  await page.getByRole('heading', { name: 'grouped-2', level: 1 }).waitFor();
  const started = await client.describeExecution({ executionArn: `${arn.replace(':stateMachine:', ':execution:')}:grouped-2` });
  assert.deepEqual(JSON.parse(started.input), { customer: { name: 'Grace', address: { city: 'Genoa' } } });
  assertClean(console);
});

server.test('a list in earlier inputs repeats its fields, also within its items; what has no fields in common is JSON', async () => {
  const arn = await create('listed', pass);
  const first = { lines: [{ sku: 'lamp', count: 2, tags: ['new'] }, { sku: 'bulb', count: 1.50 }], notes: [], mixed: [1, 'a'] };
  await ended(await start(arn, JSON.stringify(first).replace('1.5', '1.50'), 'listed-1'));
  const console = await openConsole(server, machinePath(arn));
  const { page } = console;
  await page.getByRole('img', { name: 'The 1 newest executions: 1 succeeded' }).waitFor();
  await page.getByRole('button', { name: 'Start execution' }).click();
  const dialog = page.getByRole('dialog', { name: 'Start listed' });
  await dialog.getByLabel('Take it from an earlier execution').selectOption({ index: 1 });
  const line = n => dialog.getByRole('group', { name: `lines ${n}`, exact: true });
  assert.equal(await line(2).getByLabel('count', { exact: true }).inputValue(), '1.50');
  assert.equal(await dialog.getByLabel('notes', { exact: true }).inputValue(), '[]');
  assert.deepEqual(JSON.parse(await dialog.getByLabel('mixed', { exact: true }).inputValue()), [1, 'a']);

  await dialog.getByRole('button', { name: 'Add to lines' }).press('Enter');
  assert.equal(await line(3).getByLabel('sku', { exact: true }).evaluate(field => field === document.activeElement), true, 'the first field of a new item has the focus');
  await page.keyboard.type('shade');
  await line(3).getByLabel('count', { exact: true }).fill('many');
  await dialog.getByRole('button', { name: 'lines 3 up' }).press('Enter');
  await page.keyboard.press('Enter'); // the keyboard is still on it
  assert.equal(await dialog.getByRole('button', { name: 'lines 1 down' }).evaluate(button => button === document.activeElement), true);
  assert.deepEqual(await Promise.all([1, 2, 3].map(n => line(n).getByLabel('sku', { exact: true }).inputValue())), ['shade', 'lamp', 'bulb']);
  await line(1).getByText('Expected a number.').waitFor();
  await dialog.getByRole('button', { name: 'Start', exact: true }).click();
  await dialog.getByText('These fields have values that they cannot have: lines 1 / count.').waitFor();
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    await assertAccessible(page, `The form with lists in ${colorScheme} colours`);
  }
  await line(1).getByLabel('count', { exact: true }).fill('3.0');
  await line(1).getByRole('button', { name: 'Add to tags' }).click();
  await page.keyboard.type('big');
  await dialog.getByRole('button', { name: 'Remove lines 3' }).press('Enter');
  assert.equal(await dialog.getByRole('button', { name: 'Remove lines 2' }).evaluate(button => button === document.activeElement), true);
  await dialog.getByRole('button', { name: 'Leave out lines 2 / tags' }).click();
  await dialog.getByRole('radio', { name: 'JSON' }).check();
  const input = await dialog.getByRole('textbox', { name: 'Input' }).innerText();
  assert.deepEqual(JSON.parse(input), { lines: [{ sku: 'shade', count: 3, tags: ['big'] }, { sku: 'lamp', count: 2 }], notes: [], mixed: [1, 'a'] });
  assert.match(input, /3\.0/);
  assertClean(console);
});

server.test('an Express machine is started and its result is shown', async () => {
  const arn = await create('quick', machine({ A: { Type: 'Pass', Parameters: { 'sum.$': 'States.MathAdd($.a, 1)' }, End: true } }), { type: 'EXPRESS' });
  const console = await openConsole(server, machinePath(arn));
  const { page } = console;
  await page.getByRole('button', { name: 'Start execution' }).click();
  const dialog = page.getByRole('dialog', { name: 'Start quick' });
  await dialog.getByRole('textbox', { name: 'Input' }).fill('{"a": 41}');
  await dialog.getByRole('button', { name: 'Start', exact: true }).click();
  const result = dialog.getByRole('region', { name: 'Result' });
  await result.getByText('Succeeded').waitFor();
  await result.getByText('42').waitFor();
  await assertAccessible(page, 'The result');
  await dialog.getByRole('textbox', { name: 'Input' }).fill('{"a": "x"}');
  await dialog.getByRole('button', { name: 'Start again' }).click();
  await result.getByRole('heading', { name: 'States.Runtime' }).or(result.getByRole('heading', { name: /States\./ })).first().waitFor();
  assertClean(console);
});

server.test('settings, tags and the end of a machine', async () => {
  const arn = await create('set', pass);
  const console = await openConsole(server, `${machinePath(arn)}?tab=settings`);
  const { page } = console;
  await page.getByLabel('What is logged').selectOption('ALL');
  await page.getByLabel('Log group').fill('arn:aws:logs:us-east-1:000000000000:log-group:set:*');
  await page.getByLabel('Inputs and outputs are logged too').check();
  await page.getByLabel('Executions are traced').check();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved').first().waitFor();
  const { loggingConfiguration, tracingConfiguration } = await describe(arn);
  assert.deepEqual([loggingConfiguration.level, loggingConfiguration.includeExecutionData, tracingConfiguration.enabled], ['ALL', true, true]);
  await page.getByLabel('Key', { exact: true }).fill('team');
  await page.getByLabel('Value', { exact: true }).fill('payments');
  await page.getByRole('button', { name: 'Add tag' }).click();
  await page.getByRole('list', { name: 'Tags' }).getByText('payments').waitFor();
  assert.deepEqual((await client.listTagsForResource({ resourceArn: arn })).tags, [{ key: 'team', value: 'payments' }]);
  await page.getByRole('button', { name: 'Remove tag team' }).click();
  await page.getByText('It has no tags.').waitFor();

  await page.getByRole('button', { name: 'Delete state machine' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await dialog.getByText('write its name').waitFor();
  await dialog.getByRole('textbox').fill('set');
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('heading', { name: 'State machines', level: 1 }).waitFor();
  await until('the machine to be gone', () => describe(arn).then(() => false, error => error.name === 'StateMachineDoesNotExist'));
  assertClean(console);
});

const evil = '<img src=x onerror="window.hurt=1"><script>window.hurt=1</script>';

server.test('what data holds stays text on every view of a machine', async () => {
  const hostile = comment => ({ Comment: comment, StartAt: `A ${evil}`, States: { [`A ${evil}`]: { Type: 'Pass', Result: { [evil]: evil }, End: true } } });
  const arn = await create('hostile', hostile('none'));
  await client.publishStateMachineVersion({ stateMachineArn: arn, description: evil });
  await client.createStateMachineAlias({ name: 'live', description: evil, routingConfiguration: [{ stateMachineVersionArn: `${arn}:1`, weight: 100 }] });
  await client.tagResource({ resourceArn: arn, tags: [{ key: 'evil', value: 'javascript:window.hurt=1' }] });
  await update(arn, hostile(evil));
  await ended(await start(arn, { [evil]: evil }, 'hostile-1'));
  const console = await openConsole(server, machinePath(arn));
  const { page } = console;
  for (const [tab, seen] of [['text', 'onerror'], ['aliases', 'onerror'], ['history', 'onerror'], ['settings', 'javascript:window']]) {
    await page.goto(`${server.url}/console/${machinePath(arn)}?tab=${tab}`);
    if (tab === 'history') await page.getByRole('radio', { name: 'Text' }).check();
    await page.getByText(seen).first().waitFor({ state: 'attached' });
  }
  await page.getByRole('button', { name: 'Start execution' }).click();
  await page.getByRole('dialog').getByText('onerror').first().waitFor();
  assert.equal(await page.evaluate(() => window.hurt), undefined);
  assert.equal(await page.locator('main img:not(.cm-widgetBuffer), [role=dialog] img:not(.cm-widgetBuffer), main script').count(), 0);
  assert.deepEqual(console.foreign, []);
});

const shown = await create('shown', order);
await client.publishStateMachineVersion({ stateMachineArn: shown });
await client.createStateMachineAlias({ name: 'live', routingConfiguration: [{ stateMachineVersionArn: `${shown}:1`, weight: 100 }] });
await update(shown, { ...order, States: { ...order.States, Done: { Type: 'Succeed', Comment: 'all is well' } } });
await client.tagResource({ resourceArn: shown, tags: [{ key: 'team', value: 'orders' }] });
await ended(await start(shown, { amount: 1, items: [1] }));
for (const colorScheme of ['light', 'dark']) {
  for (const [tab, ready] of [
    ['text', page => page.getByRole('textbox', { name: 'Definition' }).waitFor()],
    ['versions', page => page.getByRole('button', { name: 'Delete version 1' }).waitFor()],
    ['aliases', page => page.getByRole('link', { name: 'live', exact: true }).waitFor()],
    ['history', page => page.getByRole('button', { name: 'Done Succeed · Changed' }).waitFor()],
    ['settings', page => page.getByText('orders', { exact: true }).waitFor()],
  ]) {
    server.test(`axe finds nothing on ${tab} in ${colorScheme} colours`, async () => {
      const console = await openConsole(server, `${machinePath(shown)}?tab=${tab}`, { colorScheme });
      const { page } = console;
      await ready(page);
      await page.getByRole('img', { name: /newest executions/ }).waitFor();
      await assertAccessible(page, tab);
      if (tab === 'history') {
        await page.getByRole('radio', { name: 'Text' }).check();
        await page.getByRole('region', { name: 'Changes of the text' }).waitFor();
        await assertAccessible(page, 'The text of the changes');
      }
      if (tab === 'text') {
        await page.getByRole('button', { name: 'Edit' }).click();
        await page.getByRole('textbox', { name: 'Definition' }).fill('{"StartAt": "A", "States": {"A": {"Type": "Pass"}}}');
        await page.getByRole('region', { name: 'Problems' }).getByText('1 error').waitFor();
        await assertAccessible(page, 'The editor');
        await page.getByRole('button', { name: 'Discard changes' }).click();
        await page.getByRole('button', { name: 'Start execution' }).click();
        await page.getByLabel('amount', { exact: true }).waitFor();
        await assertAccessible(page, 'The start dialog');
      }
      assertClean(console);
      await console.context.close();
    });
  }
}
