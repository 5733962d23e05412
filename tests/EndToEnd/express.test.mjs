import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmdirSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { after, test } from 'node:test';
import { machine, pass, role } from './support/machines.mjs';
import { Server } from './support/server.mjs';
import { atMost, until } from './support/wait.mjs';

// Express executions: answered at their end or owed until then, and told of in a log alone.

/** A function that answers with what it is told to, and counts who called. */
class Functions {
  calls = [];
  answer = event => event;
  #http = http.createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const event = JSON.parse(Buffer.concat(chunks).toString() || '{}');
    this.calls.push(event);
    const answer = await this.answer(event);
    if (answer instanceof Error) response.setHeader('X-Amz-Function-Error', 'Unhandled');
    response.end(JSON.stringify(answer instanceof Error ? { errorType: answer.name, errorMessage: answer.message } : answer ?? null));
  });

  async open() {
    await once(this.#http.listen(0, '127.0.0.1'), 'listening');
    return this;
  }

  get environment() {
    return { Baton__Endpoints__lambda: `http://127.0.0.1:${this.#http.address().port}` };
  }

  close() {
    this.#http.closeAllConnections();
    this.#http.close();
  }
}

const functions = await new Functions().open();
after(() => functions.close());
const server = await Server.start({ environment: functions.environment });
const client = server.client({ sockets: 1_100 });

const calling = (rest = {}) => machine({
  Call: { Type: 'Task', Resource: 'arn:aws:lambda:us-east-1:000000000000:function:f', End: true, ...rest },
});
const logGroup = name => `arn:aws:logs:us-east-1:000000000000:log-group:/aws/vendedlogs/states/${name}:*`;
const logging = (name, level = 'ALL', includeExecutionData = true) => ({
  loggingConfiguration: { level, includeExecutionData, destinations: [{ cloudWatchLogsLogGroup: { logGroupArn: logGroup(name) } }] },
});

async function create(name, definition, rest = {}, to = client) {
  const { stateMachineArn } = await to.createStateMachine({ name, definition, roleArn: role, type: 'EXPRESS', ...rest });
  return stateMachineArn;
}

const logFile = (of, name) => path.join(of.folder, 'logs/aws/vendedlogs/states', `${name}.jsonl`);
const entriesOf = (of, name) => existsSync(logFile(of, name)) ? readFileSync(logFile(of, name), 'utf8').split('\n').slice(0, -1).map(line => JSON.parse(line)) : [];
const logged = (of, name, type, count = 1) => until(`${count} ${type} in the log`, () => {
  const entries = entriesOf(of, name);
  return entries.filter(entry => entry.type === type).length >= count && entries;
}, { within: 30_000 });

async function refused(call, name, message) {
  await assert.rejects(call, error => {
    assert.equal(error.name, name);
    if (message) assert.equal(error.message, message);
    return true;
  });
}

server.test('StartSyncExecution answers with the output when the execution has ended', async () => {
  const stateMachineArn = await create('sync', machine({ A: { Type: 'Wait', Seconds: 1, Next: 'B' }, B: { Type: 'Pass', Result: 7, ResultPath: '$.b', End: true } }));
  const answer = await client.startSyncExecution({ stateMachineArn, name: 'n', input: '{"a":1}', traceHeader: 'Root=1-2-3' });
  assert.match(answer.executionArn, /^arn:aws:states:us-east-1:000000000000:express:sync:n:[0-9a-f-]{36}$/);
  assert.deepEqual([answer.status, answer.output, answer.input, answer.name, answer.stateMachineArn], ['SUCCEEDED', '{"a":1,"b":7}', '{"a":1}', 'n', stateMachineArn]);
  assert.deepEqual([answer.inputDetails, answer.outputDetails, answer.traceHeader], [{ included: true }, { included: true }, 'Root=1-2-3']);
  assert.equal(answer.error, undefined);
  const took = answer.stopDate - answer.startDate;
  assert.ok(took >= 1_000 && took < 3_000, `${took} ms`);
  assert.deepEqual(answer.billingDetails, { billedMemoryUsedInMB: 64, billedDurationInMilliseconds: Math.ceil(took / 100) * 100 });

  const without = await client.startSyncExecution({ stateMachineArn, includedData: 'METADATA_ONLY' });
  assert.deepEqual([without.status, without.input, without.output], ['SUCCEEDED', undefined, undefined]);
});

