import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { historyOf } from './support/history.mjs';
import { machine, role } from './support/machines.mjs';
import { Server, temporaryFolder } from './support/server.mjs';
import { until } from './support/wait.mjs';

// Distributed Maps: each item, or batch of items, is an execution of its own.
const server = await Server.start();
const client = server.client();

const pass = { StartAt: 'Item', States: { Item: { Type: 'Pass', End: true } } };
const distributed = (processor, rest = {}) => ({
  Type: 'Map', ItemProcessor: { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' }, ...processor }, End: true, ...rest,
});
const failOn = condition => ({
  StartAt: 'Look',
  States: {
    Look: { Type: 'Choice', Choices: [{ ...condition, Next: 'Broken' }], Default: 'Fine' },
    Broken: { Type: 'Fail', Error: 'Broken' },
    Fine: { Type: 'Succeed' },
  },
});
const begin = async (map, input, api = client) => {
  const name = `m-${randomUUID()}`;
  const { stateMachineArn } = await api.createStateMachine({ name, definition: machine({ Map: map }), roleArn: role });
  return (await api.startExecution({ stateMachineArn, input: JSON.stringify(input) })).executionArn;
};
const closed = (executionArn, api = client) => until('the execution to close', async () => {
  const execution = await api.describeExecution({ executionArn });
  return execution.status !== 'RUNNING' && execution;
});
const runOf = (executionArn, api = client) => until('the Map Run', async () => (await api.listMapRuns({ executionArn })).mapRuns[0]);
const run = async (map, input) => closed(await begin(map, input));
const types = async executionArn => (await historyOf(client, executionArn)).map(event => event.type);
const range = count => Array.from({ length: count }, (_, i) => i);

server.test('each item is an execution with a history of its own', async () => {
  const executionArn = await begin(distributed(pass, { Label: 'Items', ItemSelector: { 'n.$': '$$.Map.Item.Value', 'i.$': '$$.Map.Item.Index' } }), ['a', 'b', 'c']);
  const parent = await closed(executionArn);
  assert.equal(parent.status, 'SUCCEEDED', JSON.stringify(parent));
  assert.deepEqual(JSON.parse(parent.output), ['a', 'b', 'c'].map((n, i) => ({ n, i })));
  assert.deepEqual(await types(executionArn), [
    'ExecutionStarted', 'MapStateEntered', 'MapStateStarted', 'MapRunStarted', 'MapRunSucceeded', 'MapStateSucceeded', 'MapStateExited', 'ExecutionSucceeded',
  ]);

  const listed = await runOf(executionArn);
  const name = executionArn.split(':')[6];
  assert.match(listed.mapRunArn, new RegExp(`^arn:aws:states:us-east-1:000000000000:mapRun:${name}/Items:[0-9a-f-]{36}$`));
  assert.equal(listed.stateMachineArn, `arn:aws:states:us-east-1:000000000000:stateMachine:${name}/Items`);
  const run = await client.describeMapRun({ mapRunArn: listed.mapRunArn });
  assert.deepEqual([run.status, run.executionArn, run.maxConcurrency], ['SUCCEEDED', executionArn, 0]);
  assert.deepEqual([run.itemCounts.succeeded, run.itemCounts.total, run.executionCounts.succeeded, run.executionCounts.running], [3, 3, 3, 0]);

  const children = (await client.listExecutions({ mapRunArn: listed.mapRunArn })).executions;
  assert.equal(children.length, 3);
  assert.ok(children.every(child => child.mapRunArn === listed.mapRunArn && child.stateMachineArn === listed.stateMachineArn));
  const described = await Promise.all(children.map(({ executionArn }) => client.describeExecution({ executionArn })));
  assert.ok(described.every(child => child.mapRunArn === listed.mapRunArn && child.status === 'SUCCEEDED'));
  const inputs = described.map(child => JSON.parse(child.input)).sort((a, b) => a.i - b.i); // they start side by side
  assert.deepEqual(inputs, ['a', 'b', 'c'].map((n, i) => ({ n, i })));
  const child = described[0];
  const machineOfChild = await client.describeStateMachineForExecution({ executionArn: child.executionArn });
  assert.deepEqual([machineOfChild.mapRunArn, machineOfChild.label, JSON.parse(machineOfChild.definition).StartAt], [listed.mapRunArn, 'Items', 'Item']);
  assert.deepEqual(await types(child.executionArn), ['ExecutionStarted', 'PassStateEntered', 'PassStateExited', 'ExecutionSucceeded']);
  const stateMachineArn = executionArn.replace(':execution:', ':stateMachine:').replace(/:[^:]+$/, '');
  assert.equal((await client.listExecutions({ stateMachineArn })).executions.length, 1, 'children are not executions of the machine');
});

server.test('no items make an empty result', async () => {
  assert.equal((await run(distributed(pass), [])).output, '[]');
});

server.test('an object is mapped over by its entries', async () => {
  assert.deepEqual(JSON.parse((await run(distributed(pass), { x: 1, y: [2] })).output), [{ Key: 'x', Value: 1 }, { Key: 'y', Value: [2] }]);
});

server.test('batches have so many items, and what all of them get', async () => {
  const map = distributed(pass, { ItemBatcher: { MaxItemsPerBatch: 2, BatchInput: { 'all.$': '$.all' } }, ItemsPath: '$.items' });
  const { output } = await run(map, { all: 7, items: range(5) });
  assert.deepEqual(JSON.parse(output), [[0, 1], [2, 3], [4]].map(Items => ({ BatchInput: { all: 7 }, Items })));
});

server.test('batches have so many bytes', async () => {
  const { output } = await run(distributed(pass, { ItemBatcher: { MaxInputBytesPerBatch: 60 } }), range(12).map(i => 'x'.repeat(i)));
  const batches = JSON.parse(output);
  assert.deepEqual(batches.flatMap(batch => batch.Items), range(12).map(i => 'x'.repeat(i)));
  assert.ok(batches.length > 2 && batches.every(batch => JSON.stringify(batch).length <= 60), output);
});

server.test('one failed item fails the run', async () => {
  const executionArn = await begin(distributed(failOn({ Variable: '$', NumericEquals: 3 })), range(6));
  const { status, error, cause } = await closed(executionArn);
  assert.deepEqual([status, error, cause], ['FAILED', 'States.ExceedToleratedFailureThreshold', 'The specified tolerated failure threshold was exceeded']);
  assert.deepEqual((await types(executionArn)).slice(3), ['MapRunStarted', 'MapRunFailed', 'MapStateFailed', 'ExecutionFailed']);
  const { itemCounts, status: runStatus } = await client.describeMapRun({ mapRunArn: (await runOf(executionArn)).mapRunArn });
  assert.deepEqual([runStatus, itemCounts.failed, itemCounts.running], ['FAILED', 1, 0]);
});

for (const [name, tolerance, status] of [
  ['count that is kept', { ToleratedFailureCount: 2 }, 'SUCCEEDED'],
  ['count that is exceeded', { ToleratedFailureCount: 1 }, 'FAILED'],
  ['percentage that is kept', { ToleratedFailurePercentage: 20 }, 'SUCCEEDED'],
  ['percentage that is exceeded', { ToleratedFailurePercentage: 19.5 }, 'FAILED'],
  ['count and percentage of which one is exceeded', { ToleratedFailureCount: 5, ToleratedFailurePercentage: 10 }, 'FAILED'],
]) {
  server.test(`a tolerated ${name}`, async () => {
    const map = distributed(failOn({ Variable: '$', NumericLessThan: 2 }), { ...tolerance });
    const executionArn = await begin(map, range(10));
    assert.equal((await closed(executionArn)).status, status);
    assert.equal((await client.describeMapRun({ mapRunArn: (await runOf(executionArn)).mapRunArn })).itemCounts.failed, 2);
  });
}

server.test('each retry is a run of its own, and a catcher gets the error', async () => {
  const map = distributed(failOn({ Variable: '$', NumericEquals: 0 }), {
    Retry: [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 1, MaxAttempts: 1 }], Catch: [{ ErrorEquals: ['States.ExceedToleratedFailureThreshold'], Next: 'Caught' }], End: undefined, Next: 'Caught',
  });
  const { stateMachineArn } = await client.createStateMachine({ name: `m-${randomUUID()}`, definition: machine({ Map: map, Caught: { Type: 'Succeed' } }), roleArn: role });
  const { executionArn } = await client.startExecution({ stateMachineArn, input: '[0]' });
  const { status, output } = await closed(executionArn);
  assert.deepEqual([status, JSON.parse(output).Error], ['SUCCEEDED', 'States.ExceedToleratedFailureThreshold']);
  assert.equal((await client.listMapRuns({ executionArn })).mapRuns.length, 2);
});

