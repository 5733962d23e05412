import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { work } from '../../examples/worker-stream/worker.mjs';
import { persistently } from './support/calls.mjs';
import { assertWhole, historyOf } from './support/history.mjs';
import { machine, pass, role, working } from './support/machines.mjs';
import { seededRandom } from './support/random.mjs';
import { assertError, request } from './support/raw.mjs';
import { Server } from './support/server.mjs';
import { framed, WorkerStream } from './support/stream.mjs';
import { atMost, until } from './support/wait.mjs';

// The worker stream of a real server: one connection that takes and gives many things at a time.
const server = await Server.start();
const client = server.client();

const range = count => Array.from({ length: count }, (_, index) => index);
const activity = async (of = client) => (await of.createActivity({ name: `a-${randomUUID()}` })).activityArn;
const create = (definition, of = client) => of.createStateMachine({ name: `m-${randomUUID()}`, definition, roleArn: role });
const typesOf = async executionArn => (await historyOf(client, executionArn)).map(event => event.type);

async function workplace(rest) {
  const activityArn = await activity();
  const { stateMachineArn } = await create(working(activityArn, rest));
  return { activityArn, stateMachineArn };
}

server.test('starts, tasks, results and ends go over one stream, many in a frame', async () => {
  const { activityArn, stateMachineArn } = await workplace();
  const stream = await WorkerStream.open(server, activityArn, { worker: 'w-1' });
  stream.send({ starts: range(100).map(n => ({ id: n, stateMachine: stateMachineArn, name: `n-${n}`, input: { n }, wait: true })) });
  await stream.until('tasks', 100);
  stream.send({ results: stream.tasks.map(({ token, input }) => (input.n === 13 ? { token, error: 'Bad.Luck', cause: 'it is 13' } : { token, output: [input.n] })) });
  await stream.until('ended', 100);
  assert.deepEqual(new Set(stream.taken), new Set(stream.tasks.map(task => task.token)));
  for (const { id, status, output, error, cause } of stream.ended) {
    assert.deepEqual([status, output, error, cause], id === 13 ? ['FAILED', undefined, 'Bad.Luck', 'it is 13'] : ['SUCCEEDED', [id], undefined, undefined]);
  }
  assert.ok(stream.frames < 150, `${stream.frames} frames carry 400 things`);
  const { execution } = stream.started.find(start => start.id === 5);
  assert.deepEqual(await typesOf(execution), ['ExecutionStarted', 'TaskStateEntered', 'ActivityScheduled', 'ActivityStarted', 'ActivitySucceeded', 'TaskStateExited', 'ExecutionSucceeded']);
  assert.equal((await historyOf(client, execution))[3].activityStartedEventDetails.workerName, 'w-1');
  stream.destroy();
});

server.test('what is refused is refused one by one, under the names of the API', async () => {
  const { activityArn, stateMachineArn } = await workplace();
  const stream = await WorkerStream.open(server, activityArn);
  const express = await client.createStateMachine({ name: `x-${randomUUID()}`, definition: pass, roleArn: role, type: 'EXPRESS' });
  stream.send({ starts: [{ id: 1, stateMachine: stateMachineArn, name: 'same', input: 1 }] });
  const [{ token }] = await stream.until('tasks');
  stream.send({
    serve: [{ as: 1, activity: `${activityArn}x`, max: 1 }, { as: 2, max: 1 }, { as: 3, activity: activityArn, worker: 'a:b', max: 1 }],
    results: [{ token: 'what', output: 1 }, { token, error: 'x'.repeat(257) }, { token, output: 'x'.repeat(262_145) }],
    heartbeats: ['never'],
    starts: [
      { id: 2, stateMachine: stateMachineArn, name: 'same', input: 2 }, { id: 3, stateMachine: stateMachineArn, name: 'same', input: 1 }, { id: 4 }, { id: 5, stateMachine: 'arn:no' },
      { id: 6, stateMachine: `${stateMachineArn}x` }, { id: 7, stateMachine: stateMachineArn, name: 'a b' }, { id: 8, stateMachine: express.stateMachineArn, wait: true },
    ],
    waits: [{ id: 9, execution: `${stateMachineArn.replace('stateMachine', 'execution')}:none` }],
  });
  const refused = await stream.until('refused', 14);
  const told = item => `${item.as ?? item.id ?? (item.token === token ? 'token' : item.token)} ${item.error}`;
  assert.deepEqual(new Set(refused.map(told)), new Set([
    '1 ActivityDoesNotExist', '2 ValidationException', '3 InvalidName', 'what InvalidToken', 'token ValidationException', 'token InvalidOutput', 'never InvalidToken', '2 ExecutionAlreadyExists',
    '4 ValidationException', '5 InvalidArn', '6 StateMachineDoesNotExist', '7 InvalidName', '8 StateMachineTypeNotSupported', '9 ExecutionDoesNotExist',
  ]));
  await stream.until('started', 2); // the same start once more is no error
  stream.send({ heartbeats: [token], results: [{ token, output: 'late but good' }] });
  assert.deepEqual(await stream.until('taken'), [token]);
  stream.send({ results: [{ token, output: 'again' }], heartbeats: [token] });
  assert.deepEqual((await stream.until('refused', 16)).slice(14).map(item => item.error), ['TaskTimedOut', 'TaskTimedOut']);
  stream.destroy();
});

