import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { historyOf } from './support/history.mjs';
import { machine, role } from './support/machines.mjs';
import { Server, temporaryFolder } from './support/server.mjs';
import { until } from './support/wait.mjs';

// Map Runs that go on when their execution is redriven, with the AWS SDK against a real process.
const server = await Server.start();
const client = server.client();

const range = count => Array.from({ length: count }, (_, i) => i);
const distributed = (activityArn, rest = {}) => ({
  Type: 'Map', End: true, ...rest,
  ItemProcessor: {
    ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' }, StartAt: 'Work', States: { Work: { Type: 'Task', Resource: activityArn, End: true } },
  },
});
const runOf = (executionArn, api = client) => until('the Map Run', async () => (await api.listMapRuns({ executionArn })).mapRuns[0]?.mapRunArn);
const begin = async (rest, input, api = client) => {
  const { activityArn } = await api.createActivity({ name: `a-${randomUUID()}` });
  const { stateMachineArn } = await api.createStateMachine({ name: `m-${randomUUID()}`, definition: machine({ Map: distributed(activityArn, rest) }), roleArn: role });
  const { executionArn } = await api.startExecution({ stateMachineArn, input: JSON.stringify(input) });
  return { activityArn, executionArn, mapRunArn: await runOf(executionArn, api) };
};
const task = (activityArn, api = client) => api.getActivityTask({ activityArn });
const fail = async (activityArn, api = client) => api.sendTaskFailure({ taskToken: (await task(activityArn, api)).taskToken, error: 'Broken' });
const closed = (executionArn, api = client) => until('the execution to close', async () => {
  const execution = await api.describeExecution({ executionArn });
  return execution.status !== 'RUNNING' && execution;
});
const children = async (mapRunArn, rest = {}) => (await client.listExecutions({ mapRunArn, ...rest })).executions;

server.test('a redriven run goes on: what succeeded is kept, what failed is redriven, what was never started follows', async () => {
  const { activityArn, executionArn, mapRunArn } = await begin({ MaxConcurrency: 1, ItemBatcher: { MaxItemsPerBatch: 2 } }, range(8));
  const first = await task(activityArn);
  await client.sendTaskSuccess({ taskToken: first.taskToken, output: '"first"' });
  await fail(activityArn);
  assert.equal((await closed(executionArn)).error, 'States.ExceedToleratedFailureThreshold');
  const [failed, succeeded] = await children(mapRunArn);
  const told = async ({ executionArn }) => {
    const { status, redriveCount, redriveStatus, redriveStatusReason } = await client.describeExecution({ executionArn });
    return [status, redriveCount, redriveStatus, redriveStatusReason];
  };
  assert.deepEqual(await told(succeeded), ['SUCCEEDED', 0, 'NOT_REDRIVABLE', 'Execution is SUCCEEDED and cannot be redriven']);
  assert.deepEqual(await told(failed), ['FAILED', 0, 'REDRIVABLE_BY_MAP_RUN', undefined]);
  await assert.rejects(client.redriveExecution({ executionArn: failed.executionArn }), { name: 'ExecutionNotRedrivable', message: /by its Map Run/ });

  const { redriveDate } = await client.redriveExecution({ executionArn });
  const second = await task(activityArn);
  assert.deepEqual(await told(failed), ['RUNNING', 1, 'NOT_REDRIVABLE', 'Execution is RUNNING and cannot be redriven']);
  await client.sendTaskSuccess({ taskToken: second.taskToken, output: '"second"' });
  for (const output of ['"third"', '"fourth"']) await client.sendTaskSuccess({ taskToken: (await task(activityArn)).taskToken, output });
  const { status, output } = await closed(executionArn);
  assert.deepEqual([status, JSON.parse(output)], ['SUCCEEDED', ['first', 'second', 'third', 'fourth']]);
  assert.deepEqual(JSON.parse(second.input), { Items: [2, 3] });

  const run = await client.describeMapRun({ mapRunArn });
  assert.deepEqual([run.status, run.redriveCount, run.redriveDate.getTime()], ['SUCCEEDED', 1, redriveDate.getTime()]);
  assert.deepEqual([run.executionCounts.succeeded, run.itemCounts.succeeded, run.executionCounts.total, run.itemCounts.pendingRedrive, run.itemCounts.failuresNotRedrivable], [4, 8, 4, 0, 0]);
  assert.equal((await client.listMapRuns({ executionArn })).mapRuns.length, 1);
  const events = await historyOf(client, executionArn);
  assert.deepEqual(events.slice(7).map(event => event.type), ['ExecutionRedriven', 'MapRunRedriven', 'MapRunSucceeded', 'MapStateSucceeded', 'MapStateExited', 'ExecutionSucceeded']);
  assert.deepEqual(events[8].mapRunRedrivenEventDetails, { mapRunArn, redriveCount: 1 });
  assert.deepEqual((await children(mapRunArn, { redriveFilter: 'REDRIVEN' })).map(child => child.executionArn), [failed.executionArn]);
  assert.ok((await historyOf(client, failed.executionArn)).some(event => event.type === 'ExecutionRedriven'));
});

