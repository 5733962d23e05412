import assert from 'node:assert/strict';
import { openConsole } from './support/browser.mjs';
import { assertAccessible, assertClean } from './support/console.mjs';
import { add, idle, Runtime } from './support/functions.mjs';
import { pass, role, waiting, working } from './support/machines.mjs';
import { Server } from './support/server.mjs';
import { until } from './support/wait.mjs';

// What an operator looks after in a real browser: activities, functions, storage, settings.
const evil = '<img src=x onerror="window.hurt=1">';
const server = await Server.start({ environment: { Baton__Retention__Age: '90d', Baton__Functions__Hosted: 'true', Baton__People__User: evil, Baton__Smtp__Password: 'do-not-tell', Baton__Smtp__Prot: 'do-not-tell' } });
const client = server.client();
const start = async (stateMachineArn, name) => (await client.startExecution({ stateMachineArn, name })).executionArn;
const create = async (name, definition) => (await client.createStateMachine({ name, roleArn: role, definition })).stateMachineArn;

server.test('an operator sees which activities wait for workers, and who comes', async () => {
  const console = await openConsole(server, 'activities');
  const { page } = console;
  await page.getByRole('button', { name: 'Create activity' }).click();
  await page.getByLabel('Name').fill('pack');
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  const row = page.getByRole('row').filter({ hasText: 'pack' });
  await row.getByText('No worker has asked yet').waitFor();
  const { activities: [{ activityArn }] } = await client.listActivities({});
  await start(await create('packing', working(activityArn)));
  await row.getByText('Tasks wait, no worker asks').waitFor();
  const { taskToken } = await client.getActivityTask({ activityArn, workerName: 'bench-7' });
  await client.sendTaskSuccess({ taskToken, output: '{}' });
  await row.getByText('bench-7').waitFor();
  const polling = client.getActivityTask({ activityArn, workerName: 'bench-8' });
  await row.getByText('Workers are here').waitFor();
  await row.getByText('1 asks').waitFor();
  await start(await create('packing-more', working(activityArn)));
  await polling;
  await row.getByText('No worker asks now').waitFor();
  const { activities } = await (await fetch(`${server.url}/console/api/activities`)).json();
  assert.match((await (await fetch(`${server.url}/console/api/activities?nextToken=x`)).json()).message, /nextToken is 'x'/);
  assert.deepEqual(activities.map(({ name, waiting: count, pollers, lastSeenWorker }) => [name, count, pollers, lastSeenWorker]), [['pack', 0, 0, 'bench-8']]);
  assertClean(console);
});

server.test('an operator sees how functions stand, invokes one, and reads why it failed and what it logged', async () => {
  const { status: { runtimeApi } } = await add(server, 'double', { kind: 'pull' });
  await add(server, 'shout', { kind: 'hosted', command: ['bash', '-c', 'while :; do id=$(curl -sS -D - -o /dev/null "http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime/invocation/next" | tr -d "\\r" | sed -n "s/^lambda-runtime-aws-request-id: //Ip"); echo "Hello from $SECRET_NAME"; curl -sS -o /dev/null -d "\\"HELLO\\"" "http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime/invocation/$id/response"; done'], environment: { SECRET_NAME: 'nobody' } });
  const runtime = new Runtime(runtimeApi, async (event, next, own) => {
    if (Number.isFinite(event.n)) return { twice: event.n * 2 };
    await own.post(`invocation/${next.id}/error`, { errorType: 'NotANumber', errorMessage: evil });
    return undefined;
  });
  await idle(server, 'double');
  const console = await openConsole(server, 'functions');
  const { page } = console;
  await page.getByRole('row').filter({ hasText: 'double' }).getByText('Ready').waitFor();
  await page.getByRole('link', { name: 'double' }).click();
  await page.getByLabel('Event').fill('{"n": 21}');
  await page.getByRole('button', { name: 'Invoke' }).click();
  await page.getByRole('tree', { name: 'Answer' }).getByText('42').waitFor();
  await page.getByLabel('Event').fill(JSON.stringify({ n: evil }));
  await page.getByRole('button', { name: 'Invoke' }).click();
  await page.getByText('The function failed (Unhandled)').waitFor();
  await page.getByRole('heading', { name: /^Last error/ }).waitFor();
  const fact = name => page.locator('dl > div').filter({ has: page.getByText(name, { exact: true }) }).locator('dd');
  await until('the counts', async () => (await fact('Invocations').textContent()) === '2' && (await fact('Errors').textContent()) === '1');
  await page.getByRole('tab', { name: 'Workers' }).click();
  await page.getByText(runtimeApi).waitFor();

  await page.goto(`${server.url}/console/functions/shout`);
  await page.getByRole('button', { name: 'Invoke' }).click();
  await page.getByRole('tree', { name: 'Answer' }).getByText('HELLO').waitFor();
  await page.getByRole('tab', { name: 'Logs' }).click();
  await page.getByRole('region', { name: 'Logs' }).getByText('Hello from nobody').first().waitFor();
  await page.getByRole('tab', { name: 'Settings' }).click();
  await page.getByText('SECRET_NAME').last().waitFor();
  assert.equal(await page.evaluate(() => window.hurt), undefined);
  await runtime.stop();
  assertClean(console);
});

