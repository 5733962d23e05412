import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { persistently } from './support/calls.mjs';
import { historyOf } from './support/history.mjs';
import { machine, pass, role, waiting } from './support/machines.mjs';
import { executable } from './support/places.mjs';
import { Program, runToEnd } from './support/programs.mjs';
import { seededRandom } from './support/random.mjs';
import { Server, temporaryFolder } from './support/server.mjs';
import { until } from './support/wait.mjs';

const KILLS = Number(process.env.KILLS ?? 8);
const OPEN = 20;

const baton = (server, ...args) => runToEnd(executable, args, { environment: server ? { BATON_ENDPOINT: server.url } : {} });
const worked = async (server, ...args) => {
  const { code, log } = await baton(server, ...args);
  assert.equal(code, 0, `baton ${args.join(' ')}:\n${log}`);
  return log;
};
const json = async (server, ...args) => JSON.parse(await worked(server, ...args, '--json'));
const create = async (client, name, definition) => (await client.createStateMachine({ name, definition, roleArn: role })).stateMachineArn;
const isGone = async (client, executionArn) => client.describeExecution({ executionArn }).then(() => false, error => {
  assert.equal(error.name, 'ExecutionDoesNotExist');
  return true;
});
const close = (client, executionArn) => until(`${executionArn} to close`, async () => (await client.describeExecution({ executionArn })).status !== 'RUNNING');

/** Starts executions all the time until told to stop, through kills too. */
class Load {
  acknowledged = [];
  milliseconds = [];
  #isOver = false;
  #running;

  constructor(client, stateMachineArn, prefix = 'load', starters = 4) {
    let n = 0;
    this.#running = Promise.all(Array.from({ length: starters }, async () => {
      while (!this.#isOver) {
        const name = `${prefix}-${n++}`;
        const begun = performance.now();
        try {
          const { answer } = await persistently(() => client.startExecution({ stateMachineArn, name, input: JSON.stringify({ name, filler: 'x'.repeat(2_000) }) }));
          this.acknowledged.push(answer.executionArn);
        } catch (error) {
          if (error.name !== 'ExecutionAlreadyExists' || !error.mayHaveArrived) throw error;
        }
        this.milliseconds.push(performance.now() - begun);
      }
    }));
  }

  async stop() {
    this.#isOver = true;
    await this.#running;
  }
}

/** Executions that wait for an hour: whatever is purged, they stay. */
async function openExecutions(client) {
  const stateMachineArn = await create(client, 'open', waiting);
  return Promise.all(Array.from({ length: OPEN }, async (_, i) => (await client.startExecution({ stateMachineArn, name: `open-${i}` })).executionArn));
}

async function assertOpen(client, executions) {
  for (const executionArn of executions) {
    assert.equal((await client.describeExecution({ executionArn })).status, 'RUNNING');
    assert.equal((await historyOf(client, executionArn)).length, 2);
  }
}

test('purges, backups and verifications beside a busy server: nothing but what is old is gone, and the backup is whole', async context => {
  const server = await Server.start();
  const client = server.client();
  const open = await openExecutions(client);
  const load = new Load(client, await create(client, 'load', pass));
  const file = path.join(temporaryFolder(), 'backup.db');
  let purged = 0;
  for (let round = 0; round < 3; round++) {
    const [purge, , verification] = await Promise.all([
      json(server, 'purge', '--older-than', '1s', '--machine', 'load'),
      worked(server, 'backup', '--to', file, '--force'),
      json(server, 'verify'),
    ]);
    purged += purge.executions;
    assert.deepEqual(verification.findings, []);
  }
  await load.stop();
  assert.ok(purged > 0 && purged < load.acknowledged.length, `${purged} of ${load.acknowledged.length}`);
  const sorted = load.milliseconds.sort((a, b) => a - b);
  context.diagnostic(`${load.acknowledged.length} started, ${purged} purged; a start took ${sorted[sorted.length >> 1].toFixed(1)} ms, 99 of 100 at most ${sorted[Math.floor(sorted.length * 0.99)].toFixed(1)} ms`);

  let gone = 0;
  for (const executionArn of load.acknowledged) gone += Number(await isGone(client, executionArn));
  assert.ok(gone <= purged && purged - gone <= 4, `${gone} are gone of ${purged} purged`); // four starts at most were not acknowledged
  await assertOpen(client, open);
  assert.deepEqual(await json(null, 'verify', '--data', file).then(found => found.findings), []);
  const { logBytes } = await json(server, 'status');
  assert.ok(logBytes < 80 * 1024 * 1024, `the log has ${logBytes} bytes`);
});

