import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { assertAccessible, assertClean, executionPath } from './support/console.mjs';
import { openConsole } from './support/browser.mjs';
import { machine, role, waiting, working } from './support/machines.mjs';
import { schemaFaults } from './support/people.mjs';
import { Server } from './support/server.mjs';
import { until } from './support/wait.mjs';

// One execution in a real browser: when what was done, how data went, why it failed or waits, and what can be done about it.
const server = await Server.start();
const client = server.client();

const create = async (name, definition, own = client) => (await own.createStateMachine({ name, roleArn: role, definition: typeof definition === 'string' ? definition : JSON.stringify(definition) })).stateMachineArn;
const start = async (stateMachineArn, name, input = {}, own = client) => (await own.startExecution({ stateMachineArn, name, input: typeof input === 'string' ? input : JSON.stringify(input) })).executionArn;
const ended = arn => until('the end', async () => (await client.describeExecution({ executionArn: arn })).status !== 'RUNNING');
const take = activityArn => until('a task', async () => { const task = await client.getActivityTask({ activityArn }); return task.taskToken && task; });
const events = async executionArn => {
  const all = [];
  for (let nextToken; ;) {
    const page = await client.getExecutionHistory({ executionArn, maxResults: 1_000, nextToken });
    all.push(...page.events);
    if (!(nextToken = page.nextToken)) return all;
  }
};
const entered = async (arn, state) => (await events(arn)).findLast(event => event.stateEnteredEventDetails?.name === state).id;

/** A payment whose data takes every stage, and which is tried twice. */
const paymentBy = activityArn => ({
  StartAt: 'Prepare',
  States: {
    Prepare: { Type: 'Pass', Result: true, ResultPath: '$.ready', Next: 'Each item' },
    'Each item': { Type: 'Map', ItemsPath: '$.order.items', ResultPath: null, ItemProcessor: { ProcessorConfig: { Mode: 'INLINE' }, StartAt: 'Pack', States: { Pack: { Type: 'Pass', Next: 'Label' }, Label: { Type: 'Pass', End: true } } }, Next: 'Charge' },
    Charge: {
      Type: 'Task', Resource: activityArn, TimeoutSeconds: 600, InputPath: '$.order', Parameters: { 'sum.$': '$.sum', 'run.$': '$$.Execution.Name' }, ResultSelector: { 'paid.$': '$.sum' }, ResultPath: '$.payment', Assign: { 'receipt.$': '$.receipt' },
      Retry: [{ ErrorEquals: ['Bank.Closed'] }, { ErrorEquals: ['Lambda.Unknown'], IntervalSeconds: 1, MaxAttempts: 1, BackoffRate: 1 }], Catch: [{ ErrorEquals: ['Card.Stolen'], Next: 'Done' }], Next: 'Done',
    },
    Done: { Type: 'Succeed' },
  },
});
const order = { order: { sum: 99, items: ['book', 'lamp'] } };
const cause = JSON.stringify({ errorMessage: 'The bank hangs up', errorType: 'BankError', stackTrace: ['at charge (bank.js:12)', 'at handler (index.js:4)'] });

/** A machine for payments with a bank of its own, so that tests do not take each other's tasks. */
const bank = async name => {
  const { activityArn } = await client.createActivity({ name: `bank-${name}` });
  const definition = paymentBy(activityArn);
  const stateMachineArn = await create(`payment-${name}`, definition);
  const begin = () => start(stateMachineArn, name, order);
  const succeed = async () => client.sendTaskSuccess({ taskToken: (await take(activityArn)).taskToken, output: JSON.stringify({ sum: 99, receipt: 'R-1' }) });
  const pay = async () => {
    const arn = await begin();
    await succeed();
    await ended(arn);
    return arn;
  };
  const fail = async () => {
    const arn = await begin();
    for (let i = 0; i < 2; i++) await client.sendTaskFailure({ taskToken: (await take(activityArn)).taskToken, error: 'Lambda.Unknown', cause });
    await ended(arn);
    return arn;
  };
  return { activityArn, stateMachineArn, definition, begin, succeed, pay, fail };
};