server.test('an item that cannot be selected fails the execution', async () => {
  const { status, error } = await run(distributed(pass, { ItemSelector: { 'x.$': '$.missing' } }), [1]);
  assert.deepEqual([status, error], ['FAILED', 'States.Runtime']);
});

server.test('results beyond the payload limit fail the run', async () => {
  const { status, error } = await run(distributed(pass, { ItemSelector: { 'a.$': "$$.Execution.Input[0]", 'b.$': "$$.Map.Item.Value" } }), range(20).map(() => 'x'.repeat(9_000)));
  assert.deepEqual([status, error], ['FAILED', 'States.DataLimitExceeded']);
});

server.test('only so many children run at once, and UpdateMapRun changes it', async () => {
  const { activityArn } = await client.createActivity({ name: `a-${randomUUID()}` });
  const work = { StartAt: 'Work', States: { Work: { Type: 'Task', Resource: activityArn, End: true } } };
  const executionArn = await begin(distributed(work, { MaxConcurrency: 2 }), range(9));
  const { mapRunArn } = await runOf(executionArn);
  const counts = async () => (await client.describeMapRun({ mapRunArn })).executionCounts;
  await until('two to run', async () => (await counts()).running === 2);
  await client.updateMapRun({ mapRunArn, maxConcurrency: 5 });
  await until('five to run', async () => (await counts()).running === 5);
  assert.equal((await client.describeMapRun({ mapRunArn })).maxConcurrency, 5);
  for (let done = 0; done < 9; done++) {
    const { taskToken, input } = await client.getActivityTask({ activityArn });
    await client.sendTaskSuccess({ taskToken, output: `${Number(input) * 10}` });
  }
  assert.deepEqual(JSON.parse((await closed(executionArn)).output), range(9).map(i => i * 10));
  await assert.rejects(client.updateMapRun({ mapRunArn, maxConcurrency: 1 }), { name: 'ValidationException', message: /is not running/ });
  await assert.rejects(client.updateMapRun({ mapRunArn }), { name: 'ValidationException', message: /at least one/ });
});

