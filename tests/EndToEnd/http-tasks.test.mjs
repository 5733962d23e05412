import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { after } from 'node:test';
import * as eventbridge from '@aws-sdk/client-eventbridge';
import { role } from './support/machines.mjs';
import { executable } from './support/places.mjs';
import { store } from './support/postgres.mjs';
import { refused } from './support/refused.mjs';
import { Server } from './support/server.mjs';
import { until } from './support/wait.mjs';

// http:invoke and its connections, by the AWS SDKs of both services. Secrets are looked for wherever something is kept.
const secrets = ['api-key-of-nobody', 'password-of-nobody', 'client-secret-of-nobody', 'hidden-header-value'];

/** An HTTP API that remembers what it was asked; what it answers, its path says. */
class Api {
  requests = [];

  static async start() {
    const api = new Api();
    api.server = http.createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      api.requests.push({ method: request.method, url: request.url, headers: request.headers, body });
      api.answer(new URL(request.url, 'http://here'), request, response);
    });
    await new Promise(resolve => api.server.listen(0, '127.0.0.1', resolve));
    after(() => api.server.close());
    api.url = `http://127.0.0.1:${api.server.address().port}`;
    return api;
  }

  answer(url, request, response) {
    const json = (status, value, headers = {}) => response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value));
    if (url.pathname === '/token') json(200, { access_token: `token-${this.tokens = (this.tokens ?? 0) + 1}`, expires_in: 3600 });
    else if (url.pathname.startsWith('/status/')) json(Number(url.pathname.slice('/status/'.length)), { refused: true });
    else if (url.pathname === '/redirect') response.writeHead(302, { location: '/inner' }).end();
    else json(200, { hello: 'world', number: 1.50 }, { 'x-one': '1' });
  }
}

const api = await Api.start();
const proxy = await Api.start(); // the environment names it, and nobody asks it
const server = await Server.start({
  environment: { Baton__Outgoing__Allow: `${new URL(api.url).host}, 127.0.0.2`, HTTP_PROXY: proxy.url, http_proxy: proxy.url, HTTPS_PROXY: proxy.url, ALL_PROXY: proxy.url },
});
const client = server.client();

const sdk = new eventbridge.EventBridgeClient({ endpoint: server.url, region: 'us-east-1', maxAttempts: 1, credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'a secret of nobody' } });
const events = new Proxy({}, { get: (_, name) => (input = {}) => sdk.send(new eventbridge[`${name[0].toUpperCase()}${name.slice(1)}Command`](input)) });

const apiKey = { AuthorizationType: 'API_KEY', AuthParameters: { ApiKeyAuthParameters: { ApiKeyName: 'X-Api-Key', ApiKeyValue: 'api-key-of-nobody' } } };
const connect = async (Name, rest = apiKey) => (await events.createConnection({ Name, ...rest })).ConnectionArn;
const task = (ConnectionArn, rest = {}) => ({
  Type: 'Task', Resource: 'arn:aws:states:::http:invoke', Parameters: { ApiEndpoint: `${api.url}/path`, Method: 'GET', Authentication: { ConnectionArn }, ...rest }, End: true,
});
const definition = state => JSON.stringify({ StartAt: 'Call', States: { Call: state } });
const run = async (name, state) => {
  const { stateMachineArn } = await client.createStateMachine({ name, definition: definition(state), roleArn: role });
  const { executionArn } = await client.startExecution({ stateMachineArn, name });
  return until('the execution to end', async () => {
    const execution = await client.describeExecution({ executionArn });
    return execution.status !== 'RUNNING' && execution;
  });
};

