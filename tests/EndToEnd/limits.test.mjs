import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { machine, pass, role, waiting, working } from './support/machines.mjs';
import { Server } from './support/server.mjs';
import { until } from './support/wait.mjs';

// Names that are used once, pages, and texts that come back as they went in, up to their bound.
const server = await Server.start();
const client = server.client();
const PAYLOAD_BYTES_MAX = 262_144;

const create = definition => client.createStateMachine({ name: `m-${randomUUID()}`, definition, roleArn: role });
const closed = executionArn => until('the execution to close', async () => {
  const execution = await client.describeExecution({ executionArn });
  return execution.status !== 'RUNNING' && execution;
});

/** Every page of a list. */
async function pagesOf(list, items, size) {
  const pages = [];
  let nextToken;
  do {
    const page = await list({ maxResults: size, nextToken });
    pages.push(page[items]);
    nextToken = page.nextToken;
  } while (nextToken);
  return pages;
}

const settled = async calls => {
  const results = await Promise.allSettled(calls);
  return {
    won: results.filter(result => result.status === 'fulfilled').map(result => result.value),
    lost: results.filter(result => result.status === 'rejected').map(result => result.reason),
  };
};

server.test('a hundred starts of one name at once are one execution', async () => {
  const { stateMachineArn } = await create(waiting);
  const { won, lost } = await settled(Array.from({ length: 100 }, () => client.startExecution({ stateMachineArn, name: 'one', input: '{"a":1}' })));
  assert.deepEqual(lost, []);
  assert.equal(new Set(won.map(answer => `${answer.executionArn} ${answer.startDate.getTime()}`)).size, 1);
  assert.equal((await client.listExecutions({ stateMachineArn })).executions.length, 1);
  assert.equal((await client.getExecutionHistory({ executionArn: won[0].executionArn })).events.length, 2);
});

server.test('a hundred starts of one name with different inputs at once have one winner', async () => {
  const { stateMachineArn } = await create(waiting);
  const { won, lost } = await settled(Array.from({ length: 100 }, (_, i) => client.startExecution({ stateMachineArn, name: 'one', input: String(i) })));
  assert.equal(won.length, 1);
  assert.deepEqual(new Set(lost.map(error => error.name)), new Set(['ExecutionAlreadyExists']));
  assert.equal((await client.listExecutions({ stateMachineArn })).executions.length, 1);
});

server.test('fifty creations of one machine and one activity at once are one of each', async () => {
  const name = `m-${randomUUID()}`;
  const machines = await settled(Array.from({ length: 50 }, () => client.createStateMachine({ name, definition: pass, roleArn: role })));
  const activities = await settled(Array.from({ length: 50 }, () => client.createActivity({ name })));
  for (const { won, lost } of [machines, activities]) {
    assert.deepEqual(lost, []);
    assert.equal(new Set(won.map(answer => `${answer.stateMachineArn ?? answer.activityArn} ${answer.creationDate.getTime()}`)).size, 1);
  }
});

server.test('fifty updates at once leave one of them', async () => {
  const { stateMachineArn } = await create(pass);
  const definitions = Array.from({ length: 50 }, (_, i) => machine({ [`S${i}`]: { Type: 'Succeed' } }));
  const { won, lost } = await settled(definitions.map(definition => client.updateStateMachine({ stateMachineArn, definition })));
  assert.deepEqual(lost, []);
  const described = await client.describeStateMachine({ stateMachineArn });
  assert.ok(definitions.includes(described.definition));
  assert.ok(won.some(answer => answer.revisionId === described.revisionId));
});

server.test('pages of machines and activities: each once, in order, whatever comes in between', async () => {
  const regional = server.client({ region: 'ap-south-2' });
  const names = Array.from({ length: 25 }, (_, i) => `n${String(i).padStart(2, '0')}`);
  for (const name of names) {
    await regional.createStateMachine({ name, definition: pass, roleArn: role });
    await regional.createActivity({ name });
  }
  for (const [list, items] of [[page => regional.listStateMachines(page), 'stateMachines'], [page => regional.listActivities(page), 'activities']]) {
    const pages = await pagesOf(list, items, 10);
    assert.deepEqual(pages.map(page => page.length), [10, 10, 5]);
    assert.deepEqual(pages.flat().map(item => item.name), names);
    assert.deepEqual((await pagesOf(list, items, 25)).map(page => page.length), [25]);
    assert.equal((await list({})).nextToken, undefined);
  }
  const first = await regional.listStateMachines({ maxResults: 10 });
  await regional.deleteStateMachine({ stateMachineArn: first.stateMachines[9].stateMachineArn });
  await until('the machine to be gone', async () => (await regional.listStateMachines()).stateMachines.length === 24);
  const second = await regional.listStateMachines({ maxResults: 10, nextToken: first.nextToken });
  assert.deepEqual(second.stateMachines.map(item => item.name), names.slice(10, 20));
});

