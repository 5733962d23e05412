import assert from 'node:assert/strict';
import zlib from 'node:zlib';
import { openConsole } from './support/browser.mjs';
import { assertClean, executionPath } from './support/console.mjs';
import { pass, role, machine } from './support/machines.mjs';
import { request } from './support/raw.mjs';
import { Server } from './support/server.mjs';
import { atMost, until } from './support/wait.mjs';

// How the console comes to the browser, what its own API says, and how much it may cost.
const server = await Server.start();
const client = server.client();
const get = (path, headers = {}) => request(server, { method: 'GET', path, headers: { host: 'localhost', ...headers } });

server.test('the root leads to the console, and every place in it to the one page', async () => {
  for (const path of ['/', '/console']) {
    const answer = await get(path);
    assert.equal(answer.status, 302);
    assert.equal(answer.headers.location, '/console/');
  }
  const first = await get('/console/');
  const deep = await get('/console/executions/arn%3Aaws?step=1');
  for (const answer of [first, deep]) {
    assert.equal(answer.status, 200);
    assert.match(answer.headers['content-type'], /^text\/html/);
    assert.match(answer.headers['content-security-policy'], /default-src 'none'.*frame-ancestors 'none'/);
    assert.doesNotMatch(answer.headers['content-security-policy'], /unsafe/);
    assert.equal(answer.headers['cache-control'], 'no-store');
    assert.equal(answer.headers['x-content-type-options'], 'nosniff');
    assert.match(answer.text, /src="\/console\/assets\//);
  }
  const nonce = answer => /'nonce-([^']+)'/.exec(answer.headers['content-security-policy'])[1];
  assert.notEqual(nonce(first), nonce(deep));
  assert.ok(first.text.replaceAll('&#x2B;', '+').includes(nonce(first)));
  assert.equal((await request(server, { method: 'POST', path: '/console/', headers: { host: 'localhost' } })).status, 405);
  assert.equal((await request(server, { method: 'HEAD', path: '/console/', headers: { host: 'localhost' } })).status, 200);
});

server.test('files are compressed as the browser takes them, kept for ever by their names, and known by their tags', async () => {
  const script = /src="(\/console\/assets\/[^"]+\.js)"/.exec((await get('/console/')).text)[1];
  const body = async (headers) => {
    const answer = await fetch(server.url + script, { headers });
    return { answer, text: await answer.text() };
  };
  const plain = await body({ 'accept-encoding': 'identity' });
  for (const [accepted, encoding] of [['gzip', 'gzip'], ['gzip, br', 'br'], ['br;q=0, gzip', 'gzip']]) {
    const { answer, text } = await body({ 'accept-encoding': accepted });
    assert.equal(answer.headers.get('content-encoding'), encoding);
    assert.equal(text, plain.text);
    assert.equal(answer.headers.get('cache-control'), 'public, max-age=31536000, immutable');
    assert.equal(answer.headers.get('vary'), 'Accept-Encoding');
    const again = await get(script, { 'accept-encoding': accepted, 'if-none-match': answer.headers.get('etag') });
    assert.equal(again.status, 304);
    assert.equal(again.text, '');
  }
  assert.equal(plain.answer.headers.get('content-encoding'), null);
  assert.equal((await get('/console/assets/no-such.js')).status, 404);
  assert.equal((await get('/console/assets/..%2f..%2findex.html')).status, 404);
  assert.equal((await get('/console/favicon.svg')).headers['cache-control'], 'no-cache');
  assert.match((await get('/console/licences.txt', { 'accept-encoding': 'identity' })).text, /react .*\(MIT\)/);
});

server.test('executions of all machines are listed newest first, page by page, and by status', async () => {
  const create = async (name, definition) => (await client.createStateMachine({ name, roleArn: role, definition })).stateMachineArn;
  const machines = [await create('one', pass), await create('two', machine({ No: { Type: 'Fail' } })), await create('three', pass)];
  for (let i = 0; i < 12; i++) await client.startExecution({ stateMachineArn: machines[i % 3], name: `e-${i}` });
  const list = async query => (await get(`/console/api/executions?${query}`)).json;
  const names = [];
  let token = '';
  do {
    const page = await list(`maxResults=5${token && `&nextToken=${token}`}`);
    names.push(...page.executions.map(execution => execution.name));
    token = page.nextToken ?? '';
  } while (token);
  assert.deepEqual(names, Array.from({ length: 12 }, (_, i) => `e-${11 - i}`));
  await until('all ends', async () => (await list('statusFilter=RUNNING')).executions.length === 0);
  const failed = (await list('statusFilter=FAILED')).executions;
  assert.deepEqual(failed.map(execution => execution.name), ['e-10', 'e-7', 'e-4', 'e-1']);
  const { executions } = await client.listExecutions({ stateMachineArn: machines[1] });
  assert.deepEqual(failed.map(({ startDate, stopDate, ...rest }) => ({ ...rest, startDate: new Date(startDate * 1000), stopDate: new Date(stopDate * 1000) })), executions);
  assert.deepEqual((await list('region=eu-west-1')).executions, []);
  for (const [query, message] of [['statusFilter=LOST', /statusFilter is 'LOST'; expected one of RUNNING/], ['maxResults=0', /maxResults is '0'/], ['maxResults=1001', /1 to 1000/], ['nextToken=x', /nextToken is 'x'/]]) {
    const answer = await get(`/console/api/executions?${query}`);
    assert.equal(answer.status, 400);
    assert.match(answer.json.message, message);
  }
  assert.equal((await get('/console/api/nothing')).status, 404);
  assert.equal((await request(server, { path: '/console/api/executions', headers: { host: 'localhost' } })).status, 405);
  const { paths } = (await get('/console/api/openapi.json')).json;
  for (const path of ['/console/api/executions', '/console/api/events']) assert.ok(path in paths, path);
});