server.test('a failed execution opens at what failed: error, cause, who was asked about it, and what to do', async () => {
  const console = await openConsole(server, executionPath(await (await bank('failed-1')).fail()));
  const { page } = console;
  const why = page.getByRole('region', { name: 'Why it failed' });
  await why.getByRole('heading', { name: 'Lambda.Unknown' }).waitFor();
  await why.getByText('The bank hangs up').first().waitFor();
  await why.getByText('at charge (bank.js:12)').first().waitFor();
  await why.getByText('The function ended without an answer').waitFor();
  await why.getByText('after 2 attempts').waitFor();
  await why.getByText('Not tried again: its one retry was made. No Catch names it.').waitFor();
  const rules = why.getByRole('table', { name: 'Rules of Charge' });
  await rules.getByRole('row', { name: 'Retry 1 Bank.Closed does not match' }).waitFor();
  await rules.getByRole('row', { name: 'Retry 2 Lambda.Unknown matches, 1 of 1 made' }).waitFor();
  await rules.getByRole('row', { name: 'Catch 1 Card.Stolen does not match' }).waitFor();
  const inspector = page.getByRole('region', { name: 'Inspector' });
  await inspector.getByRole('heading', { name: 'Charge', level: 2 }).waitFor();
  await inspector.getByRole('button', { name: 'Back to the execution' }).click();
  await inspector.getByRole('heading', { name: 'Execution', level: 2 }).waitFor();
  await page.reload();
  await inspector.getByRole('heading', { name: 'Execution', level: 2 }).waitFor(); // what was chosen stays chosen
  assertClean(console);
});

server.test('the data of a step is shown stage by stage, and each stage beside what it was made of', async () => {
  const arn = await (await bank('stages-1')).pay();
  const console = await openConsole(server, `${executionPath(arn)}?step=${await entered(arn, 'Charge')}`);
  const { page } = console;
  const inspector = page.getByRole('region', { name: 'Inspector' });
  const open = async name => {
    await inspector.getByRole('button', { name }).click();
    return inspector.getByRole('tree', { name });
  };
  await (await open('After InputPath')).getByText('"lamp"').waitFor();
  const parameters = await open('After Parameters');
  await parameters.getByText('"stages-1"').waitFor(); // of the context object
  await (await open('After ResultSelector')).getByText('paid').waitFor();
  await inspector.getByRole('button', { name: 'After ResultPath' }).click();
  const merged = inspector.getByRole('region', { name: 'After ResultPath', exact: true });
  await merged.getByRole('radio', { name: 'Diff' }).check();
  const diff = merged.getByRole('region', { name: 'After ResultPath, compared with Input' });
  await diff.getByText('+ "payment": {').waitFor();
  assert.equal(await diff.getByText(/^-/).count(), 0);
  await inspector.getByRole('tree', { name: 'Assigned variables' }).getByText('"R-1"').waitFor();
  await inspector.getByRole('tree', { name: 'Output' }).getByText('payment').waitFor();
  assert.equal(await inspector.getByText('derived', { exact: true }).count(), 3); // events hold the parameters and the result
  assertClean(console);
});

