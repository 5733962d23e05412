import assert from 'node:assert/strict';
import http from 'node:http';
import { assertAccessible, assertClean, executionPath, machinePath, order } from './support/console.mjs';
import { openConsole, openPage } from './support/browser.mjs';
import { machine, pass, role, waiting, working } from './support/machines.mjs';
import { Server } from './support/server.mjs';
import { atMost, until } from './support/wait.mjs';

// The console in a real browser, as people use it: what they look for is found by its role and its name.
const server = await Server.start();
const client = server.client();
const { activityArn } = await client.createActivity({ name: 'review' });

const create = async (name, definition) => (await client.createStateMachine({ name, roleArn: role, definition: typeof definition === 'string' ? definition : JSON.stringify(definition, null, 2) })).stateMachineArn;
const start = async (stateMachineArn, input = {}, name) => (await client.startExecution({ stateMachineArn, input: JSON.stringify(input), name })).executionArn;
const ended = arn => until('the end', async () => (await client.describeExecution({ executionArn: arn })).status !== 'RUNNING');
const takeTask = () => client.getActivityTask({ activityArn });

server.test('a newcomer finds nothing, deploys, starts an execution by hand and watches it to its end', async () => {
  const fresh = await Server.start();
  const own = fresh.client();
  const console = await openConsole(fresh);
  const { page } = console;
  await page.getByRole('heading', { name: 'Nothing has run yet' }).waitFor();
  await assertAccessible(page, 'The empty list');
  await page.getByRole('link', { name: 'State machines' }).first().click();
  await page.getByRole('heading', { name: 'No state machine is here yet' }).waitFor();

  const { activityArn: greet } = await own.createActivity({ name: 'greet' });
  await own.createStateMachine({ name: 'hello', roleArn: role, definition: working(greet) });
  await page.reload();
  await page.getByRole('link', { name: 'hello', exact: true }).click();
  await page.getByRole('button', { name: 'Work Task' }).waitFor();
  await page.getByRole('button', { name: 'Start execution' }).click();
  const dialog = page.getByRole('dialog', { name: 'Start hello' });
  await dialog.getByLabel('Name').fill('first');
  await dialog.getByLabel('Input').fill('{"name": "Ada"');
  await dialog.getByText(/JSON/).first().waitFor();
  await dialog.getByRole('button', { name: 'Start' }).click();
  await dialog.getByRole('alert').waitFor(); // it is not JSON, and is not sent
  await dialog.getByLabel('Input').fill('{"name": "Ada"}');
  await dialog.getByRole('button', { name: 'Start' }).click();

  await page.getByRole('heading', { name: 'first', level: 1 }).waitFor();
  await page.getByRole('banner').getByText('Live').waitFor();
  const { taskToken } = await own.getActivityTask({ activityArn: greet });
  await page.getByRole('button', { name: 'Work Task · Running' }).waitFor();
  await own.sendTaskSuccess({ taskToken, output: '{"greeting": "Hello Ada"}' });
  await page.getByRole('button', { name: 'Work Task · Succeeded' }).waitFor();
  await page.getByRole('tree', { name: 'Output' }).getByText('"Hello Ada"').waitFor();
  assertClean(console);
});

