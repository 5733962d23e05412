import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { pass, role, waiting, working, machine } from './support/machines.mjs';
import { Server } from './support/server.mjs';
import { until } from './support/wait.mjs';

// Every operation does what it says, by the AWS SDK. The client holds each answer against the API model.
const server = await Server.start();
const client = server.client();
const account = 'arn:aws:states:us-east-1:000000000000';

const create = (definition, name = `m-${randomUUID()}`) => client.createStateMachine({ name, definition, roleArn: role });
const activity = async () => (await client.createActivity({ name: `a-${randomUUID()}` })).activityArn;
const closed = executionArn => until('the execution to close', async () => {
  const execution = await client.describeExecution({ executionArn });
  return execution.status !== 'RUNNING' && execution;
});
const historyOf = async executionArn => (await client.getExecutionHistory({ executionArn, maxResults: 1000 })).events;

server.test('CreateStateMachine gives an ARN of the region and account', async () => {
  const created = await create(pass, 'created');
  assert.equal(created.stateMachineArn, `${account}:stateMachine:created`);
  assert.ok(Math.abs(created.creationDate - Date.now()) < 60_000);
});

server.test('CreateStateMachine again is the same machine, the role aside', async () => {
  const first = await create(pass, 'again');
  const again = await client.createStateMachine({ name: 'again', definition: pass, roleArn: `${role}2` });
  assert.deepEqual([again.stateMachineArn, again.creationDate], [first.stateMachineArn, first.creationDate]);
  assert.equal((await client.describeStateMachine({ stateMachineArn: first.stateMachineArn })).roleArn, role);
});

server.test('the region is that of the credential scope', async () => {
  const { stateMachineArn } = await server.client({ region: 'eu-central-1' }).createStateMachine({ name: 'regional', definition: pass, roleArn: role });
  assert.equal(stateMachineArn, 'arn:aws:states:eu-central-1:000000000000:stateMachine:regional');
  const { stateMachines } = await client.listStateMachines();
  assert.ok(!stateMachines.some(listed => listed.name === 'regional'), 'another region does not list it');
});

server.test('DescribeStateMachine gives the definition as it was sent', async () => {
  const definition = ` { "StartAt":"A",\n\t"Comment":"ä \\u00e4 😀", "States":{"A":{"Type":"Succeed"}}} `;
  const { stateMachineArn } = await create(definition);
  const described = await client.describeStateMachine({ stateMachineArn });
  assert.equal(described.definition, definition);
  assert.deepEqual([described.status, described.type, described.revisionId], ['ACTIVE', 'STANDARD', undefined]);
  assert.equal(described.loggingConfiguration.level, 'OFF');
  assert.equal(described.tracingConfiguration.enabled, false);
  assert.equal((await client.describeStateMachine({ stateMachineArn, includedData: 'METADATA_ONLY' })).definition, '{}');
});

server.test('logging and tracing settings are kept', async () => {
  const loggingConfiguration = {
    level: 'ERROR', includeExecutionData: true,
    destinations: [{ cloudWatchLogsLogGroup: { logGroupArn: 'arn:aws:logs:us-east-1:000000000000:log-group:x:*' } }],
  };
  const { stateMachineArn } = await client.createStateMachine({
    name: 'settings', definition: pass, roleArn: role, loggingConfiguration, tracingConfiguration: { enabled: true },
  });
  const described = await client.describeStateMachine({ stateMachineArn });
  assert.deepEqual(described.loggingConfiguration, loggingConfiguration);
  assert.deepEqual(described.tracingConfiguration, { enabled: true });
});

server.test('UpdateStateMachine gives a new revision only where something changes', async () => {
  const { stateMachineArn } = await create(pass);
  const changed = await client.updateStateMachine({ stateMachineArn, definition: waiting });
  assert.match(changed.revisionId, /^[0-9a-f-]{36}$/);
  const same = await client.updateStateMachine({ stateMachineArn, definition: waiting });
  assert.equal(same.revisionId, changed.revisionId);
  const role2 = await client.updateStateMachine({ stateMachineArn, roleArn: `${role}2` });
  assert.notEqual(role2.revisionId, changed.revisionId);
  const described = await client.describeStateMachine({ stateMachineArn });
  assert.deepEqual([described.definition, described.roleArn, described.revisionId], [waiting, `${role}2`, role2.revisionId]);
});

