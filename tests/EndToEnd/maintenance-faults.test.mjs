import assert from 'node:assert/strict';
import { cpSync, existsSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { before, describe, test } from 'node:test';
import { assertWhole, historyOf } from './support/history.mjs';
import { machine, pass, role, waiting } from './support/machines.mjs';
import { Person } from './support/people.mjs';
import { faultyServer } from './support/places.mjs';
import { runToEnd } from './support/programs.mjs';
import { Server, temporaryFolder } from './support/server.mjs';
import { atMost, until } from './support/wait.mjs';

// Purges, backups and restores cut off at each of their calls to the disk, or on one that is full (docs/recipes/find-faults.md).
const LOG = 'baton.db-wal';
const DATABASE = 'baton.db';
const BACKUP = 'baton.backup-*';
const RESTORING = 'baton.db.restoring';
const OPEN = 2;
const BIG = 24; // closed executions of 250 KB: what they leave is more than a file keeps free
const KEPT_FREE = 4 * 1024 * 1024;

/** Any command of `baton` on the disk with faults. */
const baton = (args, { fault, server } = {}) => runToEnd(faultyServer, args, { environment: { ...(fault && { BATON_FAULT: JSON.stringify(fault) }), ...(server && { BATON_ENDPOINT: server.url }) } });
async function worked(args, options) {
  const { code, log } = await baton(args, options);
  assert.equal(code, 0, `baton ${args.join(' ')}:\n${log}`);
  return log;
}

/** `baton` on a disk that takes no file of more than so many KiB; it is killed there, or told so. */
const limited = (kibibytes, isKilled, args, server) => runToEnd(
  'bash', ['-c', `ulimit -f ${kibibytes}; ${isKilled ? '' : "trap '' XFSZ;"} exec "$@"`, 'limited', faultyServer, ...args],
  { environment: { DOTNET_EnableWriteXorExecute: '0', ...(server && { BATON_ENDPOINT: server.url }) } }); // .NET makes a large file in memory otherwise

/** Asks a server for maintenance, and gives all lines of its answer; fails where the answer is cut off or says that it failed. */
async function maintain(server, name, order = {}) {
  const answer = await fetch(`${server.url}/maintenance/${name}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(order) });
  const lines = (await answer.text()).trimEnd().split('\n').map(line => JSON.parse(line));
  if (lines.at(-1).error) throw new Error(lines.at(-1).error);
  assert.ok(lines.at(-1).isDone, JSON.stringify(lines.at(-1)));
  return lines;
}

const purge = server => maintain(server, 'purge', { olderThan: '0s' });
const findings = async server => (await maintain(server, 'verify')).findLast(line => line.verification).verification.findings;
const create = async (client, name, definition) => (await client.createStateMachine({ name, definition, roleArn: role })).stateMachineArn;
const distributed = (items, name, state) => ({ Type: 'Map', End: true, Items: items, ItemProcessor: { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' }, StartAt: name, States: { [name]: state } } });
const map = JSON.stringify({ QueryLanguage: 'JSONata', StartAt: 'Outer', States: { Outer: distributed([1, 2], 'Inner', distributed([1, 2, 3], 'Item', { Type: 'Pass', End: true })) } });
const asking = machine({ Ask: { Type: 'Task', Resource: 'arn:aws:states:::human:createTask.waitForTaskToken', TimeoutSeconds: 600, Parameters: { Title: 'Look', Group: 'crew' }, End: true } });

const fixture = { folder: undefined, open: [], closed: [], names: [], machines: {} };

/** A stopped data folder with everything a purge touches: payloads, Map Runs in Map Runs, tasks for people, a machine that is gone; and what stays. */
before(async () => {
  const server = await Server.start({ program: faultyServer });
  const client = server.client();
  for (const [name, definition] of Object.entries({ waiting, pass, map, asking, leaving: pass })) fixture.machines[name] = await create(client, name, definition);
  const start = async (of, name, input = '{}') => (await client.startExecution({ stateMachineArn: fixture.machines[of], name, input })).executionArn;
  for (let i = 0; i < OPEN; i++) fixture.open.push(await start('waiting', `open-${i}`));
  const closing = [await start('leaving', 'leaves'), await start('map', 'maps'), await start('asking', 'asks')];
  for (let i = 0; i < BIG; i++) closing.push(await start('pass', `big-${i}`, JSON.stringify(`${i}`.padEnd(250_000, 'x'))));
  const crew = new Person(server, 'ann', ['crew']);
  await until('the task', async () => (await crew.all('/tasks?group=crew', 'tasks')).length === 1);
  await client.stopExecution({ executionArn: closing[2] });
  for (const executionArn of closing) await until(executionArn, async () => (await client.describeExecution({ executionArn })).status !== 'RUNNING');
  await client.deleteStateMachine({ stateMachineArn: fixture.machines.leaving });

  const runsOf = async executionArn => (await client.listMapRuns({ executionArn })).mapRuns.map(run => run.mapRunArn);
  const childrenOf = async mapRunArn => (await client.listExecutions({ mapRunArn })).executions.map(child => child.executionArn);
  const [outer] = await runsOf(closing[1]);
  const children = await childrenOf(outer);
  for (const child of [...children]) for (const inner of await runsOf(child)) children.push(...await childrenOf(inner));
  assert.equal(children.length, 8);
  for (const executionArn of [...closing, ...children]) {
    const events = await historyOf(client, executionArn);
    assertWhole(events, executionArn);
    fixture.closed.push({ executionArn, events: events.length, ...await payloads(client, executionArn) });
  }
  fixture.names = Array.from({ length: BIG }, (_, i) => `big-${i}`);
  await server.stop();
  fixture.folder = server.folder;
});

const payloads = async (client, executionArn) => {
  const { status, input, output } = await client.describeExecution({ executionArn });
  return { status, input, output };
};

/** A server on a copy of the fixture. */
async function begin(environment) {
  const folder = temporaryFolder();
  cpSync(fixture.folder, folder, { recursive: true });
  const server = await Server.start({ program: faultyServer, folder, environment });
  return { server, client: server.client() };
}

/** What is open is as it was; each other execution is there as it was, or nowhere. */
async function assertWholeOrGone(client) {
  for (const executionArn of fixture.open) {
    assert.equal((await client.describeExecution({ executionArn })).status, 'RUNNING');
    assert.equal((await historyOf(client, executionArn)).length, 2);
  }
  const listed = new Set((await client.listExecutions({ stateMachineArn: fixture.machines.pass, maxResults: 1000 })).executions.map(item => item.executionArn));
  let gone = 0;
  for (const { executionArn, events, ...expected } of fixture.closed) {
    const found = await payloads(client, executionArn).catch(error => error);
    if (found.name === 'ExecutionDoesNotExist') {
      gone++;
      await assert.rejects(historyOf(client, executionArn), { name: 'ExecutionDoesNotExist' });
    } else {
      assert.deepEqual(found, expected);
      assert.equal((await historyOf(client, executionArn)).length, events);
    }
    if (executionArn.includes(':pass:')) assert.equal(listed.has(executionArn), found.name !== 'ExecutionDoesNotExist');
  }
  return gone;
}

/** Purges to the end, takes the names again, and gives what is in the tables then. */
async function finish({ server, client }) {
  await purge(server);
  assert.equal(await assertWholeOrGone(client), fixture.closed.length);
  const { databaseBytes } = await (await fetch(`${server.url}/maintenance`)).json();
  assert.ok(databaseBytes < KEPT_FREE + 500_000, `${databaseBytes} bytes`);
  for (const name of fixture.names) await client.startExecution({ stateMachineArn: fixture.machines.pass, name, input: '"again"' });
  assert.deepEqual(await findings(server), []);
  await server.stop();
  return JSON.parse(await worked(['count', '--data', server.folder]));
}

describe('a purge', () => {
  let undisturbed;
  before(async () => {
    undisturbed = await finish(await begin());
    assert.deepEqual([undisturbed.executions, undisturbed.map_runs, undisturbed.map_run_children, undisturbed.records, undisturbed.state_machines], [OPEN + BIG, 0, 0, 0, 4]);
  });

  const points = [
    ['a sync of the log, which is a commit', { does: 'KillAfter', operation: 'Sync', file: LOG }, 1],
    ['half of a write of the log', { does: 'KillHalfWay', operation: 'Write', file: LOG }, 97],
    ['a write of the copy of the log', { does: 'KillBefore', operation: 'Write', file: DATABASE }, 199],
    ['the file becomes shorter', { does: 'KillAfter', operation: 'Truncate', file: DATABASE }, 1],
  ];
  for (const [what, fault, stride] of points) {
    test(`killed after ${what}, each time: every execution is whole or gone, and the next purge leaves nothing behind`, async context => {
      const counts = [];
      for (let skip = 0; ; skip += stride) {
        const begun = await begin();
        const { server } = begun;
        await server.tell({ disk: { ...fault, skip } });
        const isKilled = await purge(server).then(() => false, () => true);
        if (!isKilled) break; // it ends before so many
        assert.equal((await atMost(10_000, 'The kill', server.exited)).signal, 'SIGKILL');
        server.environment = { Baton__Paused: 'true' }; // nothing goes on while we look
        await server.restart();
        counts.push(await assertWholeOrGone(begun.client));
        assert.deepEqual(await findings(server), []);
        await maintain(server, 'resume');
        assert.deepEqual(await finish(begun), undisturbed);
      }
      assert.ok(counts.length > 0, 'it was killed at least once');
      context.diagnostic(`${counts.length} kills; executions gone at each: ${counts}`);
    });
  }

  for (const skip of [0, 30, 150]) {
    test(`that finds the disk full after ${skip} writes says so, the server goes on, and with room the next one ends it`, async () => {
      const begun = await begin();
      const { server, client } = begun;
      await server.tell({ disk: { does: 'FullHalfWay', operation: 'Write', file: LOG, skip } });
      await assert.rejects(purge(server), /disk is full: free space/);
      await assertWholeOrGone(client);
      await server.tell({ disk: null });
      await until('the server to be well again', async () => (await server.health()).status === 200, { within: 30_000, every: 100 });
      assert.deepEqual(await finish(begun), undisturbed);
    });
  }
});

describe('a backup', () => {
  const halves = folder => readdirSync(folder).filter(name => name.startsWith('baton.backup-'));
  const restores = async (file, folder = path.join(temporaryFolder(), 'data')) => {
    await worked(['restore', '--from', file, '--data', folder]);
    assert.deepEqual(JSON.parse(await worked(['verify', '--data', folder, '--json'])).findings, []);
  };
  const newFile = () => path.join(temporaryFolder(), 'backup.db');

  for (const skip of [0, 40, 400, 1_200]) {
    test(`whose server is killed half way through write ${skip + 1} of it is not there, and the next one is whole`, async () => {
      const { server } = await begin();
      const file = newFile();
      await server.tell({ disk: { does: 'KillHalfWay', operation: 'Write', file: BACKUP, skip } });
      const { code, log } = await baton(['backup', '--to', file], { server });
      assert.equal((await atMost(10_000, 'The kill', server.exited)).signal, 'SIGKILL');
      assert.equal(code, 4, log);
      assert.match(log, /answer was cut off/);
      assert.deepEqual(readdirSync(path.dirname(file)), []);
      const [left] = halves(server.folder);
      const taken = await baton(['restore', '--from', path.join(server.folder, left), '--data', path.join(temporaryFolder(), 'data')]);
      assert.equal(taken.code, 4, `half of a backup was restored: ${taken.log}`);
      await server.restart();
      assert.deepEqual(halves(server.folder), []);
      await worked(['backup', '--to', file], { server });
      await restores(file);
    });
  }

  for (const skip of [0, 400]) {
    test(`for which the server's disk is full after ${skip} writes says so, leaves nothing, and the next one is whole`, async () => {
      const { server, client } = await begin();
      const file = newFile();
      await server.tell({ disk: { does: 'FullHalfWay', operation: 'Write', file: BACKUP, skip } });
      const { code, log } = await baton(['backup', '--to', file], { server });
      assert.equal(code, 4, log);
      assert.match(log, /backup to .* failed: .*full/);
      assert.deepEqual([readdirSync(path.dirname(file)), halves(server.folder)], [[], []]);
      assert.equal((await server.health()).status, 200);
      await client.startExecution({ stateMachineArn: fixture.machines.pass, name: 'after' });
      await server.tell({ disk: null });
      await worked(['backup', '--to', file], { server });
      await restores(file);
    });
  }

  for (const isKilled of [true, false]) {
    test(`whose target takes no more than 3 MiB ${isKilled ? 'and is killed there' : 'says so'}: nothing is there under its name, and the next one is whole`, async () => {
      const { server } = await begin();
      for (const from of [[], ['--data', fixture.folder]]) {
        const file = newFile();
        const { code, log } = await limited(3 * 1024, isKilled, ['backup', '--to', file, ...from], server);
        assert.ok(!existsSync(file));
        if (isKilled) {
          assert.equal(code, null, log);
          const taken = await baton(['restore', '--from', `${file}.partial`, '--data', path.join(temporaryFolder(), 'data')]);
          assert.equal(taken.code, 4, `half of a backup was restored: ${taken.log}`);
        } else {
          assert.equal(code, 4, log);
          assert.match(log, /too large|full|disk I\/O error/i);
          assert.deepEqual(readdirSync(path.dirname(file)), []);
        }
        await until('the server to have cleaned up', () => halves(server.folder).length === 0);
        await worked(['backup', '--to', file, ...from], { server });
        await restores(file);
      }
      assert.equal((await server.health()).status, 200);
    });
  }
});

