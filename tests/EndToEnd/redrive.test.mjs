import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertWhole, historyOf } from './support/history.mjs';
import { machine, role, waiting } from './support/machines.mjs';
import { Server } from './support/server.mjs';
import { until } from './support/wait.mjs';

// Executions that did not succeed and are redriven, with the AWS SDK against a real process, killed in between.
const statusOf = async (client, executionArn) => (await client.describeExecution({ executionArn })).status;
const ended = (client, executionArn, status) => until(`the execution to be ${status}`, async () => await statusOf(client, executionArn) === status);

test('a Parallel goes on with the branch that failed, after a kill -9 before and after the redrive', async () => {
  const server = await Server.start();
  const client = server.client();
  const [left, right] = await Promise.all(['left', 'right'].map(name => client.createActivity({ name })));
  const branch = (name, { activityArn }) => JSON.parse(machine({ [name]: { Type: 'Task', Resource: activityArn, End: true } }));
  const definition = machine({ Both: { Type: 'Parallel', Branches: [branch('Left', left), branch('Right', right)], End: true } });
  const { stateMachineArn } = await client.createStateMachine({ name: 'both', definition, roleArn: role });
  const { executionArn } = await client.startExecution({ stateMachineArn, input: '{"n":1}' });
  const other = await client.startExecution({ stateMachineArn: (await client.createStateMachine({ name: 'waits', definition: waiting, roleArn: role })).stateMachineArn });

  const first = await client.getActivityTask({ activityArn: left.activityArn });
  await client.sendTaskSuccess({ taskToken: first.taskToken, output: '"left"' });
  const second = await client.getActivityTask({ activityArn: right.activityArn });
  await client.sendTaskFailure({ taskToken: second.taskToken, error: 'Broken' });
  await ended(client, executionArn, 'FAILED');
  const failed = await client.describeExecution({ executionArn });
  assert.deepEqual([failed.redriveCount, failed.redriveDate, failed.redriveStatus, failed.redriveStatusReason], [0, undefined, 'REDRIVABLE', undefined]);

  await killed(server);
  const { redriveDate } = await client.redriveExecution({ executionArn, clientToken: 'once' });
  await killed(server);
  const again = await client.redriveExecution({ executionArn, clientToken: 'once' });
  assert.equal(again.redriveDate.getTime(), redriveDate.getTime());
  await assert.rejects(client.redriveExecution({ executionArn }), { name: 'ExecutionNotRedrivable', message: 'Execution is RUNNING and cannot be redriven' });

  const running = await client.describeExecution({ executionArn });
  assert.deepEqual([running.status, running.stopDate, running.redriveCount, running.redriveStatus], ['RUNNING', undefined, 1, 'NOT_REDRIVABLE']);
  assert.equal(running.redriveDate.getTime(), redriveDate.getTime());
  const third = await client.getActivityTask({ activityArn: right.activityArn });
  assert.equal(third.input, '{"n":1}');
  assert.notEqual(third.taskToken, second.taskToken);
  await client.sendTaskSuccess({ taskToken: third.taskToken, output: '"right"' });
  await ended(client, executionArn, 'SUCCEEDED');
  const done = await client.describeExecution({ executionArn });
  assert.deepEqual([JSON.parse(done.output), done.redriveCount], [['left', 'right'], 1]);

  const events = await historyOf(client, executionArn);
  const at = events.findIndex(event => event.type === 'ExecutionRedriven');
  assert.equal(events[at - 1].type, 'ExecutionFailed');
  assertWhole(events.slice(0, at), 'the first attempt');
  assert.deepEqual(events.map(event => event.id), events.map((_, index) => index + 1));
  assert.deepEqual([events[at].previousEventId, events[at].executionRedrivenEventDetails], [at, { redriveCount: 1 }]);
  assert.deepEqual(events.slice(at + 1).map(event => event.type), [
    'ActivityScheduled', 'ActivityStarted', 'ActivitySucceeded', 'TaskStateExited', 'ParallelStateSucceeded', 'ParallelStateExited', 'ExecutionSucceeded']);

  const list = async (stateMachineArn, redriveFilter) => (await client.listExecutions({ stateMachineArn, redriveFilter })).executions;
  assert.deepEqual((await list(stateMachineArn, 'REDRIVEN')).map(item => [item.executionArn, item.redriveCount, item.redriveDate.getTime()]), [[executionArn, 1, redriveDate.getTime()]]);
  assert.deepEqual(await list(stateMachineArn, 'NOT_REDRIVEN'), []);
  const otherMachine = (await client.describeExecution({ executionArn: other.executionArn })).stateMachineArn;
  assert.deepEqual((await list(otherMachine, 'NOT_REDRIVEN')).map(item => item.executionArn), [other.executionArn]);
});

test('redriven executions are listed page by page', async () => {
  const server = await Server.start();
  const client = server.client();
  const { stateMachineArn } = await client.createStateMachine({ name: 'fails', definition: machine({ Fail: { Type: 'Fail', Error: 'E' } }), roleArn: role });
  const arns = [];
  for (let i = 0; i < 6; i++) arns.push((await client.startExecution({ stateMachineArn })).executionArn);
  await Promise.all(arns.map(arn => ended(client, arn, 'FAILED')));
  const redriven = arns.filter((_, index) => index % 2 === 0);
  for (const executionArn of redriven) await client.redriveExecution({ executionArn });
  for (const [redriveFilter, expected] of [['REDRIVEN', redriven], ['NOT_REDRIVEN', arns.filter(arn => !redriven.includes(arn))], [undefined, arns]]) {
    const listed = [];
    let nextToken;
    do {
      const page = await client.listExecutions({ stateMachineArn, redriveFilter, statusFilter: 'FAILED', maxResults: 2, nextToken });
      listed.push(...page.executions.map(item => item.executionArn));
      nextToken = page.nextToken;
    } while (nextToken);
    assert.deepEqual(listed, expected.toReversed());
  }
});

async function killed(server) {
  await server.kill();
  await server.restart();
}