server.test('a connection is created, described, listed, updated, taken its secrets and deleted', async () => {
  const created = await events.createConnection({
    Name: 'life', Description: 'first', AuthorizationType: 'BASIC',
    AuthParameters: {
      BasicAuthParameters: { Username: 'ada', Password: 'password-of-nobody' },
      InvocationHttpParameters: { HeaderParameters: [{ Key: 'X-Shown', Value: 'shown', IsValueSecret: false }, { Key: 'X-Hidden', Value: 'hidden-header-value', IsValueSecret: true }] },
    },
  });
  assert.match(created.ConnectionArn, /^arn:aws:events:us-east-1:000000000000:connection\/life\/[-0-9a-f]{36}$/);
  assert.equal(created.ConnectionState, 'AUTHORIZED');
  const described = await events.describeConnection({ Name: 'life' });
  assert.deepEqual(described.AuthParameters, {
    BasicAuthParameters: { Username: 'ada' },
    InvocationHttpParameters: { HeaderParameters: [{ Key: 'X-Shown', Value: 'shown', IsValueSecret: false }, { Key: 'X-Hidden', IsValueSecret: true }] },
  });
  assert.deepEqual([described.ConnectionArn, described.Name, described.Description, described.AuthorizationType], [created.ConnectionArn, 'life', 'first', 'BASIC']);
  assert.ok(Math.abs(described.CreationTime - Date.now()) < 60_000);

  await refused(events.createConnection({ Name: 'life', ...apiKey }), 'ResourceAlreadyExistsException', "Connection 'life' already exists.");
  assert.equal((await events.updateConnection({ Name: 'life', Description: 'second' })).ConnectionArn, created.ConnectionArn);
  assert.equal((await events.describeConnection({ Name: 'life' })).AuthParameters.BasicAuthParameters.Username, 'ada');
  await refused(events.updateConnection({ Name: 'life', AuthorizationType: 'API_KEY' }), 'ValidationException', 'AuthParameters.ApiKeyAuthParameters is required for the authorization type API_KEY.');
  await events.updateConnection({ Name: 'life', ...apiKey });
  const updated = await events.describeConnection({ Name: 'life' });
  assert.deepEqual([updated.AuthorizationType, updated.Description, Object.keys(updated.AuthParameters).sort()], ['API_KEY', 'second', ['ApiKeyAuthParameters', 'InvocationHttpParameters']]);

  assert.equal((await events.deauthorizeConnection({ Name: 'life' })).ConnectionState, 'DEAUTHORIZED');
  assert.deepEqual((await events.describeConnection({ Name: 'life' })).AuthParameters, {});
  const failed = await run('deauthorized', task(created.ConnectionArn));
  assert.deepEqual([failed.status, failed.error], ['FAILED', 'Events.ConnectionResource.InvalidConnectionState']);

  assert.equal((await events.deleteConnection({ Name: 'life' })).ConnectionState, 'DELETING');
  for (const operation of ['describeConnection', 'deleteConnection', 'deauthorizeConnection', 'updateConnection']) {
    await refused(events[operation]({ Name: 'life' }), 'ResourceNotFoundException', "Connection 'life' does not exist.");
  }
});

server.test('connections are listed by region and prefix, page by page', async () => {
  for (const name of ['list-c', 'list-a', 'list-b', 'other']) await connect(name);
  await events.deauthorizeConnection({ Name: 'list-b' });
  const first = await events.listConnections({ NamePrefix: 'list-', Limit: 2 });
  assert.deepEqual(first.Connections.map(item => [item.Name, item.ConnectionState]), [['list-a', 'AUTHORIZED'], ['list-b', 'DEAUTHORIZED']]);
  const second = await events.listConnections({ NamePrefix: 'list-', Limit: 2, NextToken: first.NextToken });
  assert.deepEqual([second.Connections.map(item => item.Name), second.NextToken], [['list-c'], undefined]);
  assert.deepEqual((await events.listConnections({ NamePrefix: 'list-', ConnectionState: 'DEAUTHORIZED' })).Connections.map(item => item.Name), ['list-b']);
});