server.test('a frame that is none ends the stream with the reason; the server goes on', async () => {
  const reasons = {
    'at most 1048576 are allowed': Buffer.from([0x7f, 0xff, 0xff, 0xff]),
    'not JSON': framed('{"results":['),
    "'result' is no member of a frame": framed('{"result":[]}'),
    "'token' is missing in results[1]": framed('{"results":[{"token":"t"},{}]}'),
    'not a JSON object': framed('[]'),
  };
  for (const [reason, bytes] of Object.entries(reasons)) {
    const stream = await WorkerStream.open(server);
    stream.send(bytes);
    const [{ message }] = await stream.until('errors');
    assert.ok(message.includes(reason), message);
    await until('the stream to close', () => stream.isClosed);
  }
  const random = seededRandom();
  for (let i = 0; i < 100; i++) {
    const stream = await WorkerStream.open(server);
    stream.send(Buffer.from(range(1 + Math.floor(random.next() * 200)).map(() => Math.floor(random.next() * 256))));
    stream.socket.end();
    await until('the stream to close', () => stream.isClosed);
  }
  await client.listActivities();
});

server.test('a request that is no upgrade to this protocol is refused', async () => {
  const at = path => ({ method: 'GET', path, headers: {} });
  const answer = await request(server, at('/worker-stream'));
  assert.equal(answer.status, 426);
  assert.equal(answer.headers.upgrade, 'baton-worker-stream/1');
  assert.equal((await request(server, { ...at('/worker-stream'), method: 'POST' })).status, 405);
  const unsigned = await request(server, { ...at('/worker-stream'), headers: { authorization: 'Basic YTpi', connection: 'upgrade', upgrade: 'baton-worker-stream/1' } });
  assert.deepEqual([unsigned.status, unsigned.json.__type], [400, 'IncompleteSignatureException']);
  const foreign = await request(server, { ...at('/worker-stream'), headers: { host: 'evil.example', connection: 'upgrade', upgrade: 'baton-worker-stream/1' } });
  assert.equal(foreign.status, 421);
});

server.test('the sample works: it does tasks, fails them, and gives what it has time to', async () => {
  const { activityArn, stateMachineArn } = await workplace();
  const worker = work(server.url, activityArn, async input => {
    if (input.bad) throw new RangeError('bad input');
    return { doubled: input.n * 2 };
  });
  const caller = await WorkerStream.open(server);
  caller.send({ starts: range(20).map(n => ({ id: n, stateMachine: stateMachineArn, input: { n, bad: n === 3 }, wait: true })) });
  for (const { id, status, output, error } of await caller.until('ended', 20)) {
    assert.deepEqual([status, output, error], id === 3 ? ['FAILED', undefined, 'RangeError'] : ['SUCCEEDED', { doubled: id * 2 }, undefined]);
  }
  worker.stop();
  caller.destroy();
});

server.test('two workers share an activity evenly', async () => {
  const { activityArn, stateMachineArn } = await workplace();
  const workers = [await WorkerStream.open(server, activityArn, { max: 1_000 }), await WorkerStream.open(server, activityArn, { max: 1_000 })];
  const caller = await WorkerStream.open(server);
  // Both serve before anything is started: a task that was done by each says so.
  for (let done = 0; workers.some(worker => worker.tasks.length === 0); done++) {
    caller.send({ starts: [{ id: done, stateMachine: stateMachineArn }] });
    await caller.until('started', done + 1);
    await until('the task', () => workers[0].tasks.length + workers[1].tasks.length === done + 1);
  }
  const before = workers.map(worker => worker.tasks.length);
  caller.send({ starts: range(400).map(n => ({ id: 1_000 + n, stateMachine: stateMachineArn })) });
  await until('all tasks', () => workers[0].tasks.length + workers[1].tasks.length === before[0] + before[1] + 400);
  assert.deepEqual(workers.map((worker, index) => worker.tasks.length - before[index]), [200, 200]);
  for (const stream of [...workers, caller]) stream.destroy();
});

