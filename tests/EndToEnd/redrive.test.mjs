import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertWhole, historyOf } from './support/history.mjs';
import { machine, role, waiting } from './support/machines.mjs';
import { assertError, post } from './support/raw.mjs';
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

/** Redrives as AWS has no members for. */
const redrive = (server, members) => post(server, null, members, { 'x-amz-target': 'Baton.RedriveExecution' });

test('an execution goes on from an earlier state with another input, after a kill -9', async () => {
  const server = await Server.start();
  const client = server.client();
  const { activityArn } = await client.createActivity({ name: 'charge' });
  const definition = machine({
    Price: { Type: 'Pass', Parameters: { 'sum.$': '$.n', 'card.$': '$.card' }, Assign: { 'card.$': '$.card' }, Next: 'Charge' },
    Charge: { Type: 'Task', Resource: activityArn, Parameters: { 'sum.$': '$.sum', 'card.$': '$card', 'asked.$': '$$.Execution.Input.n' }, End: true },
  });
  const { stateMachineArn } = await client.createStateMachine({ name: 'order', definition, roleArn: role });
  const { executionArn } = await client.startExecution({ stateMachineArn, input: '{"n":5,"card":"old"}' });
  const fail = async () => client.sendTaskFailure({ taskToken: (await client.getActivityTask({ activityArn })).taskToken, error: 'Declined' });
  await fail();
  await ended(client, executionArn, 'FAILED');

  await killed(server);
  const { status, json } = await redrive(server, { executionArn, clientToken: 'once', fromState: 'Price', input: '{"n":7,"card":"new"}' });
  assert.equal(status, 200);
  await killed(server);
  assert.equal((await redrive(server, { executionArn, clientToken: 'once', fromState: 'Price', input: '{"n":7,"card":"new"}' })).json.redriveDate, json.redriveDate);
  const { input, taskToken } = await client.getActivityTask({ activityArn });
  assert.deepEqual(JSON.parse(input), { sum: 7, card: 'new', asked: 5 });
  await client.sendTaskSuccess({ taskToken, output: '1' });
  await ended(client, executionArn, 'SUCCEEDED');

  const { events } = (await post(server, 'GetExecutionHistory', { executionArn })).json;
  const at = events.findIndex(event => event.type === 'ExecutionRedriven');
  assert.deepEqual(events[at].executionRedrivenEventDetails, { redriveCount: 1, fromState: 'Price' });
  assert.deepEqual(events.slice(at + 1).map(event => event.type), [
    'PassStateEntered', 'PassStateExited', 'TaskStateEntered', 'ActivityScheduled', 'ActivityStarted', 'ActivitySucceeded', 'TaskStateExited', 'ExecutionSucceeded']);
  assert.equal(events[at + 1].previousEventId, at + 1);
  assert.deepEqual(JSON.parse((await client.describeExecution({ executionArn })).input), { n: 5, card: 'old' });
});

test('an execution goes on under the current definition, a revision or a version', async () => {
  const server = await Server.start();
  const client = server.client();
  const fails = error => machine({ Work: { Type: 'Fail', Error: error } });
  const { stateMachineArn } = await client.createStateMachine({ name: 'changes', definition: fails('First'), roleArn: role });
  const version = await client.publishStateMachineVersion({ stateMachineArn });
  const { executionArn } = await client.startExecution({ stateMachineArn });
  await ended(client, executionArn, 'FAILED');
  const errorAfter = async definition => {
    assert.equal((await redrive(server, { executionArn, definition })).status, 200, definition);
    return (await client.describeExecution({ executionArn })).error;
  };
  const { revisionId } = await client.updateStateMachine({ stateMachineArn, definition: fails('Second') });
  await client.updateStateMachine({ stateMachineArn, definition: fails('Third') });
  assert.equal(await errorAfter(revisionId), 'Second');
  assert.equal((await client.describeStateMachineForExecution({ executionArn })).revisionId, revisionId);
  await client.redriveExecution({ executionArn });
  assert.equal((await client.describeExecution({ executionArn })).error, 'Second', 'a plain redrive stays with it');
  assert.equal(await errorAfter('CURRENT'), 'Third');
  assert.equal(await errorAfter(version.stateMachineVersionArn.split(':').at(-1)), 'First');
  assert.equal(await errorAfter('CURRENT'), 'Third');
  assert.equal(await errorAfter('INITIAL'), 'First');

  await client.updateStateMachine({ stateMachineArn, definition: machine({ Other: { Type: 'Succeed' } }) });
  assertError(await redrive(server, { executionArn, definition: 'CURRENT' }), 400, 'ExecutionNotRedrivable', /^The state 'Work' is not a state of the machine's own scope/);
  assertError(await redrive(server, { executionArn, definition: '9' }), 400, 'StateMachineDoesNotExist', /:changes:9'$/);
  assertError(await redrive(server, { executionArn, definition: 'none' }), 400, 'ValidationException', /'none' at 'definition' is neither CURRENT nor/);
  assertError(await redrive(server, { executionArn, fromState: 'Other' }), 400, 'ExecutionNotRedrivable', /has not entered a state 'Other'/);
  assertError(await redrive(server, { executionArn, input: '{' }), 400, 'InvalidExecutionInput');
  assertError(await redrive(server, { executionArn: executionArn + '-none' }), 400, 'ExecutionDoesNotExist');
  assertError(await redrive(server, {}), 400, 'ValidationException', /'executionArn'/);
  await killed(server);
  assert.equal((await client.describeExecution({ executionArn })).error, 'First');
});

test('how old an execution may be is a setting, and a wrong one is refused', async () => {
  await assert.rejects(Server.start({ environment: { Baton__Redrive__DaysMax: 'ever' } }), /Baton:Redrive:DaysMax is 'ever'/);
  const server = await Server.start({ environment: { Baton__Redrive__DaysMax: 'unlimited' } });
  const client = server.client();
  const { stateMachineArn } = await client.createStateMachine({ name: 'fails', definition: machine({ Fail: { Type: 'Fail' } }), roleArn: role });
  const { executionArn } = await client.startExecution({ stateMachineArn });
  await ended(client, executionArn, 'FAILED');
  assert.equal((await client.describeExecution({ executionArn })).redriveStatus, 'REDRIVABLE');
  await client.redriveExecution({ executionArn });
});

async function killed(server) {
  await server.kill();
  await server.restart();
}