server.test('children that wait for their redrive are listed and counted', async () => {
  const { activityArn, executionArn, mapRunArn } = await begin({ MaxConcurrency: 1, ToleratedFailureCount: 3 }, range(4));
  for (const _ of range(4)) await fail(activityArn);
  await closed(executionArn);
  await client.redriveExecution({ executionArn });
  await task(activityArn);
  const { executionCounts } = await client.describeMapRun({ mapRunArn });
  assert.deepEqual([executionCounts.running, executionCounts.pendingRedrive, executionCounts.failed, executionCounts.total], [1, 3, 0, 4]);

  const pending = [];
  for (let nextToken; ;) {
    const page = await client.listExecutions({ mapRunArn, statusFilter: 'PENDING_REDRIVE', maxResults: 2, nextToken });
    pending.push(...page.executions);
    if (!(nextToken = page.nextToken)) break;
  }
  const all = await children(mapRunArn);
  assert.deepEqual(pending.map(child => [child.executionArn, child.status]), all.slice(0, 3).map(child => [child.executionArn, 'PENDING_REDRIVE']));
  assert.deepEqual(all.map(child => child.status), ['PENDING_REDRIVE', 'PENDING_REDRIVE', 'PENDING_REDRIVE', 'RUNNING']);
  assert.deepEqual(await children(mapRunArn, { statusFilter: 'FAILED' }), []);
  assert.equal((await client.describeExecution({ executionArn: pending[0].executionArn })).status, 'PENDING_REDRIVE');

  await client.stopExecution({ executionArn });
  const ended = await until('the run to end', async () => {
    const run = await client.describeMapRun({ mapRunArn });
    return run.status === 'ABORTED' && run;
  });
  assert.deepEqual([ended.executionCounts.pendingRedrive, ended.executionCounts.failed, ended.executionCounts.aborted], [0, 3, 1]);
  assert.deepEqual(await children(mapRunArn, { statusFilter: 'PENDING_REDRIVE' }), []);
});

server.test('Express children start over under the same name', async () => {
  const expressly = { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'EXPRESS' }, StartAt: 'First', States: {
    First: { Type: 'Pass', Next: 'Second' }, Second: { Type: 'Choice', Choices: [{ Variable: '$$.Execution.RedriveCount', NumericEquals: 0, Next: 'Broken' }], Default: 'Fine' },
    Broken: { Type: 'Fail', Error: 'Broken' }, Fine: { Type: 'Succeed' } } };
  const definition = machine({ Map: { Type: 'Map', End: true, ItemProcessor: expressly } });
  const { stateMachineArn } = await client.createStateMachine({ name: `m-${randomUUID()}`, definition, roleArn: role });
  const { executionArn } = await client.startExecution({ stateMachineArn, input: '[1]' });
  const mapRunArn = await runOf(executionArn);
  assert.equal((await closed(executionArn)).status, 'FAILED');
  const [child] = await children(mapRunArn);
  assert.equal((await client.describeExecution({ executionArn: child.executionArn })).redriveStatus, 'REDRIVABLE_BY_MAP_RUN');
  await client.redriveExecution({ executionArn });
  assert.deepEqual([(await closed(executionArn)).output, (await children(mapRunArn)).map(again => again.executionArn)], ['[1]', [child.executionArn]]);
  assert.equal((await client.describeExecution({ executionArn: child.executionArn })).redriveCount, 1);
});

