import path from 'node:path';
import { openConsole } from './browser.mjs';
import { executionPath, machinePath, order } from './console.mjs';
import { machine, role, working } from './machines.mjs';
import { repository } from './places.mjs';
import { peoplePictures } from './screenshots-people.mjs';
import { Server } from './server.mjs';
import { until } from './wait.mjs';

// Run by scripts/screenshots: every page as a picture, for people to look at.
const folder = path.join(repository, 'artifacts/screenshots');
const looks = ['light', 'dark'].flatMap(colorScheme => [['wide', { width: 1440, height: 900 }], ['narrow', { width: 390, height: 844 }]].map(([name, viewport]) => [`${colorScheme}-${name}`, { colorScheme, viewport }]));

const wanted = new RegExp(process.env.PICTURES ?? '');

async function picture(server, name, place, prepare = async () => undefined) {
  if (!wanted.test(name)) return;
  server.test(name, async () => {
    for (const [look, options] of looks) {
      const { page, context } = await openConsole(server, place, options);
      await page.getByRole('banner').getByText('Live').waitFor();
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.waitForLoadState('networkidle').catch(() => undefined); // the stream of events stays open
      await prepare(page);
      await page.waitForTimeout(400);
      await page.screenshot({ path: path.join(folder, `${name}-${look}.png`) });
      await context.close();
    }
  });
}

const empty = await Server.start();
await picture(empty, 'executions-empty', 'executions');
await picture(empty, 'overview-empty', '');
await picture(empty, 'bulk-jobs-empty', 'bulk-jobs');
await picture(empty, 'machines-empty', 'machines');
await picture(empty, 'nothing-here', 'no/such/page');
await picture(empty, 'designer-empty', 'designer');

const full = await Server.start();
const client = full.client();
const { activityArn } = await client.createActivity({ name: 'review' });
const create = async (name, definition, rest = {}) => (await client.createStateMachine({ name, roleArn: role, definition: typeof definition === 'string' ? definition : JSON.stringify(definition, null, 2), ...rest })).stateMachineArn;
const orders = await create('order-fulfilment', order);
const charge = await create('charge-card', working(activityArn, { Retry: [{ ErrorEquals: ['Bank.Busy'], IntervalSeconds: 1, MaxAttempts: 1 }] }));
for (const name of ['customer-onboarding', 'nightly-report', 'support-case']) await create(name, machine({ Wait: { Type: 'Wait', Seconds: 86_400, End: true } }));
await create('thumbnail', machine({ Done: { Type: 'Pass', End: true } }), { type: 'EXPRESS' });
await client.publishStateMachineVersion({ stateMachineArn: orders, description: 'The first' });
const input = amount => JSON.stringify({ orderId: `2026-${amount}`, customer: { name: 'Ada Lovelace', address: { street: '12 St James’s Square', city: 'London' }, vip: true }, amount, items: [{ sku: 'book', count: 2 }, { sku: 'lamp', count: 1 }], note: null, rate: 1.0750 });
for (let i = 0; i < 55; i++) await client.startExecution({ stateMachineArn: orders, name: `order-${1000 + i}`, input: input(i) });
const { executionArn: done } = await client.startExecution({ stateMachineArn: orders, name: 'order-2001', input: input(80) });
const { executionArn: open } = await client.startExecution({ stateMachineArn: orders, name: 'order-2002', input: input(480) });
const long = machine(Object.fromEntries(Array.from({ length: 200 }, (_, at) => [`Step ${at}`, at % 20 === 10 ? { Type: 'Choice', Choices: [{ Variable: '$.limit', NumericGreaterThan: at, Next: `Step ${at + 1}` }] } : { Type: 'Pass', ...(at === 199 ? { End: true } : { Next: `Step ${at + 1}` }) }])));
const { executionArn: late } = await client.startExecution({ stateMachineArn: (await client.createStateMachine({ name: 'long-way', roleArn: role, definition: long })).stateMachineArn, name: 'long-way-1', input: '{"limit":100}' });
const { executionArn: failed } = await client.startExecution({ stateMachineArn: charge, name: 'charge-7f3a', input: input(99) });
const { executionArn: stopped } = await client.startExecution({ stateMachineArn: charge, name: 'charge-81bc', input: input(12) });
await client.stopExecution({ executionArn: stopped, error: 'Operator.Stopped', cause: 'Sent twice.' });
await until('the failure', async () => {
  if ((await client.describeExecution({ executionArn: failed })).status !== 'RUNNING') return true;
  const { taskToken, input: given } = await client.getActivityTask({ activityArn });
  if (!taskToken) return false;
  if (JSON.parse(given).amount === 99) await client.sendTaskFailure({ taskToken, error: 'Bank.Busy', cause: 'The bank answers 503 to POST https://bank.example/charges.\nTry again later, says the header Retry-After.' });
  return false;
}, { within: 60_000 });
await client.startExecution({ stateMachineArn: orders, name: 'order-2003', input: input(500) });