test(`${KILLS} kills of the server in the middle of purges and backups: what is open stays, what is stored is whole`, async context => {
  const random = seededRandom();
  context.diagnostic(`SEED=${random.seed}`);
  const server = await Server.start();
  const client = server.client();
  const open = await openExecutions(client);
  const items = { Type: 'Map', End: true, ItemProcessor: { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' }, StartAt: 'P', States: { P: { Type: 'Pass', End: true } } } };
  const [load, map] = [await create(client, 'load', pass), await create(client, 'map', machine({ Items: items }))];
  const file = path.join(temporaryFolder(), 'backup.db');
  for (let kill = 0; kill < KILLS; kill++) {
    const starting = new Load(client, load, `load${kill}`);
    await persistently(() => client.startExecution({ stateMachineArn: map, name: `map-${kill}`, input: JSON.stringify(Array.from({ length: 200 }, (_, i) => i)) }));
    await pause(random.between(100, 600));
    const working = await Promise.all([
      Program.start(executable, ['purge', '--older-than', '0s'], { environment: { BATON_ENDPOINT: server.url } }),
      Program.start(executable, ['backup', '--to', file, '--force'], { environment: { BATON_ENDPOINT: server.url } }),
    ]);
    await pause(random.between(200, 1_200)); // a command takes a while to begin
    await server.kill();
    const codes = await Promise.all(working.map(program => program.exited));
    assert.ok(codes.every(code => [0, 3, 4].includes(code)), `exit codes ${codes}: ${working.map(program => program.log)}`);
    if (kill % 3 === 0) assert.deepEqual((await json(null, 'verify', '--data', server.folder)).findings, []);
    await server.restart();
    await starting.stop();
    await assertOpen(client, open);
    assert.deepEqual(readdirSync(server.folder).filter(name => name.startsWith('baton.backup')), [], 'no half of a backup is left');
    assert.ok(!existsSync(`${file}.partial`), 'no half of a copy is left');
    if (existsSync(file)) assert.deepEqual((await json(null, 'verify', '--data', file)).findings, []);
  }
  for (let i = 0; i < KILLS; i++) await until(`map-${i}`, () => client.describeExecution({ executionArn: `${map.replace(':stateMachine:', ':execution:')}:map-${i}` }).then(found => found.status === 'SUCCEEDED', () => true));
  await worked(server, 'purge', '--older-than', '0s');
  const verification = await json(server, 'verify');
  assert.deepEqual([verification.executions, verification.findings], [OPEN, []], 'the children of Map Runs went too');
});

test('the database file becomes shorter, the names are free, and pages of a list go on', async () => {
  const server = await Server.start();
  const client = server.client();
  const stateMachineArn = await create(client, 'big', pass);
  const input = JSON.stringify('x'.repeat(100_000));
  const started = await Promise.all(Array.from({ length: 100 }, (_, i) => client.startExecution({ stateMachineArn, name: `big-${i}`, input })));
  for (const { executionArn } of started) await close(client, executionArn);
  const full = await json(server, 'status');
  const { nextToken } = await client.listExecutions({ stateMachineArn, maxResults: 10 });

  assert.equal((await json(server, 'purge', '--older-than', '0s', '--dry-run')).executions, 100);
  assert.equal((await client.listExecutions({ stateMachineArn, maxResults: 1000 })).executions.length, 100);
  assert.equal((await json(server, 'purge', '--older-than', '0s')).executions, 100);

  const after = await json(server, 'status');
  const kept = 4 * 1024 * 1024; // stays free for new data
  // Before, a part may stand in the log alone; what it says is in the file by now.
  assert.ok(full.databaseBytes + full.logBytes > 8_000_000 && after.databaseBytes < kept + 500_000, `${full.databaseBytes} bytes and a log of ${full.logBytes} before, ${after.databaseBytes} after`);
  assert.deepEqual((await client.listExecutions({ stateMachineArn, maxResults: 10, nextToken })).executions, []);
  const again = await client.startExecution({ stateMachineArn, name: 'big-0', input: '{}' });
  await close(client, again.executionArn);
  assert.equal((await client.describeExecution({ executionArn: again.executionArn })).output, '{}');
});

test('what is older than the retention goes by itself', async () => {
  const server = await Server.start({ environment: { Baton__Retention__Age: '1m', Baton__Retention__Interval: '1s' } });
  assert.equal((await json(server, 'status')).retentionSeconds, 60);
  for (const [name, value, reason] of [['Age', 'a year', /Baton:Retention:Age is 'a year'; expected a whole number with s, m, h or d/], ['Age', '5s', /at least 00:01:00/], ['Interval', '2d', /at most 1.00:00:00/]]) {
    const { code, log } = await runToEnd(executable, ['serve', '--data', temporaryFolder(), '--port', '0'], { environment: { [`Baton__Retention__${name}`]: value } });
    assert.equal(code, 2);
    assert.match(log, reason);
  }
});

test('a restored server is paused: it shows everything, starts and fires nothing, and goes on when it is told to', async () => {
  const server = await Server.start();
  const client = server.client();
  const { activityArn } = await client.createActivity({ name: 'work' });
  const timer = await create(client, 'timer', machine({ Wait: { Type: 'Wait', Seconds: 2, End: true } }));
  const work = await create(client, 'work', machine({ Work: { Type: 'Task', Resource: activityArn, End: true } }));
  const [waits, works] = [await client.startExecution({ stateMachineArn: timer, name: 'waits' }), await client.startExecution({ stateMachineArn: work, name: 'works' })];
  const folder = temporaryFolder();
  const [file, data] = [path.join(folder, 'backup.db'), path.join(folder, 'data')];
  await worked(server, 'backup', '--to', file);
  const twice = await baton(server, 'backup', '--to', file);
  assert.equal(twice.code, 4);
  assert.match(twice.log, /is there already/);
  assert.match((await baton(null, 'restore', '--from', file, '--data', server.folder)).log, /is in use by process/);
  await worked(null, 'restore', '--from', file, '--data', data);
  assert.match((await baton(null, 'restore', '--from', file, '--data', data)).log, /has a store already/);
  await close(client, waits.executionArn); // its time has come, for the restored one too

  const restored = await Server.start({ folder: data });
  const paused = restored.client();
  assert.match(restored.log, /The server is paused: nothing is started or dispatched/);
  assert.match(await (await fetch(`${restored.url}/health`)).text(), /paused.*'baton resume' goes on/);
  assert.equal((await json(restored, 'status')).status, 'PAUSED');
  assert.deepEqual((await json(restored, 'verify')).findings, []);
  for (const executionArn of [waits, works].map(started => started.executionArn)) {
    assert.equal((await paused.describeExecution({ executionArn })).status, 'RUNNING');
    assert.ok((await historyOf(paused, executionArn)).length >= 2);
  }
  for (const [operation, input] of Object.entries({ startExecution: { stateMachineArn: timer }, getActivityTask: { activityArn }, stopExecution: { executionArn: works.executionArn }, deleteActivity: { activityArn } })) {
    await assert.rejects(paused[operation](input), error => error.$metadata.httpStatusCode === 503 && /is paused/.test(error.message));
  }

  await restored.kill();
  await restored.restart(); // paused it stays
  assert.equal((await restored.client().describeExecution({ executionArn: waits.executionArn })).status, 'RUNNING');
  await worked(restored, 'resume');
  await close(paused, waits.executionArn);
  const { taskToken } = await paused.getActivityTask({ activityArn });
  await paused.sendTaskSuccess({ taskToken, output: '"done"' });
  await close(paused, works.executionArn);
  await restored.kill();
  await restored.restart();
  assert.equal((await json(restored, 'status')).status, 'RUNNING');
});

test('a setting has the last word on whether a server is paused', async () => {
  const server = await Server.start({ environment: { Baton__Paused: 'true' } });
  assert.equal((await json(server, 'status')).status, 'PAUSED');
  await server.stop();
  server.environment = { Baton__Paused: 'false' };
  await server.restart();
  assert.equal((await json(server, 'status')).status, 'RUNNING');
  const { code, log } = await runToEnd(executable, ['serve', '--data', temporaryFolder(), '--port', '0'], { environment: { Baton__Paused: 'perhaps' } });
  assert.equal(code, 2);
  assert.match(log, /Baton:Paused is 'perhaps'; expected true or false/);
});

test(`${KILLS} kills of restores and of backups of a stopped folder: there is a whole copy, or none`, async context => {
  const random = seededRandom();
  context.diagnostic(`SEED=${random.seed}`);
  const server = await Server.start();
  const client = server.client();
  const stateMachineArn = await create(client, 'big', pass);
  const input = JSON.stringify('x'.repeat(200_000));
  await Promise.all(Array.from({ length: 200 }, () => client.startExecution({ stateMachineArn, input })));
  await server.stop();
  const folder = temporaryFolder();
  const whole = path.join(folder, 'whole.db');
  await worked(null, 'backup', '--data', server.folder, '--to', whole);
  const [took, ended] = [performance.now(), await baton(null, 'restore', '--from', whole, '--data', path.join(folder, 'first'))];
  assert.equal(ended.code, 0);
  const milliseconds = performance.now() - took;
  let cut = 0;
  for (let kill = 0; kill < KILLS; kill++) {
    const [file, data] = [path.join(folder, `copy-${kill}.db`), path.join(folder, `data-${kill}`)];
    const working = await Promise.all([
      Program.start(executable, ['backup', '--data', server.folder, '--to', file], {}),
      Program.start(executable, ['restore', '--from', whole, '--data', data], {}),
    ]);
    await pause(random.between(milliseconds / 4, milliseconds * 1.5));
    await Promise.all(working.map(program => program.stop('SIGKILL')));
    if (existsSync(file)) assert.equal((await json(null, 'verify', '--data', file)).executions, 200);
    else await worked(null, 'backup', '--data', server.folder, '--to', file);
    if (existsSync(path.join(data, 'baton.db'))) assert.equal((await json(null, 'verify', '--data', data)).executions, 200);
    else {
      cut++;
      await worked(null, 'restore', '--from', whole, '--data', data);
    }
  }
  context.diagnostic(`${cut} restores were cut off`);
  assert.deepEqual((await json(null, 'verify', '--data', server.folder)).findings, []);
});

test('requests that are not what is expected are told why', async () => {
  const server = await Server.start();
  const post = (name, body, type = 'application/json') => fetch(`${server.url}/maintenance/${name}`, { method: 'POST', headers: { 'content-type': type }, body });
  for (const [body, reason] of [
    ['{"olderThan":"30"}', /olderThan is '30'; expected a whole number with s, m, h or d behind it, like 30d/],
    ['{}', /olderThan is ''/],
    ['{"olderThan":"1d","status":"RUNNING"}', /status is 'RUNNING'; expected SUCCEEDED, FAILED, TIMED_OUT or ABORTED/],
    ['{"olderThan":"1d","stateMachineArn":"orders"}', /stateMachineArn is 'orders'; expected the ARN of a state machine/],
    ['{"olderThan":"1d","dryrun":true}', /The request cannot be read/],
    ['{', /The request cannot be read/],
  ]) {
    const answer = await post('purge', body);
    assert.equal(answer.status, 400);
    assert.match(JSON.parse(await answer.text()).error, reason);
  }
  assert.equal((await post('purge', '{"olderThan":"1d"}', 'text/plain')).status, 415); // what a form of a foreign page can send
  assert.equal((await post('nothing', '{}')).status, 404);
  assert.equal((await fetch(`${server.url}/maintenance/purge`)).status, 405);
  assert.equal((await baton(server, 'purge', '--older-than', '30')).code, 2);
  assert.equal((await baton(null, 'purge', '--older-than', '30d', '--data', temporaryFolder())).code, 4);
});