server.test('A workflow that failed or took too long is an answer, not an error', async () => {
  const failing = await create('failing', machine({ A: { Type: 'Fail', Error: 'E', Cause: 'C' } }));
  const failed = await client.startSyncExecution({ stateMachineArn: failing });
  assert.deepEqual([failed.status, failed.error, failed.cause, failed.output, failed.outputDetails], ['FAILED', 'E', 'C', undefined, { included: true }]);

  const slow = await create('slow', machine({ A: { Type: 'Wait', Seconds: 9, End: true } }, { TimeoutSeconds: 1 }));
  const late = await client.startSyncExecution({ stateMachineArn: slow });
  assert.deepEqual([late.status, late.error], ['TIMED_OUT', 'States.Timeout']);
});

server.test('Functions are called, tried again and caught', async () => {
  let failures = 1;
  functions.answer = () => (failures-- > 0 ? Object.assign(new Error('no'), { name: 'Oops' }) : { fine: true });
  const retrying = await create('retrying', calling({ Retry: [{ ErrorEquals: ['Oops'], IntervalSeconds: 1 }] }));
  const answer = await client.startSyncExecution({ stateMachineArn: retrying });
  assert.deepEqual([answer.status, answer.output], ['SUCCEEDED', '{"fine":true}']);
  functions.answer = event => event;
});

server.test('What only STANDARD has is refused for EXPRESS, and the other way round', async () => {
  const unsupported = 'This operation is not supported by this type of state machine';
  const { stateMachineArn: standard } = await client.createStateMachine({ name: 'standard', definition: pass, roleArn: role });
  await refused(client.startSyncExecution({ stateMachineArn: standard }), 'StateMachineTypeNotSupported', unsupported);
  const express = await create('express', pass);
  await refused(client.listExecutions({ stateMachineArn: express }), 'StateMachineTypeNotSupported', unsupported);
  assert.equal((await client.describeStateMachine({ stateMachineArn: express })).type, 'EXPRESS');

  const { executionArn } = await client.startSyncExecution({ stateMachineArn: express });
  const context = "Invalid Arn: 'Resource type not valid in this context: express'";
  for (const call of ['describeExecution', 'getExecutionHistory', 'stopExecution', 'describeStateMachineForExecution']) {
    await refused(client[call]({ executionArn }), 'InvalidArn', context);
  }

  const definition = resource => machine({ A: { Type: 'Task', Resource: resource, Parameters: { 'StateMachineArn.$': '$.a' }, End: true } });
  const invalid = text => `Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: Express state machine does not support ${text} at /States/A/Resource'`;
  await refused(create('x', definition('arn:aws:states:::states:startExecution.sync')), 'InvalidDefinition', invalid("'.sync' service integration"));
  await refused(create('x', definition('arn:aws:states:us-east-1:000000000000:activity:a')), 'InvalidDefinition', invalid('Activity ARN'));
  await refused(client.startSyncExecution({ stateMachineArn: `${express}x` }), 'StateMachineDoesNotExist');
  await refused(client.startSyncExecution({ stateMachineArn: express, input: '{' }), 'InvalidExecutionInput');
});

server.test('A version and an alias are started by their ARNs', async () => {
  const stateMachineArn = await create('published', machine({ A: { Type: 'Pass', Result: 1, End: true } }));
  const { stateMachineVersionArn } = await client.publishStateMachineVersion({ stateMachineArn });
  const routingConfiguration = [{ stateMachineVersionArn, weight: 100 }];
  const { stateMachineAliasArn } = await client.createStateMachineAlias({ name: 'live', routingConfiguration });
  await client.updateStateMachine({ stateMachineArn, definition: machine({ A: { Type: 'Pass', Result: 2, End: true } }) });
  const outputs = [];
  for (const arn of [stateMachineVersionArn, stateMachineAliasArn, stateMachineArn]) outputs.push((await client.startSyncExecution({ stateMachineArn: arn })).output);
  assert.deepEqual(outputs, ['1', '1', '2']);
});

