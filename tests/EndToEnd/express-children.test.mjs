import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { after } from 'node:test';
import { machine, role } from './support/machines.mjs';
import { refused } from './support/refused.mjs';
import { Server, temporaryFolder } from './support/server.mjs';
import { until } from './support/wait.mjs';

// The children of a distributed Map as Express executions, and what a run leaves that did not come to its end.
const calls = new Map();
let answer = async item => item;
const functions = http.createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const item = JSON.parse(Buffer.concat(chunks).toString());
  calls.set(item, (calls.get(item) ?? 0) + 1);
  const result = await answer(item);
  if (result instanceof Error) response.setHeader('X-Amz-Function-Error', 'Unhandled');
  response.end(JSON.stringify(result instanceof Error ? { errorType: result.name, errorMessage: result.message } : result));
});
await once(functions.listen(0, '127.0.0.1'), 'listening');
after(() => {
  functions.closeAllConnections();
  functions.close();
});
const folder = temporaryFolder();
const server = await Server.start({
  environment: { Baton__Endpoints__lambda: `http://127.0.0.1:${functions.address().port}`, Baton__Buckets__results: folder },
});
const client = server.client({ attempts: 10 });

const range = count => Array.from({ length: count }, (_, i) => i);
const call = { StartAt: 'Call', States: { Call: { Type: 'Task', Resource: 'arn:aws:lambda:us-east-1:000000000000:function:f', End: true } } };
const distributed = (rest, ExecutionType = 'EXPRESS') => machine({
  Map: { Type: 'Map', ItemProcessor: { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType }, ...call }, Label: 'Each', End: true, ...rest },
});
const start = async (name, definition, input) => {
  const { stateMachineArn } = await client.createStateMachine({ name, definition, roleArn: role });
  const { executionArn } = await client.startExecution({ stateMachineArn, name: 'one', input: JSON.stringify(input) });
  const { mapRunArn } = await until('the Map Run', async () => (await client.listMapRuns({ executionArn })).mapRuns[0]);
  return { executionArn, mapRunArn };
};
const closed = executionArn => until('the execution to close', async () => {
  const execution = await client.describeExecution({ executionArn });
  return execution.status !== 'RUNNING' && execution;
}, { within: 60_000 });
const counts = async mapRunArn => (await client.describeMapRun({ mapRunArn })).executionCounts;

server.test('children are told of while they run and when they have ended, and have no history', async () => {
  let release;
  const held = new Promise(resolve => { release = resolve; });
  answer = async item => (await held, { item });
  const { executionArn, mapRunArn } = await start('told', distributed(), ['a', 'b']);
  await until('both to run', async () => (await counts(mapRunArn)).running === 2);
  const running = (await client.listExecutions({ mapRunArn, statusFilter: 'RUNNING' })).executions;
  assert.equal(running.length, 2);
  assert.match(running[0].executionArn, /^arn:aws:states:us-east-1:000000000000:express:told\/Each:[0-9a-f-]{36}:[0-9a-f-]{36}$/);
  assert.equal(running[0].name, running[0].executionArn.split(':')[7]);
  const child = { executionArn: running[0].executionArn };
  const { status, mapRunArn: of, input } = await client.describeExecution(child);
  assert.deepEqual([status, of, input], ['RUNNING', mapRunArn, '"b"']);
  release();
  assert.deepEqual(JSON.parse((await closed(executionArn)).output), [{ item: 'a' }, { item: 'b' }]);
  const ended = await client.describeExecution(child);
  assert.deepEqual([ended.status, ended.output, ended.stateMachineArn], ['SUCCEEDED', '{"item":"b"}', 'arn:aws:states:us-east-1:000000000000:stateMachine:told/Each']);
  assert.deepEqual((await client.listExecutions({ mapRunArn })).executions.map(execution => execution.status), ['SUCCEEDED', 'SUCCEEDED']);
  const first = await client.listExecutions({ mapRunArn, maxResults: 1 });
  const second = await client.listExecutions({ mapRunArn, maxResults: 1, nextToken: first.nextToken });
  assert.deepEqual([...first.executions, ...second.executions].map(execution => execution.executionArn), running.map(execution => execution.executionArn));
  for (const ask of [client.getExecutionHistory, client.stopExecution, client.describeStateMachineForExecution]) {
    await refused(ask(child), 'InvalidArn', "Invalid Arn: 'Resource type not valid in this context: express'");
  }
});

