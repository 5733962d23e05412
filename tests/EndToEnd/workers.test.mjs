import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { machine, role, working } from './support/machines.mjs';
import { Server } from './support/server.mjs';
import { atMost, until } from './support/wait.mjs';

// What workers do to each other and to their tasks: come late, come twice, go away, fall silent.
const server = await Server.start();
const client = server.client();

const activity = async () => (await client.createActivity({ name: `a-${randomUUID()}` })).activityArn;
const create = definition => client.createStateMachine({ name: `m-${randomUUID()}`, definition, roleArn: role });
const closed = executionArn => until('the execution to close', async () => {
  const execution = await client.describeExecution({ executionArn });
  return execution.status !== 'RUNNING' && execution;
});
const typesOf = async executionArn => (await client.getExecutionHistory({ executionArn, maxResults: 1000 })).events.map(event => event.type);

/** An activity, a machine with one task of it, and a way to start that. */
async function workplace(rest) {
  const activityArn = await activity();
  const { stateMachineArn } = await create(working(activityArn, rest));
  return { activityArn, stateMachineArn, start: async input => (await client.startExecution({ stateMachineArn, input })).executionArn };
}

server.test('a worker that waits gets the task when it comes', async () => {
  const { activityArn, start } = await workplace();
  const polled = client.getActivityTask({ activityArn });
  const executionArn = await start('{"n":1}');
  assert.equal((await atMost(5_000, 'The poll', polled)).input, '{"n":1}');
  assert.equal((await typesOf(executionArn)).filter(type => type === 'ActivityStarted').length, 1);
});

server.test('of a hundred workers that wait one gets the task, then each one gets one', async () => {
  const { activityArn, start } = await workplace();
  const taken = [];
  const polls = Array.from({ length: 100 }, (_, i) => client.getActivityTask({ activityArn, workerName: `w${i}` }).then(task => taken.push(task)));
  await start('0');
  await until('one worker to get the task', () => taken.length > 0);
  await client.listActivities(); // another round trip, in which nobody else gets it
  assert.equal(taken.length, 1);
  await Promise.all(Array.from({ length: 99 }, (_, i) => start(String(i + 1))));
  await atMost(15_000, 'The other polls', Promise.all(polls));
  assert.equal(new Set(taken.map(task => task.taskToken)).size, 100);
  assert.deepEqual(taken.map(task => Number(task.input)).sort((a, b) => a - b), Array.from({ length: 100 }, (_, i) => i));
});

