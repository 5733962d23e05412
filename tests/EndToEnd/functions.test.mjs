import assert from 'node:assert/strict';
import { add, arnOf, ended, idle, lambdaOf, runTask, Runtime, show } from './support/functions.mjs';
import { machine, role } from './support/machines.mjs';
import { Server } from './support/server.mjs';
import { atMost, until } from './support/wait.mjs';

// Functions whose runtimes ask for work (pull), by the Lambda API and by tasks.
const server = await Server.start();
const client = server.client();
const lambda = lambdaOf(server);
let count = 0;
const unique = () => `f-${++count}`;

/** A function with a runtime in this process. */
async function serving(handle, settings = {}, name = unique()) {
  const { status } = await add(server, name, { kind: 'pull', ...settings });
  return { name, address: status.runtimeApi, runtime: new Runtime(status.runtimeApi, handle) };
}

const rejects = (promise, name, message) => assert.rejects(promise, failure => {
  assert.equal(failure.name, name);
  assert.match(failure.message, message);
  return true;
});

server.test('the Lambda API creates, shows, lists and deletes functions', async () => {
  const name = unique();
  const created = await lambda.createFunction({ FunctionName: name, Runtime: 'nodejs22.x', Handler: 'index.handler', Description: 'it', Timeout: 7 });
  assert.deepEqual([created.FunctionName, created.FunctionArn, created.Timeout, created.State], [name, `arn:aws:lambda:eu-central-1:000000000000:function:${name}`, 7, 'Active']);
  await rejects(lambda.createFunction({ FunctionName: name }), 'ResourceConflictException', /already exist/);
  for (const named of [name, created.FunctionArn, `000000000000:function:${name}`, `${name}:$LATEST`]) {
    assert.equal((await lambda.getFunction({ FunctionName: named })).Configuration.FunctionName, name);
  }
  assert.equal((await lambda.getFunctionConfiguration({ FunctionName: name })).Description, 'it');
  assert.equal((await lambda.getFunction({ FunctionName: name })).Code.Location, (await show(server, name)).status.runtimeApi);
  const names = [];
  for (let Marker; ;) {
    const page = await lambda.listFunctions({ MaxItems: 1, Marker });
    names.push(...page.Functions.map(entry => entry.FunctionName));
    if (!(Marker = page.NextMarker)) break;
  }
  assert.ok(names.includes(name));
  await lambda.deleteFunction({ FunctionName: name });
  await rejects(lambda.getFunction({ FunctionName: name }), 'ResourceNotFoundException', /Function not found: arn:aws:lambda:eu-central-1:000000000000:function:f-\d+\. Add it with 'baton function add/);
  await rejects(lambda.deleteFunction({ FunctionName: name }), 'ResourceNotFoundException', /not found/);
  await rejects(lambda.invoke(name, {}), 'ResourceNotFoundException', /not found/);
});

server.test('what CreateFunction cannot do is refused by name', async () => {
  await rejects(lambda.createFunction({ FunctionName: unique(), Environment: { Variables: { A: 'b' } } }), 'InvalidParameterValueException', /Environment is not for/);
  await rejects(lambda.createFunction({ FunctionName: unique(), Timeout: 10_000_000 }), 'InvalidParameterValueException', /timeoutSeconds is 10000000; expected 1 to 604800/);
  const answer = await fetch(`${server.url}/2015-03-31/functions/x/aliases`);
  assert.deepEqual([answer.status, answer.headers.get('x-amzn-errortype')], [404, 'UnknownOperationException']);
});

server.test('settings that cannot be are refused with every reason', async () => {
  const refused = async (settings, message) => assert.rejects(add(server, 'refused', settings), failure => failure.status === 400 && message.test(failure.message) || assert.fail(failure.message));
  await refused({ kind: 'push', timeoutSeconds: 0 }, /timeoutSeconds is 0.*endpoint is missing/);
  await refused({ kind: 'pull', endpoint: 'http://x', concurrency: 2 }, /concurrency is not for a pull function.*endpoint is not for a pull function/);
  await refused({ kind: 'push', endpoint: 'ftp://x' }, /endpoint is 'ftp:\/\/x\/?'; expected an address/);
  await refused({ kind: 'pull', port: 99999 }, /port is 99999/);
  await refused({ kind: 'pull', timeout: 3 }, /cannot be read.*Settings are .*timeoutSeconds/);
  await refused({ kind: 'other' }, /cannot be read at 'kind'/);
  await refused({ kind: 'pull', timeoutSeconds: '3' }, /cannot be read at 'timeoutSeconds'/);
  await refused({ kind: 'hosted', command: ['true'] }, /--hosted-functions/); // whoever reaches a server must not run programs on it
  assert.equal((await fetch(`${server.url}/functions/a%20b`, { method: 'PUT', body: '{}' })).status, 400);
  const taken = await add(server, unique(), { kind: 'pull' });
  await refused({ kind: 'pull', port: taken.settings.port }, new RegExp(`Port ${taken.settings.port} .* cannot be listened on`));
});

server.test('Invoke hands the event over with all that a runtime is told, and gives back what that answers', async () => {
  const { name, runtime } = await serving(event => ({ got: event }));
  const context = { client: { app_title: 'größe\n' } };
  const before = Date.now();
  const answer = await lambda.invoke(name, { a: [1, 'ü'] }, { ClientContext: Buffer.from(JSON.stringify(context, null, 2)).toString('base64') });
  assert.deepEqual([answer.StatusCode, answer.FunctionError, answer.ExecutedVersion, answer.payload], [200, undefined, '$LATEST', { got: { a: [1, 'ü'] } }]);
  const [{ id, headers }] = runtime.taken;
  assert.equal(id, answer.$metadata.requestId);
  assert.equal(headers.get('lambda-runtime-invoked-function-arn'), `arn:aws:lambda:eu-central-1:000000000000:function:${name}`);
  const left = Number(headers.get('lambda-runtime-deadline-ms')) - before;
  assert.ok(left >= 59_000 && left <= 120_000, `${left} ms`);
  assert.deepEqual(JSON.parse(Buffer.from(headers.get('lambda-runtime-client-context'), 'latin1').toString('utf8')), context);
  assert.deepEqual((await lambda.invoke(name)).payload, { got: {} });
  await runtime.stop();
});

server.test('what a header cannot tell of a caller reaches neither the runtime nor the answer, and the event does', async () => {
  const { name, runtime } = await serving(() => 1);
  const context = { app: 'a\x7fb' };
  const headers = { 'X-Amz-Client-Context': Buffer.from(JSON.stringify(context)).toString('base64'), 'X-Amzn-Trace-Id': 'Root=\xc3\xa9' };
  const answer = await fetch(`${server.url}/2015-03-31/functions/${name}/invocations`, { method: 'POST', body: '{}', headers });
  assert.deepEqual([answer.status, await answer.text(), answer.headers.get('x-amzn-trace-id')], [200, '1', null]);
  const told = runtime.taken[0].headers;
  assert.deepEqual([JSON.parse(told.get('lambda-runtime-client-context')), told.get('lambda-runtime-trace-id')], [context, null]);
  await runtime.stop();
});

server.test('a function that fails answers 200 with its error', async () => {
  const error = { errorType: 'TypeError', errorMessage: 'no', stackTrace: ['here'] };
  const { name, runtime } = await serving(async (_, { id }, self) => { await self.post(`invocation/${id}/error`, error); });
  const answer = await lambda.invoke(name, {});
  assert.deepEqual([answer.StatusCode, answer.FunctionError, answer.payload], [200, 'Unhandled', error]);
  await runtime.stop();
});

server.test('bad requests are refused as AWS does, and the runtime hears nothing of them', async () => {
  const { name, runtime } = await serving(event => event);
  const raw = (body, headers = {}) => fetch(`${server.url}/2015-03-31/functions/${name}/invocations`, { method: 'POST', body, headers });
  const errorOf = async answer => [answer.status, answer.headers.get('x-amzn-errortype')];
  assert.deepEqual(await errorOf(await raw('{"a":')), [400, 'InvalidRequestContentException']);
  assert.deepEqual(await errorOf(await raw('{}', { 'X-Amz-Invocation-Type': 'Maybe' })), [400, 'InvalidParameterValueException']);
  assert.deepEqual(await errorOf(await raw('{}', { 'X-Amz-Log-Type': 'Head' })), [400, 'InvalidParameterValueException']);
  assert.deepEqual(await errorOf(await raw('{}', { 'X-Amz-Client-Context': 'e30' })), [400, 'InvalidRequestContentException']);
  assert.deepEqual(await errorOf(await raw(`"${'x'.repeat(6_291_556)}"`)), [413, 'RequestTooLargeException']);
  assert.deepEqual(await errorOf(await raw(`"${'x'.repeat(1_048_576)}"`, { 'X-Amz-Invocation-Type': 'Event' })), [413, 'RequestTooLargeException']);
  await rejects(lambda.invoke(`${name}:live`, {}, { Qualifier: 'other' }), 'InvalidParameterValueException', /derived qualifier/);
  await rejects(lambda.invoke(`${name}`, {}, { Qualifier: 'live' }), 'ResourceNotFoundException', new RegExp(`${name}:live`));
  await rejects(lambda.invoke('no*name', {}), 'InvalidParameterValueException', /FunctionName/);
  assert.equal((await lambda.invoke(name, {}, { InvocationType: 'DryRun' })).StatusCode, 204);
  assert.equal(runtime.taken.length, 0);
  await runtime.stop();
});

server.test('web pages neither invoke functions nor take their work', async () => {
  const { status } = await add(server, unique(), { kind: 'pull' });
  for (const headers of [{ Origin: 'https://evil.example' }, { Origin: 'null' }, { 'Sec-Fetch-Site': 'cross-site' }]) {
    assert.equal((await fetch(`http://${status.runtimeApi}/2018-06-01/runtime/invocation/next`, { headers })).status, 403);
    assert.equal((await fetch(`${server.url}/2015-03-31/functions/x/invocations`, { method: 'POST', body: '{}', headers })).status, 403);
    assert.equal((await fetch(`${server.url}/functions/x`, { method: 'PUT', body: '{}', headers })).status, 403);
  }
});

server.test('payloads of 6 MB go through both ways, and a longer result is an error of the function', async () => {
  const { name, runtime } = await serving(event => (event.n ? 'y'.repeat(event.n) : event));
  const huge = { text: 'x'.repeat(6_000_000) };
  assert.deepEqual((await lambda.invoke(name, huge)).payload, huge);
  const tooLong = await lambda.invoke(name, { n: 6_291_555 }); // with its quotes one byte too long
  assert.deepEqual([tooLong.FunctionError, tooLong.payload.errorType], ['Unhandled', 'Function.ResponseSizeTooLarge']);
  assert.equal((await lambda.invoke(name, { n: 6_291_554 })).payload.length, 6_291_554);
  const execution = await runTask(client, { Resource: arnOf(name) }, { n: 262_145 });
  assert.deepEqual([execution.status, execution.error], ['FAILED', 'States.DataLimitExceeded']);
  await runtime.stop();
});

server.test('as many invocations run at once as there are runtimes; the others wait their turn', async () => {
  const { status, name } = await add(server, unique(), { kind: 'pull' });
  const gates = [];
  const runtimes = Array.from({ length: 5 }, () => new Runtime(status.runtimeApi, event => new Promise(resolve => { gates.push(() => resolve(event)); })));
  await idle(server, name, 5);
  const answers = Promise.all(Array.from({ length: 60 }, (_, i) => lambda.invoke(name, i)));
  for (let done = 0; done < 60; done++) {
    const most = Math.min(5, 60 - done);
    await until(`${most} to run`, () => gates.length === most);
    const { status: now } = await show(server, name);
    assert.ok(now.running <= 5, `${now.running} run`);
    gates.shift()();
  }
  assert.deepEqual((await answers).map(answer => answer.payload), Array.from({ length: 60 }, (_, i) => i));
  await Promise.all(runtimes.map(runtime => runtime.stop()));
});

server.test('an invocation that nobody takes in its time is refused, one that does not end is timed out, and what comes late is turned away', async () => {
  const name = unique();
  const { status } = await add(server, name, { kind: 'pull', waitSeconds: 1, timeoutSeconds: 1 });
  await rejects(lambda.invoke(name, {}), 'TooManyRequestsException', /no runtime of f-\d+ was free .* within 1 s/);
  const invoked = lambda.invoke(name, {});
  const { id } = await Runtime.next(status.runtimeApi);
  const answer = await invoked;
  assert.deepEqual([answer.FunctionError, answer.payload], ['Unhandled', { errorType: 'Sandbox.Timedout', errorMessage: `RequestId: ${id} Error: Task timed out after 1.00 seconds` }]);
  const late = await fetch(`http://${status.runtimeApi}/2018-06-01/runtime/invocation/${id}/response`, { method: 'POST', body: '{}' });
  assert.deepEqual([late.status, (await late.json()).errorType], [400, 'InvalidRequestID']);
});

server.test('a runtime that goes away while it waits takes no work with it', async () => {
  const { status, name } = await add(server, unique(), { kind: 'pull' });
  for (let i = 0; i < 10; i++) {
    const gone = new AbortController();
    const asked = Runtime.next(status.runtimeApi, gone.signal).catch(() => undefined);
    await idle(server, name);
    gone.abort();
    await asked;
    await idle(server, name, 0);
  }
  const invoked = lambda.invoke(name, 'kept');
  const runtime = new Runtime(status.runtimeApi, event => event);
  assert.equal((await invoked).payload, 'kept');
  await runtime.stop();
});

server.test('a runtime that cannot begin fails what waits for it', async () => {
  const { status, name } = await add(server, unique(), { kind: 'pull' });
  const invoked = lambda.invoke(name, {});
  await until('the invocation to wait', async () => (await show(server, name)).status.waiting === 1);
  await fetch(`http://${status.runtimeApi}/2018-06-01/runtime/init/error`, { method: 'POST', body: '{"errorType":"Runtime.ImportModuleError","errorMessage":"no module"}' });
  assert.deepEqual([(await invoked).FunctionError, (await invoked).payload.errorType], ['Unhandled', 'Runtime.ImportModuleError']);
  assert.equal((await fetch(`http://${status.runtimeApi}/2018-06-01/other`)).status, 404);
});

server.test('a task whose resource is a function has bare payloads, in the region and account of the machine', async () => {
  const { name, runtime } = await serving(event => ({ twice: event.n * 2 }));
  const resource = `arn:aws:lambda:ap-south-1:123456789012:function:${name}`;
  const execution = await runTask(client, { Resource: resource }, { n: 21 });
  assert.deepEqual([execution.status, execution.output], ['SUCCEEDED', '{"twice":42}']);
  assert.equal(runtime.taken[0].headers.get('lambda-runtime-invoked-function-arn'), resource);
  await runtime.stop();
});

server.test('a qualifier names a function of its own', async () => {
  const plain = await serving(() => 'plain');
  const live = await serving(() => 'live', {}, `${plain.name}:live`);
  const seven = await serving(() => 'seven', {}, `${plain.name}:7`);
  const outputOf = async state => JSON.parse((await runTask(client, state)).output);
  assert.equal(await outputOf({ Resource: arnOf(plain.name) }), 'plain');
  assert.equal(await outputOf({ Resource: arnOf(`${plain.name}:$LATEST`) }), 'plain');
  assert.equal(await outputOf({ Resource: arnOf(`${plain.name}:live`) }), 'live');
  const invoked = await outputOf({ Resource: 'arn:aws:states:::lambda:invoke', Parameters: { FunctionName: plain.name, Qualifier: '7' } });
  assert.deepEqual([invoked.Payload, invoked.ExecutedVersion], ['seven', '7']);
  await Promise.all([plain, live, seven].map(entry => entry.runtime.stop()));
});

server.test('lambda:invoke takes all parameters and gives the whole answer', async () => {
  const { name, runtime } = await serving(event => ({ got: event }));
  const execution = await runTask(client, {
    Resource: 'arn:aws:states:::lambda:invoke',
    Parameters: { FunctionName: `000000000000:function:${name}`, 'Payload.$': '$.in', InvocationType: 'RequestResponse', LogType: 'None', ClientContext: Buffer.from('{"a":1}').toString('base64') },
  }, { in: [1] });
  const output = JSON.parse(execution.output);
  assert.deepEqual([output.StatusCode, output.ExecutedVersion, output.Payload], [200, '$LATEST', { got: [1] }]);
  assert.equal(output.SdkResponseMetadata.RequestId, runtime.taken[0].id);
  assert.equal(output.SdkHttpMetadata.HttpStatusCode, 200);
  assert.equal(runtime.taken[0].headers.get('lambda-runtime-client-context'), '{"a":1}');
  const dry = JSON.parse((await runTask(client, { Resource: 'arn:aws:states:::lambda:invoke', Parameters: { FunctionName: name, InvocationType: 'DryRun' } })).output);
  assert.equal(dry.StatusCode, 204);
  const event = JSON.parse((await runTask(client, { Resource: 'arn:aws:states:::lambda:invoke', Parameters: { FunctionName: name, InvocationType: 'Event', Payload: { late: true } } })).output);
  assert.deepEqual([event.StatusCode, event.Payload], [202, '']);
  await until('the event to arrive', () => runtime.taken.some(taken => taken.event.late));
  const bad = await runTask(client, { Resource: 'arn:aws:states:::lambda:invoke', Parameters: { FunctionName: name, InvocationType: 'Maybe' } });
  assert.deepEqual([bad.error, /InvocationType/.test(bad.cause)], ['States.Runtime', true]);
  await runtime.stop();
});

server.test('tasks fail with the names that Step Functions has', async () => {
  const errorOf = async (state, input) => {
    const { status, error, cause } = await runTask(client, state, input);
    assert.equal(status, 'FAILED');
    return [error, cause];
  };
  const own = { errorType: 'OrderRejected', errorMessage: 'no stock', trace: [] };
  const { name, runtime } = await serving(async (event, { id }, self) => {
    if (event.slow) return undefined; // never answered
    await self.postText(`invocation/${id}/error`, event.raw ?? JSON.stringify(own));
    return undefined;
  }, { timeoutSeconds: 1 });
  assert.deepEqual(await errorOf({ Resource: arnOf(name) }), ['OrderRejected', JSON.stringify(own)]);
  assert.deepEqual(await errorOf({ Resource: arnOf(name) }, { raw: 'killed' }), ['Lambda.Unknown', 'killed']);
  assert.equal((await errorOf({ Resource: arnOf(name) }, { slow: true }))[0], 'Sandbox.Timedout');
  await runtime.stop();
  const nobody = unique();
  await add(server, nobody, { kind: 'pull', waitSeconds: 0 });
  assert.equal((await errorOf({ Resource: arnOf(nobody) }))[0], 'Lambda.TooManyRequestsException');
  const [error, cause] = await errorOf({ Resource: 'arn:aws:states:::lambda:invoke', Parameters: { FunctionName: 'unknown' } });
  assert.equal(error, 'Lambda.ResourceNotFoundException');
  assert.match(cause, /Function not found: arn:aws:lambda:us-east-1:000000000000:function:unknown\. Add it with 'baton function add unknown'/);
});

server.test('a function calls back with the token of its task; its own result does not count, its error does', async () => {
  const { name, runtime } = await serving(async (event, { id }, self) => {
    if (event.fail) await self.post(`invocation/${id}/error`, { errorType: 'Refused', errorMessage: 'no' });
    return event.fail ? undefined : 'submitted';
  });
  const state = { Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken', Parameters: { FunctionName: name, Payload: { 'token.$': '$$.Task.Token', 'fail.$': '$.fail' } } };
  const running = runTask(client, state, { fail: false });
  const token = await until('the token', () => runtime.taken[0]?.event.token);
  await until('the task to be submitted', async () => {
    try {
      await client.sendTaskHeartbeat({ taskToken: token });
      return true;
    } catch {
      return false;
    }
  });
  await client.sendTaskSuccess({ taskToken: token, output: '"called back"' });
  assert.equal((await running).output, '"called back"');
  assert.equal((await runTask(client, state, { fail: true })).error, 'Refused');
  await runtime.stop();
});

server.test('a stopped execution takes its waiting invocation along', async () => {
  const name = unique();
  const { status } = await add(server, name, { kind: 'pull' });
  const { stateMachineArn } = await client.createStateMachine({ name: unique(), definition: machine({ Call: { Type: 'Task', Resource: arnOf(name), End: true } }), roleArn: role });
  const { executionArn } = await client.startExecution({ stateMachineArn, input: '"stopped"' });
  await until('the invocation to wait', async () => (await show(server, name)).status.waiting === 1);
  await client.stopExecution({ executionArn });
  await until('the invocation to go', async () => (await show(server, name)).status.waiting === 0);
  const invoked = lambda.invoke(name, 'next');
  assert.equal((await Runtime.next(status.runtimeApi)).event, 'next');
  await Promise.all([rejects(invoked, 'ServiceException', /served no more/), lambda.deleteFunction({ FunctionName: name })]);
});

server.test('changed settings hold for what comes next, on the same port; removing and adding gives another function', async () => {
  const { name, address, runtime } = await serving(() => undefined, { timeoutSeconds: 30 });
  const changed = await add(server, name, { kind: 'pull', timeoutSeconds: 1 });
  assert.deepEqual([changed.status.runtimeApi, changed.settings.timeoutSeconds], [address, 1]);
  assert.equal((await lambda.invoke(name, {})).payload.errorType, 'Sandbox.Timedout');
  await runtime.stop();
});

server.test('an unfinished invocation is asked for again after kill -9 of the server, with the same id, and counts once', async () => {
  const crashing = await Server.start();
  const own = crashing.client({ attempts: 10 });
  const { status, settings } = await add(crashing, 'f', { kind: 'pull' });
  const { stateMachineArn } = await own.createStateMachine({ name: 'm', definition: machine({ Call: { Type: 'Task', Resource: arnOf('f'), End: true } }), roleArn: role });
  const { executionArn } = await own.startExecution({ stateMachineArn, input: '1' });
  const first = await Runtime.next(status.runtimeApi);
  await crashing.kill();
  await crashing.restart();
  assert.equal((await show(crashing, 'f')).settings.port, settings.port);
  const second = await Runtime.next(status.runtimeApi);
  assert.deepEqual([second.id, second.event], [first.id, 1]);
  const answer = body => fetch(`http://${status.runtimeApi}/2018-06-01/runtime/invocation/${first.id}/response`, { method: 'POST', body });
  assert.equal((await answer('"done"')).status, 202);
  assert.equal((await answer('"again"')).status, 400);
  assert.equal((await ended(own, executionArn)).output, '"done"');
});

server.test('the answer of a runtime that outlived the server counts', async () => {
  const crashing = await Server.start();
  const own = crashing.client({ attempts: 10 });
  const { status } = await add(crashing, 'f', { kind: 'pull' });
  const { stateMachineArn } = await own.createStateMachine({ name: 'm', definition: machine({ Call: { Type: 'Task', Resource: arnOf('f'), End: true } }), roleArn: role });
  const { executionArn } = await own.startExecution({ stateMachineArn });
  const { id } = await Runtime.next(status.runtimeApi);
  await crashing.kill();
  await crashing.restart();
  await until('the invocation to wait again', async () => (await show(crashing, 'f')).status.waiting === 1);
  assert.equal((await fetch(`http://${status.runtimeApi}/2018-06-01/runtime/invocation/${id}/response`, { method: 'POST', body: '"done"' })).status, 202);
  assert.equal((await ended(own, executionArn)).output, '"done"');
});

server.test('an accepted event survives kill -9, and is delivered once it can be', async () => {
  const crashing = await Server.start();
  const { status } = await add(crashing, 'f', { kind: 'pull' });
  const ids = [];
  for (let i = 0; i < 20; i++) ids.push((await lambdaOf(crashing).invoke('f', i, { InvocationType: 'Event' })).$metadata.requestId);
  await crashing.kill();
  await crashing.restart();
  const runtime = new Runtime(status.runtimeApi, event => event);
  await until('all events', () => runtime.taken.length >= 20);
  assert.deepEqual(new Set(runtime.taken.map(taken => taken.id)), new Set(ids));
  await crashing.stop();
  await crashing.restart();
  await idle(crashing, 'f');
  const { status: now } = await show(crashing, 'f');
  assert.deepEqual([now.waiting, now.running, runtime.taken.length], [0, 0, 20]);
  await runtime.stop();
});

server.test('a server that stops in order leaves a running task as it is', async () => {
  const stopping = await Server.start();
  const own = stopping.client({ attempts: 10 });
  const { status } = await add(stopping, 'f', { kind: 'pull' });
  const { stateMachineArn } = await own.createStateMachine({ name: 'm', definition: machine({ Call: { Type: 'Task', Resource: arnOf('f'), End: true } }), roleArn: role });
  const { executionArn } = await own.startExecution({ stateMachineArn });
  const { id } = await Runtime.next(status.runtimeApi);
  const { code, milliseconds } = await stopping.stop();
  assert.equal(code, 0);
  assert.ok(milliseconds < 9_000, `${milliseconds} ms`);
  await stopping.restart();
  const runtime = new Runtime(status.runtimeApi, () => 'done');
  assert.equal((await atMost(30_000, 'The execution', ended(own, executionArn))).output, '"done"');
  assert.equal(runtime.taken[0].id, id);
  await runtime.stop();
});