server.test('a worker that is killed leaves its tasks to the others; one that comes back keeps them', async () => {
  const { activityArn, stateMachineArn } = await workplace();
  const caller = await WorkerStream.open(server);
  const first = await WorkerStream.open(server, activityArn);
  caller.send({ starts: range(10).map(n => ({ id: n, stateMachine: stateMachineArn, wait: true })) });
  await first.until('tasks', 10);
  const [answered, ...left] = first.tasks.map(task => task.token);
  first.send({ results: [{ token: answered, output: 1 }] });
  await first.until('taken');
  first.destroy();
  const second = await WorkerStream.open(server, activityArn);
  await second.until('tasks', 9);
  assert.deepEqual(new Set(second.tasks.map(task => task.token)), new Set(left));
  second.destroy();
  const third = await WorkerStream.open(server, activityArn, { holds: left });
  third.send({ results: left.map(token => ({ token, output: 2 })) });
  await caller.until('ended', 10);
  assert.deepEqual(new Set(third.taken), new Set(left));
  assert.equal((await typesOf(caller.started[0].execution)).filter(type => type === 'ActivityStarted').length, 1);
  for (const stream of [third, caller]) stream.destroy();
});

server.test('a worker that comes back with results of what it holds has as much room as before', async () => {
  const { activityArn, stateMachineArn } = await workplace();
  const caller = await WorkerStream.open(server);
  caller.send({ starts: range(6).map(n => ({ id: n, stateMachine: stateMachineArn, wait: true })) });
  await caller.until('started', 6);
  const first = await WorkerStream.open(server, activityArn, { max: 3 });
  await first.until('tasks', 3);
  const tokens = first.tasks.map(task => task.token);
  first.destroy();
  const second = await WorkerStream.open(server);
  second.send({ results: tokens.map(token => ({ token, output: 1 })), serve: [{ as: 7, activity: activityArn, max: 3, holds: tokens }] });
  await second.until('taken', 3);
  await second.until('tasks', 3);
  second.send({ results: second.tasks.map(({ token }) => ({ token, output: 1 })) });
  await caller.until('ended', 6);
  for (const stream of [second, caller]) stream.destroy();
});

server.test('a task that ends otherwise is withdrawn; the worker has room again when it answers', async () => {
  const { activityArn, stateMachineArn } = await workplace();
  const stream = await WorkerStream.open(server, activityArn, { max: 1 });
  stream.send({ starts: [{ id: 1, stateMachine: stateMachineArn, name: 'one' }, { id: 2, stateMachine: stateMachineArn, name: 'two' }] });
  const [{ token }] = await stream.until('tasks');
  await stream.until('started', 2);
  const history = await Promise.all(stream.started.map(start => historyOf(client, start.execution)));
  const executionArn = stream.started[history.findIndex(events => events.some(event => event.type === 'ActivityStarted'))].execution;
  await client.stopExecution({ executionArn });
  assert.deepEqual(await stream.until('withdrawn'), [token]);
  assert.equal(stream.tasks.length, 1);
  stream.send({ results: [{ token, error: 'I gave up' }] });
  assert.equal((await stream.until('refused'))[0].error, 'TaskTimedOut');
  assert.equal((await stream.until('tasks', 2)).length, 2);
  stream.destroy();
});

server.test('a worker that does not read is given little, and holds nobody up', async () => {
  const { activityArn, stateMachineArn } = await workplace();
  const caller = await WorkerStream.open(server);
  const deaf = await WorkerStream.open(server, activityArn, { max: 10_000 });
  deaf.socket.pause();
  const input = 'x'.repeat(200_000);
  for (let n = 0; n < 120; n++) caller.send({ starts: [{ id: n, stateMachine: stateMachineArn, input, wait: true }] });
  await caller.until('started', 120);
  const quick = await WorkerStream.open(server, activityArn, { max: 10 });
  const did = await until('the other worker to do most', async () => {
    for (const { token } of quick.tasks.splice(0)) quick.send({ results: [{ token, output: 1 }] });
    return quick.taken.length >= 60 && quick.taken.length;
  }, { within: 30_000 });
  assert.ok(did >= 60, `${did} of 120`);
  deaf.destroy(); // what it was given goes to the other one
  await until('all to end', () => {
    for (const { token } of quick.tasks.splice(0)) quick.send({ results: [{ token, output: 1 }] });
    return caller.ended.length === 120;
  }, { within: 30_000 });
  assert.ok(caller.ended.every(end => end.status === 'SUCCEEDED'));
  for (const stream of [quick, caller]) stream.destroy();
});

