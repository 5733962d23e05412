import assert from 'node:assert/strict';
import { assertAccessible, assertClean, executionPath, machinePath } from './support/console.mjs';
import { openConsole } from './support/browser.mjs';
import { role } from './support/machines.mjs';
import { Server } from './support/server.mjs';
import { until } from './support/wait.mjs';

// Finding executions, keeping views of them, acting on many of them, and the overview.
const evil = '<img src=x onerror="window.hurt=1"><script>window.hurt=1</script>';

/** Fails, waits or succeeds, as `kind` of its input says. */
const kinds = JSON.stringify({
  StartAt: 'Kind',
  States: {
    Kind: { Type: 'Choice', Choices: [{ Variable: '$.kind', StringEquals: 'fail', Next: 'No' }, { Variable: '$.kind', StringEquals: 'wait', Next: 'Wait' }], Default: 'Yes' },
    No: { Type: 'Fail', Error: 'Card.Declined', Cause: `The bank says no. ${evil}` }, Wait: { Type: 'Wait', Seconds: 86_400, End: true }, Yes: { Type: 'Pass', End: true },
  },
});

const server = await Server.start();
const client = server.client();
const create = async (name, on = client) => (await on.createStateMachine({ name, roleArn: role, definition: kinds })).stateMachineArn;
const start = async (stateMachineArn, name, kind, input = {}, on = client) => (await on.startExecution({ stateMachineArn, name, input: JSON.stringify({ kind, ...input }) })).executionArn;
const startMany = async (arn, prefix, kind, count, on = client) => {
  for (let from = 0; from < count; from += 50) {
    await Promise.all(Array.from({ length: Math.min(50, count - from) }, (_, i) => start(arn, `${prefix}-${from + i}`, kind, { order: { id: from + i } }, on)));
  }
};
const ask = async (path, options = {}, on = server) => {
  const answer = await fetch(`${on.url}/console/api/${path}`, { ...options, headers: { 'content-type': 'application/json' }, body: options.body && JSON.stringify(options.body) });
  return { status: answer.status, ...(await answer.json()) };
};
const search = (query, rest = {}, on = server) => ask(`executions/search?${new URLSearchParams({ query, ...rest })}`, {}, on);
const settled = (query, count, on = server) => until(`${count} of ${query}`, async () => (await search(query, { maxResults: '200' }, on)).executions.length === count);

const orders = await create('orders');
const charges = await create('charges');
for (let i = 0; i < 6; i++) await start(orders, `order-${i}`, 'pass', { orderId: String(40 + i), customer: { 'full name': 'Ada' } });
for (let i = 0; i < 4; i++) await start(charges, `charge-${i}`, 'fail', { orderId: String(40 + i), note: evil });
await start(orders, 'order-open', 'wait', { orderId: '99' });
await settled('status = SUCCEEDED', 6);
await settled('status = FAILED', 4);

const queryField = page => page.getByRole('combobox', { name: 'Query' });
const rowNames = page => page.getByRole('table', { name: 'Executions' }).getByRole('row').locator('td:nth-child(2) a').allTextContents();