server.test('the timeline shows each attempt, shares what is chosen with the graph, and works by keyboard', async () => {
  const arn = await (await bank('timeline-1')).fail();
  const console = await openConsole(server, `${executionPath(arn)}?view=timeline`);
  const { page } = console;
  const tree = page.getByRole('tree', { name: 'Timeline' });
  const row = name => tree.getByRole('treeitem', { name });
  await row(/^Charge Failed, 2 attempts/).waitFor();
  await row(/^Pack #1 Succeeded/).waitFor();
  assert.equal(await row(/^Charge/).getByTitle(/Attempt \d · Running · .* · failed/).count(), 2);
  assert.equal(await row(/^Charge/).getByTitle(/Before a retry/).count(), 1);

  await tree.focus();
  await page.keyboard.press('Home');
  const inspector = page.getByRole('region', { name: 'Inspector' });
  await inspector.getByRole('heading', { name: 'Prepare', level: 2 }).waitFor();
  await page.keyboard.press('ArrowDown');
  await inspector.getByRole('heading', { name: 'Each item', level: 2 }).waitFor();
  await page.keyboard.press('ArrowLeft');
  await row(/^Pack/).first().waitFor({ state: 'detached' });
  assert.equal(await row(/^Each item/).getAttribute('aria-expanded'), 'false');
  await page.keyboard.press('ArrowRight');
  assert.equal(await row(/^(Pack|Label) #/).count(), 4);

  await row(/^Label #0/).click();
  await inspector.getByRole('heading', { name: 'Label', level: 2 }).waitFor();
  await page.getByRole('tab', { name: 'Graph' }).click();
  await page.locator('.state[data-selected]').getByText('Label').waitFor();
  await page.getByRole('tab', { name: 'Timeline' }).click();
  await page.getByRole('button', { name: 'Hide idle time' }).click();
  await page.reload();
  assert.equal(await page.getByRole('button', { name: 'Hide idle time' }).getAttribute('aria-pressed'), 'true');
  await page.getByTitle(/in which nothing was done/).first().waitFor({ state: 'attached' }); // the second before the retry
  assert.equal(await row(/^Label #0/).getAttribute('aria-selected'), 'true');
  const width = async () => (await row(/^Charge/).boundingBox()).width;
  const before = await width();
  await page.getByRole('button', { name: 'Zoom in' }).click();
  await until('more room', async () => (await width()) > before * 1.2);
  assertClean(console);
});

server.test('a running execution says what it waits for: a worker, a time, a person, a child, a retry', async () => {
  const { activityArn: lonely } = await client.createActivity({ name: 'lonely' });
  const work = await start(await create('lonely', working(lonely, { Retry: [{ ErrorEquals: ['Busy'], IntervalSeconds: 3_600 }] })), 'lonely-1');
  const console = await openConsole(server, executionPath(work));
  const { page } = console;
  const waits = page.getByRole('region', { name: 'What it waits for' });
  await waits.getByText('for a worker of lonely. No worker waits for a task; this is the only task. None has asked for one since the server started.').waitFor();
  const { taskToken } = await client.getActivityTask({ activityArn: lonely, workerName: 'w' });
  await waits.getByText('has been with a worker of lonely').waitFor();
  await waits.getByText('It times out in').waitFor();
  await client.sendTaskFailure({ taskToken, error: 'Busy' });
  await waits.getByText('failed and is tried again in').waitFor();

  await page.goto(`/console/${executionPath(await start(await create('timer', waiting), 'timer-1'))}`);
  await waits.getByText('waits until').waitFor();

  const asking = await start(await create('asking', machine({ Ask: { Type: 'Task', Resource: 'arn:aws:states:::human:createTask.waitForTaskToken', Parameters: { Title: 'May Ada pay later?', Group: 'clerks', Outcomes: ['yes', 'no'] }, End: true } })), 'asking-1');
  await page.goto(`/console/${executionPath(asking)}`);
  await waits.getByRole('link', { name: 'May Ada pay later?' }).waitFor();
  await waits.getByText('not claimed yet in clerks').waitFor();

  const child = await bank('child');
  const parent = await start(await create('parent', machine({ Child: { Type: 'Task', Resource: 'arn:aws:states:::states:startExecution.sync:2', Parameters: { StateMachineArn: child.stateMachineArn, Name: 'child-1', Input: order }, End: true } })), 'parent-1');
  await page.goto(`/console/${executionPath(parent)}`);
  await waits.getByRole('link', { name: 'child-1' }).click();
  await page.getByRole('heading', { name: 'child-1', level: 1 }).waitFor();
  await page.getByRole('navigation', { name: 'Breadcrumbs' }).getByRole('link', { name: 'parent-1' }).click();
  await page.getByRole('tab', { name: 'Related 1' }).click();
  const related = page.getByRole('list', { name: 'Related executions' });
  await related.getByRole('listitem').filter({ hasText: 'child-1' }).getByText('Running').waitFor();
  await child.succeed();
  await related.getByRole('listitem').filter({ hasText: 'child-1' }).getByText('Succeeded').waitFor();
  assertClean(console);
});

server.test('a paused server says that it is what nothing goes on for', async () => {
  const own = await Server.start();
  const arn = await start(await create('timer', waiting, own.client()), 'timer-1', {}, own.client());
  await own.stop();
  own.environment.Baton__Paused = 'true';
  await own.restart();
  const { page } = await openConsole(own, executionPath(arn));
  await page.getByRole('region', { name: 'What it waits for' }).getByText('The server is paused').waitFor();
});

server.test('an operator redrives from an earlier state with another input, and stops with a reason', async () => {
  const { activityArn, fail } = await bank('redrive-1');
  const arn = await fail();
  const console = await openConsole(server, executionPath(arn));
  const { page } = console;
  await page.getByRole('button', { name: 'Redrive' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: 'From a state' }).check();
  await dialog.getByLabel('State', { exact: true }).selectOption('Prepare');
  await dialog.getByText('No task that has succeeded runs again.').waitFor();
  const input = dialog.getByRole('textbox', { name: 'Input of Prepare' });
  await input.getByText('99').waitFor(); // what it had
  await input.fill('{"order": ');
  await dialog.getByText('Unexpected end of JSON input').waitFor();
  assert.equal(await input.getAttribute('aria-invalid'), 'true');
  await dialog.getByRole('button', { name: 'Redrive' }).click();
  await dialog.getByRole('alert').getByText('The input of Prepare is not JSON').waitFor(); // it is not sent
  await input.fill('{"order": {"sum": 7, "items": []}}');
  await dialog.getByRole('button', { name: 'Redrive' }).click();
  await page.getByText('Redriven redrive-1').first().waitFor();
  const { input: given } = await take(activityArn);
  assert.deepEqual(JSON.parse(given), { sum: 7, run: 'redrive-1' });

  await page.getByRole('button', { name: 'Stop' }).click();
  await dialog.getByLabel('Error').fill('Operator.Stopped');
  await dialog.getByLabel('Cause').fill('Sent twice.');
  await dialog.getByRole('button', { name: 'Stop' }).click();
  const why = page.getByRole('region', { name: 'Why it ended' });
  await why.getByRole('heading', { name: 'Operator.Stopped' }).waitFor();
  await why.getByText('Sent twice.').waitFor();
  await page.getByRole('button', { name: 'Start another' }).click();
  assert.deepEqual(JSON.parse(await dialog.getByRole('textbox', { name: 'Input' }).innerText()), order);
  assertClean(console);
});

const many = { StartAt: 'Many', States: { Many: { Type: 'Map', ToleratedFailureCount: 5, MaxConcurrency: 1, End: true, ItemProcessor: { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' }, StartAt: 'Odd?', States: {
  'Odd?': { Type: 'Choice', Choices: [{ Variable: '$', NumericEquals: 1, Next: 'Odd' }], Default: 'Work' }, Odd: { Type: 'Fail', Error: 'Odd' }, Work: { Type: 'Wait', Seconds: 3_600, End: true },
} } } } };
const startMany = async name => {
  const arn = await start(await create(name, many), `${name}-1`, [1, 2, 3]);
  const run = await until('the run', async () => (await client.listMapRuns({ executionArn: arn })).mapRuns[0]?.mapRunArn);
  await until('a child that waits', async () => { const { failed, running } = (await client.describeMapRun({ mapRunArn: run })).itemCounts; return failed === 1 && running === 1; });
  return { arn, run };
};

server.test('a Map Run shows its items and its children, and can be changed', async () => {
  const { arn, run } = await startMany('many');
  const console = await openConsole(server, executionPath(arn));
  const { page } = console;
  await page.getByRole('region', { name: 'What it waits for' }).getByRole('link', { name: 'Map Run' }).click();
  await page.getByRole('heading', { name: 'Map Run of many-1', level: 1 }).waitFor();
  const items = page.getByRole('region', { name: 'Items' });
  await items.getByText(/Failed\s*1/).waitFor();
  const children = page.getByRole('table', { name: 'Children' });
  await until('both children', async () => (await children.getByRole('link').count()) === 2);
  await page.getByRole('radio', { name: 'Failed' }).check();
  await children.getByText('Failed').waitFor();
  await until('one child', async () => (await children.getByRole('link').count()) === 1);
  await page.getByRole('radio', { name: 'All' }).check();

  await page.getByRole('button', { name: 'Change' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Tolerated failures: percent').fill('101');
  await dialog.getByRole('button', { name: 'Change' }).click();
  assert.equal(await dialog.getByLabel('Tolerated failures: percent').evaluate(input => input.validity.rangeOverflow), true);
  await dialog.getByLabel('Tolerated failures: percent').fill('50');
  await dialog.getByLabel('Children at once').fill('2');
  await dialog.getByRole('button', { name: 'Change' }).click();
  await dialog.waitFor({ state: 'detached' });
  const changed = await client.describeMapRun({ mapRunArn: run });
  assert.deepEqual([changed.maxConcurrency, changed.toleratedFailurePercentage, changed.toleratedFailureCount], [2, 50, 5]);
  await items.getByText(/Running\s*2/).waitFor();
  await children.getByRole('link').first().click();
  await page.getByRole('navigation', { name: 'Breadcrumbs' }).getByRole('link', { name: 'Map Run' }).click();
  await page.getByRole('navigation', { name: 'Breadcrumbs' }).getByRole('link', { name: 'many-1' }).click();
  await page.getByRole('tab', { name: 'Related 1' }).click();
  await page.getByRole('list', { name: 'Related executions' }).getByText('2 running, 1 failed').waitFor();
  assertClean(console);
});

server.test('an execution is taken along: its history as a file, and as a command', async () => {
  const { pay, definition: ran } = await bank('export-1');
  const arn = await pay();
  const console = await openConsole(server, executionPath(arn), { permissions: ['clipboard-read', 'clipboard-write'] });
  const { page } = console;
  await page.getByRole('button', { name: 'Export' }).click();
  const downloading = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'History as JSON' }).click();
  const { execution, definition, events: exported } = JSON.parse(await readFile(await (await downloading).path(), 'utf8'));
  assert.equal(execution.executionArn, arn);
  assert.deepEqual(JSON.parse(definition), ran);
  assert.deepEqual(exported, JSON.parse(JSON.stringify(await events(arn))));
  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('menuitem', { name: 'Describe' }).click();
  const command = await until('the command', () => page.evaluate(() => navigator.clipboard.readText()));
  assert.equal(command, `aws stepfunctions describe-execution --endpoint-url '${server.url}/' --execution-arn '${arn}'`);
  assertClean(console);
});

server.test('an execution of 24,000 events is all there, and each of them can be looked at', async t => {
  const definition = machine({ Each: { Type: 'Map', ItemProcessor: { ProcessorConfig: { Mode: 'INLINE' }, StartAt: 'One', States: { One: { Type: 'Pass', End: true } } }, End: true } });
  const arn = await start(await create('long', definition), 'long-1', `[${Array.from({ length: 6_000 }, (_, n) => n)}]`);
  await until('the end', async () => (await client.describeExecution({ executionArn: arn })).status === 'SUCCEEDED', { within: 60_000 });
  const console = await openConsole(server, `${executionPath(arn)}?view=timeline`);
  const { page } = console;
  const tree = page.getByRole('tree', { name: 'Timeline' });
  await tree.getByRole('treeitem', { name: /^Each/ }).waitFor();
  const begun = performance.now();
  await page.getByRole('tab', { name: 'Events 24,006' }).waitFor();
  t.diagnostic(`from the first rows to all events: ${Math.round(performance.now() - begun)} ms`);
  await page.getByRole('tab', { name: 'Steps 6,001' }).waitFor();
  assert.equal(await tree.getByRole('treeitem').count(), 1); // a large group is closed at first
  await tree.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('End');
  await tree.getByRole('treeitem', { name: /^One #5999/, selected: true }).waitFor();
  await page.getByRole('region', { name: 'Inspector' }).getByRole('tree', { name: 'Output' }).getByText('5999').waitFor();
  await page.getByRole('tab', { name: /^Events/ }).click();
  await page.getByRole('listbox', { name: 'Events' }).focus();
  await page.keyboard.press('End');
  await page.getByRole('region', { name: 'Inspector' }).getByRole('heading', { name: 'Event 24006' }).waitFor();
  assertClean(console);
});

server.test('of an execution of 500 states what is seen is drawn: at first where it failed, then what is chosen', async t => {
  const states = Object.fromEntries(Array.from({ length: 500 }, (_, at) => [`S${at}`, at === 400 ? { Type: 'Choice', Choices: [{ Variable: '$.n', NumericEquals: 1, Next: 'S401' }] } : { Type: 'Pass', ...(at === 499 ? { End: true } : { Next: `S${at + 1}` }) }]));
  const arn = await start(await create('large', { StartAt: 'S0', States: states }), 'large-1', { n: 0 });
  await until('the end', async () => (await client.describeExecution({ executionArn: arn })).status === 'FAILED');
  const console = await openConsole(server, executionPath(arn));
  const { page } = console;
  const graph = page.getByRole('application', { name: 'Graph of the execution' });
  const drawn = () => graph.getByRole('button', { name: / (Pass|Choice)( · |$)/ });
  await page.getByRole('button', { name: 'S400 Choice · Failed' }).waitFor();
  t.diagnostic(`drawn after ${Math.round(await page.evaluate(() => performance.now()))} ms`);
  assert.ok(await drawn().count() < 40, `${await drawn().count()} states are drawn`);
  await page.getByRole('img', { name: 'Small map' }).waitFor();
  await page.getByRole('tab', { name: /^Steps/ }).click();
  await page.getByRole('listbox', { name: 'Steps' }).focus();
  await page.keyboard.press('Home');
  await page.getByRole('region', { name: 'Inspector' }).getByRole('heading', { name: 'S0' }).waitFor();
  await page.getByRole('tab', { name: 'Graph' }).click();
  await page.getByRole('button', { name: 'S0 Pass · Succeeded' }).waitFor();
  assert.ok(await drawn().count() < 40, `${await drawn().count()} states are drawn`);
  assertClean(console);
});

server.test('what the console asks is answered as its description says, and wrong questions with a reason', async () => {
  const { arn: withRun } = await startMany('described');
  const arn = await (await bank('described-1')).fail();
  const running = await (await bank('described-2')).begin();
  const get = async query => { const answer = await fetch(`${server.url}/console/api/${query}`); return { status: answer.status, body: await answer.json() }; };
  const document = (await get('openapi.json')).body;
  const ask = (what, executionArn, rest = {}) => get(`execution/${what}?${new URLSearchParams({ executionArn, ...rest })}`);
  for (const [what, of, rest] of [['step', arn, { event: String(await entered(arn, 'Charge')) }], ['waits', running], ['waits', withRun], ['relatives', withRun], ['relatives', arn]]) {
    const { status, body } = await ask(what, of, rest);
    assert.equal(status, 200);
    assert.deepEqual(schemaFaults(document, document.paths[`/console/api/execution/${what}`].get.responses[200].content['application/json'].schema, body), [], what);
  }
  await client.stopExecution({ executionArn: running });
  assert.deepEqual((await ask('waits', running)).body, { waits: [], total: 0 });
  for (const [query, status, reason] of [
    ['execution/step', 400, /executionArn is missing/], [`execution/step?executionArn=${arn}`, 400, /event is missing/], [`execution/step?executionArn=${arn}&event=x`, 400, /event is 'x'/],
    [`execution/step?executionArn=${arn}&event=1`, 404, /enters no state/], [`execution/waits?executionArn=${arn}x`, 404, /There is no execution/], [`execution/relatives?executionArn=${'a'.repeat(2_000)}`, 400, /longer than/],
    [`execution/nothing?executionArn=${arn}`, 404, /There is no/],
  ]) {
    const answer = await get(query);
    assert.equal(answer.status, status, query);
    assert.match(answer.body.message, reason);
  }
});

server.test('what data holds stays text in timeline, stages, rules and causes', async () => {
  const evil = '<img src=x onerror="window.hurt=1"><script>window.hurt=1</script>';
  const { activityArn } = await client.createActivity({ name: 'evil' });
  const arn = await start(await create('evil', {
    StartAt: `A ${evil}`,
    States: { [`A ${evil}`]: { Type: 'Task', Resource: activityArn, Parameters: { [evil]: evil }, Retry: [{ ErrorEquals: [evil] }], Catch: [{ ErrorEquals: [evil], Next: 'B' }], Next: 'B' }, B: { Type: 'Pass', End: true } },
  }), 'evil-1', { [evil]: evil });
  await client.sendTaskFailure({ taskToken: (await take(activityArn)).taskToken, error: `Other ${evil}`, cause: JSON.stringify({ errorMessage: evil, stackTrace: [evil], [evil]: evil }) });
  await ended(arn);
  const console = await openConsole(server, `${executionPath(arn)}?view=timeline`);
  const { page } = console;
  await page.getByRole('region', { name: 'Why it failed' }).getByRole('table').getByText('onerror').first().waitFor();
  await page.getByRole('tree', { name: 'Timeline' }).getByText('onerror').waitFor();
  await page.getByText('The whole cause').first().click();
  const inspector = page.getByRole('region', { name: 'Inspector' });
  await inspector.getByRole('button', { name: 'After Parameters' }).click();
  await inspector.getByRole('tree', { name: 'After Parameters' }).getByText('onerror').first().waitFor();
  assert.equal(await page.evaluate(() => window.hurt), undefined);
  assert.equal(await page.locator('main img, main script').count(), 0);
  assertClean(console);
});

const failed = await (await bank('shown-failed')).fail();
const open = await (await bank('shown-open')).begin();
const { arn: withRun, run } = await startMany('shown');
const step = `step=${await entered(failed, 'Charge')}`;
const places = [
  [executionPath(failed)], [`${executionPath(failed)}?view=timeline&idle=hidden&${step}`], [executionPath(open)], [`${executionPath(withRun)}?view=related`], [`map-runs/${encodeURIComponent(run)}`],
  [executionPath(failed), async page => { await page.getByRole('button', { name: 'Redrive' }).click(); await page.getByRole('radio', { name: 'From a state' }).check(); await page.getByRole('textbox', { name: /^Input of / }).waitFor(); }],
  [executionPath(open), page => page.getByRole('button', { name: 'Stop' }).click()],
  [`${executionPath(failed)}?${step}`, async page => { await page.getByRole('button', { name: 'After InputPath' }).click(); await page.getByRole('region', { name: 'After InputPath', exact: true }).getByRole('radio', { name: 'Diff' }).check(); }],
];
for (const colorScheme of ['light', 'dark']) {
  for (const [index, [place, prepare]] of places.entries()) {
    server.test(`axe finds nothing in ${colorScheme} colours at place ${index}: ${decodeURIComponent(place)}`, async () => {
      const console = await openConsole(server, place, { colorScheme });
      const { page } = console;
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.getByRole('banner').getByText('Live').waitFor();
      await page.getByRole('status', { name: /Loading/ }).waitFor({ state: 'detached' });
      await prepare?.(page);
      await assertAccessible(page, place);
      assertClean(console);
      await console.context.close();
    });
  }
}
