import assert from 'node:assert/strict';
import http from 'node:http';
import { once } from 'node:events';
import { after } from 'node:test';
import { add, arnOf, lambdaOf, runTask, Runtime, show } from './support/functions.mjs';
import { freePort } from './support/programs.mjs';
import { Server } from './support/server.mjs';
import { until } from './support/wait.mjs';

// Functions that are called over HTTP: endpoints of their own (push), and services with many (forward).
const listeners = [];
after(() => listeners.forEach(listener => { listener.closeAllConnections(); listener.close(); }));

/** An endpoint that answers as it is told, and keeps what it was asked. */
async function endpoint(answer) {
  const asked = [];
  const listener = http.createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const entry = { method: request.method, url: request.url, headers: request.headers, body: Buffer.concat(chunks).toString() };
    asked.push(entry);
    await answer(entry, response, request);
  }).listen(0, '127.0.0.1');
  await once(listener, 'listening');
  listeners.push(listener);
  return { asked, url: `http://127.0.0.1:${listener.address().port}` };
}

const elsewhere = await Server.start();
const server = await Server.start({ environment: { Baton__Endpoints__lambda: elsewhere.url, Baton__Outgoing__Allow: '127.0.0.1' } });
const client = server.client();
const lambda = lambdaOf(server);
let count = 0;
const push = async (answer, settings = {}) => {
  const target = await endpoint(answer);
  const name = `p-${++count}`;
  await add(server, name, { kind: 'push', endpoint: target.url, ...settings });
  return { name, ...target };
};
const rejects = (promise, name, message) => assert.rejects(promise, failure => {
  assert.equal(failure.name, name);
  assert.match(failure.message, message);
  return true;
});

server.test('a push function is posted to as a container image with the emulator takes it', async () => {
  const { name, asked } = await push((entry, response) => response.end(entry.body));
  const answer = await lambda.invoke(name, { a: 'ü' }, { ClientContext: Buffer.from('{}').toString('base64') });
  assert.deepEqual([answer.StatusCode, answer.FunctionError, answer.payload], [200, undefined, { a: 'ü' }]);
  assert.deepEqual([asked[0].method, asked[0].url, asked[0].headers['x-amz-client-context'], asked[0].headers['x-amz-invocation-type']], ['POST', '/2015-03-31/functions/function/invocations', 'e30=', 'RequestResponse']);
  assert.equal((await runTask(client, { Resource: arnOf(name) }, [1])).output, '[1]');
});

server.test('an endpoint with a path is taken as it is', async () => {
  const target = await endpoint((_, response) => response.end('1'));
  for (const path of ['/my/function?a=b', '//127.0.0.2/x', '/?a=b']) {
    await add(server, 'path', { kind: 'push', endpoint: `${target.url}${path}` });
    assert.equal((await lambda.invoke('path', {})).payload, 1);
    assert.equal(target.asked.at(-1).url, path);
  }
});

server.test('an error of a push function is one, whether a header says so or the emulator leaves it to the body', async () => {
  const error = { errorType: 'OrderRejected', errorMessage: 'no stock', trace: [] };
  for (const answer of [
    (_, response) => response.end(JSON.stringify(error)),
    (_, response) => { response.setHeader('X-Amz-Function-Error', 'Unhandled'); response.end(JSON.stringify(error)); },
    (_, response) => { response.statusCode = 502; response.end(JSON.stringify(error)); },
  ]) {
    const { name } = await push(answer);
    const answered = await lambda.invoke(name, {});
    assert.deepEqual([answered.FunctionError, answered.payload], ['Unhandled', error]);
    assert.equal((await runTask(client, { Resource: arnOf(name) })).error, 'OrderRejected');
  }
});

server.test('an endpoint that is away, breaks off, fails or redirects is an error of the service, and nothing is followed', async () => {
  await add(server, 'away', { kind: 'push', endpoint: `http://127.0.0.1:${await freePort()}` });
  await rejects(lambda.invoke('away', {}), 'ServiceException', /'away' cannot be reached at http:\/\/127\.0\.0\.1:\d+/);
  assert.equal((await runTask(client, { Resource: arnOf('away') })).error, 'Lambda.ServiceException');
  const cut = await push((_, response, request) => { response.write('{"half":'); setImmediate(() => request.socket.destroy()); });
  await rejects(lambda.invoke(cut.name, {}), 'ServiceException', /cannot be reached/);
  const failing = await push((_, response) => { response.statusCode = 503; response.end('<html>'); });
  await rejects(lambda.invoke(failing.name, {}), 'ServiceException', /answered 503/);
  const busy = await push((_, response) => { response.statusCode = 429; response.end(); });
  await rejects(lambda.invoke(busy.name, {}), 'TooManyRequestsException', /answered 429/);
  const other = await endpoint((_, response) => response.end('1'));
  const redirecting = await push((_, response) => { response.writeHead(307, { Location: other.url }); response.end(); });
  await rejects(lambda.invoke(redirecting.name, {}), 'ServiceException', /answered 307/);
  assert.equal(other.asked.length, 0);
});