server.test('a query is typed by what is suggested, by keyboard alone', async () => {
  const console = await openConsole(server, 'executions');
  const { page } = console;
  await page.getByRole('link', { name: 'order-open' }).waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('sta');
  await page.getByRole('option', { name: /^status/ }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  assert.equal(await queryField(page).inputValue(), 'status ');
  await page.getByRole('option', { name: /^=/ }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Tab');
  await page.getByRole('option', { name: 'FAILED' }).waitFor();
  await page.keyboard.type('fai');
  await page.getByRole('option', { name: 'FAILED' }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.keyboard.type('and error = ');
  await page.getByRole('option', { name: '"Card.Declined"' }).waitFor(); // an error that there is
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.keyboard.type('and input.order');
  await page.getByRole('option', { name: /^input\.orderId/ }).waitFor(); // a path that there is
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.keyboard.type('= "42"');
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: 'order-open' }).waitFor({ state: 'detached' });
  assert.deepEqual(await rowNames(page), ['charge-2']);
  assert.equal(new URL(page.url()).searchParams.get('query'), 'status = FAILED and error = "Card.Declined" and input.orderId = "42"');
  assert.ok(await page.getByRole('radio', { name: 'Failed' }).isChecked());
  await page.reload();
  await page.getByRole('link', { name: 'charge-2' }).waitFor();
  assert.deepEqual(await rowNames(page), ['charge-2']);
  await page.getByRole('button', { name: 'Clear the query' }).click();
  await page.getByRole('link', { name: 'order-open' }).waitFor();
  assertClean(console);
});

server.test('an execution is found by a value of its input, where its machine says so', async () => {
  const own = await Server.start();
  const parcels = await create('parcels', own.client());
  await startMany(parcels, 'old', 'pass', 20, own.client());
  const console = await openConsole(own, `${machinePath(parcels)}?tab=settings`);
  const { page } = console;
  const path = page.getByRole('textbox', { name: 'Path' });
  await path.fill('order.id');
  await page.getByRole('button', { name: 'Add path' }).click();
  await page.getByRole('alert').getByText("expected 'baton:search:input.' and names joined by points, like 'baton:search:input.order.id'").waitFor();
  assert.deepEqual(console.faults.splice(0), ['Failed to load resource: the server responded with a status of 400 (Bad Request)']);
  await path.fill('input.order.id');
  await page.getByRole('button', { name: 'Add path' }).click();
  await page.getByRole('list', { name: 'Paths that executions are found by' }).getByText('input.order.id').waitFor();
  assert.equal(await path.inputValue(), '');
  await assertAccessible(page, 'Settings with a path');

  await startMany(parcels, 'new', 'pass', 20, own.client());
  const found = await search('machine = parcels and input.order.id = 7', {}, own);
  assert.deepEqual(found.executions.map(execution => execution.name), ['new-7', 'old-7']);
  assert.equal(found.looked, 1 + 20); // and those that are older than the path

  await page.goto(`${own.url}/console/executions`);
  await queryField(page).pressSequentially('machine = parcels and input.ord');
  await page.getByRole('option', { name: /^input\.order\.id.*found by an index: parcels/ }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.keyboard.type('= 1');
  await page.getByRole('option', { name: '19', exact: true }).waitFor(); // values that there are
  await page.keyboard.press('Escape');
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: 'new-1', exact: true }).waitFor();
  assert.deepEqual(await rowNames(page), ['new-1', 'old-1']);

  await page.goto(`${own.url}/console/${machinePath(parcels)}?tab=settings`);
  await page.getByRole('button', { name: 'Remove path input.order.id' }).click();
  await page.getByRole('button', { name: 'Remove path input.order.id' }).waitFor({ state: 'detached' });
  assert.equal((await search('machine = parcels and input.order.id = 7', {}, own)).looked, 40);
  assertClean(console);
});

server.test('what is wrong with a query is marked where it is', async () => {
  const { page } = await openConsole(server, `executions?${new URLSearchParams({ query: 'status = FAILD and name = x' })}`);
  await page.getByRole('alert').getByText("status is compared with 'FAILD'").waitFor();
  assert.equal(await page.locator('.query-marks mark').textContent(), 'FAILD');
  await queryField(page).fill('duration > 5');
  await page.keyboard.press('Escape'); // nothing more is to come
  await page.getByRole('alert').getByText('expected a duration like 5m').waitFor();
  assert.equal(await page.locator('.query-marks mark').textContent(), '5');
  await queryField(page).fill('duration >= 0ms and machine = charges');
  await page.getByRole('button', { name: 'Find', exact: true }).click();
  await page.getByRole('link', { name: 'charge-3' }).waitFor();
  assert.equal(await page.getByRole('alert').count(), 0);
});

