import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { after } from 'node:test';
import { pass, role } from './support/machines.mjs';
import { Server } from './support/server.mjs';
import { until } from './support/wait.mjs';

// Execution logs at an OpenTelemetry collector: one that keeps what comes as OTLP over HTTP in protobuf.

/** The fields of a protobuf message as [number, value], values of nested messages as bytes. */
function* fields(bytes) {
  let at = 0;
  const varint = () => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = BigInt(bytes[at++]);
      value |= (byte & 127n) << shift;
      if (byte < 128n) return value;
    }
  };
  while (at < bytes.length) {
    const key = Number(varint());
    const kind = key & 7;
    let value;
    if (kind === 0) value = varint();
    else if (kind === 1) value = bytes.readBigUInt64LE((at += 8) - 8);
    else if (kind === 5) value = bytes.readUInt32LE((at += 4) - 4);
    else {
      const length = Number(varint());
      value = bytes.subarray(at, at += length);
    }
    yield [key >> 3, value];
  }
}
const all = (bytes, number) => [...fields(bytes)].filter(([field]) => field === number).map(([, value]) => value);
const anyValue = bytes => [...fields(bytes)].map(([field, value]) => field === 5 ? all(value, 1).map(anyValue) : value.toString())[0];
const attributesOf = (bytes, number) => Object.fromEntries(all(bytes, number).map(pair => [all(pair, 1)[0].toString(), anyValue(all(pair, 2)[0])]));

const records = [];
let refusing = false;
const collector = http.createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  response.statusCode = refusing ? 400 : 200;
  if (!refusing) {
    for (const resourceLogs of all(Buffer.concat(chunks), 1)) {
      const resource = attributesOf(all(resourceLogs, 1)[0], 1);
      for (const record of all(resourceLogs, 2).flatMap(scope => all(scope, 2))) {
        records.push({ url: request.url, resource, time: all(record, 1)[0], severity: all(record, 2)[0], body: anyValue(all(record, 5)[0]), attributes: attributesOf(record, 6) });
      }
    }
  }
  response.end();
});
await once(collector.listen(0, '127.0.0.1'), 'listening');
after(() => {
  collector.closeAllConnections();
  collector.close();
});
const server = await Server.start({
  environment: { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${collector.address().port}`, OTEL_BLRP_SCHEDULE_DELAY: '50', OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=test' },
});
const client = server.client();
const logging = (level, includeExecutionData) => ({
  level, includeExecutionData, destinations: [{ cloudWatchLogsLogGroup: { logGroupArn: 'arn:aws:logs:us-east-1:000000000000:log-group:/orders:*' } }],
});
const create = async (name, type, loggingConfiguration, definition = pass) =>
  (await client.createStateMachine({ name, definition, roleArn: role, type, loggingConfiguration })).stateMachineArn;
const of = executionArn => records.filter(record => record.attributes.execution_arn === executionArn);

for (const type of ['STANDARD', 'EXPRESS']) {
  server.test(`events of ${type} executions come as the log group's file has them`, async () => {
    const stateMachineArn = await create(`all-${type}`, type, logging('ALL', true));
    const { executionArn } = await client.startExecution({ stateMachineArn, input: '{"a":1}' });
    await until('four records', () => of(executionArn).length === 4);
    const lines = () => readFileSync(path.join(server.folder, 'logs/orders.jsonl'), 'utf8').split('\n').filter(line => line.includes(executionArn));
    await until('four lines', () => lines().length === 4);
    assert.deepEqual(of(executionArn).map(record => record.body), lines());
    const [first] = of(executionArn);
    assert.deepEqual(first.attributes, { 'aws.log.group.names': ['/orders'], execution_arn: executionArn, type: 'ExecutionStarted' });
    assert.equal(first.time, BigInt(JSON.parse(first.body).event_timestamp) * 1_000_000n);
    assert.deepEqual([first.url, first.resource['service.name'], first.resource['deployment.environment.name']], ['/v1/logs', 'baton', 'test']);
    assert.ok(of(executionArn).every(record => record.severity === 9n), 'INFO');
  });
}

server.test('level and data are as the machine says', async () => {
  const stateMachineArn = await create('fatal', 'EXPRESS', logging('FATAL', false), JSON.stringify({ StartAt: 'F', States: { F: { Type: 'Fail', Error: 'E', Cause: 'secret' } } }));
  const { executionArn } = await client.startExecution({ stateMachineArn });
  await until('a record', () => of(executionArn).length === 1);
  const [{ body, severity, attributes }] = of(executionArn);
  assert.deepEqual([attributes.type, severity, JSON.parse(body).type], ['ExecutionFailed', 17n, 'ExecutionFailed']);
});

server.test('what the collector does not take is told in the log of the server, and executions go on', async () => {
  refusing = true;
  const stateMachineArn = await create('refused', 'EXPRESS', logging('ALL', true));
  assert.equal((await client.startSyncExecution({ stateMachineArn })).status, 'SUCCEEDED');
  await until('the warning', () => server.log.includes('may not have come to the OpenTelemetry collector'));
  refusing = false;
  const { executionArn } = await client.startSyncExecution({ stateMachineArn });
  await until('four records', () => of(executionArn).length === 4);
});