server.test('an endpoint that is not public is called only where the operator opens it', async () => {
  const strict = await Server.start();
  const { asked, url } = await endpoint((_, response) => response.end('1'));
  await add(strict, 'inside', { kind: 'push', endpoint: url });
  await add(strict, 'further', { kind: 'forward', endpoint: url });
  for (const name of ['inside', 'further']) {
    await rejects(lambdaOf(strict).invoke(name, {}), 'ServiceException', /loopback address. Whoever runs the server can open an address with Baton__Outgoing__Allow/);
  }
  assert.equal(asked.length, 0);
  strict.environment.Baton__Outgoing__Allow = new URL(url).host;
  await strict.stop();
  await strict.restart();
  assert.equal((await lambdaOf(strict).invoke('inside', {})).payload, 1);
});

server.test('a push function has a time and a number of places, and a payload of 6 MB passes', async () => {
  const slow = await push(() => undefined, { timeoutSeconds: 1 });
  const late = await lambda.invoke(slow.name, {});
  assert.deepEqual([late.FunctionError, late.payload.errorType], ['Unhandled', 'Sandbox.Timedout']);
  const endless = await push((_, response) => { const drip = setInterval(() => response.write(' '), 50); response.on('close', () => clearInterval(drip)); }, { timeoutSeconds: 1 });
  assert.equal((await lambda.invoke(endless.name, {})).payload.errorType, 'Sandbox.Timedout');
  const huge = await push((entry, response) => response.end(entry.body));
  assert.equal((await lambda.invoke(huge.name, 'x'.repeat(6_000_000))).payload.length, 6_000_000);
  const tooLong = await push((_, response) => response.end(`"${'x'.repeat(6_291_556)}"`));
  assert.equal((await lambda.invoke(tooLong.name, {})).payload.errorType, 'Function.ResponseSizeTooLarge');

  const gates = [];
  const three = await push((entry, response) => { gates.push(() => response.end(entry.body)); }, { concurrency: 3, waitSeconds: 600 });
  const answers = Promise.all(Array.from({ length: 12 }, (_, i) => lambda.invoke(three.name, i)));
  for (let done = 0; done < 12; done++) {
    await until('as many as may to run', () => gates.length === Math.min(3, 12 - done));
    gates.shift()();
  }
  assert.deepEqual((await answers).map(answer => answer.payload), Array.from({ length: 12 }, (_, i) => i));

  const impatient = await push((_, response) => { gates.push(() => response.end('1')); }, { waitSeconds: 0 });
  const first = lambda.invoke(impatient.name, {});
  await until('the first to run', () => gates.length === 1);
  await rejects(lambda.invoke(impatient.name, {}), 'TooManyRequestsException', /1 invocations of p-\d+ run/);
  gates.shift()();
  assert.equal((await first).payload, 1);
});

server.test('a function that is not known is forwarded to the configured service; so is one that says so', async () => {
  const { status } = await add(elsewhere, 'there', { kind: 'pull' });
  const runtime = new Runtime(status.runtimeApi, (event, { id }, self) => (event === 'fail' ? self.post(`invocation/${id}/error`, { errorType: 'Mine', errorMessage: 'm' }).then(() => undefined) : { echo: event }));
  assert.equal((await runTask(client, { Resource: arnOf('there') }, 1)).output, '{"echo":1}');
  await rejects(lambda.invoke('there', 1), 'ResourceNotFoundException', /Function not found/); // tasks alone: a server that names itself would go round in a circle
  await add(server, 'there', { kind: 'forward', concurrency: 10 });
  assert.deepEqual((await lambda.invoke('there', 2)).payload, { echo: 2 });
  assert.equal((await runTask(client, { Resource: arnOf('there') }, 'fail')).error, 'Mine');
  assert.equal((await show(server, 'there')).settings.kind, 'forward');
  await add(server, 'not-there', { kind: 'forward', endpoint: elsewhere.url });
  await rejects(lambda.invoke('not-there', {}), 'ResourceNotFoundException', /not found/);
  assert.equal((await runTask(client, { Resource: arnOf('not-there') })).error, 'Lambda.ResourceNotFoundException');
  await runtime.stop();
});

server.test('a function that is forwarded to this server itself goes round no more than once', async () => {
  const own = await Server.start();
  await add(own, 'circle', { kind: 'forward', endpoint: own.url });
  await rejects(lambdaOf(own).invoke('circle', {}), 'ServiceException', /not allowed: it leads to a loopback address/);
  own.environment.Baton__Outgoing__Allow = new URL(own.url).host;
  await own.stop();
  await own.restart();
  await rejects(lambdaOf(own).invoke('circle', {}), 'ServiceException', /forward it again/);
});
