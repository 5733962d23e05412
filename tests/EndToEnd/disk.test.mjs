import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isOutage } from './support/calls.mjs';
import { assertWhole, historyOf } from './support/history.mjs';
import { machine, pass, role, waiting, working } from './support/machines.mjs';
import { faultyServer } from './support/places.mjs';
import { Server } from './support/server.mjs';
import { atMost, until } from './support/wait.mjs';

// The whole server on a disk that fails: below SQLite, one layer answers in the disk's place (docs/recipes/find-faults.md).
const LOG = 'baton.db-wal';
const DATABASE = 'baton.db';

/** A server with a machine that waits, one that ends at once, one of them started, and a worker that polls. */
async function begin(options) {
  const server = await Server.start({ program: faultyServer, ...options });
  const client = server.client();
  const { activityArn } = await client.createActivity({ name: 'work' });
  const machines = {};
  for (const [name, definition] of Object.entries({ waiting, pass, working: working(activityArn), later: machine({ Wait: { Type: 'Wait', Seconds: 1800, End: true } }) })) {
    machines[name] = (await client.createStateMachine({ name, definition, roleArn: role })).stateMachineArn;
  }
  const { executionArn } = await client.startExecution({ stateMachineArn: machines.waiting, name: 'before' });
  return { server, client, machines, activityArn, executionArn };
}

const start = ({ client, machines }, name, of = 'waiting') => client.startExecution({ stateMachineArn: machines[of], name });
const namesOf = async ({ client, machines }, of = 'waiting') => (await client.listExecutions({ stateMachineArn: machines[of] })).executions.map(item => item.name).sort();
const statusOf = async (client, executionArn) => (await client.describeExecution({ executionArn })).status;

describe('after an error of the disk', () => {
  const errors = [
    ['a sync of the log', { does: 'Error', operation: 'Sync', file: LOG }],
    ['a write to the log', { does: 'Error', operation: 'Write', file: LOG }],
    ['a write to the log half way', { does: 'ErrorHalfWay', operation: 'Write', file: LOG }],
  ];
  for (const [what, disk] of errors) {
    test(`of ${what}, nothing more is taken, the process ends with 70 and a new start has all that was acknowledged`, async () => {
      const begun = await begin();
      const { server, client, activityArn } = begun;
      const polling = client.getActivityTask({ activityArn }).catch(error => error); // one that would wait for a minute
      await server.tell({ disk: { ...disk, times: 1 } });
      await assert.rejects(start(begun, 'refused'), error => isOutage(error) && /storage failed.*start again/.test(error.message));
      await assert.rejects(start(begun, 'refused-too'), isOutage);
      assert.deepEqual(await atMost(10_000, 'The end of the process', server.exited), { code: 70, signal: null });
      await polling;
      assert.match(server.log, /The store failed in a way that leaves its last write unknown/);

      await server.restart();
      const names = await namesOf(begun);
      assert.ok(names.includes('before') && !names.includes('refused-too'), String(names));
      if (names.length > 1) assert.deepEqual(names, ['before', 'refused']); // unknown is either
      await start(begun, 'after');
      assert.equal((await server.health()).status, 200);
    });
  }

  test('of the copy of the log, the commit before it stands and the next is refused', async () => {
    const begun = await begin();
    const { server, client } = begun;
    await server.tell({ disk: { does: 'Error', operation: 'Write', file: DATABASE, times: 1 } });
    const taken = ['before'];
    await assert.rejects(async () => {
      for (let i = 0; ; i++) {
        const name = `big-${i}`;
        await client.startExecution({ stateMachineArn: begun.machines.waiting, name, input: JSON.stringify('x'.repeat(200_000)) });
        taken.push(name);
      }
    }, isOutage);
    assert.deepEqual(await atMost(10_000, 'The end of the process', server.exited), { code: 70, signal: null });
    await server.restart();
    assert.deepEqual(await namesOf(begun), taken.sort());
  });

  test('of a read, the call is refused and later ones are answered', async () => {
    const begun = await begin();
    const { server, client, executionArn } = begun;
    await server.stop();
    await server.restart(); // with no page in memory
    await server.tell({ disk: { does: 'Error', operation: 'Read', file: DATABASE } });
    await assert.rejects(historyOf(client, executionArn), error => isOutage(error) && /could not be read/.test(error.message));
    await server.tell({ disk: null });
    assert.equal((await historyOf(client, executionArn)).length, 2);
    await start(begun, 'after');
  });
});

