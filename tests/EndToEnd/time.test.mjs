import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { assertWhole, historyOf } from './support/history.mjs';
import { machine, role } from './support/machines.mjs';
import { faultyServer } from './support/places.mjs';
import { Server } from './support/server.mjs';
import { until } from './support/wait.mjs';

// The whole server while its clock is set, and while it stands still.
const HOUR = 3600;
const MINUTE = 60;

/** A server with a wait, a task with a timeout and one with a heartbeat under way, both tasks held by a worker. */
async function begin(seconds) {
  const server = await Server.start({ program: faultyServer });
  const client = server.client();
  const create = async (name, state) => (await client.createStateMachine({ name, definition: machine({ State: { ...state, End: true } }), roleArn: role })).stateMachineArn;
  const begun = { server, client };
  const machines = { wait: await create('wait', { Type: 'Wait', Seconds: seconds }) };
  for (const [name, limits] of Object.entries({ timeout: { TimeoutSeconds: seconds }, heartbeat: { TimeoutSeconds: 10 * HOUR, HeartbeatSeconds: seconds }, patient: { TimeoutSeconds: 10 * HOUR } })) {
    const { activityArn } = await client.createActivity({ name });
    machines[name] = await create(name, { Type: 'Task', Resource: activityArn, ...limits });
    begun[name] = { ...await client.startExecution({ stateMachineArn: machines[name] }), ...await client.getActivityTask({ activityArn }) };
  }
  begun.wait = await client.startExecution({ stateMachineArn: machines.wait });
  return { ...begun, machines, again: name => client.startExecution({ stateMachineArn: machines[name] }) };
}

const types = async (client, { executionArn }) => (await historyOf(client, executionArn)).map(event => event.type);
const status = async (client, { executionArn }) => (await client.describeExecution({ executionArn })).status;
const becomes = (client, execution, wanted) => until(`an execution to be ${wanted}`, async () => await status(client, execution) === wanted, { within: 60_000, every: 50 });
const result = ({ taskToken }) => ({ taskToken, output: '{"done":true}' });

/** What was due has happened, once; what was not, goes on. */
async function assertFiredOnce({ client, wait, timeout, heartbeat, patient }) {
  await becomes(client, wait, 'SUCCEEDED');
  await becomes(client, timeout, 'FAILED');
  await becomes(client, heartbeat, 'FAILED');
  assert.deepEqual(await types(client, wait), ['ExecutionStarted', 'WaitStateEntered', 'WaitStateExited', 'ExecutionSucceeded']);
  for (const late of [timeout, heartbeat]) {
    assert.deepEqual(await types(client, late), ['ExecutionStarted', 'TaskStateEntered', 'ActivityScheduled', 'ActivityStarted', 'ActivityTimedOut', 'ExecutionFailed']);
    await assert.rejects(client.sendTaskSuccess(result(late)), { name: 'TaskTimedOut' });
    await assert.rejects(client.sendTaskHeartbeat({ taskToken: late.taskToken }), { name: 'TaskTimedOut' });
  }
  await client.sendTaskHeartbeat({ taskToken: patient.taskToken });
  await client.sendTaskSuccess(result(patient));
  for (const execution of [wait, timeout, heartbeat, patient]) assertWhole(await historyOf(client, execution.executionArn), execution.executionArn);
}

test('a clock set forward fires what is due by it, once, and nothing else', async () => {
  const begun = await begin(30 * MINUTE);
  const { server, client, wait, timeout } = begun;
  assert.deepEqual([await status(client, wait), await status(client, timeout)], ['RUNNING', 'RUNNING']);
  await server.tell({ clock: HOUR });
  await assertFiredOnce(begun);
});

test('a clock set back delays nothing that was begun before or after, and no time in a history goes back', async () => {
  const begun = await begin(5);
  await begun.server.tell({ clock: -HOUR });
  const after = await begun.again('wait');
  await assertFiredOnce(begun);
  await becomes(begun.client, after, 'SUCCEEDED');
  const [before, later] = await Promise.all([begun.wait, after].map(({ executionArn }) => begun.client.describeExecution({ executionArn })));
  assert.ok(later.startDate >= before.startDate, 'a later start has a later time');
});

test('a heartbeat is missed by the time that has passed since the last one, wherever the clock was set meanwhile', async () => {
  const { server, client, heartbeat } = await begin(30 * MINUTE);
  const definition = machine({ Wait: { Type: 'Wait', Seconds: 29 * MINUTE, End: true } });
  const { stateMachineArn } = await client.createStateMachine({ name: 'shorter', definition, roleArn: role });
  await server.tell({ clock: -HOUR });
  for (const minutes of [29.5, 59]) {
    const shorter = await client.startExecution({ stateMachineArn });
    await client.sendTaskHeartbeat({ taskToken: heartbeat.taskToken });
    await server.tell({ clock: minutes * MINUTE });
    await becomes(client, shorter, 'SUCCEEDED'); // so far, whatever was due has happened
    assert.equal(await status(client, heartbeat), 'RUNNING');
  }
  await server.tell({ clock: 60 * MINUTE });
  await becomes(client, heartbeat, 'FAILED');
});

test('what was begun by a clock that ran ahead waits for that time after a restart by the right one, and happens once', async () => {
  const begun = await begin(30 * MINUTE);
  const { server, client } = begun;
  await server.tell({ clock: HOUR });
  const ahead = await begun.again('wait');
  await server.kill();
  await server.restart();
  assert.equal(await status(client, ahead), 'RUNNING');
  await server.tell({ clock: 2 * HOUR });
  await becomes(client, ahead, 'SUCCEEDED');
  assert.deepEqual(await types(client, ahead), ['ExecutionStarted', 'WaitStateEntered', 'WaitStateExited', 'ExecutionSucceeded']);
  await assertFiredOnce(begun);
});

test('a server that stood still past its timeouts fires each once and answers what was asked meanwhile', async () => {
  const begun = await begin(5);
  const { server, client, machines } = begun;
  server.signal('SIGSTOP');
  const asked = Promise.all(Array.from({ length: 20 }, (_, i) => client.startExecution({ stateMachineArn: machines.patient, name: `asked-${i}` })));
  await pause(6_000);
  server.signal('SIGCONT');
  assert.equal((await asked).length, 20);
  await assertFiredOnce(begun);
  const { executions } = await client.listExecutions({ stateMachineArn: machines.patient });
  assert.deepEqual(executions.map(item => item.name).filter(name => name.startsWith('asked-')).sort(), Array.from({ length: 20 }, (_, i) => `asked-${i}`).sort());
});

test('a server that stood still while the clock went on for hours, as after a machine slept, fires each once', async () => {
  const begun = await begin(30 * MINUTE);
  begun.server.signal('SIGSTOP');
  const told = begun.server.tell({ clock: 5 * HOUR }); // heard when it goes on
  await pause(500);
  begun.server.signal('SIGCONT');
  await told;
  await assertFiredOnce(begun);
});
