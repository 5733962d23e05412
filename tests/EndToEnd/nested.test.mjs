import assert from 'node:assert/strict';
import http from 'node:http';
import { after, test } from 'node:test';
import { persistently } from './support/calls.mjs';
import { historyOf } from './support/history.mjs';
import { machine, role, waiting, working } from './support/machines.mjs';
import { seededRandom } from './support/random.mjs';
import { Server } from './support/server.mjs';
import { until } from './support/wait.mjs';

// Executions that start executions, and tasks that call other services, with the AWS SDK against a real process.
const parent = (child, suffix, rest = {}) => machine({
  Start: { Type: 'Task', Resource: `arn:aws:states:::states:startExecution${suffix}`, Parameters: { StateMachineArn: child, 'Input.$': '$', ...rest }, End: true },
});

async function family(client, suffix, childDefinition, rest) {
  const { stateMachineArn: child } = await client.createStateMachine({ name: `child${suffix.replace(/\W/g, '-')}`, definition: childDefinition, roleArn: role });
  const { stateMachineArn } = await client.createStateMachine({ name: `parent${suffix.replace(/\W/g, '-')}`, definition: parent(child, suffix, rest), roleArn: role });
  return { child, stateMachineArn };
}

const statusOf = async (client, executionArn) => (await client.describeExecution({ executionArn })).status;
const onlyChild = (client, stateMachineArn) => until('the child', async () => (await client.listExecutions({ stateMachineArn })).executions[0]);

test('a parent waits for its child, whose end it gets as JSON, with the events of AWS', async () => {
  const server = await Server.start();
  const client = server.client();
  const { activityArn } = await client.createActivity({ name: 'work' });
  const { child, stateMachineArn } = await family(client, '.sync:2', working(activityArn));
  const { executionArn } = await client.startExecution({ stateMachineArn, input: '{"order":7}' });
  const { taskToken } = await client.getActivityTask({ activityArn });
  await client.sendTaskSuccess({ taskToken, output: '{"shipped":true}' });
  await until('the parent to succeed', async () => await statusOf(client, executionArn) === 'SUCCEEDED');
  const events = await historyOf(client, executionArn);
  assert.deepEqual(events.map(event => event.type), ['ExecutionStarted', 'TaskStateEntered', 'TaskScheduled', 'TaskStarted', 'TaskSubmitted', 'TaskSucceeded', 'TaskStateExited', 'ExecutionSucceeded']);
  const submitted = JSON.parse(events[4].taskSubmittedEventDetails.output);
  assert.equal(submitted.ExecutionArn, (await onlyChild(client, child)).executionArn);
  assert.equal(submitted.SdkHttpMetadata.HttpStatusCode, 200);
  const result = JSON.parse(events[5].taskSucceededEventDetails.output);
  assert.deepEqual([result.Status, result.Input, result.Output], ['SUCCEEDED', { order: 7 }, { shipped: true }]);
});

test('a parent that is stopped takes its child with it', async () => {
  const server = await Server.start();
  const client = server.client();
  const { child, stateMachineArn } = await family(client, '.sync', waiting);
  const { executionArn } = await client.startExecution({ stateMachineArn });
  const { executionArn: childArn } = await onlyChild(client, child);
  await client.stopExecution({ executionArn });
  await until('the child to be stopped', async () => await statusOf(client, childArn) === 'ABORTED');
});

