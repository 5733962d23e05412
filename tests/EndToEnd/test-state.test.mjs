import assert from 'node:assert/strict';
import { machine, role } from './support/machines.mjs';
import { refused } from './support/refused.mjs';
import { Server } from './support/server.mjs';

// TestState: one state alone, mocked or real, and what its data flow gave. The client holds each answer against the API model.
const server = await Server.start();
const client = server.client();

const test = (state, rest = {}) => client.testState({ definition: typeof state === 'string' ? state : JSON.stringify(state), roleArn: role, ...rest });
const mocked = (state, mock, rest = {}) => test(state, { mock, ...rest });
const task = (rest = {}) => ({ Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage', Parameters: { QueueUrl: 'q', 'MessageBody.$': '$.text' }, Next: 'After', ...rest });
const map = (rest = {}) => ({ Type: 'Map', ItemsPath: '$.items', ItemProcessor: { StartAt: 'Item', States: { Item: { Type: 'Pass', End: true } } }, End: true, ...rest });
const parsed = inspection => Object.fromEntries(Object.entries(inspection).map(([name, value]) => [name, typeof value === 'string' ? JSON.parse(value) : value]));

server.test('a Pass state tells each stage of its data flow', async () => {
  const answer = await test(
    { Type: 'Pass', InputPath: '$.a', Parameters: { 'x.$': '$.b' }, ResultPath: '$.r', Next: 'After' }, { input: '{"a":{"b":1}}', inspectionLevel: 'DEBUG' });
  assert.deepEqual([answer.status, answer.nextState, JSON.parse(answer.output)], ['SUCCEEDED', 'After', { a: { b: 1 }, r: { x: 1 } }]);
  assert.deepEqual(parsed(answer.inspectionData), {
    input: { a: { b: 1 } }, afterInputPath: { b: 1 }, afterParameters: { x: 1 }, afterResultSelector: { x: 1 }, afterResultPath: { a: { b: 1 }, r: { x: 1 } },
  });
});

server.test('INFO tells of no data flow', async () => assert.equal((await test({ Type: 'Pass', End: true })).inspectionData, undefined));

server.test('variables are read and told', async () => {
  const answer = await test(
    { Type: 'Pass', QueryLanguage: 'JSONata', Assign: { sum: '{% $a + 1 %}' }, Output: '{% $a %}', End: true }, { variables: '{"a":41}', inspectionLevel: 'DEBUG' });
  assert.equal(answer.output, '41');
  assert.deepEqual(JSON.parse(answer.inspectionData.variables), { a: 41, sum: 42 });
});

server.test('a Wait does not wait, and one over five minutes times out', async () => {
  assert.equal((await test({ Type: 'Wait', Seconds: 299, End: true })).status, 'SUCCEEDED');
  const late = await test({ Type: 'Wait', Seconds: 301, End: true });
  assert.deepEqual([late.status, late.error], ['FAILED', 'States.Timeout']);
});

server.test('a state of a machine is tested by its name', async () => {
  const definition = machine({ First: { Type: 'Pass', Next: 'Second' }, Second: { Type: 'Fail', Error: 'Broken', Cause: 'so' } });
  const answer = await test(definition, { stateName: 'Second' });
  assert.deepEqual([answer.status, answer.error, answer.cause], ['FAILED', 'Broken', 'so']);
  await refused(test(definition, { stateName: 'Third' }), 'ValidationException', 'State not found in definition');
});

server.test('a mocked result passes through the state', async () => {
  const answer = await mocked(task({ ResultSelector: { 'id.$': '$.MessageId' }, ResultPath: '$.sent' }), { result: '{"MessageId":"m","MD5OfMessageBody":"x"}' }, { input: '{"text":"hello"}' });
  assert.deepEqual([answer.status, answer.nextState, JSON.parse(answer.output)], ['SUCCEEDED', 'After', { text: 'hello', sent: { id: 'm' } }]);
});

server.test('a mocked result is held against the model of its API', async () => {
  const of = (result, fieldValidationMode) => mocked(task(), { result, fieldValidationMode }, { input: '{"text":"hello"}' });
  const schema = fault => `Mock result schema validation error: ${fault}`;
  await refused(of('{"MessageId":7}'), 'ValidationException', schema("Field 'MessageId' must be a string"));
  await refused(of('{"MessageId":7}', 'PRESENT'), 'ValidationException', schema("Field 'MessageId' must be a string"));
  assert.equal((await of('{"MessageId":7}', 'NONE')).status, 'SUCCEEDED');
  const start = { Type: 'Task', Resource: 'arn:aws:states:::states:startExecution.sync:2', Parameters: { StateMachineArn: 'arn' }, End: true };
  await refused(mocked(start, { result: '{"ExecutionArn":"a","StateMachineArn":"m","StartDate":"s","Status":"DONE"}' }), 'ValidationException', schema("Field 'Status' is not an expected value"));
  await refused(mocked(start, { result: '{}' }), 'ValidationException', schema("Required field 'ExecutionArn' is missing"));
  assert.equal((await mocked(start, { result: '{}', fieldValidationMode: 'PRESENT' })).status, 'SUCCEEDED');
});

server.test('a mocked error is retried, then caught', async () => {
  const state = task({
    Retry: [{ ErrorEquals: ['Other'] }, { ErrorEquals: ['States.TaskFailed'], IntervalSeconds: 2, BackoffRate: 3, MaxAttempts: 2 }],
    Catch: [{ ErrorEquals: ['Other'], Next: 'Wrong' }, { ErrorEquals: ['States.ALL'], ResultPath: '$.error', Next: 'Handle' }],
  });
  const failed = retrierRetryCount => mocked(state, { errorOutput: { error: 'Broken', cause: 'so' } }, {
    input: '{"text":"hello"}', inspectionLevel: 'TRACE', stateConfiguration: { retrierRetryCount },
  });
  const retried = await failed(1);
  assert.deepEqual([retried.status, retried.error, retried.cause, retried.output], ['RETRIABLE', 'Broken', 'so', undefined]);
  assert.deepEqual(retried.inspectionData.errorDetails, { retryIndex: 1, retryBackoffIntervalSeconds: 6 });
  const caught = await failed(2);
  assert.deepEqual([caught.status, caught.nextState, JSON.parse(caught.output)], ['CAUGHT_ERROR', 'Handle', { text: 'hello', error: { Error: 'Broken', Cause: 'so' } }]);
  assert.deepEqual(caught.inspectionData.errorDetails, { catchIndex: 1 });
});

server.test('a Map tells what its iterations start with', async () => {
  const answer = await mocked(
    map({
      ItemProcessor: { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' }, StartAt: 'Item', States: { Item: { Type: 'Pass', End: true } } },
      ItemSelector: { 'v.$': '$$.Map.Item.Value' }, ItemBatcher: { MaxItemsPerBatch: 2 }, MaxConcurrency: 4, ToleratedFailurePercentage: 50,
    }),
    { result: '["x","y"]' }, { input: '{"items":[1,2,3]}', inspectionLevel: 'DEBUG', stateConfiguration: { mapIterationFailureCount: 1 } });
  assert.equal(answer.output, '["x","y"]');
  const told = parsed(answer.inspectionData);
  assert.deepEqual(told.afterItemsPath, [1, 2, 3]);
  assert.deepEqual(told.afterItemSelector, [{ v: 1 }, { v: 2 }, { v: 3 }]);
  assert.deepEqual(told.afterItemBatcher, [{ Items: [{ v: 1 }, { v: 2 }] }, { Items: [{ v: 3 }] }]);
  assert.deepEqual([told.maxConcurrency, told.toleratedFailurePercentage, told.toleratedFailureCount], [4, 50, undefined]);
});

server.test('what an ItemReader read can be given', async () => {
  const read = (ReaderConfig, mapItemReaderData, failed = 0) => mocked({
    Type: 'Map', ItemReader: { Resource: 'arn:aws:states:::s3:getObject', ReaderConfig, Parameters: { Bucket: 'b', Key: 'k' } }, ItemSelector: { 'v.$': '$$.Map.Item.Value' },
    ItemProcessor: { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' }, StartAt: 'Item', States: { Item: { Type: 'Pass', End: true } } }, ToleratedFailureCount: 9, End: true,
  }, { result: '[]' }, { inspectionLevel: 'DEBUG', stateConfiguration: { mapItemReaderData, mapIterationFailureCount: failed } });
  const pointed = parsed((await read({ InputType: 'JSON', ItemsPointer: '/a/0' }, '{"a":[[1,2]]}')).inspectionData);
  assert.deepEqual([pointed.afterItemsPointer, pointed.afterItemSelector], [[1, 2], [{ v: 1 }, { v: 2 }]]);
  assert.deepEqual(parsed((await read({ InputType: 'JSONL' }, '1\n2\n')).inspectionData).afterItemSelector, [{ v: 1 }, { v: 2 }]);
  await refused(read({ InputType: 'JSON' }, '[1]', 2), 'ValidationException', 'Map iteration failure count must be less than or equal to the number of Map iterations');
});

server.test('an inline Map and a Parallel take mocks, and catch what is inside', async () => {
  const catching = { Catch: [{ ErrorEquals: ['States.TaskFailed'], Next: 'Handle' }] };
  const work = { StartAt: 'Work', States: { Work: { Type: 'Task', Resource: 'arn:aws:states:::aws-sdk:kms:encrypt', End: true } } };
  assert.equal((await mocked(map(), { result: '[7]' }, { input: '{"items":[1]}' })).output, '[7]');
  const parallel = { Type: 'Parallel', Branches: [work], End: true, ...catching };
  const error = { errorOutput: { error: 'Broken' } };
  const inside = { input: '{"items":[1]}', stateConfiguration: { errorCausedByState: 'Work' } };
  assert.equal((await mocked(map({ ItemProcessor: work, ...catching }), error, inside)).status, 'CAUGHT_ERROR');
  assert.equal((await mocked(parallel, error, inside)).status, 'CAUGHT_ERROR');
  await refused(mocked(parallel, { result: '[1,2]' }), 'ValidationException', 'Mocked result must contain the same number of items as number of Parallel branches.');
  await refused(mocked(parallel, { result: '{}' }), 'ValidationException', 'Mocked result must be an array.');
  await refused(mocked(parallel, { result: 'x' }), 'ValidationException', 'Mocked result must be valid JSON.');
  await refused(test(parallel), 'InvalidDefinition', /^TestState API does not support Map or Parallel states\. Supported state types include: \[/);
});

server.test('a task that is not mocked is done', async () => {
  const { stateMachineArn } = await client.createStateMachine({ name: 'started', definition: machine({ Done: { Type: 'Pass', End: true } }), roleArn: role });
  const start = { Type: 'Task', Resource: 'arn:aws:states:::states:startExecution', Parameters: { StateMachineArn: stateMachineArn, Name: 'by-test' }, End: true };
  const answer = await test(start, { inspectionLevel: 'DEBUG' });
  assert.equal(answer.status, 'SUCCEEDED', JSON.stringify(answer));
  const { ExecutionArn } = JSON.parse(answer.output);
  assert.equal(ExecutionArn, stateMachineArn.replace(':stateMachine:', ':execution:') + ':by-test');
  assert.equal((await client.describeExecution({ executionArn: ExecutionArn })).name, 'by-test');
  assert.deepEqual(JSON.parse(answer.inspectionData.result), JSON.parse(answer.output));
});

server.test('no execution and no machine is left of a test', async () => {
  await test({ Type: 'Pass', End: true });
  assert.deepEqual((await client.listStateMachines({})).stateMachines.filter(({ name }) => name !== 'started'), []);
});

server.test('what needs a mock, a role or neither is refused without', async () => {
  const error = { errorOutput: { error: 'Broken' } };
  await refused(client.testState({ definition: JSON.stringify(task()) }), 'ValidationException', 'RoleArn must be specified when testing a Task state');
  await refused(mocked({ Type: 'Pass', End: true }, error), 'ValidationException', "State type 'Pass' is not supported when a mock is specified");
  await refused(mocked(task(), { result: '{}', ...error }), 'ValidationException', 'A test mock should have only one of the following fields: [result, errorOutput].');
  await refused(mocked(task(), error, { revealSecrets: true }), 'ValidationException', 'TestState does not support RevealSecrets when a mock is specified.');
  await refused(test(task(), { stateConfiguration: { retrierRetryCount: 1 } }), 'ValidationException', 'TestState does not support RetrierRetryCount when a mock is not specified.');
  await refused(test(task(), { context: '{}' }), 'ValidationException', 'TestState does not support Context when a mock is not specified.');
  const activity = 'arn:aws:states:us-east-1:000000000000:activity:a';
  await refused(
    test({ Type: 'Task', Resource: activity, End: true }), 'ValidationException', `TestState does not support the resource '${activity}' when a mock is not specified.`);
  const context = (value, reason) => refused(mocked(task(), error, { context: JSON.stringify(value) }), 'ValidationException', `Invalid Context object provided: ${reason}`);
  await context({ Pokedex: {} }, "Field 'Pokedex' is not allowed");
  await context({ Execution: { Id: 1 } }, 'Execution.Id must be a string');
  await context({ Map: {} }, "'Map' field is not supported when mocking a Context object");
  await refused(test({ Type: 'Pass', End: true }, { input: '{' }), 'InvalidExecutionInput', "Invalid State Machine Execution Input: 'Unexpected end-of-input'");
  await refused(test('{}'), 'InvalidDefinition', /SCHEMA_VALIDATION_FAILED/);
  await refused(test({ Type: 'Pass', End: true }, { roleArn: 'role' }), 'InvalidArn', "Invalid Arn: 'Invalid ARN prefix: role'");
});