server.test('pages of executions: newest first, each once, by status; a page token is for its own list only', async () => {
  const { stateMachineArn } = await create(pass);
  const other = await create(pass);
  const started = [];
  for (let i = 0; i < 25; i++) started.unshift((await client.startExecution({ stateMachineArn, name: `e${i}` })).executionArn);
  await Promise.all(started.map(closed));
  for (const statusFilter of [undefined, 'SUCCEEDED']) {
    const pages = await pagesOf(page => client.listExecutions({ stateMachineArn, statusFilter, ...page }), 'executions', 10);
    assert.deepEqual(pages.map(page => page.length), [10, 10, 5]);
    assert.deepEqual(pages.flat().map(item => item.executionArn), started);
  }
  const { nextToken } = await client.listExecutions({ stateMachineArn, maxResults: 10 });
  await client.startExecution({ stateMachineArn, name: 'later' });
  const next = await client.listExecutions({ stateMachineArn, maxResults: 10, nextToken });
  assert.deepEqual(next.executions.map(item => item.executionArn), started.slice(10, 20));
  await assert.rejects(client.listExecutions({ stateMachineArn, statusFilter: 'SUCCEEDED', nextToken }), { name: 'InvalidToken' });
  await assert.rejects(client.listExecutions({ stateMachineArn: other.stateMachineArn, nextToken }), { name: 'InvalidToken' });
});

server.test('pages of a history, forwards and backwards, are the whole history', async () => {
  const states = Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`S${i}`, i < 59 ? { Type: 'Pass', Next: `S${i + 1}` } : { Type: 'Succeed' }]));
  const { stateMachineArn } = await create(machine(states));
  const { executionArn } = await client.startExecution({ stateMachineArn });
  await closed(executionArn);
  const { events } = await client.getExecutionHistory({ executionArn, maxResults: 1000 });
  assert.deepEqual(events.map(event => event.id), Array.from({ length: 122 }, (_, i) => i + 1));
  for (const size of [1, 7, 100, 122]) {
    const history = reverseOrder => pagesOf(page => client.getExecutionHistory({ executionArn, reverseOrder, ...page }), 'events', size);
    const forwards = await history(false);
    assert.ok(forwards.every(page => page.length <= size), `pages of ${size}: ${forwards.map(page => page.length)}`);
    assert.deepEqual(forwards.flat(), events);
    const backwards = await history(true);
    assert.deepEqual(backwards.map(page => page.length), [...Array(Math.floor(122 / size)).fill(size), ...(122 % size ? [122 % size] : [])]);
    assert.deepEqual(backwards.flat().reverse(), events);
  }
  assert.equal((await client.getExecutionHistory({ executionArn })).events.length, 100, 'a page has a hundred unless it is told otherwise');
});

server.test('the history of a running execution grows behind the page token', async () => {
  const { activityArn } = await client.createActivity({ name: `a-${randomUUID()}` });
  const { stateMachineArn } = await create(working(activityArn));
  const { executionArn } = await client.startExecution({ stateMachineArn });
  const first = await client.getExecutionHistory({ executionArn, maxResults: 2 });
  const { taskToken } = await client.getActivityTask({ activityArn });
  await client.sendTaskSuccess({ taskToken, output: '1' });
  await closed(executionArn);
  const pages = [first, await client.getExecutionHistory({ executionArn, nextToken: first.nextToken })];
  assert.deepEqual(pages.flatMap(page => page.events.map(event => event.id)), [1, 2, 3, 4, 5, 6, 7]);
});

const texts = {
  'layout': '{\n\t"b" : 1 ,\r\n "a":[ 1,2 ] }', 'numbers': '[1.0,1e3,1E+2,-0,0.10,12345678901234567890,1e400]', 'escapes': '{"s":"\\u00e4 \\/ \\u2028 \\ud83d\\ude00 \\b\\f\\n\\r\\t\\"\\\\ \\u0000"}',
  'alphabets': '{"ключ":"значение","键":"值","😀":"👩‍👩‍👧‍👦 é é","\u2028":"\u2029\ufeff\ufffe\u0085"}', 'twins': '{"a":1,"a":2}', 'scalars': '"only text"', 'null': 'null',
  'right to left': '"\u202eabc\u202c <script>alert(1)</script> \u001b[31m"'.replace('\u001b', '\\u001b'),
};

