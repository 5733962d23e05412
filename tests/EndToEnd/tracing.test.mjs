import assert from 'node:assert/strict';
import { once } from 'node:events';
import http from 'node:http';
import { after } from 'node:test';
import { machine, pass, role } from './support/machines.mjs';
import { refused } from './support/refused.mjs';
import { Server } from './support/server.mjs';
import { until } from './support/wait.mjs';

// The header that tells of a trace goes with an execution, and on with everything that it calls.
const seen = [];
const services = http.createServer((request, response) => {
  seen.push([request.url, request.headers['x-amzn-trace-id']]);
  request.resume().on('end', () => response.end('{}'));
});
await once(services.listen(0, '127.0.0.1'), 'listening');
after(() => {
  services.closeAllConnections();
  services.close();
});
const server = await Server.start({ environment: { Baton__Endpoints__default: `http://127.0.0.1:${services.address().port}` } });
const client = server.client();
const traced = 'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1';

const create = async (name, definition, rest = {}) => (await client.createStateMachine({ name, definition, roleArn: role, ...rest })).stateMachineArn;
const started = async request => {
  const { executionArn } = await client.startExecution(request);
  return until('the execution to close', async () => {
    const execution = await client.describeExecution({ executionArn });
    return execution.status !== 'RUNNING' && execution;
  });
};
const withHeader = (operation, body, header) => fetch(server.url, {
  method: 'POST', body: JSON.stringify(body),
  headers: { 'x-amz-target': `AWSStepFunctions.${operation}`, 'content-type': 'application/x-amz-json-1.0', 'x-amzn-trace-id': header },
}).then(answer => answer.json());

server.test('it is told with the execution, and none where none was given', async () => {
  const stateMachineArn = await create('told', pass);
  assert.equal((await started({ stateMachineArn, traceHeader: traced })).traceHeader, traced);
  assert.equal((await started({ stateMachineArn })).traceHeader, undefined);
  await refused(client.startExecution({ stateMachineArn, traceHeader: 'Root=é' }), 'ValidationException', /'traceHeader' failed to satisfy constraint/);
  await refused(client.startExecution({ stateMachineArn, traceHeader: 'x'.repeat(257) }), 'ValidationException', /'traceHeader' failed to satisfy constraint/);
});

server.test('the header of the request wins over its body', async () => {
  const stateMachineArn = await create('won', pass);
  const { executionArn } = await withHeader('StartExecution', { stateMachineArn, traceHeader: 'Root=body' }, traced);
  assert.equal((await client.describeExecution({ executionArn })).traceHeader, traced);
  const express = await create('won-express', pass, { type: 'EXPRESS' });
  assert.equal((await withHeader('StartSyncExecution', { stateMachineArn: express, traceHeader: 'Root=body' }, traced)).traceHeader, traced);
  assert.equal((await client.startSyncExecution({ stateMachineArn: express, traceHeader: 'Root=body' })).traceHeader, 'Root=body');
});

server.test('it goes on to functions, services, nested executions and the children of a Map Run', async () => {
  const call = { Type: 'Task', Resource: 'arn:aws:lambda:us-east-1:000000000000:function:child' };
  const child = await create('child', machine({ Call: { ...call, End: true } }));
  const stateMachineArn = await create('parent', machine({
    Function: { ...call, Resource: call.Resource.replace('child', 'parent'), Next: 'Queue' },
    Queue: { Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage', Parameters: { QueueUrl: 'http://x/q', MessageBody: 'm' }, Next: 'Nested' },
    Nested: { Type: 'Task', Resource: 'arn:aws:states:::states:startExecution.sync:2', Parameters: { StateMachineArn: child }, Next: 'Each' },
    Each: {
      Type: 'Map', ItemsPath: '$.items', End: true,
      ItemProcessor: { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'EXPRESS' }, StartAt: 'Item', States: { Item: { ...call, Resource: call.Resource.replace('child', 'item'), End: true } } },
    },
  }).replace('"Next":"Queue"', '"Next":"Queue","ResultPath":null').replaceAll(/"Next":"(Nested|Each)"/g, '"Next":"$1","ResultPath":null'));
  const { status, cause } = await started({ stateMachineArn, traceHeader: traced, input: '{"items":[1,2]}' });
  assert.equal(status, 'SUCCEEDED', cause);
  assert.deepEqual(seen.map(([, header]) => header), [traced, traced, traced, traced, traced]);
  assert.deepEqual(seen.map(([url]) => url.match(/%3A(parent|child|item)\//)?.[1] ?? url), ['parent', '/', 'child', 'item', 'item']);
  const [{ executionArn }] = (await client.listExecutions({ stateMachineArn: child })).executions;
  assert.equal((await client.describeExecution({ executionArn })).traceHeader, traced);
});
