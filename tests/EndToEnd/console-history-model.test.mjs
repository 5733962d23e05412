import assert from 'node:assert/strict';
import { test } from 'node:test';
import { role } from './support/machines.mjs';
import { consoleModules } from './support/modules.mjs';
import { Server } from './support/server.mjs';
import { until } from './support/wait.mjs';

// What the console reads from a history that a real server tells, without a browser: which state an event belongs to.
const { readHistory } = await consoleModules('features/execution/history.ts');
const server = await Server.start();
const client = server.client();

/** The history of an execution that has ended, as the console reads it. */
async function historyOf(name, definition, input) {
  const { stateMachineArn } = await client.createStateMachine({ name, roleArn: role, definition: JSON.stringify({ QueryLanguage: 'JSONata', ...definition }) });
  const { executionArn } = await client.startExecution({ stateMachineArn, input: JSON.stringify(input) });
  await until('the end', async () => (await client.describeExecution({ executionArn })).status !== 'RUNNING');
  return readHistory((await client.getExecutionHistory({ executionArn, maxResults: 1_000 })).events);
}
const told = ({ visits }, ...names) => visits.filter(({ name }) => names.includes(name)).map(({ name, iteration, status, error }) => ({ name, iteration, status, error }));
const failing = { Type: 'Pass', Output: '{% $states.input.total / $states.input.count %}', End: true };
const error = 'States.QueryEvaluationError';

test('a failed expression belongs to the state that it names, after a Choice too', async () => {
  const history = await historyOf('after-a-choice', { StartAt: 'Which', States: { Which: { Type: 'Choice', Choices: [{ Condition: '{% true %}', Next: 'Divide' }] }, Divide: failing } }, { total: 'much', count: 2 });
  assert.deepEqual(told(history, 'Which', 'Divide').map(({ status }) => status), ['SUCCEEDED', 'FAILED']);
  assert.equal(history.failed.name, 'Divide');
  assert.equal(history.failed.error, error);
});

test('in a Map it belongs to the iteration in which it failed', async () => {
  const map = { Type: 'Map', Items: '{% $states.input %}', MaxConcurrency: 3, ItemProcessor: { StartAt: 'Divide', States: { Divide: { ...failing, End: undefined, Next: 'Rest' }, Rest: { Type: 'Wait', Seconds: 1, End: true } } }, End: true };
  const history = await historyOf('in-a-map', { StartAt: 'Each', States: { Each: map } }, [{ total: 4, count: 2 }, { total: 'much', count: 2 }, { total: 9, count: 3 }]);
  const divided = told(history, 'Divide');
  assert.deepEqual(divided.filter(visit => visit.error).map(({ iteration, status }) => ({ iteration, status })), [{ iteration: 1, status: 'FAILED' }]);
  assert.deepEqual([history.failed.name, history.failed.iteration], ['Divide', 1]);
});

test('after a task it follows the task, and a Catch that takes it leaves the state caught', async () => {
  const { activityArn } = await client.createActivity({ name: 'sum' });
  const definition = { StartAt: 'Sum', States: { Sum: { Type: 'Task', Resource: activityArn, Output: '{% $states.result.total / 2 %}', Catch: [{ ErrorEquals: [error], Next: 'Anyway' }], Next: 'Anyway' }, Anyway: { Type: 'Succeed' } } };
  const reading = historyOf('after-a-task', definition, {});
  const { taskToken } = await until('the task', async () => { const task = await client.getActivityTask({ activityArn }); return task.taskToken && task; });
  await client.sendTaskSuccess({ taskToken, output: '{"total": "much"}' });
  assert.deepEqual(told(await reading, 'Sum', 'Anyway'), [{ name: 'Sum', iteration: undefined, status: 'CAUGHT', error }, { name: 'Anyway', iteration: undefined, status: 'SUCCEEDED', error: undefined }]);
});

test('a Parallel state fails for the state of a branch, whose siblings are aborted', async () => {
  const branch = state => ({ StartAt: state.name, States: { [state.name]: state.is } });
  const both = { Type: 'Parallel', Branches: [branch({ name: 'Rest', is: { Type: 'Wait', Seconds: 60, End: true } }), branch({ name: 'Refuse', is: { Type: 'Fail', Error: 'Refused' } })], End: true };
  const history = await historyOf('in-a-parallel', { StartAt: 'Both', States: { Both: both } }, {});
  assert.deepEqual(told(history, 'Both', 'Rest', 'Refuse').map(({ name, status }) => [name, status]), [['Both', 'FAILED'], ['Rest', 'ABORTED'], ['Refuse', 'FAILED']]);
  assert.equal(history.failed.name, 'Refuse');
});

test('a Map that is redriven runs again, and the state within it that had failed', async () => {
  const { activityArn } = await client.createActivity({ name: 'pack' });
  const map = { Type: 'Map', Items: '{% $states.input %}', MaxConcurrency: 1, ItemProcessor: { StartAt: 'Pack', States: { Pack: { Type: 'Task', Resource: activityArn, End: true } } }, End: true };
  const { stateMachineArn } = await client.createStateMachine({ name: 'redriven', roleArn: role, definition: JSON.stringify({ QueryLanguage: 'JSONata', StartAt: 'Each', States: { Each: map } }) });
  const { executionArn } = await client.startExecution({ stateMachineArn, input: '[1]' });
  const take = () => until('a task', async () => { const { taskToken } = await client.getActivityTask({ activityArn }); return taskToken; });
  const reading = async () => readHistory((await client.getExecutionHistory({ executionArn, maxResults: 1_000 })).events);
  await client.sendTaskFailure({ taskToken: await take(), error: 'Torn' });
  await until('the failure', async () => (await client.describeExecution({ executionArn })).status === 'FAILED');
  const failed = await reading();
  assert.deepEqual([failed.failed.name, failed.failed.error, failed.failed.status], ['Pack', 'Torn', 'FAILED']);
  await client.redriveExecution({ executionArn });
  const token = await take();
  const again = await reading();
  assert.deepEqual([again.failed, told(again, 'Each')[0].status, told(again, 'Pack').at(-1).status], [null, 'RUNNING', 'RUNNING']);
  await client.sendTaskSuccess({ taskToken: token, output: '1' });
  await until('the end', async () => (await client.describeExecution({ executionArn })).status === 'SUCCEEDED');
  const after = await reading();
  assert.equal(after.failed, null);
  assert.deepEqual(told(after, 'Each').map(({ status }) => status), ['SUCCEEDED']);
  assert.equal(told(after, 'Pack').at(-1).status, 'SUCCEEDED');
});