describe('a restore', () => {
  let file;
  before(async () => {
    file = path.join(temporaryFolder(), 'backup.db');
    await worked(['backup', '--to', file, '--data', fixture.folder]);
  });

  /** Nothing is there that a server takes for a store, and the next restore makes it whole. */
  async function assertNothing(folder) {
    assert.ok(!existsSync(path.join(folder, DATABASE)));
    await worked(['restore', '--from', file, '--data', folder]);
    assert.deepEqual(readdirSync(folder).filter(name => name.startsWith(RESTORING)), []);
    const server = await Server.start({ program: faultyServer, folder });
    assert.equal(await assertWholeOrGone(server.client()), 0);
    assert.deepEqual(await findings(server), []);
    await server.stop();
  }

  for (const operation of ['Write', 'Sync', 'Truncate', 'Delete']) {
    for (const does of operation === 'Write' ? ['KillHalfWay'] : ['KillBefore', 'KillAfter']) {
      test(`${does === 'KillAfter' ? 'killed after' : 'killed at'} each ${operation.toLowerCase()} of what it makes is not there, and the next one is whole`, async context => {
        let kills = 0;
        for (let skip = 0; ; skip++) {
          const folder = path.join(temporaryFolder(), 'data');
          const { code, log } = await baton(['restore', '--from', file, '--data', folder], { fault: { does, operation, file: `${RESTORING}*`, skip } });
          if (code === 0) break;
          assert.equal(code, null, log);
          kills++;
          await assertNothing(folder);
        }
        context.diagnostic(`${kills} kills`);
        assert.ok(kills > 0, 'it was killed at least once');
      });
    }
  }

  for (const [what, run] of [
    ['is killed in the copy', folder => limited(3 * 1024, true, ['restore', '--from', file, '--data', folder])],
    ['finds no room for the copy', folder => limited(3 * 1024, false, ['restore', '--from', file, '--data', folder])],
    ['finds no room for what it prepares', folder => baton(['restore', '--from', file, '--data', folder], { fault: { does: 'FullHalfWay', operation: 'Write', file: `${RESTORING}*` } })],
    ['cannot sync what it prepares', folder => baton(['restore', '--from', file, '--data', folder], { fault: { does: 'Error', operation: 'Sync', file: `${RESTORING}*` } })],
  ]) {
    test(`that ${what} is not there, and the next one is whole`, async () => {
      const folder = path.join(temporaryFolder(), 'data');
      const { code, log } = await run(folder);
      if (code !== null) {
        assert.equal(code, 4, log);
        assert.match(log, /is not restored|cannot be opened/);
      }
      await assertNothing(folder);
    });
  }

  test('of a file that lost its end, or is another, is refused', async () => {
    for (const content of ['', 'not a store', 'x'.repeat(8192)]) {
      const other = path.join(temporaryFolder(), 'other.db');
      writeFileSync(other, content);
      const folder = path.join(temporaryFolder(), 'data');
      assert.equal((await baton(['restore', '--from', other, '--data', folder])).code, 4);
      assert.ok(!existsSync(folder));
    }
  });
});