server.test('plain controls and the query are two views of one thing', async () => {
  const console = await openConsole(server, `executions?${new URLSearchParams({ machine: orders })}`);
  const { page } = console;
  await page.getByRole('link', { name: 'order-0' }).waitFor();
  assert.equal(await queryField(page).inputValue(), 'machine = "orders"');
  await page.getByRole('radio', { name: 'Running' }).check();
  await page.getByRole('link', { name: 'order-0' }).waitFor({ state: 'detached' });
  assert.equal(await queryField(page).inputValue(), 'machine = "orders" and status = RUNNING');
  await page.getByLabel('Started').selectOption({ label: 'Last hour' });
  await page.waitForURL(/1h\+ago/);
  await page.getByRole('link', { name: 'order-open' }).waitFor();
  assert.deepEqual(await rowNames(page), ['order-open']);
  await page.getByLabel('State machine').selectOption('charges');
  await page.getByRole('heading', { name: 'No execution is like that' }).waitFor();
  await queryField(page).fill('name ^= "charge" or status in (RUNNING)');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: 'charge-0' }).waitFor();
  assert.ok(await page.getByRole('radio', { name: 'As the query says' }).isChecked());
  await page.getByRole('radio', { name: 'Failed' }).check();
  await page.getByRole('link', { name: 'order-open' }).waitFor({ state: 'detached' });
  assert.equal(await queryField(page).inputValue(), '(name ^= "charge" or status in (RUNNING)) and status = FAILED');
  assertClean(console);
});