server.test('An asynchronous execution is told of in its log group, entry by entry', async () => {
  const stateMachineArn = await create('logged', calling(), logging('logged'));
  const started = await client.startExecution({ stateMachineArn, name: 'n', input: '{"a":1}' });
  assert.match(started.executionArn, /:express:logged:n:[0-9a-f-]{36}$/);
  const again = await client.startExecution({ stateMachineArn, name: 'n', input: '{"a":1}' });
  assert.notEqual(again.executionArn, started.executionArn, 'Express is never idempotent');

  const entries = (await logged(server, 'logged', 'ExecutionSucceeded', 2)).filter(entry => entry.execution_arn === started.executionArn);
  assert.deepEqual(entries.map(entry => [entry.id, entry.type, entry.previous_event_id]), [
    ['1', 'ExecutionStarted', '0'], ['2', 'TaskStateEntered', '0'], ['3', 'LambdaFunctionScheduled', '2'], ['4', 'LambdaFunctionStarted', '3'],
    ['5', 'LambdaFunctionSucceeded', '4'], ['6', 'TaskStateExited', '5'], ['7', 'ExecutionSucceeded', '6'],
  ]);
  const [first, last] = [entries[0], entries.at(-1)];
  assert.deepEqual(Object.keys(first).sort(), ['details', 'event_timestamp', 'execution_arn', 'id', 'previous_event_id', 'redrive_count', 'type']);
  assert.deepEqual(first.details, { input: '{"a":1}', inputDetails: { truncated: false }, roleArn: role });
  assert.equal(first.event_timestamp, String(started.startDate.getTime()));
  assert.deepEqual([last.details, last.redrive_count], [{ output: '{"a":1}', outputDetails: { truncated: false } }, '0']);
});

server.test('A STANDARD machine is logged the same way; a level and the data can be left out', async () => {
  const { stateMachineArn } = await client.createStateMachine({
    name: 'quiet', definition: machine({ A: { Type: 'Pass', Next: 'B' }, B: { Type: 'Fail', Error: 'E' } }), roleArn: role, ...logging('quiet', 'ERROR', false),
  });
  const { executionArn } = await client.startExecution({ stateMachineArn, input: '{"secret":1}' });
  const entries = await logged(server, 'quiet', 'ExecutionFailed');
  assert.deepEqual(entries.map(entry => [entry.type, entry.execution_arn]), [['FailStateEntered', executionArn], ['ExecutionFailed', executionArn]]);
  assert.ok(!readFileSync(logFile(server, 'quiet'), 'utf8').includes('secret'));
});

server.test('A caller who goes away does not end the execution', async () => {
  const stateMachineArn = await create('left', machine({ A: { Type: 'Wait', Seconds: 2, End: true } }), logging('left'));
  const leaving = new AbortController();
  const call = client.startSyncExecution({ stateMachineArn }, { abortSignal: leaving.signal });
  await logged(server, 'left', 'WaitStateEntered');
  leaving.abort();
  await assert.rejects(call, { name: 'AbortError' });
  await logged(server, 'left', 'ExecutionSucceeded');
});

server.test('1,000 synchronous executions wait at once, and each gets its own answer', async context => {
  const stateMachineArn = await create('crowd', machine({ A: { Type: 'Wait', Seconds: 3, End: true } }));
  const begun = performance.now();
  const answers = await Promise.all(Array.from({ length: 1_000 }, (_, n) => client.startSyncExecution({ stateMachineArn, input: `{"n":${n}}` })));
  context.diagnostic(`${Math.round(performance.now() - begun)} ms for 1,000 that take 3 s each`);
  assert.deepEqual(answers.map(answer => answer.output), Array.from({ length: 1_000 }, (_, n) => `{"n":${n}}`));
  const starts = answers.map(answer => answer.startDate.getTime());
  const stops = answers.map(answer => answer.stopDate.getTime());
  assert.ok(Math.max(...starts) < Math.min(...stops), 'all of them ran at the same time');
});

server.test('A log group that cannot be written harms no execution, and is written again when it can be', async () => {
  const file = logFile(server, 'blocked');
  mkdirSync(file, { recursive: true }); // a folder where the file is to be
  const stateMachineArn = await create('blocked', pass, logging('blocked'));
  assert.equal((await client.startSyncExecution({ stateMachineArn })).status, 'SUCCEEDED');
  await until('the word of the server', () => /cannot be written; entries are lost/.test(server.log));
  rmdirSync(file);
  await until('the log to be written again', async () => {
    assert.equal((await client.startSyncExecution({ stateMachineArn })).status, 'SUCCEEDED');
    return existsSync(file) && entriesOf(server, 'blocked').some(entry => entry.type === 'ExecutionSucceeded');
  });
  await until('the word of the server', () => /is written again; \d+ entries were lost/.test(server.log));
});