server.test('an operator finds a failed run, sees why, and redrives it', async () => {
  const arn = await create('charge', working(activityArn));
  const execution = await start(arn, { order: 42 }, 'charge-1');
  const { taskToken } = await takeTask();
  await client.sendTaskFailure({ taskToken, error: 'Card.Declined', cause: 'The bank says no.' });
  await ended(execution);

  const console = await openConsole(server, 'executions');
  const { page } = console;
  await page.getByRole('radio', { name: 'Failed' }).check();
  await page.getByRole('link', { name: 'charge-1' }).click();
  const why = page.getByRole('region', { name: 'Why it failed' });
  await why.getByRole('heading', { name: 'Card.Declined' }).waitFor();
  await why.getByText('The bank says no.').waitFor();
  await why.getByRole('button', { name: 'Work' }).click();
  const inspector = page.getByRole('region', { name: 'Inspector' });
  await inspector.getByRole('tree', { name: 'Input' }).getByText('42').waitFor();
  await inspector.getByRole('heading', { name: 'Card.Declined' }).waitFor();

  await page.getByRole('button', { name: 'Redrive' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Redrive' }).click();
  await page.getByText('Redriven charge-1').first().waitFor();
  await page.getByRole('button', { name: 'Work Task · Running' }).waitFor();
  await client.sendTaskSuccess({ taskToken: (await takeTask()).taskToken, output: '{}' });
  await page.getByRole('button', { name: 'Work Task · Succeeded' }).waitFor();
  assertClean(console);
});

server.test('every selection is a link that leads back to it', async () => {
  const execution = await start(await create('links', order), { amount: 1, items: [1, 2] });
  await ended(execution);
  const console = await openConsole(server, executionPath(execution));
  const { page } = console;
  await page.getByRole('tab', { name: /^Steps/ }).click();
  await page.getByRole('option', { name: /^Book/ }).click();
  const inspector = page.getByRole('region', { name: 'Inspector' });
  await inspector.getByRole('heading', { name: 'Book', level: 2 }).waitFor();
  await page.reload();
  await inspector.getByRole('heading', { name: 'Book', level: 2 }).waitFor();
  assert.equal(await page.getByRole('tab', { name: /^Steps/ }).getAttribute('aria-selected'), 'true');
  await inspector.getByRole('button', { name: 'Back to the execution' }).click();
  await inspector.getByRole('heading', { name: 'Execution', level: 2 }).waitFor();

  await page.goto(`${server.url}/console/executions?status=FAILED`);
  assert.ok(await page.getByRole('radio', { name: 'Failed' }).isChecked());
  await page.goto(`${server.url}/console/no/such/page`);
  await page.getByRole('heading', { name: 'Nothing is here' }).waitFor();
  await page.goto(`${server.url}/console/${executionPath('arn:aws:states:us-east-1:000000000000:execution:links:nobody')}`);
  await page.getByRole('alert').getByText('ExecutionDoesNotExist').waitFor();
  assert.deepEqual(console.foreign, []); // the error is also told by the browser itself
});

server.test('everything can be reached by keyboard alone', async () => {
  const first = await start(await create('keys', order), { amount: 1, items: [1] }, 'keys-1');
  await ended(first);
  const console = await openConsole(server, 'machines');
  const { page } = console;
  await page.getByRole('heading', { name: 'State machines' }).waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('e');
  await page.getByRole('heading', { name: 'Executions', level: 1 }).waitFor();
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill('keys-1');
  await page.getByRole('option', { name: 'keys-1' }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'keys-1', level: 1 }).waitFor();

  await page.getByRole('tab', { name: 'Graph' }).focus();
  await page.keyboard.press('ArrowRight');
  await page.getByRole('listbox', { name: 'Steps' }).focus();
  await page.keyboard.press('End');
  await page.getByRole('region', { name: 'Inspector' }).getByRole('heading', { name: 'Done' }).waitFor();
  await page.keyboard.press('ArrowUp');
  await page.getByRole('region', { name: 'Inspector' }).getByRole('heading', { name: 'Post' }).waitFor();

  const tree = page.getByRole('tree', { name: 'Input' });
  await tree.focus();
  const rows = await tree.getByRole('treeitem').count();
  await page.keyboard.press('ArrowLeft');
  assert.equal(await tree.getByRole('treeitem').count(), 1);
  await page.keyboard.press('ArrowRight');
  assert.equal(await tree.getByRole('treeitem').count(), rows);

  await page.goto(`${server.url}/console/executions`);
  await page.getByRole('link', { name: 'keys-1' }).focus();
  await page.keyboard.press('j');
  assert.notEqual(await page.evaluate(() => document.activeElement.textContent), 'keys-1');
  await page.keyboard.press('k');
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'keys-1');
  assertClean(console);
});

server.test('the command palette puts the name that is typed first, then names that begin so, and what was opened latest before its equals', async () => {
  const orders = await create('pay', pass);
  for (const name of ['repay', 'pay-again', 'pay-later']) await create(name, pass);
  const console = await openConsole(server, machinePath(orders.replace(/pay$/, 'pay-again')));
  const { page } = console;
  await page.getByRole('heading', { name: 'pay-again', level: 1 }).waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('t');
  await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('m');
  await page.getByRole('heading', { name: 'State machines', level: 1 }).waitFor();
  await page.keyboard.press('Control+k');
  const first = count => page.getByRole('option').evaluateAll((options, count) => options.slice(0, count).map(option => option.textContent), count);
  await until('what was opened latest', async () => (await first(2)).join() === 'SettingsPage,pay-againState machine');
  await page.getByRole('combobox').fill('pay');
  await until('the machines in their order', async () => (await first(3)).join() === 'payState machine,pay-againState machine,pay-laterState machine');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'pay', level: 1 }).waitFor();
  assertClean(console);
});