const batch = await create('invoice-batch', machine({ Each: {
  Type: 'Map', ToleratedFailurePercentage: 20, MaxConcurrency: 8, End: true,
  ItemProcessor: { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' }, StartAt: 'Known?', States: { 'Known?': { Type: 'Choice', Choices: [{ Variable: '$.id', NumericEquals: 7, Next: 'Unknown' }, { Variable: '$.id', NumericLessThan: 30, Next: 'Sent' }], Default: 'Send' }, Unknown: { Type: 'Fail', Error: 'Customer.Unknown', Cause: 'Nobody has this number.' }, Sent: { Type: 'Succeed' }, Send: { Type: 'Wait', Seconds: 86_400, End: true } } },
} }));
const { executionArn: invoices } = await client.startExecution({ stateMachineArn: batch, name: 'invoices-2026-11', input: JSON.stringify(Array.from({ length: 60 }, (_, id) => ({ id }))) });
const mapRunArn = await until('the Map Run', async () => (await client.listMapRuns({ executionArn: invoices })).mapRuns[0]?.mapRunArn);
await until('children that wait', async () => (await client.describeMapRun({ mapRunArn })).executionCounts.running === 8);
const mapRunPath = `map-runs/${encodeURIComponent(mapRunArn)}`;

await picture(full, 'executions', 'executions');
await picture(full, 'executions-none-found', 'executions?status=TIMED_OUT');
await picture(full, 'overview', '');
const query = page => page.getByRole('combobox', { name: 'Query' });
await picture(full, 'executions-suggestions', 'executions?status=FAILED', async page => {
  await query(page).fill('status = FAILED and input.');
  await page.getByRole('option', { name: /input\.amount/ }).waitFor();
  await page.keyboard.press('ArrowDown');
});
await picture(full, 'executions-query-fault', `executions?${new URLSearchParams({ query: 'status = FAILD and duration > 5m' })}`);
await picture(full, 'executions-values', `executions?${new URLSearchParams({ query: 'machine = "charge-card" and input.amount > 5', columns: 'name,status,started,error,input.amount,input["customer"].name' })}`, page => page.getByLabel('Select charge-7f3a').check());
await picture(full, 'executions-columns', 'executions', page => page.getByRole('button', { name: 'Columns' }).click());
await picture(full, 'executions-views', 'executions', page => page.getByRole('button', { name: 'Views' }).click());
await picture(full, 'bulk-stop', 'executions', async page => {
  await page.getByRole('button', { name: 'Stop all…' }).click();
  await page.getByRole('dialog').getByRole('status').waitFor();
});
const order2001 = { action: 'STOP', executionArns: [done, `${done}-nobody`, stopped], cause: 'Sent twice.' };
await fetch(`${full.url}/console/api/bulk-jobs`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(order2001) });
await picture(full, 'bulk-job', 'bulk-jobs/1');
await picture(full, 'bulk-jobs', 'bulk-jobs');
await picture(full, 'machines', 'machines');
await picture(full, 'machine-graph', machinePath(orders));
await picture(full, 'machine-text', `${machinePath(orders)}?tab=text`);
await picture(full, 'machine-versions', `${machinePath(orders)}?tab=versions`);
await picture(full, 'machine-start', machinePath(orders), page => page.getByRole('button', { name: 'Start execution' }).click());
await picture(full, 'machine-start-lists', machinePath(orders), async page => {
  await page.getByRole('button', { name: 'Start execution' }).click();
  await page.getByLabel('Take it from an earlier execution').selectOption({ index: 1 });
  await page.getByRole('button', { name: 'Add to items' }).scrollIntoViewIfNeeded();
});
await client.createStateMachineAlias({ name: 'live', routingConfiguration: [{ stateMachineVersionArn: `${orders}:1`, weight: 100 }] });
await client.updateStateMachine({ stateMachineArn: orders, definition: JSON.stringify({ ...order, States: { ...order.States, Review: { ...order.States.Review, TimeoutSeconds: 7_200 }, Tell: { ...order.States.Tell, Next: 'Thank' }, Thank: { Type: 'Pass', Next: 'Done' } } }, null, 2) });
for (const tab of ['aliases', 'history', 'settings']) await picture(full, `machine-${tab}`, `${machinePath(orders)}?tab=${tab}`);
await picture(full, 'machine-history-text', `${machinePath(orders)}?tab=history`, page => page.getByRole('radio', { name: 'Text' }).check());
await picture(full, 'machine-edit', `${machinePath(orders)}?tab=text`, async page => {
  await page.getByRole('button', { name: 'Edit' }).click();
  await page.getByRole('textbox', { name: 'Definition' }).fill('{\n  "StartAt": "A",\n  "States": {\n    "A": { "Type": "Pass", "Next": "Bb" },\n    "B": { "Type": "Succeed" }\n  }\n}');
  await page.getByRole('region', { name: 'Problems' }).getByText('error').first().waitFor();
});
await picture(full, 'execution-succeeded', executionPath(done));
await picture(full, 'execution-running', executionPath(open));
await picture(full, 'execution-failed', executionPath(failed));
await picture(full, 'execution-aborted', executionPath(stopped));
await picture(full, 'execution-large', executionPath(late));
await picture(full, 'execution-steps', `${executionPath(done)}?view=steps&step=4`);
await picture(full, 'execution-events', `${executionPath(failed)}?view=events&event=5`);
await picture(full, 'execution-timeline', `${executionPath(failed)}?view=timeline`);
await picture(full, 'execution-timeline-idle-hidden', `${executionPath(failed)}?view=timeline&idle=hidden`);
await picture(full, 'execution-stages', `${executionPath(open)}?step=4`, page => page.getByRole('button', { name: 'After InputPath' }).click());
await picture(full, 'execution-related', `${executionPath(invoices)}?view=related`);
await picture(full, 'execution-stop', executionPath(open), page => page.getByRole('button', { name: 'Stop' }).click());
await picture(full, 'execution-redrive', executionPath(failed), async page => {
  await page.getByRole('button', { name: 'Redrive' }).click();
  await page.getByRole('radio', { name: 'From a state' }).check();
});
await picture(full, 'execution-export', executionPath(failed), page => page.getByRole('button', { name: 'Export' }).click());
await picture(full, 'map-run', mapRunPath);
await picture(full, 'map-run-none-found', `${mapRunPath}?status=TIMED_OUT`);
await picture(full, 'map-run-change', mapRunPath, page => page.getByRole('button', { name: 'Change' }).click());
await picture(full, 'execution-unknown', executionPath(`${done}-nobody`));
await picture(full, 'palette', 'executions', async page => {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill('order');
  await page.getByRole('option', { name: 'order-2002' }).waitFor();
});
await picture(full, 'keyboard-help', 'executions', page => page.keyboard.press('?'));
await picture(full, 'preferences', 'executions', page => page.getByRole('button', { name: 'Preferences' }).click());