test('A log file has a bound: the older half makes way', async () => {
  const small = await Server.start({ environment: { Baton__Logs__FileBytesMax: '8192' } });
  const stateMachineArn = await create('bounded', pass, logging('../../bounded'), small.client());
  for (let n = 0; n < 40; n++) await small.client().startSyncExecution({ stateMachineArn, name: `n${n}` });
  await small.stop();
  const file = path.join(small.folder, 'logs/aws/vendedlogs/states/%2E%2E/%2E%2E/bounded.jsonl');
  const [older, newer] = [file.replace('.jsonl', '.1.jsonl'), file].map(name => readFileSync(name, 'utf8'));
  for (const text of [older, newer]) assert.ok(text.length > 0 && text.length <= 8192, `${text.length} bytes`);
  assert.match(JSON.parse(newer.trim().split('\n').at(-1)).execution_arn, /:n39:/);
});

test('SIGKILL: every asynchronous execution that was acknowledged runs to its end at least once, and the log is whole', async context => {
  const own = await new Functions().open();
  context.after(() => own.close());
  const killed = await Server.start({ environment: own.environment });
  const definition = machine({ W: { Type: 'Wait', Seconds: 1, Next: 'C' }, C: { Type: 'Task', Resource: 'arn:aws:lambda:us-east-1:000000000000:function:f', End: true } });
  const stateMachineArn = await create('owed', definition, logging('owed'), killed.client());
  const starts = new Map();
  for (let kills = 0; kills < 4; kills++) {
    await Promise.all(Array.from({ length: 50 }, async (_, n) => {
      const { executionArn } = await killed.client().startExecution({ stateMachineArn, input: `{"n":${kills * 50 + n}}` });
      starts.set(executionArn, kills * 50 + n);
    }));
    await killed.kill();
    await killed.restart();
  }
  const ended = await until('the end of all', () => {
    const arns = new Set(entriesOf(killed, 'owed').filter(entry => entry.type === 'ExecutionSucceeded').map(entry => entry.execution_arn));
    return [...starts.keys()].every(arn => arns.has(arn)) && arns;
  }, { within: 60_000 });
  assert.equal(ended.size, 200);
  assert.deepEqual(new Set(own.calls.map(call => call.n)), new Set(starts.values()));
  for (const entry of entriesOf(killed, 'owed').filter(entry => entry.type === 'ExecutionStarted')) {
    assert.equal(entry.details.input, `{"n":${starts.get(entry.execution_arn)}}`);
  }
  const calls = own.calls.length;
  await killed.stop();
  await killed.restart();
  await killed.client().listStateMachines();
  assert.equal(own.calls.length, calls, 'what has ended does not run again');
  context.diagnostic(`${calls} calls for 200 executions`);
});

test('SIGTERM: what ends soon is answered, what does not is told so, and asynchronous ones run after the next start', async () => {
  const stopping = await Server.start();
  const waits = seconds => machine({ A: { Type: 'Wait', Seconds: seconds, End: true } });
  const [soon, never, owed] = [await create('soon', waits(2), logging('soon'), stopping.client()), await create('never', waits(60), logging('never'), stopping.client()),
    await create('later', waits(8), logging('later'), stopping.client())];
  const answers = Promise.all([soon, never].map(stateMachineArn => stopping.client().startSyncExecution({ stateMachineArn })));
  await stopping.client().startExecution({ stateMachineArn: owed });
  await Promise.all(['soon', 'never', 'later'].map(name => logged(stopping, name, 'WaitStateEntered')));
  const { code } = await stopping.stop();
  assert.equal(code, 0);
  const [first, second] = await atMost(1_000, 'The answers', answers);
  assert.deepEqual([first.status, second.status, second.error, second.cause], ['SUCCEEDED', 'FAILED', 'States.Runtime', 'The server stopped before the execution ended.']);
  assert.equal(entriesOf(stopping, 'never').at(-1).type, 'ExecutionAborted');
  assert.equal(entriesOf(stopping, 'later').at(-1).type, 'WaitStateEntered');

  await stopping.restart();
  const entries = await logged(stopping, 'later', 'ExecutionSucceeded');
  assert.equal(new Set(entries.map(entry => entry.execution_arn)).size, 1);
  assert.deepEqual([...new Set(entriesOf(stopping, 'never').map(entry => entry.execution_arn))].length, 1, 'a synchronous one runs once at most');
});