server.test('stopping the execution stops the children and ends the run', async () => {
  const waits = { StartAt: 'Wait', States: { Wait: { Type: 'Wait', Seconds: 3600, End: true } } };
  const executionArn = await begin(distributed(waits), range(4));
  const { mapRunArn } = await runOf(executionArn);
  await until('all to run', async () => (await client.describeMapRun({ mapRunArn })).executionCounts.running === 4);
  await client.stopExecution({ executionArn });
  const ended = await until('the run to end', async () => {
    const described = await client.describeMapRun({ mapRunArn });
    return described.status !== 'RUNNING' && described;
  });
  assert.deepEqual([ended.status, ended.executionCounts.aborted], ['ABORTED', 4]);
});

server.test('a run that is not there', async () => {
  const mapRunArn = 'arn:aws:states:us-east-1:000000000000:mapRun:none/l:00000000-0000-0000-0000-000000000000';
  for (const ask of [() => client.describeMapRun({ mapRunArn }), () => client.updateMapRun({ mapRunArn, maxConcurrency: 1 }), () => client.listExecutions({ mapRunArn })]) {
    await assert.rejects(ask, { name: 'ResourceNotFound', message: `Map Run Does Not Exist: '${mapRunArn}'` });
  }
  await assert.rejects(client.describeMapRun({ mapRunArn: 'arn:aws:states:us-east-1:000000000000:execution:a:b' }), { name: 'InvalidArn' });
});