const designer = `designer/${encodeURIComponent(orders)}`;
const stateOf = name => `state=${encodeURIComponent(`/States/${name}`)}`;
await picture(full, 'designer', designer);
await picture(full, 'designer-task', `${designer}?${stateOf('Review')}`);
await picture(full, 'designer-rules', `${designer}?view=both&${stateOf('How much?')}`);
await picture(full, 'designer-palette', designer, page => page.getByLabel('Search the palette').fill('queue message'));
await picture(full, 'designer-test', `${designer}?panel=test&${stateOf('How much?')}`, async page => {
  await page.getByRole('form').getByLabel('Input').fill('{"amount": 480}');
  await page.getByRole('button', { name: 'Run the test' }).click();
  await page.getByText('goes on to').waitFor();
});
for (const [name, amount, nextState] of [['A large order is reviewed', 480, 'Review'], ['A small one is not', 20, 'Review']]) {
  const test = { stateMachineArn: orders, stateName: 'How much?', name, input: JSON.stringify({ amount }), expected: { status: 'SUCCEEDED', nextState } };
  await fetch(`${full.url}/console/api/test-cases`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(test) });
}
await picture(full, 'designer-test-cases', `${designer}?panel=cases&${stateOf('How much?')}`, async page => {
  await page.getByRole('button', { name: 'Run all' }).click();
  await page.getByText('1 passed, 1 failed').waitFor();
});
await picture(full, 'designer-run', `${designer}?panel=run`, async page => {
  await page.getByRole('form').getByLabel('Input').fill('{"amount": 480, "items": [1, 2]}');
  await page.getByRole('button', { name: 'Run the draft' }).click();
  await page.getByText('of virtual time').waitFor();
});
await picture(full, 'designer-invalid', `${designer}?view=both`, async page => {
  await page.getByRole('textbox', { name: 'Definition as text' }).click();
  await page.keyboard.type('x');
  await page.getByText('This is the last text that was JSON.').waitFor();
});
await client.updateStateMachine({ stateMachineArn: charge, definition: working(activityArn, { Retry: [{ ErrorEquals: ['Bank.Busy'], IntervalSeconds: 60, MaxAttempts: 5 }] }) });
await picture(full, 'execution-redrive-changed', executionPath(failed), page => page.getByRole('button', { name: 'Redrive' }).click());
await picture(full, 'designer-execution', `designer/${encodeURIComponent(charge)}?${new URLSearchParams({ execution: failed, panel: 'test' })}`, page => page.getByRole('link', { name: 'Redrive it' }).waitFor());
await peoplePictures(empty, picture);