server.test('after SIGKILL those that had not ended run again, and the others keep their results', async () => {
  calls.clear();
  const stuck = new Set(range(50).map(i => i * 4));
  answer = async item => stuck.has(item) ? new Promise(() => {}) : item * 2;
  const { executionArn, mapRunArn } = await start('killed', distributed({ MaxConcurrency: 60 }), range(200));
  await until('all others to end', async () => {
    const { succeeded, running } = await counts(mapRunArn);
    return succeeded === 150 && running === 50;
  });
  await server.kill();
  answer = async item => item * 2;
  await server.restart();
  assert.deepEqual(JSON.parse((await closed(executionArn)).output), range(200).map(i => i * 2));
  for (const item of range(200)) assert.equal(calls.get(item), stuck.has(item) ? 2 : 1, `item ${item}`);
  const { itemCounts } = await client.describeMapRun({ mapRunArn });
  assert.deepEqual([itemCounts.succeeded, itemCounts.total, itemCounts.pending], [200, 200, 0]);
});

for (const kind of ['EXPRESS', 'STANDARD']) {
  server.test(`a run of ${kind} children that fails writes what it did not start`, async () => {
    answer = async item => item === 2 ? Object.assign(new Error('no'), { name: 'Broken' }) : item;
    const ResultWriter = { Resource: 'arn:aws:states:::s3:putObject', Parameters: { Bucket: 'results', Prefix: `rest/${kind}` }, WriterConfig: { OutputType: 'JSONL', Transformation: 'COMPACT' } };
    const { executionArn, mapRunArn } = await start(`rest-${kind}`, distributed({ MaxConcurrency: 1, ResultWriter }, kind), range(6));
    assert.equal((await closed(executionArn)).error, 'States.ExceedToleratedFailureThreshold');
    const { executionCounts } = await client.describeMapRun({ mapRunArn });
    assert.deepEqual(['succeeded', 'failed', 'pending', 'total', 'resultsWritten'].map(name => executionCounts[name]), [2, 1, 3, 6, 6]);
    const read = key => readFileSync(path.join(folder, key), 'utf8');
    const manifest = JSON.parse(read(`rest/${kind}/${mapRunArn.split(':').at(-1)}/manifest.json`));
    const [SUCCEEDED, FAILED, PENDING] = ['SUCCEEDED', 'FAILED', 'PENDING'].map(of => manifest.ResultFiles[of].flatMap(file => read(file.Key).trimEnd().split('\n')).map(line => JSON.parse(line)));
    assert.deepEqual(SUCCEEDED, [0, 1]);
    assert.deepEqual(FAILED.map(child => [child.Status, child.Error, child.Input]), [['FAILED', 'Broken', '2']]);
    assert.deepEqual(PENDING.map(child => [child.Status, child.Input]), [['PENDING', '3'], ['PENDING', '4'], ['PENDING', '5']]);
    assert.deepEqual(Object.keys(PENDING[0]), ['ExecutionArn', 'Input', 'InputDetails', 'Name', 'RedriveCount', 'StateMachineArn', 'Status']);
  });
}

server.test('a run that is aborted writes its results too', async () => {
  answer = async item => item < 2 ? item : new Promise(() => {});
  const ResultWriter = { Resource: 'arn:aws:states:::s3:putObject', Parameters: { Bucket: 'results', Prefix: 'aborted' } };
  const { executionArn, mapRunArn } = await start('aborted', distributed({ MaxConcurrency: 1, ResultWriter }), range(5));
  await until('the third to run', async () => (await counts(mapRunArn)).succeeded === 2 && (await counts(mapRunArn)).running === 1);
  await client.stopExecution({ executionArn });
  const { status, executionCounts } = await until('the run to end', async () => {
    const run = await client.describeMapRun({ mapRunArn });
    return run.status !== 'RUNNING' && run;
  });
  assert.deepEqual([status, executionCounts.succeeded, executionCounts.aborted, executionCounts.pending], ['ABORTED', 2, 1, 2]);
  const manifest = JSON.parse(readFileSync(path.join(folder, `aborted/${mapRunArn.split(':').at(-1)}/manifest.json`), 'utf8'));
  assert.deepEqual(Object.values(manifest.ResultFiles).map(files => files.length), [1, 1, 1]);
});