server.test('an execution keeps the definition that it started with', async () => {
  const activityArn = await activity();
  const before = machine({ Work: { Type: 'Task', Resource: activityArn, Next: 'Old' }, Old: { Type: 'Pass', Result: 'old', End: true } });
  const { stateMachineArn } = await create(before);
  const { executionArn } = await client.startExecution({ stateMachineArn });
  const { taskToken } = await client.getActivityTask({ activityArn });
  await client.updateStateMachine({ stateMachineArn, definition: pass });
  await client.sendTaskSuccess({ taskToken, output: '1' });
  assert.equal((await closed(executionArn)).output, '"old"');
});

server.test('ListStateMachines gives machines by name', async () => {
  const suffix = randomUUID();
  const names = ['0', '10', '1_', 'Z', 'a'].map(prefix => `${prefix}-${suffix}`).sort();
  for (const name of [...names].reverse()) await create(pass, name);
  const { stateMachines } = await client.listStateMachines({ maxResults: 1000 });
  assert.deepEqual(stateMachines.map(listed => listed.name).filter(name => names.includes(name)), names);
  assert.equal(stateMachines.at(-1).type, 'STANDARD');
});

server.test('a machine that is being deleted is gone with its last execution; what is not there is no error', async () => {
  const activityArn = await activity();
  const { stateMachineArn } = await create(machine({ Work: { Type: 'Task', Resource: activityArn, Next: 'After' }, After: { Type: 'Pass', End: true } }));
  const { executionArn } = await client.startExecution({ stateMachineArn });
  const { taskToken } = await client.getActivityTask({ activityArn });
  await client.deleteStateMachine({ stateMachineArn });
  await client.deleteStateMachine({ stateMachineArn });
  assert.equal((await client.describeStateMachine({ stateMachineArn })).status, 'DELETING');
  await client.sendTaskSuccess({ taskToken, output: '1' });
  assert.equal((await closed(executionArn)).status, 'SUCCEEDED', 'one that ends with this transition has ended well');
  await until('the machine to be gone', () => client.describeStateMachine({ stateMachineArn }).then(() => false, error => error.name === 'StateMachineDoesNotExist'));
  await client.deleteStateMachine({ stateMachineArn });
  const again = await client.createStateMachine({ name: stateMachineArn.split(':').at(-1), definition: pass, roleArn: role });
  assert.equal(again.stateMachineArn, stateMachineArn);
  assert.deepEqual((await client.listExecutions({ stateMachineArn })).executions, [], 'a new machine of the old name has no executions');
});

server.test('the executions of a machine that is being deleted end at their next transition', async () => {
  const activityArn = await activity();
  const task = { Type: 'Task', Resource: activityArn };
  const { stateMachineArn } = await create(machine({ First: { ...task, Next: 'Second' }, Second: { ...task, End: true } }));
  const { executionArn } = await client.startExecution({ stateMachineArn });
  const { taskToken } = await client.getActivityTask({ activityArn });
  await client.deleteStateMachine({ stateMachineArn });
  await client.sendTaskSuccess({ taskToken, output: '1' });
  assert.equal((await closed(executionArn)).status, 'ABORTED');
  await until('the machine to be gone', () => client.describeStateMachine({ stateMachineArn }).then(() => false, error => error.name === 'StateMachineDoesNotExist'));
});

server.test('StartExecution runs to the end; Describe, List and History tell of it', async () => {
  const { stateMachineArn } = await create(pass, 'passes');
  const { executionArn, startDate } = await client.startExecution({ stateMachineArn, name: 'one', input: '{"a": 1}' });
  assert.equal(executionArn, `${account}:execution:passes:one`);
  const execution = await closed(executionArn);
  assert.deepEqual(
    [execution.status, execution.name, execution.stateMachineArn, execution.input, execution.output, execution.redriveCount, execution.redriveStatus],
    ['SUCCEEDED', 'one', stateMachineArn, '{"a": 1}', '{"a": 1}', 0, 'NOT_REDRIVABLE']);
  assert.deepEqual([execution.inputDetails, execution.outputDetails], [{ included: true }, { included: true }]);
  assert.equal(execution.startDate.getTime(), startDate.getTime());
  assert.ok(execution.stopDate >= execution.startDate);
  assert.deepEqual([execution.error, execution.cause], [undefined, undefined]);

  const metadata = await client.describeExecution({ executionArn, includedData: 'METADATA_ONLY' });
  assert.deepEqual([metadata.input, metadata.output, metadata.status], [undefined, undefined, 'SUCCEEDED']);

  const { executions } = await client.listExecutions({ stateMachineArn });
  assert.deepEqual(executions.map(listed => [listed.executionArn, listed.name, listed.status, listed.stateMachineArn]), [[executionArn, 'one', 'SUCCEEDED', stateMachineArn]]);

  const events = await historyOf(executionArn);
  assert.deepEqual(events.map(event => [event.id, event.previousEventId, event.type]), [
    [1, 0, 'ExecutionStarted'], [2, 0, 'PassStateEntered'], [3, 2, 'PassStateExited'], [4, 3, 'ExecutionSucceeded'],
  ]);
  assert.deepEqual(events[0].executionStartedEventDetails, { input: '{"a": 1}', inputDetails: { truncated: false }, roleArn: role });
  assert.deepEqual(events[3].executionSucceededEventDetails, { output: '{"a": 1}', outputDetails: { truncated: false } });
});