for (const [what, text] of Object.entries(texts)) {
  server.test(`a payload comes back as it went in: ${what}`, async () => {
    const { activityArn } = await client.createActivity({ name: `a-${randomUUID()}` });
    const { stateMachineArn } = await create(machine({ Pass: { Type: 'Pass', Next: 'Work' }, Work: { Type: 'Task', Resource: activityArn, End: true } }));
    const { executionArn } = await client.startExecution({ stateMachineArn, input: text });
    const task = await client.getActivityTask({ activityArn });
    assert.equal(task.input, text);
    await client.sendTaskSuccess({ taskToken: task.taskToken, output: text });
    const execution = await closed(executionArn);
    assert.deepEqual([execution.input, execution.output], [text, text]);
    const { events } = await client.getExecutionHistory({ executionArn });
    const told = events.flatMap(event => Object.values(event)).flatMap(details => [details?.input, details?.output]).filter(value => value !== undefined);
    assert.deepEqual([told.length, new Set(told)], [8, new Set([text])]);
  });
}

server.test('error and cause come back as they went in', async () => {
  const { stateMachineArn } = await create(waiting);
  const { executionArn } = await client.startExecution({ stateMachineArn });
  const said = { error: 'Ärger 😀 \u2028', cause: '{"not": "parsed"}\n\t\u0000' };
  await client.stopExecution({ executionArn, ...said });
  const execution = await client.describeExecution({ executionArn });
  assert.deepEqual([execution.error, execution.cause], [said.error, said.cause]);
});

/** JSON text of so many bytes. */
const ascii = bytes => JSON.stringify('x'.repeat(bytes - 2));
const wide = bytes => JSON.stringify('ä'.repeat((bytes - 2 - (bytes % 2)) / 2) + 'x'.repeat(bytes % 2));

for (const [alphabet, text, tooLongInput, tooLongOutput] of [['ASCII', ascii, 'ValidationException', 'ValidationException'], ['two bytes a letter', wide, 'InvalidExecutionInput', 'InvalidOutput']]) {
  server.test(`a payload has up to 262144 bytes, ${alphabet}`, async () => {
    const { activityArn } = await client.createActivity({ name: `a-${randomUUID()}` });
    const { stateMachineArn } = await create(working(activityArn));
    for (const bytes of [PAYLOAD_BYTES_MAX - 1, PAYLOAD_BYTES_MAX]) {
      assert.equal(Buffer.byteLength(text(bytes)), bytes);
      const { executionArn } = await client.startExecution({ stateMachineArn, input: text(bytes) });
      const { taskToken, input } = await client.getActivityTask({ activityArn });
      assert.equal(input, text(bytes));
      await assert.rejects(client.sendTaskSuccess({ taskToken, output: text(PAYLOAD_BYTES_MAX + 1) }), { name: tooLongOutput, message: /262144/ });
      await client.sendTaskSuccess({ taskToken, output: text(bytes) });
      assert.equal((await closed(executionArn)).output, text(bytes));
    }
    await assert.rejects(client.startExecution({ stateMachineArn, input: text(PAYLOAD_BYTES_MAX + 1) }), { name: tooLongInput, message: /262144/ });
  });
}

server.test('a state whose result is above the limit fails with States.DataLimitExceeded, and that can be caught', async () => {
  const branch = { StartAt: 'P', States: { P: { Type: 'Pass', End: true } } };
  const { stateMachineArn } = await create(JSON.stringify({
    StartAt: 'Both',
    States: {
      Both: { Type: 'Parallel', Branches: [branch, JSON.parse(JSON.stringify(branch).replaceAll('"P"', '"Q"'))], Catch: [{ ErrorEquals: ['States.DataLimitExceeded'], ResultPath: null, Next: 'Caught' }], End: true },
      Caught: { Type: 'Pass', Result: 'caught', End: true },
    },
  }));
  const run = async bytes => closed((await client.startExecution({ stateMachineArn, input: ascii(bytes) })).executionArn);
  assert.equal((await run((PAYLOAD_BYTES_MAX - 4) / 2)).output.length, PAYLOAD_BYTES_MAX - 1);
  assert.equal((await run(PAYLOAD_BYTES_MAX / 2)).output, '"caught"');
});

server.test('a definition of 3,000 states is read in time', async () => {
  const states = Object.fromEntries(Array.from({ length: 3_000 }, (_, i) => [`State ${i}`, i < 2_999 ? { Type: 'Pass', Next: `State ${i + 1}` } : { Type: 'Succeed' }]));
  const asked = performance.now();
  const { stateMachineArn } = await create(machine(states));
  assert.ok(performance.now() - asked < 5_000);
  const { executionArn } = await client.startExecution({ stateMachineArn });
  assert.equal((await closed(executionArn)).status, 'SUCCEEDED');
  const backwards = await client.getExecutionHistory({ executionArn, reverseOrder: true, maxResults: 1 });
  assert.equal(backwards.events[0].id, 6_002);
});