server.test('tasks are handed out in the order in which they came', async () => {
  const { activityArn, start } = await workplace();
  for (let i = 0; i < 10; i++) await start(String(i));
  const inputs = [];
  for (let i = 0; i < 10; i++) inputs.push((await client.getActivityTask({ activityArn })).input);
  assert.deepEqual(inputs, ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
});

server.test('of two results of a task the first counts', async () => {
  const { activityArn, start } = await workplace();
  for (let i = 0; i < 20; i++) {
    const executionArn = await start();
    const { taskToken } = await client.getActivityTask({ activityArn });
    const answers = await Promise.allSettled([
      client.sendTaskSuccess({ taskToken, output: '"a"' }), client.sendTaskSuccess({ taskToken, output: '"b"' }), client.sendTaskFailure({ taskToken, error: 'c' }), client.stopExecution({ executionArn, error: 'd' }),
    ]);
    const sends = answers.slice(0, 3);
    const won = sends.findIndex(answer => answer.status === 'fulfilled');
    assert.ok(sends.filter(answer => answer.status === 'fulfilled').length <= 1);
    for (const lost of sends.filter(answer => answer.status === 'rejected')) assert.equal(lost.reason.name, 'TaskTimedOut');
    const execution = await closed(executionArn);
    assert.deepEqual([execution.output ?? execution.error], [won < 0 ? 'd' : ['"a"', '"b"', 'c'][won]]);
  }
});

server.test('a worker that went away while it waited takes no task with it', async () => {
  const { activityArn, start } = await workplace();
  for (let i = 0; i < 20; i++) {
    const gone = new AbortController();
    const polled = client.getActivityTask({ activityArn, workerName: 'gone' }, { abortSignal: gone.signal });
    polled.catch(() => undefined); // it is meant to be cut off
    await client.listActivities(); // by now the poll is there
    gone.abort();
    await assert.rejects(polled, { name: 'AbortError' });
    const executionArn = await start(String(i));
    const { taskToken, input } = await atMost(5_000, `Poll ${i}`, client.getActivityTask({ activityArn, workerName: 'present' }));
    assert.equal(input, String(i));
    await client.sendTaskSuccess({ taskToken, output: '1' });
    assert.equal((await closed(executionArn)).status, 'SUCCEEDED');
    assert.equal((await typesOf(executionArn)).filter(type => type === 'ActivityStarted').length, 1);
  }
});

server.test('a heartbeat keeps a task alive; silence ends it', async () => {
  const { activityArn, start } = await workplace({ HeartbeatSeconds: 1, TimeoutSeconds: 600 });
  const alive = await start();
  const beating = await client.getActivityTask({ activityArn });
  const silent = await start();
  const forgotten = await client.getActivityTask({ activityArn });
  let beats = 0;
  const failed = await until('the silent worker\'s task to end', async () => {
    await client.sendTaskHeartbeat({ taskToken: beating.taskToken });
    beats++;
    const execution = await client.describeExecution({ executionArn: silent });
    return execution.status !== 'RUNNING' && beats * 100 > 1_500 && execution;
  }, { every: 100 });
  assert.deepEqual([failed.status, failed.error], ['FAILED', 'States.Timeout']);
  const lasted = failed.stopDate - failed.startDate;
  assert.ok(lasted >= 1_000 && lasted < 3_000, `after one second, not ${lasted} ms`);
  assert.deepEqual((await typesOf(silent)).slice(-3), ['ActivityStarted', 'ActivityTimedOut', 'ExecutionFailed']);
  await assert.rejects(client.sendTaskHeartbeat({ taskToken: forgotten.taskToken }), { name: 'TaskTimedOut' });
  await client.sendTaskSuccess({ taskToken: beating.taskToken, output: '"alive"' });
  assert.equal((await closed(alive)).output, '"alive"');
  assert.ok(!(await typesOf(alive)).some(type => type.includes('Heartbeat')), 'heartbeats make no history');
});

server.test('a task that timed out is tried again under a new token; the old one is over', async () => {
  const { activityArn, start } = await workplace({ TimeoutSeconds: 1, Retry: [{ ErrorEquals: ['States.Timeout'], IntervalSeconds: 1, MaxAttempts: 2, BackoffRate: 1 }] });
  const executionArn = await start('{}');
  const first = await client.getActivityTask({ activityArn });
  const second = await atMost(10_000, 'The second attempt', client.getActivityTask({ activityArn }));
  assert.notEqual(second.taskToken, first.taskToken);
  await assert.rejects(client.sendTaskSuccess({ taskToken: first.taskToken, output: '"late"' }), { name: 'TaskTimedOut' });
  await client.sendTaskSuccess({ taskToken: second.taskToken, output: '"in time"' });
  assert.equal((await closed(executionArn)).output, '"in time"');
  assert.deepEqual(await typesOf(executionArn), [
    'ExecutionStarted', 'TaskStateEntered', 'ActivityScheduled', 'ActivityStarted', 'ActivityTimedOut', 'ActivityScheduled', 'ActivityStarted', 'ActivitySucceeded', 'TaskStateExited', 'ExecutionSucceeded',
  ]);
});

server.test('a missed heartbeat is caught by its own name', async () => {
  const activityArn = await activity();
  const { stateMachineArn } = await create(machine({
    Work: { Type: 'Task', Resource: activityArn, HeartbeatSeconds: 1, TimeoutSeconds: 600, Catch: [{ ErrorEquals: ['States.HeartbeatTimeout'], Next: 'Silence' }], End: true },
    Silence: { Type: 'Pass', Result: 'silence', End: true },
  }));
  const { executionArn } = await client.startExecution({ stateMachineArn });
  await client.getActivityTask({ activityArn });
  assert.equal((await closed(executionArn)).output, '"silence"');
});

server.test('a task that fails is tried as often as its retriers say, then caught', async () => {
  const activityArn = await activity();
  const { stateMachineArn } = await create(machine({
    Work: {
      Type: 'Task', Resource: activityArn, Parameters: { 'attempt.$': '$$.State.RetryCount' }, End: true,
      Retry: [{ ErrorEquals: ['Busy'], IntervalSeconds: 1, MaxAttempts: 2, BackoffRate: 1 }], Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.why', Next: 'Sorry' }],
    },
    Sorry: { Type: 'Pass', End: true },
  }));
  const { executionArn } = await client.startExecution({ stateMachineArn, input: '{"n":1}' });
  for (let attempt = 0; attempt < 3; attempt++) {
    const task = await atMost(10_000, `Attempt ${attempt}`, client.getActivityTask({ activityArn }));
    assert.equal(task.input, JSON.stringify({ attempt }));
    await client.sendTaskFailure({ taskToken: task.taskToken, error: 'Busy', cause: `attempt ${attempt}` });
  }
  assert.deepEqual(JSON.parse((await closed(executionArn)).output), { n: 1, why: { Error: 'Busy', Cause: 'attempt 2' } });
});

server.test('a task of an activity that does not exist fails at once', async () => {
  const activityArn = await activity();
  const { stateMachineArn } = await create(working(activityArn));
  await client.deleteActivity({ activityArn });
  const { executionArn } = await client.startExecution({ stateMachineArn });
  assert.equal((await closed(executionArn)).status, 'FAILED');
  assert.ok((await typesOf(executionArn)).includes('ActivityScheduleFailed'));
});

server.test('a stopped execution takes its task back from the workers that wait', async () => {
  const { activityArn, start } = await workplace();
  const stopped = await start('"stopped"');
  await client.stopExecution({ executionArn: stopped });
  const polled = client.getActivityTask({ activityArn });
  await start('"next"');
  assert.equal((await atMost(5_000, 'The poll', polled)).input, '"next"');
});