server.test('an execution without name gets a UUID, without input an empty object', async () => {
  const { stateMachineArn } = await create(pass);
  const execution = await closed((await client.startExecution({ stateMachineArn })).executionArn);
  assert.match(execution.name, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  assert.deepEqual([execution.input, execution.output], ['{}', '{}']);
});

server.test('an execution that fails tells error and cause, and no output', async () => {
  const { stateMachineArn } = await create(machine({ Stop: { Type: 'Fail', Error: 'Bad', Cause: 'It had to be.' } }));
  const execution = await closed((await client.startExecution({ stateMachineArn })).executionArn);
  assert.deepEqual([execution.status, execution.error, execution.cause, execution.output], ['FAILED', 'Bad', 'It had to be.', undefined]);
});

server.test('an execution that runs out of time has neither error nor cause, and stops when its time was up', async () => {
  const { stateMachineArn } = await create(JSON.stringify({ TimeoutSeconds: 1, ...JSON.parse(waiting) }));
  const execution = await closed((await client.startExecution({ stateMachineArn })).executionArn);
  assert.deepEqual([execution.status, execution.error, execution.cause], ['TIMED_OUT', undefined, undefined]);
  assert.equal(execution.stopDate - execution.startDate, 1000);
  const last = (await historyOf(execution.executionArn)).at(-1);
  assert.deepEqual([last.type, last.previousEventId], ['ExecutionTimedOut', 0]);
});

server.test('StopExecution aborts with its error and cause, once', async () => {
  const { stateMachineArn } = await create(waiting);
  const { executionArn } = await client.startExecution({ stateMachineArn });
  assert.equal((await client.describeExecution({ executionArn })).status, 'RUNNING');
  const stopped = await client.stopExecution({ executionArn, error: 'Enough', cause: 'Nobody waits for it.' });
  const execution = await client.describeExecution({ executionArn });
  assert.deepEqual([execution.status, execution.error, execution.cause], ['ABORTED', 'Enough', 'Nobody waits for it.']);
  assert.equal(execution.stopDate.getTime(), stopped.stopDate.getTime());
  const again = await client.stopExecution({ executionArn, error: 'Other' });
  assert.equal(again.stopDate.getTime(), stopped.stopDate.getTime());
  const last = (await historyOf(executionArn)).at(-1);
  assert.deepEqual([last.type, last.previousEventId, last.executionAbortedEventDetails], ['ExecutionAborted', 0, { error: 'Enough', cause: 'Nobody waits for it.' }]);
});

server.test('ListExecutions filters by status, newest first', async () => {
  const { stateMachineArn } = await create(machine({ Which: { Type: 'Choice', Choices: [{ Variable: '$.fail', IsPresent: true, Next: 'Bad' }], Default: 'Wait' }, Wait: { Type: 'Wait', Seconds: 3600, End: true }, Bad: { Type: 'Fail' } }));
  await client.startExecution({ stateMachineArn, name: 'failed', input: '{"fail":1}' });
  await client.startExecution({ stateMachineArn, name: 'stopped' });
  await client.startExecution({ stateMachineArn, name: 'running' });
  await client.stopExecution({ executionArn: stateMachineArn.replace(':stateMachine:', ':execution:') + ':stopped' });
  const names = async statusFilter => (await client.listExecutions({ stateMachineArn, statusFilter })).executions.map(listed => listed.name);
  assert.deepEqual(await names(), ['running', 'stopped', 'failed']);
  assert.deepEqual([await names('FAILED'), await names('ABORTED'), await names('RUNNING'), await names('SUCCEEDED'), await names('TIMED_OUT')], [['failed'], ['stopped'], ['running'], [], []]);
});

server.test('GetExecutionHistory can leave out the data and tell it backwards', async () => {
  const { stateMachineArn } = await create(pass);
  const { executionArn } = await client.startExecution({ stateMachineArn, input: '{"a":1}' });
  await closed(executionArn);
  const events = await historyOf(executionArn);
  const bare = (await client.getExecutionHistory({ executionArn, includeExecutionData: false })).events;
  assert.deepEqual([bare[0].executionStartedEventDetails, bare[1].stateEnteredEventDetails], [{ roleArn: role }, { name: 'Done' }]);
  const backwards = (await client.getExecutionHistory({ executionArn, reverseOrder: true })).events;
  assert.deepEqual(backwards.reverse(), events);
});

server.test('activities are created once, described, listed and deleted', async () => {
  const first = await client.createActivity({ name: 'crew' });
  assert.equal(first.activityArn, `${account}:activity:crew`);
  const again = await client.createActivity({ name: 'crew', tags: [{ key: 'other', value: 'tags' }] });
  assert.deepEqual([again.activityArn, again.creationDate], [first.activityArn, first.creationDate]);
  const described = await client.describeActivity({ activityArn: first.activityArn });
  assert.deepEqual([described.name, described.creationDate], ['crew', first.creationDate]);
  assert.ok((await client.listActivities({ maxResults: 1000 })).activities.some(listed => listed.activityArn === first.activityArn));
  await client.deleteActivity({ activityArn: first.activityArn });
  await client.deleteActivity({ activityArn: first.activityArn });
  await assert.rejects(client.describeActivity({ activityArn: first.activityArn }), { name: 'ActivityDoesNotExist' });
});

server.test('a worker takes a task, keeps it alive and completes it', async () => {
  const activityArn = await activity();
  const { stateMachineArn } = await create(working(activityArn, { HeartbeatSeconds: 60, Parameters: { 'order.$': '$.order' } }));
  const { executionArn } = await client.startExecution({ stateMachineArn, input: '{"order":7}' });
  const task = await client.getActivityTask({ activityArn, workerName: 'ann' });
  assert.deepEqual(JSON.parse(task.input), { order: 7 });
  await client.sendTaskHeartbeat({ taskToken: task.taskToken });
  await client.sendTaskSuccess({ taskToken: task.taskToken, output: '{"done":true}' });
  assert.equal((await closed(executionArn)).output, '{"done":true}');
  const events = await historyOf(executionArn);
  assert.deepEqual(events.map(event => event.type), [
    'ExecutionStarted', 'TaskStateEntered', 'ActivityScheduled', 'ActivityStarted', 'ActivitySucceeded', 'TaskStateExited', 'ExecutionSucceeded',
  ]);
  assert.deepEqual(events[2].activityScheduledEventDetails, {
    resource: activityArn, input: '{"order":7}', inputDetails: { truncated: false }, timeoutInSeconds: 600, heartbeatInSeconds: 60,
  });
  assert.deepEqual(events[3].activityStartedEventDetails, { workerName: 'ann' });
});

server.test('a worker fails a task with error and cause', async () => {
  const activityArn = await activity();
  const { stateMachineArn } = await create(working(activityArn));
  const { executionArn } = await client.startExecution({ stateMachineArn });
  const { taskToken } = await client.getActivityTask({ activityArn });
  await client.sendTaskFailure({ taskToken, error: 'Broken', cause: 'The wheel came off.' });
  const execution = await closed(executionArn);
  assert.deepEqual([execution.status, execution.error, execution.cause], ['FAILED', 'Broken', 'The wheel came off.']);
});

server.test('a worker may fail a task without saying why', async () => {
  const activityArn = await activity();
  const { stateMachineArn } = await create(working(activityArn));
  const { executionArn } = await client.startExecution({ stateMachineArn });
  await client.sendTaskFailure({ taskToken: (await client.getActivityTask({ activityArn })).taskToken });
  const execution = await closed(executionArn);
  assert.deepEqual([execution.status, execution.error, execution.cause], ['FAILED', undefined, undefined]);
});
