import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { test } from 'node:test';
import { machine, pass, role, waiting, working } from './support/machines.mjs';
import { executable } from './support/places.mjs';
import { store } from './support/postgres.mjs';
import { freePort } from './support/programs.mjs';
import { Server, temporaryFolder } from './support/server.mjs';
import { atMost, until } from './support/wait.mjs';

// Start and stop: in order, at once, a second time, and on a folder that is not what it should be.
const STOP_MS_MAX = 2_000;

const serve = (folder, port = 0, environment = {}) =>
  spawnSync(executable, ['serve', '--data', folder, '--port', String(port)], { encoding: 'utf8', timeout: 30_000, env: { ...process.env, ...environment } });

/** The server refuses to start, in one sentence that a person understands. */
function assertRefused(result, message) {
  assert.equal(result.signal, null, 'it ends by itself');
  assert.notEqual(result.status, 0);
  assert.match(result.stderr, message);
  assert.doesNotMatch(result.stderr, /\n\s+at |Exception/, 'no stack trace');
  assert.doesNotMatch(result.stdout, /listens/);
}

async function machineWithTask(client) {
  const { activityArn } = await client.createActivity({ name: `a-${randomUUID()}` });
  const { stateMachineArn } = await client.createStateMachine({ name: `m-${randomUUID()}`, definition: working(activityArn), roleArn: role });
  return { activityArn, stateMachineArn };
}

for (const signal of ['SIGTERM', 'SIGINT']) {
  test(`${signal}: long polls end, the process ends with 0 in time, and what was acknowledged is there`, async () => {
    const server = await Server.start();
    const client = server.client();
    const { activityArn } = await client.createActivity({ name: 'idle' });
    const { stateMachineArn } = await client.createStateMachine({ name: 'waits', definition: waiting, roleArn: role });
    const polls = Promise.all(Array.from({ length: 20 }, () => client.getActivityTask({ activityArn })));
    const started = await Promise.all(Array.from({ length: 50 }, () => client.startExecution({ stateMachineArn })));
    const stopped = await server.stop(signal);
    assert.deepEqual([stopped.code, stopped.signal], [0, null], server.log);
    assert.ok(stopped.milliseconds < STOP_MS_MAX, `in ${stopped.milliseconds} ms`);
    for (const answer of await atMost(1_000, 'The end of the polls', polls)) assert.equal(answer.taskToken, undefined);

    await server.restart();
    const { executions } = await client.listExecutions({ stateMachineArn, statusFilter: 'RUNNING' });
    assert.deepEqual(new Set(executions.map(item => item.executionArn)), new Set(started.map(answer => answer.executionArn)));
  });
}

test('SIGTERM under load: every start that was acknowledged is there, every other one is an error', async () => {
  const server = await Server.start();
  const client = server.client();
  const { stateMachineArn } = await client.createStateMachine({ name: 'passes', definition: pass, roleArn: role });
  const acknowledged = [];
  let goesOn = true;
  const starters = Array.from({ length: 16 }, async () => {
    while (goesOn) await client.startExecution({ stateMachineArn }).then(answer => acknowledged.push(answer.executionArn), () => { goesOn = false; });
  });
  await until('some starts', () => acknowledged.length > 200);
  const stopped = await server.stop();
  await Promise.all(starters);
  assert.deepEqual([stopped.code, stopped.signal], [0, null], server.log);
  assert.ok(stopped.milliseconds < STOP_MS_MAX, `in ${stopped.milliseconds} ms`);
  await server.restart();
  for (const executionArn of acknowledged) {
    await until('the execution to succeed', async () => (await client.describeExecution({ executionArn })).status === 'SUCCEEDED');
  }
});

for (const how of ['stop', 'kill']) {
  test(`after a ${how} what was owed is done: a task that no worker had, a function that did not answer, a timer`, async () => {
    const functions = http.createServer((request, response) => {
      calls++;
      if (calls > 1) response.setHeader('Content-Type', 'application/json').end('"called again"'); // the first call hangs
    });
    let calls = 0;
    const port = await new Promise(resolve => { functions.listen(0, '127.0.0.1', () => resolve(functions.address().port)); });
    try {
      const server = await Server.start({ environment: { Baton__Endpoints__lambda: `http://127.0.0.1:${port}` } });
      const client = server.client();
      const { activityArn, stateMachineArn } = await machineWithTask(client);
      const create = async state => (await client.createStateMachine({ name: `m-${randomUUID()}`, definition: machine({ Only: state }), roleArn: role })).stateMachineArn;
      const start = async arn => (await client.startExecution({ stateMachineArn: arn })).executionArn;
      const tasked = await start(stateMachineArn);
      const calling = await start(await create({ Type: 'Task', Resource: 'arn:aws:lambda:us-east-1:000000000000:function:slow', End: true }));
      const timing = await start(await create({ Type: 'Wait', Seconds: 2, End: true }));
      await until('the call of the function', () => calls === 1);
      await server[how]();
      await server.restart();
      const { taskToken } = await atMost(10_000, 'The poll', client.getActivityTask({ activityArn }));
      await client.sendTaskSuccess({ taskToken, output: '"worked"' });
      for (const [executionArn, output] of [[tasked, '"worked"'], [calling, '"called again"'], [timing, '{}']]) {
        const execution = await until('the execution to end', async () => {
          const described = await client.describeExecution({ executionArn });
          return described.status !== 'RUNNING' && described;
        });
        assert.deepEqual([execution.status, execution.output], ['SUCCEEDED', output]);
      }
    } finally {
      functions.closeAllConnections();
      functions.close();
    }
  });
}