/** Reads server-sent events until one fits. */
async function listen(headers, isLast) {
  const stop = new AbortController();
  const answer = await fetch(`${server.url}/console/api/events`, { headers, signal: stop.signal });
  const events = [];
  let text = '';
  for await (const part of answer.body.pipeThrough(new TextDecoderStream())) {
    text += part;
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const fields = Object.fromEntries(text.slice(0, end).split('\n').map(line => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]));
      text = text.slice(end + 2);
      events.push(fields);
      if (!isLast(fields)) continue;
      stop.abort();
      return events;
    }
  }
  throw new Error('The stream ended.');
}

server.test('a stream tells what changes, goes on after an id, and says when it cannot', async () => {
  const { stateMachineArn } = await client.createStateMachine({ name: 'heard', roleArn: role, definition: pass });
  const begun = (await listen({}, event => event.event === 'begin'))[0];
  const { executionArn } = await client.startExecution({ stateMachineArn });
  await until('the end', async () => (await client.describeExecution({ executionArn })).status === 'SUCCEEDED');
  const resumed = await atMost(10_000, 'The stream', listen({ 'last-event-id': begun.id }, event => event.event === 'executions'));
  assert.deepEqual(JSON.parse(resumed.at(-1).data), [{ executionArn, status: 'SUCCEEDED' }]);
  assert.ok(Number(resumed.at(-1).id) > Number(begun.id));

  const missed = await atMost(10_000, 'The stream', listen({ 'last-event-id': '1' }, event => event.event === 'missed'));
  assert.equal(missed.at(-1).id, resumed.at(-1).id);
  assert.equal((await get('/console/api/events', { 'last-event-id': 'x' })).status, 400);
  assert.equal((await get('/console/api/events', { 'sec-fetch-site': 'same-site' })).status, 403);
  assert.equal((await get('/console/api/executions', { origin: 'http://evil.example' })).status, 403);
  assert.equal((await get('/console/api/executions', { origin: 'http://localhost' })).status, 200);
});

const KIB = 1_024;

server.test('the first load of every page is below 350 KiB', async t => {
  const { stateMachineArn } = await client.createStateMachine({ name: 'weighed', roleArn: role, definition: pass });
  const { executionArn } = await client.startExecution({ stateMachineArn });
  for (const path of ['executions', 'machines', executionPath(executionArn)]) {
    const console = await openConsole(server, path);
    await console.page.getByRole('heading', { level: 1 }).waitFor();
    if (path.includes('arn')) await console.page.getByRole('button', { name: /Done Pass/ }).waitFor();
    else await console.page.getByRole('main').getByRole('link').first().waitFor();
    const files = await console.page.evaluate(() => [location.href, ...performance.getEntriesByType('resource').map(entry => entry.name)].filter(url => /\/console\/(?!api\/)/.test(url)));
    let bytes = 0;
    for (const url of files) bytes += zlib.gzipSync(Buffer.from(await (await fetch(url)).arrayBuffer()), { level: 9 }).length;
    t.diagnostic(`${path.replace(/arn.*/, 'ARN')}: ${files.length} files, ${(bytes / KIB).toFixed(1)} KiB as gzip`);
    assert.ok(bytes < 350 * KIB, `${path}: ${bytes} bytes`);
    assertClean(console);
  }
});

server.test('24,000 events and 500 states are shown without making them all', async t => {
  const many = await client.createStateMachine({
    name: 'many-events', roleArn: role,
    definition: machine({ Each: { Type: 'Map', ItemProcessor: { StartAt: 'One', States: { One: { Type: 'Pass', End: true } } }, ResultPath: null, End: true } }),
  });
  const { executionArn } = await client.startExecution({ stateMachineArn: many.stateMachineArn, input: JSON.stringify(Array.from({ length: 5_990 }, (_, i) => i)) });
  await until('the end', async () => (await client.describeExecution({ executionArn })).status === 'SUCCEEDED', { within: 120_000 });
  const console = await openConsole(server, 'executions');
  const { page } = console;
  await page.getByRole('link').first().waitFor();
  let began = performance.now();
  await page.goto(`/console/${executionPath(executionArn)}?view=events`);
  await page.getByRole('option', { name: /ExecutionStarted/ }).waitFor();
  t.diagnostic(`24,000 events: the first can be chosen after ${Math.round(performance.now() - began)} ms`);
  await page.getByRole('tab', { name: /^Events 23,9\d\d$/ }).waitFor({ timeout: 60_000 });
  t.diagnostic(`24,000 events: all are there after ${Math.round(performance.now() - began)} ms`);
  assert.ok(await page.getByRole('option').count() < 120);
  await page.getByRole('listbox', { name: 'Events' }).focus();
  await page.keyboard.press('End');
  await page.getByRole('option', { name: /ExecutionSucceeded/, selected: true }).waitFor();
  await page.getByRole('region', { name: 'Inspector' }).getByText('ExecutionSucceeded').waitFor();

  const states = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`S${i}`, i % 7 === 3 && i < 490
    ? { Type: 'Choice', Choices: [{ Variable: '$.a', IsPresent: true, Next: `S${i + 4}` }], Default: `S${i + 1}` }
    : { Type: 'Pass', ...(i === 499 ? { End: true } : { Next: `S${i + 1}` }) }]));
  const large = await client.createStateMachine({ name: 'many-states', roleArn: role, definition: machine(states) });
  began = performance.now();
  await page.goto(`/console/machines/${encodeURIComponent(large.stateMachineArn)}`);
  await page.getByRole('button', { name: /^S\d+ / }).first().waitFor();
  t.diagnostic(`500 states: drawn after ${Math.round(performance.now() - began)} ms`);
  assertClean(console);
});