server.test('a change is on the screen within 300 ms of its commit', async t => {
  const arn = await create('fast', waiting);
  const console = await openConsole(server, `executions?machine=${encodeURIComponent(arn)}`);
  const { page } = console;
  await page.getByRole('banner').getByText('Live').waitFor();
  const times = [];
  for (let round = 0; round < 8 && !times.some(time => time <= 300); round++) {
    const name = `fast-${round}`;
    const seen = page.evaluate(wanted => new Promise(resolve => {
      const look = () => document.body.innerText.includes(wanted) && resolve(Date.now());
      new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
      look();
    }), name);
    await start(arn, {}, name);
    const committed = Date.now(); // the answer comes after the commit
    times.push((await atMost(10_000, 'The row', seen)) - committed);
  }
  t.diagnostic(`commit to screen: ${times.join(', ')} ms`);
  assert.ok(times.some(time => time <= 300), `${times}`);
  assertClean(console);
});

server.test('a server that was away is noticed, and what happened meanwhile is shown', async () => {
  const own = await Server.start();
  const { stateMachineArn } = await own.client().createStateMachine({ name: 'away', roleArn: role, definition: pass });
  const { page } = await openConsole(own, 'executions');
  const banner = page.getByRole('banner');
  await banner.getByText('Live').waitFor();
  await own.kill();
  await banner.getByText('Reconnecting').waitFor();
  await own.restart();
  await own.client().startExecution({ stateMachineArn, name: 'meanwhile' });
  await banner.getByText('Live').waitFor();
  await page.getByRole('link', { name: 'meanwhile' }).waitFor();
});

server.test('windows of one browser share one stream, and each is told', async () => {
  const own = await Server.start();
  const { stateMachineArn } = await own.client().createStateMachine({ name: 'shared', roleArn: role, definition: pass });
  const { page, context } = await openConsole(own, 'executions');
  await page.getByRole('banner').getByText('Live').waitFor();
  let streams = 0;
  context.on('request', request => { streams += request.url().includes('/console/api/events') ? 1 : 0; });
  const others = [];
  for (let i = 0; i < 7; i++) { // one more than a browser's connections to a server
    const other = await context.newPage();
    await other.goto('/console/executions');
    await other.getByRole('banner').getByText('Live').waitFor();
    others.push(other);
  }
  assert.equal(streams, 0, 'no other window has opened a stream');
  await own.client().startExecution({ stateMachineArn, name: 'told' });
  await others.at(-1).getByRole('link', { name: 'told' }).waitFor();
  await page.close();
  await own.client().startExecution({ stateMachineArn, name: 'told-by-the-next' });
  await others.at(-1).getByRole('link', { name: 'told-by-the-next' }).waitFor();
});

server.test('what data holds stays text, wherever it is shown', async () => {
  const evil = '<img src=x onerror="window.hurt=1"><script>window.hurt=1</script>';
  const arn = await create('hostile', {
    Comment: evil, StartAt: `A ${evil}`,
    States: {
      [`A ${evil}`]: { Type: 'Choice', Choices: [{ Variable: '$.a', StringEquals: evil, Next: 'B' }], Default: 'B' },
      B: { Type: 'Pass', Result: { [evil]: evil }, ResultPath: '$.b', Next: 'C' },
      C: { Type: 'Fail', Error: evil, Cause: `javascript:window.hurt=1 ${evil}` },
    },
  });
  const execution = await start(arn, { a: evil, [evil]: ['javascript:window.hurt=1', evil] });
  await ended(execution);
  const console = await openConsole(server, executionPath(execution));
  const { page } = console;
  await page.getByRole('region', { name: 'Why it failed' }).getByRole('heading', { name: evil }).waitFor();
  await page.getByRole('tree', { name: 'Input' }).getByText('javascript:').first().waitFor();
  await page.getByRole('tab', { name: /^Steps/ }).click();
  await page.getByRole('option').first().click();
  await page.getByRole('region', { name: 'Inspector' }).getByRole('tree', { name: 'Input' }).waitFor();
  await page.getByRole('tab', { name: /^Events/ }).click();
  await page.getByRole('option', { name: /ExecutionFailed/ }).click();
  await page.getByRole('tree', { name: 'Details' }).waitFor();
  for (const tab of ['graph', 'text']) {
    await page.goto(`${server.url}/console/${machinePath(arn)}?tab=${tab}`);
    await page.getByText('onerror').first().waitFor({ state: 'attached' });
  }
  await page.goto(`${server.url}/console/executions?status=${encodeURIComponent(evil)}&machine=${encodeURIComponent(evil)}`);
  await page.getByRole('alert').waitFor();
  assert.equal(await page.evaluate(() => window.hurt), undefined);
  assert.equal(await page.locator('main img, main script').count(), 0);
  assert.deepEqual(console.foreign, []);
});