server.test('what is wrong with a connection is told without its secrets', async () => {
  const fault = async (AuthParameters, expected) => {
    const { message } = await refused(events.createConnection({ Name: 'wrong', AuthorizationType: 'API_KEY', AuthParameters }), 'ValidationException', expected);
    assert.ok(!message.includes('of-nobody'), message);
  };
  await fault({ ApiKeyAuthParameters: { ApiKeyName: 'X', ApiKeyValue: 'api-key-of-nobody\r\nHost: evil' } }, /Value '\*\*\*' at 'AuthParameters\.ApiKeyAuthParameters\.ApiKeyValue' failed to satisfy/);
  await fault({ ApiKeyAuthParameters: { ApiKeyName: 'X', ApiKeyValue: 'of-nobody'.repeat(100) } }, /length less than or equal to 512/);
  await fault({ ApiKeyAuthParameters: { ApiKeyName: 'Host', ApiKeyValue: 'of-nobody' } }, /ApiKeyName cannot be 'Host'/);
  await fault({ ApiKeyAuthParameters: { ApiKeyName: 'X' } }, /ApiKeyAuthParameters\.ApiKeyValue' failed to satisfy constraint: Member must not be null/);
});

server.test('a task calls an API with what its connection adds, and gives what the API answers', async () => {
  const arn = await connect('calling');
  const ended = await run('calling', task(arn, { Method: 'POST', QueryParameters: { q: 'a b' }, RequestBody: { a: 1 }, Headers: { 'X-Mine': '2' } }));
  assert.equal(ended.status, 'SUCCEEDED', ended.cause);
  const output = JSON.parse(ended.output);
  assert.deepEqual([output.ResponseBody, output.StatusCode, output.StatusText, output.Headers['x-one']], [{ hello: 'world', number: 1.5 }, 200, 'OK', ['1']]);
  const asked = api.requests.findLast(request => request.url.startsWith('/path'));
  assert.deepEqual(
    [asked.method, asked.url, asked.body, asked.headers['x-api-key'], asked.headers['x-mine'], asked.headers['user-agent'], asked.headers.range],
    ['POST', '/path?q=a%20b', '{"a":1}', 'api-key-of-nobody', '2', 'Amazon|StepFunctions|HttpInvoke|us-east-1', 'bytes=0-262144']);
  assert.equal(proxy.requests.length, 0);
});

server.test('baton connection makes, changes, shows, lists and removes one', async () => {
  const baton = (input, ...rest) => execFileSync(executable, ['connection', ...rest, '--endpoint', server.url, '--region', 'us-east-1'], { input, encoding: 'utf8', env: { PATH: process.env.PATH, SECRET: 'password-of-nobody' } });
  const arn = /^AUTHORIZED  (arn:.*)$/m.exec(baton('api-key-of-nobody\n', 'add', 'by-hand', '--api-key', 'X-Api-Key', '--secret', '-', '--query', 'tenant=1'))[1];
  assert.equal((await run('by-hand', task(arn))).status, 'SUCCEEDED');
  assert.deepEqual([api.requests.at(-1).url, api.requests.at(-1).headers['x-api-key']], ['/path?tenant=1', 'api-key-of-nobody']);
  baton('', 'add', 'by-hand', '--basic', 'ada', '--secret', 'env:SECRET', '--replace');
  const shown = baton('', 'show', 'by-hand');
  assert.match(shown, /BASIC  AUTHORIZED\n  BasicAuthParameters\.Username: ada\n/);
  assert.ok(!shown.includes('of-nobody'), shown);
  assert.match(baton('', 'list'), /^by-hand +BASIC +AUTHORIZED/m);
  assert.match(baton('', 'remove', 'by-hand'), /^removed/);
  await refused(events.describeConnection({ Name: 'by-hand' }), 'ResourceNotFoundException', "Connection 'by-hand' does not exist.");
});

server.test('a status is an error that a Retry and a Catch take by its name', async () => {
  const state = task(await connect('failing'), { ApiEndpoint: `${api.url}/status/503` });
  const before = api.requests.length;
  const ended = await run('failing', { ...state, Retry: [{ ErrorEquals: ['States.Http.StatusCode.503'], IntervalSeconds: 1, MaxAttempts: 1 }] });
  assert.deepEqual([ended.status, ended.error, ended.cause, api.requests.length - before], ['FAILED', 'States.Http.StatusCode.503', 'Service Unavailable', 2]);
});

server.test('OAuth gets its token from the authorization endpoint, once', async () => {
  const arn = await connect('oauth', {
    AuthorizationType: 'OAUTH_CLIENT_CREDENTIALS',
    AuthParameters: { OAuthParameters: { ClientParameters: { ClientID: 'id', ClientSecret: 'client-secret-of-nobody' }, AuthorizationEndpoint: `${api.url}/token`, HttpMethod: 'POST' } },
  });
  assert.deepEqual((await events.describeConnection({ Name: 'oauth' })).AuthParameters, {
    OAuthParameters: { ClientParameters: { ClientID: 'id' }, AuthorizationEndpoint: `${api.url}/token`, HttpMethod: 'POST' },
  });
  for (const name of ['oauth-1', 'oauth-2']) assert.equal((await run(name, task(arn))).status, 'SUCCEEDED');
  assert.equal(api.requests.filter(request => request.url === '/token').length, 1);
  assert.equal(api.requests.at(-1).headers.authorization, 'Bearer token-1');
});

server.test('calls do not leave for this machine, its own API or the metadata of a cloud', async () => {
  const arn = await connect('inside');
  const before = api.requests.length;
  const addresses = [
    server.url, `http://localhost:${server.port}/`, 'http://127.0.0.1:9/', `http://[::1]:${new URL(api.url).port}/`, `http://[::ffff:127.0.0.1]:${new URL(api.url).port}/`, 'http://169.254.169.254/latest/meta-data/',
    'http://0xa9fea9fe/', 'http://2852039166/', 'https://10.0.0.1/', 'https://[fd00:ec2::254]/', `http://127.0.0.2:${server.port}/`, 'http://0.0.0.0/', 'https://localhost/',
  ];
  for (const [index, ApiEndpoint] of addresses.entries()) {
    const ended = await run(`inside-${index}`, task(arn, { ApiEndpoint, Method: 'POST' }));
    assert.deepEqual([ended.status, ended.error], ['FAILED', 'States.Http.Socket'], `${ApiEndpoint}: ${ended.cause}`);
  }
  const redirected = await run('redirected', task(arn, { ApiEndpoint: `${api.url}/redirect` }));
  assert.deepEqual([redirected.error, redirected.cause], ['States.Http.StatusCode.302', 'Found']);
  assert.equal(api.requests.length - before, 1);
});

server.test('a definition that can never call is refused, and a header that fails is warned of', async () => {
  const validate = async state => (await client.validateStateMachineDefinition({ definition: definition(state), severity: 'WARNING' })).diagnostics.map(finding => `${finding.severity} ${finding.code} ${finding.location}`);
  assert.deepEqual(await validate(task('arn', { Method: 'TRACE' })), ['ERROR SCHEMA_VALIDATION_FAILED /States/Call/Parameters']);
  assert.deepEqual(await validate(task('arn', { Authentication: undefined })), ['ERROR SCHEMA_VALIDATION_FAILED /States/Call/Parameters']);
  assert.deepEqual(await validate(task('arn', { Headers: { Host: 'x' } })), ['WARNING REFUSED_HEADER /States/Call/Parameters']);
});

server.test('TestState at TRACE tells the exchange, and what is secret only when asked', async () => {
  const arn = await connect('tracing', {
    AuthorizationType: 'API_KEY',
    AuthParameters: { ...apiKey.AuthParameters, InvocationHttpParameters: { QueryStringParameters: [{ Key: 'tenant', Value: 'hidden-header-value', IsValueSecret: true }], BodyParameters: [{ Key: 'b', Value: 'hidden-header-value' }] } },
  });
  const tested = rest => client.testState({ definition: JSON.stringify(task(arn, { Method: 'PUT', Headers: { 'X-Mine': '2' }, QueryParameters: { q: '1' }, RequestBody: { a: 1 } })), roleArn: role, ...rest });
  assert.equal((await tested({ inspectionLevel: 'DEBUG' })).inspectionData.request, undefined);

  const { inspectionData: { request, response }, status } = await tested({ inspectionLevel: 'TRACE' });
  assert.equal(status, 'SUCCEEDED');
  const added = '[X-Mine: 2, Content-Type: application/json; charset=UTF-8, User-Agent: Amazon|StepFunctions|HttpInvoke|us-east-1, Range: bytes=0-262144]';
  assert.deepEqual(request, { protocol: 'http', method: 'PUT', url: `${api.url}/path?q=1`, headers: added, body: '{"a":1}' });
  assert.deepEqual([response.protocol, response.statusCode, response.statusMessage, response.body], ['http', '200', 'OK', '{"hello":"world","number":1.5}']);
  assert.match(response.headers, /^\[.*x-one: 1.*\]$/);

  const revealed = (await tested({ inspectionLevel: 'TRACE', revealSecrets: true })).inspectionData.request;
  assert.deepEqual([revealed.url, revealed.body], [`${api.url}/path?q=1&tenant=hidden-header-value`, '{"a":1,"b":"hidden-header-value"}']);
  assert.match(revealed.headers, /X-Api-Key: api-key-of-nobody/);
});

server.test('TestState at TRACE tells of a call that fails, and takes a mocked result', async () => {
  const state = task(await connect('traced-failure'), { ApiEndpoint: `${api.url}/status/404` });
  const failed = await client.testState({ definition: JSON.stringify(state), roleArn: role, inspectionLevel: 'TRACE' });
  assert.deepEqual([failed.status, failed.error, failed.cause, failed.inspectionData.response.statusCode, failed.inspectionData.response.body], ['FAILED', 'States.Http.StatusCode.404', 'Not Found', '404', '{"refused":true}']);
  const before = api.requests.length;
  const mocked = await client.testState({ definition: JSON.stringify(state), mock: { result: '{"ResponseBody":"anything"}' }, inspectionLevel: 'TRACE' });
  assert.deepEqual([mocked.status, mocked.output, mocked.inspectionData.request], ['SUCCEEDED', '{"ResponseBody":"anything"}', undefined]);
  const caught = await client.testState({
    definition: JSON.stringify({ ...state, Catch: [{ ErrorEquals: ['States.Http.StatusCode.503'], Next: 'After' }] }), mock: { errorOutput: { error: 'States.Http.StatusCode.503', cause: 'Service Unavailable' } },
  });
  assert.deepEqual([caught.status, caught.nextState, api.requests.length - before], ['CAUGHT_ERROR', 'After', 0]);
});

server.test('connections outlive a kill, and no secret is in any file, backup, history or log', async () => {
  const arn = await connect('durable', {
    AuthorizationType: 'BASIC', AuthParameters: { BasicAuthParameters: { Username: 'ada', Password: 'password-of-nobody' }, InvocationHttpParameters: { HeaderParameters: [{ Key: 'X-Hidden', Value: 'hidden-header-value', IsValueSecret: true }] } },
  });
  const { executionArn } = await run('before-kill', task(arn));
  const history = JSON.stringify((await client.getExecutionHistory({ executionArn, maxResults: 1000 })).events);
  await server.kill();
  await server.restart();
  assert.equal((await events.describeConnection({ Name: 'durable' })).ConnectionArn, arn);
  assert.equal((await run('after-kill', task(arn))).status, 'SUCCEEDED');
  assert.equal(api.requests.at(-1).headers.authorization, `Basic ${Buffer.from('ada:password-of-nobody').toString('base64')}`);

  if (store === 'sqlite') execFileSync(executable, ['backup', '--to', path.join(server.folder, 'backup.db'), '--endpoint', server.url]);
  await server.stop();
  const files = readdirSync(server.folder, { recursive: true }).map(name => path.join(server.folder, name)).filter(file => statSync(file).isFile());
  assert.ok(files.some(file => file.endsWith('secrets.key')));
  assert.equal(statSync(path.join(server.folder, 'secrets.key')).mode & 0o777, 0o600);
  for (const secret of [...secrets, Buffer.from('ada:password-of-nobody').toString('base64')]) {
    for (const file of files) assert.ok(!readFileSync(file).includes(secret), `${secret} is in ${file}`);
    assert.ok(!server.log.includes(secret), `${secret} is in the log`);
    assert.ok(!history.includes(secret), `${secret} is in the history`);
  }
});