server.test('an operator backs up, verifies, counts what a purge would take and purges that', async () => {
  const arn = await create('done', pass);
  const done = await Promise.all(Array.from({ length: 12 }, (_, n) => start(arn, `done-${n}`)));
  await start(await create('open', waiting), 'stays');
  for (const executionArn of done) await until('the end', async () => (await client.describeExecution({ executionArn })).status === 'SUCCEEDED');
  const console = await openConsole(server, 'storage');
  const { page } = console;
  await page.getByText('for 90 d').waitFor();
  const region = name => page.getByRole('region', { name, exact: true });
  await region('Backup').getByRole('button', { name: 'Back up' }).click();
  const save = region('Backup').getByRole('link', { name: /^Save / });
  await save.waitFor();
  const download = page.waitForEvent('download');
  await save.click();
  const stream = await (await download).createReadStream();
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  assert.equal(Buffer.concat(chunks).subarray(0, 15).toString(), 'SQLite format 3');

  await region('Verify').getByRole('button', { name: 'Verify' }).click();
  await region('Verify').getByText(/executions read, all is well/).waitFor();

  await region('Purge').getByLabel('Ended at least').fill('soon');
  await region('Purge').getByRole('button', { name: 'Count' }).click();
  await region('Purge').getByRole('alert').getByText('olderThan').waitFor();
  await region('Purge').getByLabel('Ended at least').fill('0s');
  await region('Purge').getByLabel('State machine').selectOption({ label: 'done' });
  await region('Purge').getByRole('button', { name: 'Count' }).click();
  await region('Purge').getByText('12 executions would go').waitFor();
  assert.equal((await client.listExecutions({ stateMachineArn: arn })).executions.length, 12);
  await region('Purge').getByRole('button', { name: 'Purge…' }).click();
  await page.getByRole('dialog', { name: 'Remove 12 executions?' }).getByRole('button', { name: 'Remove' }).click();
  await region('Purge').getByText('12 executions went').waitFor();
  assert.equal((await client.listExecutions({ stateMachineArn: arn })).executions.length, 0);
  assert.deepEqual(console.faults.filter(fault => !fault.includes('400')), []);
  assert.deepEqual(console.foreign, []);
});

server.test('a paused server says so, and goes on when it is told to', async () => {
  const own = await Server.start({ environment: { Baton__Paused: 'true' } });
  const console = await openConsole(own, 'storage');
  const { page } = console;
  await page.getByText('Paused', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Resume' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Resume' }).click();
  await page.getByText('At work', { exact: true }).waitFor();
  assertClean(console);
});

server.test('settings say what holds and where it comes from, and no secret', async () => {
  const console = await openConsole(server, 'settings');
  const { page } = console;
  const row = name => page.getByRole('row').filter({ has: page.getByText(name, { exact: true }) });
  await row('Baton:Retention:Age').getByText('90d').waitFor();
  await row('Baton:Retention:Age').getByText('environment: Baton__Retention__Age').waitFor();
  await row('Baton:Smtp:Password').getByText('set, and shown to nobody').waitFor();
  await row('Baton:Smtp:Prot').getByText('Baton has no such setting').waitFor();
  await row('Baton:People:User').getByText('onerror').waitFor();
  await row('Baton:Smtp:Port').getByText('default', { exact: true }).waitFor();
  assert.ok(!(await (await fetch(`${server.url}/maintenance/settings`)).text()).includes('do-not-tell'));
  await page.getByRole('radio', { name: 'Set here' }).check();
  await until('only what is set', async () => (await page.getByRole('row').count()) === 6);
  assert.equal(await page.locator('main img').count(), 0);
  assertClean(console);
});

server.test('empty pages say what to do', async () => {
  const own = await Server.start();
  for (const [path, heading] of [['activities', 'No activity is here yet'], ['functions', 'No function is here yet'], ['audit', 'Nobody has done anything yet'], ['cases', 'No case is here yet'], ['inbox', 'Nothing waits here']]) {
    const console = await openConsole(own, path);
    await console.page.getByRole('heading', { name: heading }).waitFor();
    await assertAccessible(console.page, path);
    assertClean(console);
    await console.context.close();
  }
});

for (const colorScheme of ['light', 'dark']) {
  for (const [path, name] of [['activities', 'Activities'], ['functions', 'Functions'], ['functions/double', 'Event'], ['functions/shout?tab=logs', 'Logs'], ['storage', 'Purge'], ['settings', 'Settings']]) {
    server.test(`axe finds nothing on ${path} in ${colorScheme} colours`, async () => {
      const console = await openConsole(server, path, { colorScheme });
      await console.page.getByLabel(name, { exact: true }).first().waitFor();
      await console.page.getByRole('banner').getByText('Live').waitFor();
      await assertAccessible(console.page, path);
      assertClean(console);
      await console.context.close();
    });
  }
}