server.test('a page of another origin can neither call nor listen', async () => {
  const arn = await create('guarded', pass);
  const foreign = http.createServer((_, answer) => answer.setHeader('content-type', 'text/html').end('<title>foreign</title>')).listen(0, '127.0.0.1');
  await new Promise(resolve => foreign.once('listening', resolve));
  try {
    const page = await openPage(`http://127.0.0.1:${foreign.address().port}/`);
    const results = await page.evaluate(async ({ url, stateMachineArn }) => {
      const call = (path, options) => fetch(url + path, options).then(answer => answer.text(), () => 'refused');
      const body = JSON.stringify({ stateMachineArn });
      const headers = { 'x-amz-target': 'AWSStepFunctions.StartExecution' };
      const listening = new Promise(resolve => {
        const source = new EventSource(`${url}/console/api/events`);
        source.onerror = () => resolve(source.close() ?? 'refused');
        source.addEventListener('begin', () => resolve('heard'));
      });
      return [
        await call('/', { method: 'POST', body, headers: { ...headers, 'content-type': 'application/x-amz-json-1.0' } }),
        await call('/', { method: 'POST', body, mode: 'no-cors', headers: { 'content-type': 'text/plain' } }),
        await call('/console/api/executions'),
        await call('/console/api/executions', { mode: 'no-cors' }),
        await listening,
      ];
    }, { url: server.url, stateMachineArn: arn });
    assert.deepEqual(results, ['refused', '', 'refused', '', 'refused']);
    assert.deepEqual((await client.listExecutions({ stateMachineArn: arn })).executions, []);
  } finally {
    foreign.close();
  }
});

const shownPages = async () => {
  const arn = await create('shown', order);
  const done = await start(arn, { amount: 1, items: [1, 2, 3] });
  const open = await start(await create('open', waiting));
  const failed = await start(await create('failing', machine({ No: { Type: 'Fail', Error: 'No', Cause: 'Never.' } })));
  await Promise.all([done, failed].map(ended));
  await client.publishStateMachineVersion({ stateMachineArn: arn });
  return [
    ['executions', 'link'], ['machines', 'link'], [machinePath(arn), 'graph'], [`${machinePath(arn)}?tab=text`, 'Definition'], [`${machinePath(arn)}?tab=versions`, 'link'],
    [executionPath(done), 'graph'], [`${executionPath(done)}?view=steps&step=2`, 'Steps'], [`${executionPath(done)}?view=events&event=3`, 'Events'], [executionPath(open), 'graph'], [executionPath(failed), 'graph'],
  ];
};
const pages = await shownPages();
for (const colorScheme of ['light', 'dark']) {
  for (const [path, proof] of pages) {
    server.test(`axe finds nothing on ${decodeURIComponent(path).replaceAll(/arn:[a-z0-9:-]+:/g, '')} in ${colorScheme} colours`, async () => {
      const console = await openConsole(server, path, { colorScheme });
      const { page } = console;
      if (proof === 'link') await page.getByRole('main').getByRole('link').first().waitFor();
      else if (proof === 'graph') await page.getByRole('button', { name: / (Pass|Wait|Fail|Choice|Map|Task)/ }).first().waitFor();
      else await page.getByLabel(proof, { exact: true }).waitFor();
      await page.getByRole('banner').getByText('Live').waitFor();
      await assertAccessible(page, path);
      if (path === 'executions') {
        await page.keyboard.press('Control+k');
        await page.getByRole('option').nth(2).waitFor();
        await assertAccessible(page, 'The command palette');
        await page.keyboard.press('Escape');
        await page.getByRole('button', { name: 'Preferences' }).click();
        await page.getByRole('menuitemradio', { name: 'Dark' }).waitFor();
        await assertAccessible(page, 'The preferences');
      }
      assertClean(console);
      await console.context.close();
    });
  }
}