describe('on a full disk', () => {
  for (const [what, disk] of [['', { does: 'Full' }], [' half way through a write', { does: 'FullHalfWay' }]]) {
    test(`found full${what}, writes are refused with the reason, reads and polls are answered, and room lets it go on by itself`, async () => {
      const begun = await begin();
      const { server, client, machines } = begun;
      const later = await start(begun, 'due-while-full', 'later');
      const { executionArn } = await start(begun, 'working', 'working');
      await server.tell({ disk: { ...disk, operation: 'Write', file: LOG } });

      await assert.rejects(start(begun, 'refused'), error => isOutage(error) && /disk is full/.test(error.message));
      await assert.rejects(client.stopExecution({ executionArn }), error => isOutage(error) && /disk is full/.test(error.message));
      assert.deepEqual(await namesOf(begun), ['before']);
      assert.equal(await statusOf(client, executionArn), 'RUNNING');
      assert.equal((await historyOf(client, executionArn)).length > 0, true);
      const health = await server.health();
      assert.equal(health.status, 503);
      assert.match(health.text, /disk is full/);
      await server.tell({ clock: 3600 });
      await until('the wait to have come due', async () => /Waking up execution \d+ failed/.test(server.log), { within: 30_000 });

      await server.tell({ disk: null });
      await until('the server to be well again', async () => (await server.health()).status === 200, { within: 30_000, every: 100 });
      await until('the execution that came due to end', async () => await statusOf(client, later.executionArn) === 'SUCCEEDED', { within: 30_000 });
      assertWhole(await historyOf(client, later.executionArn), 'due-while-full');
      await start(begun, 'refused'); // now it is taken
      await client.stopExecution({ executionArn });
      await server.kill();
      await server.restart();
      assert.deepEqual(await namesOf(begun), ['before', 'refused']);
      assert.equal(await statusOf(client, executionArn), 'ABORTED');
      assert.equal((await client.listExecutions({ stateMachineArn: machines.later })).executions.length, 1);
    });
  }

  test('with room for the log alone, everything goes on', async () => {
    const begun = await begin();
    const { server, client, machines } = begun;
    await server.tell({ disk: { does: 'Full', operation: 'Write', file: DATABASE } });
    for (let i = 0; i < 60; i++) await client.startExecution({ stateMachineArn: machines.waiting, name: `big-${i}`, input: JSON.stringify('x'.repeat(200_000)) });
    assert.equal((await server.health()).status, 200);
    await server.kill();
    await server.restart();
    assert.equal((await namesOf(begun)).length, 61);
  });

  test('a server does not start, and says why', async () => {
    const { server } = await begin();
    await server.kill();
    server.environment = { BATON_FAULT: JSON.stringify({ does: 'Full', operation: 'Write' }) };
    server.launch();
    await assert.rejects(server.ready, /cannot be opened: the disk is full. Free space/);
    assert.equal((await server.exited).code, 2);
  });
});

describe('killed at a call to the disk', () => {
  const points = [
    ['before a commit is written', { does: 'KillBefore', operation: 'Write', file: LOG }, false],
    ['half way through a write of the log', { does: 'KillHalfWay', operation: 'Write', file: LOG, skip: 1 }, false],
    ['before the sync of a commit', { does: 'KillBefore', operation: 'Sync', file: LOG }, true],
    ['between a commit and its answer', { does: 'KillAfter', operation: 'Sync', file: LOG }, true],
  ];
  for (const [what, disk, isThere] of points) {
    test(`${what}, ${isThere ? 'the start is there once' : 'nothing of it is there'}, and can be repeated`, async () => {
      const begun = await begin();
      const { server } = begun;
      await server.tell({ disk });
      await assert.rejects(start(begun, 'unanswered'), isOutage);
      assert.equal((await server.exited).signal, 'SIGKILL');
      await server.restart();
      assert.deepEqual(await namesOf(begun), isThere ? ['before', 'unanswered'] : ['before']);
      await start(begun, 'unanswered');
      assert.deepEqual(await namesOf(begun), ['before', 'unanswered']);
    });
  }
});