test('SIGKILL again and again while parents start children and wait for them: each has one, and all end', { timeout: 120_000 }, async context => {
  const random = seededRandom();
  context.diagnostic(`SEED=${random.seed}`);
  const server = await Server.start();
  const client = server.client();
  const { child, stateMachineArn } = await family(client, '.sync:2', machine({ Wait: { Type: 'Wait', Seconds: 1, End: true } }));
  const names = Array.from({ length: 60 }, (_, index) => `p${index}`);
  const starting = (async () => {
    for (const name of names) await persistently(() => client.startExecution({ stateMachineArn, name, input: JSON.stringify({ name }) })).catch(error => assert.equal(error.name, 'ExecutionAlreadyExists'));
  })();
  for (let kills = 0; kills < 12; kills++) {
    await server.ready;
    await new Promise(resolve => { setTimeout(resolve, random.between(0, 300)); });
    await server.kill();
    server.launch();
  }
  await server.ready;
  await starting;
  await until('all parents to end', async () => (await client.listExecutions({ stateMachineArn, statusFilter: 'SUCCEEDED', maxResults: 1000 })).executions.length === names.length, { within: 60_000 });
  const { executions } = await client.listExecutions({ stateMachineArn: child, maxResults: 1000 });
  assert.equal(executions.length, names.length, 'each parent started one child');
  assert.ok(executions.every(item => item.status === 'SUCCEEDED'));
});

test('SIGKILL right after a parent was stopped: its child does not outlive it', async () => {
  const server = await Server.start();
  const client = server.client();
  const { child, stateMachineArn } = await family(client, '.sync', waiting);
  const started = await Promise.all(Array.from({ length: 30 }, () => client.startExecution({ stateMachineArn })));
  await until('the children', async () => (await client.listExecutions({ stateMachineArn: child, maxResults: 100 })).executions.length === started.length);
  const stopping = started.map(({ executionArn }) => client.stopExecution({ executionArn }).catch(() => undefined)); // some are not answered any more
  await stopping[0];
  await server.kill();
  await Promise.all(stopping);
  await server.restart();
  await until('parents and children to agree', async () => {
    const [parents, children] = await Promise.all([stateMachineArn, child].map(async arn => (await client.listExecutions({ stateMachineArn: arn, statusFilter: 'ABORTED', maxResults: 100 })).executions.length));
    return parents > 0 && parents === children;
  });
});

test('a task calls a service at the endpoint that is configured, and says how to configure one that is not', async () => {
  const asked = [];
  const service = http.createServer((request, response) => {
    let body = '';
    request.on('data', chunk => { body += chunk; }).on('end', () => {
      asked.push({ target: request.headers['x-amz-target'], authorization: request.headers.authorization, body: JSON.parse(body) });
      response.setHeader('Content-Type', 'application/x-amz-json-1.0').end('{"MessageId":"m-1","MD5OfMessageBody":"x"}');
    });
  });
  const port = await new Promise(resolve => { service.listen(0, '127.0.0.1', () => resolve(service.address().port)); });
  after(() => service.close());
  const server = await Server.start({ environment: { Baton__Endpoints__sqs: `http://127.0.0.1:${port}`, AWS_REGION: 'eu-central-1' } });
  const client = server.client();
  const definition = machine({
    Ask: {
      Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken', Parameters: { QueueUrl: 'q', MessageBody: { 'token.$': '$$.Task.Token', 'order.$': '$' } },
      Next: 'Tell',
    },
    Tell: { Type: 'Task', Resource: 'arn:aws:states:::sns:publish', Parameters: { TopicArn: 't', Message: 'm' }, End: true },
  });
  const { stateMachineArn } = await client.createStateMachine({ name: 'asks', definition, roleArn: role });
  const { executionArn } = await client.startExecution({ stateMachineArn, input: '{"id":1}' });
  const [{ target, authorization, body }] = await until('the message', () => asked.length > 0 && asked);
  assert.equal(target, 'AmazonSQS.SendMessage');
  assert.match(authorization, /Credential=[^/]+\/\d{8}\/eu-central-1\/sqs\/aws4_request/);
  const message = JSON.parse(body.MessageBody);
  assert.deepEqual(message.order, { id: 1 });
  await client.sendTaskSuccess({ taskToken: message.token, output: '{}' });
  await until('the failure', async () => await statusOf(client, executionArn) === 'FAILED');
  const { error, cause } = await client.describeExecution({ executionArn });
  assert.equal(error, 'SNS.SdkClientException');
  assert.match(cause, /Baton__Endpoints__sns=/);
});