test('a stop loses no task between the server and its workers', async () => {
  const server = await Server.start();
  const client = server.client();
  const { activityArn, stateMachineArn } = await machineWithTask(client);
  const inputs = new Set();
  const TASKS = 60;
  for (let round = 0; round < 6; round++) {
    let goesOn = true;
    const workers = Array.from({ length: 8 }, async () => {
      while (goesOn) {
        const task = await client.getActivityTask({ activityArn }).catch(() => { goesOn = false; });
        if (task?.taskToken) inputs.add(task.input);
        else goesOn = false;
      }
    });
    const starts = Array.from({ length: TASKS / 6 }, (_, i) => client.startExecution({ stateMachineArn, name: `e${round}-${i}`, input: `"${round}-${i}"` }));
    await Promise.any(starts);
    const stopping = server.stop();
    await Promise.allSettled(starts);
    assert.equal((await stopping).code, 0);
    await Promise.all(workers);
    await server.restart();
    for (let i = 0; i < TASKS / 6; i++) {
      await client.startExecution({ stateMachineArn, name: `e${round}-${i}`, input: `"${round}-${i}"` });
    }
  }
  const left = new AbortController();
  const drain = (async () => {
    for (;;) inputs.add((await client.getActivityTask({ activityArn }, { abortSignal: left.signal })).input);
  })().catch(() => undefined); // aborted when all is there
  try {
    await until('every task to reach a worker', () => inputs.size === TASKS);
  } finally {
    left.abort();
    await drain;
  }
});

test('a second server on the same store is refused, and the first goes on', async () => {
  const server = await Server.start();
  assertRefused(serve(server.folder, 0, server.environment), new RegExp(`in use by ('baton, )?process ${server.pid} on `));
  await server.client().listActivities();
});

test('no setting of the web host opens another port', async () => {
  const folder = temporaryFolder();
  const [ofFile, ofEnvironment] = [await freePort(), await freePort()];
  writeFileSync(path.join(folder, 'appsettings.json'), JSON.stringify({ Kestrel: { Endpoints: { open: { Url: `http://0.0.0.0:${ofFile}` } } } }));
  const server = await Server.start({
    directory: folder, environment: { Kestrel__Endpoints__open__Url: `http://0.0.0.0:${ofEnvironment}`, ASPNETCORE_URLS: `http://0.0.0.0:${ofEnvironment}`, URLS: `http://0.0.0.0:${ofEnvironment}` },
  });
  for (const port of [ofFile, ofEnvironment]) await assert.rejects(fetch(`http://127.0.0.1:${port}/health`), { message: 'fetch failed' });
  await server.client().listActivities();
});

test('a port that is taken is refused by its number', async () => {
  const server = await Server.start();
  assertRefused(serve(temporaryFolder(), server.port), new RegExp(`^Port ${server.port} of 127\\.0\\.0\\.1 is in use`));
});

test('a data folder that is a file is refused', () => {
  const file = path.join(temporaryFolder(), 'file');
  writeFileSync(file, 'x');
  assertRefused(serve(file), /file/);
});

const databases = {
  'text': () => Buffer.from('This is my shopping list. '.repeat(1_000)),
  'noise': () => Buffer.from(Array.from({ length: 20_000 }, (_, i) => (i * 31) % 256)),
  'another program\'s database': folder => {
    const made = spawnSync('python3', ['-c', 'import sqlite3,sys; c = sqlite3.connect(sys.argv[1]); c.execute("create table t (x)"); c.commit()', path.join(folder, 'baton.db')]);
    return made.status === 0 ? null : undefined;
  },
};

for (const [what, make] of Object.entries(databases)) {
  test(`a database file with ${what} in it is refused and left as it is`, context => {
    const folder = temporaryFolder();
    const file = path.join(folder, 'baton.db');
    const content = make(folder);
    if (content === undefined) return context.skip('python3 is absent');
    if (content) writeFileSync(file, content);
    const before = readFileSync(file);
    assertRefused(serve(folder), /baton-e2e-.*(not a database|another program)/);
    assert.deepEqual(readFileSync(file), before);
  });
}

test('a damaged database is refused', { skip: store !== 'sqlite' && 'of a store in a file' }, async () => {
  const server = await Server.start();
  const client = server.client();
  const { stateMachineArn } = await client.createStateMachine({ name: 'waits', definition: waiting, roleArn: role });
  for (let i = 0; i < 200; i++) await client.startExecution({ stateMachineArn, input: `"${'x'.repeat(500)}"` });
  await server.stop();
  const file = path.join(server.folder, 'baton.db');
  const content = readFileSync(file);
  content.fill(0xa5, 4_096, 4_096 + 2 * 4_096); // pages 2 and 3: of the schema and its tables
  writeFileSync(file, content);
  assertRefused(serve(server.folder), /baton-e2e-.*damaged/);
});

test('/health says that the server is well', async () => {
  const server = await Server.start();
  const answer = await fetch(`${server.url}/health`);
  assert.deepEqual([answer.status, await answer.text()], [200, 'ok\n']);
});

test('the port is the same after a restart when it is asked for, and the data folder is made', async () => {
  const server = await Server.start({ folder: path.join(temporaryFolder(), 'not/there/yet') });
  const { port } = server;
  await server.stop();
  await server.restart();
  assert.equal(server.port, port);
});