server.test('a view is saved with its columns, shared by its link, renamed, changed and deleted', async () => {
  const console = await openConsole(server, `executions?${new URLSearchParams({ query: 'status = FAILED' })}`);
  const { page } = console;
  await page.getByRole('button', { name: 'Columns' }).click();
  const columns = page.getByRole('dialog', { name: 'Columns' });
  await columns.getByLabel('Duration').uncheck();
  await columns.getByLabel('Error', { exact: true }).check();
  await columns.getByLabel('A value of the input or output').fill('inptu.note');
  await columns.getByRole('button', { name: 'Add' }).click();
  await columns.getByRole('alert').getByText("'inptu.note' is no field").waitFor();
  await columns.getByLabel('A value of the input or output').fill('input.note');
  await columns.getByRole('button', { name: 'Add' }).click();
  await columns.getByRole('button', { name: 'Remove input.note' }).waitFor();
  await columns.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('cell', { name: evil }).first().waitFor(); // text, and nothing else
  await page.getByRole('cell', { name: 'Card.Declined' }).first().waitFor();
  assert.equal(await page.getByRole('columnheader', { name: 'Duration' }).count(), 0);

  await page.getByRole('button', { name: 'Views' }).click();
  await page.getByRole('menuitem', { name: 'Save as a view…' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill(`Declined ${evil}`.slice(0, 80));
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await page.waitForURL(/view=1$/);

  const other = await openConsole(server, 'executions?view=1'); // somebody else, by the link
  await other.page.getByRole('cell', { name: 'Card.Declined' }).first().waitFor();
  assert.equal(await queryField(other.page).inputValue(), 'status = FAILED');
  await other.context.close();

  await page.getByRole('button', { name: /^Views: / }).click();
  await page.getByRole('menuitem', { name: 'Rename…' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Declined');
  await page.getByRole('dialog').getByRole('button', { name: 'Rename' }).click();
  await page.getByRole('button', { name: 'Views: Declined' }).waitFor();
  await queryField(page).fill('status = FAILED and machine = "charges"');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Views: Declined' }).getByText('changed').waitFor();
  await page.getByRole('button', { name: 'Views: Declined' }).click();
  await page.getByRole('menuitem', { name: 'Save changes to Declined' }).click();
  await page.getByText('Saved Declined', { exact: true }).first().waitFor();
  assert.deepEqual((await ask('views')).views, [{ id: 1, name: 'Declined', query: 'status = FAILED and machine = "charges"', columns: ['name', 'status', 'machine', 'started', 'redriveCount', 'error', 'input.note'] }]);

  await page.getByRole('button', { name: 'Views: Declined' }).click();
  await page.getByRole('menuitem', { name: 'Delete…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('link', { name: 'order-open' }).waitFor();
  await page.goto(`${server.url}/console/executions?view=1`);
  await page.getByRole('alert').getByText('No such view').waitFor();
  assert.equal(await page.evaluate(() => window.hurt), undefined);
  assert.deepEqual(console.foreign, []); // the refused column is also told by the browser itself
});

server.test('a whole query is stopped after a look at what that means, and those that cannot be are told', async () => {
  const own = await Server.start();
  const api = own.client();
  const arn = await create('bulk', api);
  await startMany(arn, 'open', 'wait', 60, api);
  await startMany(arn, 'done', 'pass', 3, api);
  await settled('status = SUCCEEDED', 3, own);
  const console = await openConsole(own, `executions?${new URLSearchParams({ query: 'machine = "bulk"' })}`);
  const { page } = console;
  await page.getByRole('button', { name: 'Stop all…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Stop executions' });
  await dialog.getByRole('status').getByText('60 executions would be stopped.').waitFor();
  assert.equal(await dialog.getByRole('list', { name: 'Some of them' }).getByRole('listitem').count(), 8);
  await assertAccessible(page, 'The dialog for many');
  await dialog.getByLabel('Error').fill('Operator.Stopped');
  await dialog.getByRole('button', { name: 'Stop 60' }).click();
  await page.getByRole('heading', { name: 'Stop executions, job 1' }).waitFor();
  await page.getByRole('status', { name: 'Progress' }).getByText('60 stopped, 0 refused').waitFor();
  await page.getByText('Done', { exact: true }).waitFor();
  await page.getByRole('cell', { name: 'Stopped' }).first().waitFor();
  assert.equal((await api.describeExecution({ executionArn: `${arn.replace('stateMachine', 'execution')}:open-7` })).error, 'Operator.Stopped');

  await page.goto(`${own.url}/console/executions`);
  await page.getByLabel('Select open-59').check();
  await page.getByLabel('Select done-0').check();
  await page.getByRole('region', { name: 'Selection' }).getByText('2 selected').waitFor();
  await page.getByRole('button', { name: 'Redrive…' }).click();
  await page.getByRole('dialog').getByText('1: Execution is SUCCEEDED and cannot be redriven').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Redrive 2' }).click();
  await page.getByRole('status', { name: 'Progress' }).getByText('1 redriven, 1 refused of 2').waitFor();
  await page.getByRole('radio', { name: 'Refused' }).check();
  await page.getByRole('cell', { name: /^Refused Execution is SUCCEEDED/ }).waitFor();
  await page.getByRole('row', { name: /done-0/ }).getByRole('link', { name: 'bulk', exact: true }).click();
  await page.getByRole('heading', { name: 'bulk', level: 1 }).waitFor();
  await page.goBack();
  await page.getByRole('row', { name: /done-0/ }).getByRole('link', { name: 'done-0' }).waitFor();
  assert.equal((await search('name = "open-59"', {}, own)).executions[0].status, 'RUNNING');
  await page.getByRole('link', { name: 'Bulk jobs' }).click();
  await page.getByRole('link', { name: 'Stop 1' }).waitFor();
  assertClean(console);
});

server.test('a job goes on when nobody looks, and after the server was killed, and counts each execution once', async () => {
  const own = await Server.start();
  const arn = await create('many', own.client());
  await startMany(arn, 'open', 'wait', 400, own.client());
  const { id } = await ask('bulk-jobs?region=us-east-1', { method: 'POST', body: { action: 'STOP', query: 'machine = many' } }, own);
  const stopped = async () => (await ask(`bulk-jobs/${id}`, {}, own)).done;
  await until('the first are stopped', async () => (await stopped()) > 0);
  await own.kill();
  await own.restart();
  await until('the end of the job', async () => (await ask(`bulk-jobs/${id}`, {}, own)).status === 'DONE');
  const { done, refused } = await ask(`bulk-jobs/${id}`, {}, own);
  assert.deepEqual({ done, refused }, { done: 400, refused: 0 });
  const arns = [];
  for (let nextToken; ;) {
    const page = await ask(`bulk-jobs/${id}/results?${nextToken ? `nextToken=${nextToken}` : ''}`, {}, own);
    arns.push(...page.results.map(result => result.executionArn));
    if (!(nextToken = page.nextToken)) break;
  }
  assert.deepEqual([arns.length, new Set(arns).size], [400, 400]);
  assert.deepEqual((await search('status = RUNNING', {}, own)).executions, []);
});

server.test('a search that ends at a limit says how far it looked, and goes on there', async () => {
  const own = await Server.start();
  await startMany(await create('long', own.client()), 'e', 'pass', 2_050, own.client());
  await start(`arn:aws:states:us-east-1:000000000000:stateMachine:long`, 'latest', 'pass', { order: { id: 'latest' } }, own.client());
  const pages = [];
  do pages.push(await search('input.order.id = 3', pages.length > 0 ? { nextToken: pages.at(-1).nextToken } : {}, own));
  while (pages.at(-1).nextToken);
  assert.ok(pages.length > 1); // by the limit of what is read, or on a slow machine by that of the time
  assert.deepEqual(pages.flatMap(page => page.executions.map(one => one.name)), ['e-3']);
  assert.equal(pages.reduce((sum, page) => sum + page.looked, 0), 2_051);
  for (const page of pages) assert.ok(page.looked === page.read && page.read <= 2_000 && page.lookedTo > 0 === !!page.nextToken);
  const preview = await ask('bulk-jobs/preview', { method: 'POST', body: { action: 'REDRIVE', query: 'input.order.id = 3' } }, own);
  assert.deepEqual([preview.count, preview.isAtLeast], [0, false]); // an index says that nothing has failed

  const console = await openConsole(own, `executions?${new URLSearchParams({ query: 'input.order.id = 3' })}`);
  const { page } = console;
  await page.getByRole('heading', { name: 'Nothing found so far' }).waitFor();
  const found = page.getByRole('link', { name: 'e-3', exact: true });
  while (await found.count() === 0) {
    const reach = await page.getByText(/^Looked at [0-9,]+ executions, back to/).innerText();
    await page.getByRole('button', { name: 'Look further' }).click();
    await page.waitForFunction(text => !document.body.innerText.includes(text), reach.split(', back')[0]);
  }
  await page.getByText('does not follow changes').waitFor();
  assertClean(console);
});

server.test('each number of the overview leads to what it counts', async () => {
  const console = await openConsole(server);
  const { page } = console;
  const numbers = page.getByRole('list', { name: 'Numbers' });
  await numbers.getByRole('link', { name: 'Running 1' }).waitFor();
  await numbers.getByRole('link', { name: 'Failed 4' }).waitFor();
  await numbers.getByRole('link', { name: 'Waiting on people 0' }).waitFor();
  await numbers.getByRole('link', { name: /^Storage [0-9.]+ [KM]iB$/ }).waitFor();
  await page.getByRole('img', { name: /11 started and 10 ended/ }).waitFor();
  await page.getByRole('table', { name: 'Latest failures' }).getByRole('cell', { name: 'Card.Declined' }).first().waitFor();
  await numbers.getByRole('link', { name: 'Failed 4' }).click();
  await page.getByRole('link', { name: 'charge-3' }).waitFor();
  assert.equal((await rowNames(page)).length, 4);
  await page.keyboard.press('g');
  await page.keyboard.press('o');
  await page.getByRole('heading', { name: 'Overview' }).waitFor();
  await start(orders, 'order-second', 'wait');
  await numbers.getByRole('link', { name: 'Running 2' }).waitFor(); // told, not asked for
  await client.stopExecution({ executionArn: `${orders.replace('stateMachine', 'execution')}:order-second` });
  await numbers.getByRole('link', { name: 'Running 1' }).waitFor();
  assertClean(console);
});

const refused = [
  ['executions/search?query=foo', 400, 'InvalidQuery', /'foo' is no field/],
  ['executions/search?maxResults=0', 400, 'Invalid', /maxResults is '0'/],
  ['executions/search?columns=foo', 400, 'InvalidQuery', /'foo' is no field/],
  ['executions/search?nextToken=x', 400, 'Invalid', /nextToken is 'x'/],
  [`executions/search?query=${'x'.repeat(4_001)}`, 400, 'InvalidQuery', /4000 are the most/],
  ['executions/suggestions?query=a&position=7', 400, 'Invalid', /position is '7'/],
  ['views', 400, 'Invalid', /name: expected/, { name: ' ', query: '', columns: [] }],
  ['views', 400, 'Invalid', /query: expected a text/, { name: 'a' }],
  ['views', 400, 'Invalid', /The body cannot be read/, { name: 1 }],
  ['views', 400, 'InvalidQuery', /is no field/, { name: 'a', query: 'foo = 1', columns: [] }],
  ['views', 400, 'Invalid', /columns: expected at most 12/, { name: 'a', query: '', columns: Array(13).fill('name') }],
  ['bulk-jobs', 400, 'Invalid', /either query or executionArns/, { action: 'STOP' }],
  ['bulk-jobs', 400, 'Invalid', /The body cannot be read/, { action: 'DELETE', query: '' }],
  ['bulk-jobs', 400, 'InvalidQuery', /is no field/, { action: 'STOP', query: 'foo' }],
  ['bulk-jobs', 400, 'Invalid', /executionArns: expected 1 to 1000/, { action: 'STOP', executionArns: [] }],
  ['bulk-jobs', 400, 'Invalid', /go with STOP alone/, { action: 'REDRIVE', query: '', error: 'x' }],
  ['bulk-jobs/preview', 400, 'Invalid', /executionArns: expected ARNs/, { action: 'STOP', executionArns: [null] }],
  ['bulk-jobs/77', 404, 'NotFound', /There is no job 77/],
  ['bulk-jobs/x/results', 404, 'NotFound', /Nothing is called 'x' here/],
  ['bulk-jobs/77/cancel', 404, 'NotFound', /There is no job 77/, {}],
];
for (const [path, status, error, message, body] of refused) {
  server.test(`${body ? 'POST' : 'GET'} ${path.slice(0, 60)} ${body ? JSON.stringify(body).slice(0, 80) : ''} is refused: ${message}`, async () => {
    const answer = await ask(path, body ? { method: 'POST', body } : {});
    assert.deepEqual([answer.status, answer.error], [status, error]);
    assert.match(answer.message, message);
  });
}

server.test('methods and bodies that are none are refused, and other origins', async () => {
  assert.equal((await fetch(`${server.url}/console/api/views/1`, { method: 'PATCH' })).status, 405);
  assert.equal((await fetch(`${server.url}/console/api/views`, { method: 'POST', body: '{}', headers: { 'content-type': 'text/plain' } })).status, 415);
  assert.equal((await fetch(`${server.url}/console/api/views`, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json', origin: 'http://elsewhere.example' } })).status, 403);
  assert.equal((await ask('views/9', { method: 'DELETE' })).status, 404);
  await ask('views', { method: 'POST', body: { name: 'Same', query: '', columns: [] } });
  assert.equal((await ask('views', { method: 'POST', body: { name: 'same', query: '', columns: [] } })).error, 'Conflict');
});

const { id: shownJob } = await ask('bulk-jobs', { method: 'POST', body: { action: 'REDRIVE', executionArns: [`${orders.replace('stateMachine', 'execution')}:order-0`, 'nobody'] } });
for (const colorScheme of ['light', 'dark']) {
  for (const [path, proof] of [['', 'Latest failures'], ['executions', 'Executions'], ['bulk-jobs', 'Bulk jobs'], [`bulk-jobs/${shownJob}`, 'Results']]) {
    server.test(`axe finds nothing on /${path} in ${colorScheme} colours`, async () => {
      const console = await openConsole(server, path, { colorScheme });
      const { page } = console;
      await page.getByRole('table', { name: proof }).waitFor();
      await assertAccessible(page, path);
      if (path === 'executions') {
        await queryField(page).click();
        await page.getByRole('option', { name: /^machine/ }).waitFor();
        await assertAccessible(page, 'The suggestions');
        await page.keyboard.type('machine < 5');
        await page.keyboard.press('Escape');
        await page.getByRole('alert').waitFor();
        await assertAccessible(page, 'A query that cannot be read');
        await page.getByRole('button', { name: 'Columns' }).click();
        await page.getByRole('dialog', { name: 'Columns' }).waitFor();
        await assertAccessible(page, 'The columns');
        await page.keyboard.press('Escape');
        await page.getByLabel('Select order-open').check();
        await page.getByRole('button', { name: 'Views' }).click();
        await page.getByRole('menuitem', { name: 'Save as a view…' }).waitFor();
        await assertAccessible(page, 'The views');
      }
      assertClean(console);
      await console.context.close();
    });
  }
}