server.test('a server that stops answers what it was sent, and the worker keeps its tasks', async () => {
  const own = await Server.start();
  const activityArn = await activity(own.client());
  const { stateMachineArn } = await create(working(activityArn), own.client());
  const stream = await WorkerStream.open(own, activityArn);
  stream.send({ starts: range(20).map(n => ({ id: n, stateMachine: stateMachineArn })) });
  await stream.until('tasks', 20);
  const { code } = await own.stop();
  assert.equal(code, 0);
  assert.equal(stream.isStopping, true);
  await own.restart();
  const other = await WorkerStream.open(own, activityArn);
  const back = await WorkerStream.open(own, activityArn, { holds: stream.tasks.map(task => task.token) });
  back.send({ results: stream.tasks.map(({ token }) => ({ token, output: 1 })) });
  await back.until('taken', 20);
  assert.equal(other.tasks.length, 0);
});

const KILLS = Number(process.env.KILLS ?? 15);

server.test(`${KILLS} kills in the middle of batches: nothing acknowledged is lost, nothing is applied twice`, async context => {
  const random = seededRandom();
  context.diagnostic(`SEED=${random.seed}`);
  const own = await Server.start();
  const api = own.client();
  const activities = await Promise.all(range(3).map(() => activity(api)));
  const { stateMachineArn } = await create(machine(Object.fromEntries(activities.map((arn, step) =>
    [`S${step}`, { Type: 'Task', Resource: arn, TimeoutSeconds: 600, ...(step < 2 ? { Next: `S${step + 1}` } : { End: true }) }]))), api);
  const workers = activities.map(arn => work(own.url, arn, input => ({ n: input.n, steps: [...(input.steps ?? []), arn] }), { max: 50 }));

  // Starts are repeated until they are answered; so is the wait for each end.
  const COUNT = 1_000;
  const state = new Map(range(COUNT).map(n => [n, {}]));
  const calling = (async () => {
    while ([...state.values()].some(of => !of.ended)) {
      const stream = await WorkerStream.open(own).catch(() => null);
      if (!stream) continue;
      const open = [...state].filter(([, of]) => !of.ended);
      for (let from = 0; from < open.length; from += 100) {
        const part = open.slice(from, from + 100);
        stream.send({
          starts: part.filter(([, of]) => !of.started).map(([n]) => ({ id: n, stateMachine: stateMachineArn, name: `n-${n}`, input: { n }, wait: true })),
          waits: part.filter(([, of]) => of.started).map(([n, of]) => ({ id: n, execution: of.started })),
        });
      }
      await until('the stream to break, or all to be answered', () => {
        for (const { id, execution } of stream.started.splice(0)) state.get(id).started = execution;
        for (const end of stream.ended.splice(0)) state.get(end.id).ended = end;
        // Started and ended before the answer came: its name is taken.
        for (const { id, error } of stream.refused.splice(0)) {
          assert.equal(error, 'ExecutionAlreadyExists');
          stream.send({ waits: [{ id, execution: `${stateMachineArn.replace(':stateMachine:', ':execution:')}:n-${id}` }] });
        }
        return stream.isClosed || [...state.values()].every(of => of.ended);
      }, { within: 60_000 });
      stream.destroy();
    }
  })();
  for (let kill = 0; kill < KILLS; kill++) {
    await until('something to be under way', () => [...state.values()].filter(of => of.ended).length >= kill * (COUNT / KILLS) * 0.5 * random.next(), { within: 60_000 });
    await own.kill();
    await own.restart();
  }
  await atMost(120_000, 'The end of all executions', calling);
  for (const worker of workers) worker.stop();

  for (const [n, { started, ended }] of state) {
    assert.deepEqual([ended.status, ended.output], ['SUCCEEDED', { n, steps: activities }], `n-${n}`);
    const { answer: events } = await persistently(() => historyOf(api, started));
    assertWhole(events, `n-${n}`);
    for (const type of ['ActivityScheduled', 'ActivityStarted', 'ActivitySucceeded']) assert.equal(events.filter(event => event.type === type).length, 3, `n-${n}: ${type}`);
  }
});