server.test('after SIGKILL a redriven run goes on where it was: nothing is lost or done twice', async () => {
  const crashing = await Server.start();
  const api = crashing.client({ maxAttempts: 10 });
  const { activityArn, executionArn, mapRunArn } = await begin({ MaxConcurrency: 10, ToleratedFailureCount: 39, ItemBatcher: { MaxItemsPerBatch: 2 } }, range(120), api);
  const results = new Map();
  const answer = async () => {
    const { taskToken, input } = await task(activityArn, api);
    if (!taskToken) return;
    const { Items } = JSON.parse(input);
    await api.sendTaskSuccess({ taskToken, output: JSON.stringify(Items.map(item => item * 2)) });
    results.set(Items[0], (results.get(Items[0]) ?? 0) + 1);
  };
  for (const _ of range(15)) await answer();
  for (const _ of range(20)) await fail(activityArn, api);
  assert.equal((await closed(executionArn, api)).status, 'FAILED');
  await crashing.kill();
  await crashing.restart();
  await api.redriveExecution({ executionArn, clientToken: 'once' });
  for (const kills of range(4)) {
    await crashing.kill();
    await crashing.restart();
    for (let i = 0; i < 6 + kills; i++) await answer();
  }
  const parent = closed(executionArn, api);
  while (results.size < 60) await answer();
  const { status, output } = await parent;
  assert.equal(status, 'SUCCEEDED');
  assert.deepEqual(JSON.parse(output).flat(), range(120).map(i => i * 2));
  assert.ok([...results.values()].every(times => times === 1), 'a result was taken once');
  const { executionCounts, itemCounts, redriveCount } = await api.describeMapRun({ mapRunArn });
  assert.deepEqual([executionCounts.succeeded, executionCounts.total, itemCounts.succeeded, executionCounts.pendingRedrive, redriveCount], [60, 60, 120, 0, 1]);
  await crashing.stop();
});

server.test('items are not read again when each has its child, and results are written again', async () => {
  const folder = temporaryFolder();
  const buckets = await Server.start({ environment: { Baton__Buckets__orders: folder } });
  const api = buckets.client();
  writeFileSync(path.join(folder, 'orders.json'), JSON.stringify(range(3)));
  const { activityArn, executionArn, mapRunArn } = await begin({
    MaxConcurrency: 1, ToleratedFailureCount: 0,
    ItemReader: { Resource: 'arn:aws:states:::s3:getObject', ReaderConfig: { InputType: 'JSON' }, Parameters: { Bucket: 'orders', Key: 'orders.json' } },
    ResultWriter: { Resource: 'arn:aws:states:::s3:putObject', Parameters: { Bucket: 'orders', Prefix: 'results' } },
  }, {}, api);
  for (const output of ['"a"', '"b"']) await api.sendTaskSuccess({ taskToken: (await task(activityArn, api)).taskToken, output });
  await fail(activityArn, api);
  assert.equal((await closed(executionArn, api)).status, 'FAILED');
  writeFileSync(path.join(folder, 'orders.json'), '[7,8,9,10,11]'); // the run has the items that it had
  await api.redriveExecution({ executionArn });
  const { input, taskToken } = await task(activityArn, api);
  assert.equal(input, '2');
  await api.sendTaskSuccess({ taskToken, output: '"c"' });
  const { status, output } = await closed(executionArn, api);
  assert.equal(status, 'SUCCEEDED');
  const read = key => JSON.parse(readFileSync(path.join(folder, key), 'utf8'));
  const manifest = read(JSON.parse(output).ResultWriterDetails.Key);
  assert.deepEqual(manifest.ResultFiles.FAILED, []);
  const written = manifest.ResultFiles.SUCCEEDED.flatMap(file => read(file.Key));
  assert.deepEqual(written.map(child => [child.Output, child.RedriveCount, child.RedriveStatus]), [['"a"', 0, 'NOT_REDRIVABLE'], ['"b"', 0, 'NOT_REDRIVABLE'], ['"c"', 1, 'NOT_REDRIVABLE']]);
  assert.equal((await api.describeMapRun({ mapRunArn })).executionCounts.resultsWritten, 3);
  await buckets.stop();
});