server.test('after SIGKILL a run goes on where it was: nothing is lost or done twice', async () => {
  const crashing = await Server.start();
  const api = crashing.client({ maxAttempts: 10 });
  const { activityArn } = await api.createActivity({ name: 'work' });
  const work = { StartAt: 'Work', States: { Work: { Type: 'Task', Resource: activityArn, End: true } } };
  const executionArn = await begin(distributed(work, { MaxConcurrency: 20, ItemBatcher: { MaxItemsPerBatch: 3 } }), range(200), api);
  const { mapRunArn } = await runOf(executionArn, api);
  const results = new Map();
  const answer = async () => {
    const { taskToken, input } = await api.getActivityTask({ activityArn });
    if (!taskToken) return;
    const { Items } = JSON.parse(input);
    await api.sendTaskSuccess({ taskToken, output: JSON.stringify(Items.map(item => item * 2)) });
    results.set(Items[0], (results.get(Items[0]) ?? 0) + 1);
  };
  for (const kills of range(4)) {
    for (let i = 0; i < 8 + kills; i++) await answer();
    await crashing.kill();
    await crashing.restart();
  }
  const parent = until('the execution to close', async () => {
    const execution = await api.describeExecution({ executionArn });
    return execution.status !== 'RUNNING' && execution;
  }, { within: 60_000 });
  while (results.size < 67) await answer();
  const { status, output } = await parent;
  assert.equal(status, 'SUCCEEDED');
  assert.deepEqual(JSON.parse(output).flat(), range(200).map(i => i * 2));
  assert.ok([...results.values()].every(times => times === 1), 'a result was taken once');
  const { itemCounts, executionCounts } = await api.describeMapRun({ mapRunArn });
  assert.deepEqual([itemCounts.succeeded, itemCounts.total, executionCounts.succeeded, executionCounts.total], [200, 200, 67, 67]);
  await crashing.stop();
});

server.test('items are read from a file, and results written to files', async () => {
  const folder = temporaryFolder();
  const buckets = await Server.start({ environment: { Baton__Buckets__orders: folder } });
  const api = buckets.client();
  writeFileSync(path.join(folder, 'orders.csv'), ['id,sum', ...range(25).map(i => `o${i},${i * 10}`)].join('\n'));
  const map = distributed(failOn({ Variable: '$.Items[0].id', StringEquals: 'o10' }), {
    ItemReader: {
      Resource: 'arn:aws:states:::s3:getObject', ReaderConfig: { InputType: 'CSV', CSVHeaderLocation: 'FIRST_ROW', MaxItems: 24 }, Parameters: { Bucket: 'orders', 'Key.$': '$.key' },
    },
    ItemSelector: { 'id.$': '$$.Map.Item.Value.id', 'from.$': '$$.Map.Item.Source' },
    ItemBatcher: { MaxItemsPerBatch: 5 },
    ToleratedFailurePercentage: 50,
    ResultWriter: { Resource: 'arn:aws:states:::s3:putObject', Parameters: { Bucket: 'orders', Prefix: 'results' } },
  });
  const executionArn = await begin(map, { key: 'orders.csv' }, api);
  const { status, output } = await closed(executionArn, api);
  assert.equal(status, 'SUCCEEDED', output);
  const { MapRunArn, ResultWriterDetails } = JSON.parse(output);
  assert.equal(ResultWriterDetails.Bucket, 'orders');
  const { itemCounts, executionCounts } = await api.describeMapRun({ mapRunArn: MapRunArn });
  assert.deepEqual([itemCounts.total, itemCounts.succeeded, itemCounts.failed, executionCounts.total, executionCounts.resultsWritten], [24, 19, 5, 5, 5]);

  const read = key => JSON.parse(readFileSync(path.join(folder, key), 'utf8'));
  const manifest = read(ResultWriterDetails.Key);
  assert.equal(manifest.MapRunArn, MapRunArn);
  const succeeded = manifest.ResultFiles.SUCCEEDED.flatMap(file => read(file.Key));
  assert.deepEqual(succeeded.map(child => JSON.parse(child.Input).Items.length), [5, 5, 5, 4]);
  assert.deepEqual(JSON.parse(succeeded[0].Input).Items[0], { id: 'o0', from: 'S3://orders/orders.csv' });
  const [failed] = manifest.ResultFiles.FAILED.flatMap(file => read(file.Key));
  assert.deepEqual([failed.Status, failed.Error], ['FAILED', 'Broken']);
  await buckets.stop();
});

server.test('what cannot be read fails the state with a reason', async () => {
  const map = distributed(pass, { ItemReader: { Resource: 'arn:aws:states:::s3:getObject', ReaderConfig: { InputType: 'JSON' }, Parameters: { Bucket: 'nowhere', Key: 'k' } } });
  const executionArn = await begin(map, {});
  const { status, error, cause } = await closed(executionArn);
  assert.deepEqual([status, error], ['FAILED', 'States.ItemReaderFailed']);
  assert.match(cause, /nowhere/);
  assert.deepEqual((await types(executionArn)).slice(3), ['MapRunStarted', 'MapRunFailed', 'MapStateFailed', 'ExecutionFailed']);
});
