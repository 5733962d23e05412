import assert from 'node:assert/strict';
import net from 'node:net';
import { afterEach } from 'node:test';
import { pass, role } from './support/machines.mjs';
import { model } from './support/model.mjs';
import { operations } from './support/operations.mjs';
import { assertError, bytes, jsonType, post, request } from './support/raw.mjs';
import { Server } from './support/server.mjs';

// What a stranger can send. Each gets the API's error, and the server goes on.
const server = await Server.start();
const client = server.client();
const BODY_BYTES_MAX = 1024 * 1024;
const target = { 'x-amz-target': 'AWSStepFunctions.ListActivities', 'content-type': jsonType };

const { stateMachineArn } = await client.createStateMachine({ name: 'machine', definition: pass, roleArn: role });
const { activityArn } = await client.createActivity({ name: 'activity' });
const { executionArn } = await client.startExecution({ stateMachineArn, name: 'execution' });

afterEach(async () => {
  await client.listActivities();
  assert.ok(!/fail:|crit:/.test(server.log), `the server has nothing to complain of:\n${server.log}`);
});

const malformed = {
  'an open object': '{', 'an open string': '{"a', 'no object': '[]', 'a string': '"x"', 'a number': '1', 'null': 'null', 'words': 'hello', 'trailing data': '{}{}',
  'a trailing comma': '{"a":1,}', 'single quotes': "{'a':1}", 'a bare name': '{a:1}', 'NaN': '{"maxResults":NaN}', 'a comment': '{/* */}', 'a leading zero': '{"maxResults":01}',
  'a control character in a string': '{"a":"\u0001"}', 'a raw newline in a string': '{"a":"\n"}', 'an unknown escape': '{"a":"\\x"}', 'a byte order mark': '\ufeff{}', 'blanks': '  ',
};

for (const [what, body] of Object.entries(malformed)) {
  server.test(`malformed JSON: ${what}`, async () => assertError(await post(server, 'ListActivities', body), 400, 'SerializationException', /JSON/));
}

for (const [what, octets] of Object.entries({ 'a lone continuation byte': [0x80], 'an overlong slash': [0xc0, 0xaf], 'a cut sequence': [0xe2, 0x82], 'a surrogate': [0xed, 0xa0, 0x80], 'above Unicode': [0xf4, 0x90, 0x80, 0x80], 'a byte that never occurs': [0xff] })) {
  server.test(`invalid UTF-8: ${what}`, async () => {
    const body = Buffer.concat([Buffer.from('{"name":"'), Buffer.from(octets), Buffer.from('"}')]);
    assertError(await post(server, 'CreateActivity', body), 400, 'SerializationException', /JSON/);
  });
}

server.test('half a surrogate pair is no text; a whole one is', async () => {
  for (const half of ['\\ud800', '\\udc00', '\\udc00\\ud800', '\\ud83d\\ud83d\\ude00', 'x\\ud83d']) {
    assertError(await post(server, 'CreateActivity', `{"name":"${half}"}`), 400, 'SerializationException', /'name'/);
    assertError(await post(server, 'StartExecution', `{"stateMachineArn":"${stateMachineArn}","input":"\\"${half}\\""}`), 400, 'SerializationException', /'input'/);
  }
  const started = await post(server, 'StartExecution', `{"stateMachineArn":"${stateMachineArn}","input":"\\"\\ud83d\\ude00\\""}`);
  assert.equal((await post(server, 'DescribeExecution', { executionArn: started.json.executionArn })).json.input, '"😀"');
});

server.test('the last of two equal keys counts', async () => {
  const answer = await post(server, 'ListActivities', '{"maxResults":2000,"maxResults":1}');
  assert.equal(answer.status, 200, answer.text);
});

server.test('members that nobody knows are passed over', async () => {
  assert.equal((await post(server, 'ListActivities', '{"__proto__":{"x":1},"$type":"System.Object","constructor":null,"colour":["red"]}')).status, 200);
});

server.test('an empty body is an empty request', async () => {
  assert.equal((await post(server, 'ListActivities', '')).status, 200);
  assertError(await post(server, 'CreateActivity', ''), 400, 'ValidationException', /Value null at 'name' failed to satisfy constraint: Member must not be null/);
});

server.test('JSON may nest a hundred deep and no deeper', async () => {
  const nested = depth => `{"colour":${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}}`;
  assert.equal((await post(server, 'ListActivities', nested(100))).status, 200);
  for (const depth of [101, 10_000, 500_000]) assertError(await post(server, 'ListActivities', nested(depth)), 400, 'SerializationException', /JSON/);
  const open = '{"a":'.repeat(200_000);
  assertError(await post(server, 'ListActivities', open), 400, 'SerializationException', /JSON/);
});

server.test('a payload may nest a thousand deep and no deeper', async () => {
  const start = depth => post(server, 'StartExecution', { stateMachineArn, input: '['.repeat(depth) + ']'.repeat(depth) });
  assert.equal((await start(1000)).status, 200);
  for (const depth of [1001, 100_000]) assertError(await start(depth), 400, 'InvalidExecutionInput', /Invalid State Machine Execution Input/);
});

server.test('numbers beyond measure are refused or kept as they are', async () => {
  for (const number of ['1e400000', '-1e400000', '1'.repeat(100_000), '1.5', '9223372036854775808', '2147483648']) {
    const answer = await post(server, 'ListActivities', `{"maxResults":${number}}`);
    assert.equal(answer.status, 400, `${number.slice(0, 30)}: ${answer.text.slice(0, 200)}`);
    assert.match(answer.json.message, /'maxResults'/);
    assert.ok(answer.text.length < 2 * number.length + 1000);
  }
  const started = await post(server, 'StartExecution', { stateMachineArn, input: '[1e400000, 1.000, -0, 12345678901234567890]' });
  const described = await post(server, 'DescribeExecution', { executionArn: started.json.executionArn });
  assert.equal(described.json.input, '[1e400000, 1.000, -0, 12345678901234567890]');
});

server.test('a hundred thousand keys are read in time', async () => {
  const body = `{${Array.from({ length: 80_000 }, (_, i) => `"k${i}":1`).join(',')}}`;
  assert.ok(body.length < BODY_BYTES_MAX);
  const asked = performance.now();
  assert.equal((await post(server, 'ListActivities', body)).status, 200);
  assert.ok(performance.now() - asked < 2_000);
});

for (const [what, headers] of Object.entries({
  'none': { 'x-amz-target': '' }, 'unknown': { 'x-amz-target': 'AWSStepFunctions.MakeCoffee' }, 'of another service': { 'x-amz-target': 'DynamoDB_20120810.ListTables' },
  'without service': { 'x-amz-target': 'ListActivities' }, 'in lower case': { 'x-amz-target': 'awsstepfunctions.listactivities' },
  'with a blank': { 'x-amz-target': 'AWSStepFunctions. ListActivities' }, 'very long': { 'x-amz-target': 'x'.repeat(8_000) },
})) {
  server.test(`the target: ${what}`, async () => assertError(await post(server, null, '{}', headers), 400, 'UnknownOperationException', /X-Amz-Target|no operation/));
}

server.test('no target at all', async () => assertError(await request(server, { headers: { 'content-type': jsonType }, chunks: ['{}'] }), 400, 'UnknownOperationException', /X-Amz-Target/));

server.test('the target twice', async () => {
  const answer = await request(server, { headers: { ...target, 'x-amz-target': ['AWSStepFunctions.ListActivities', 'AWSStepFunctions.DeleteActivity'] }, chunks: ['{}'] });
  assertError(answer, 400, 'UnknownOperationException');
});

for (const type of ['text/plain', 'application/json', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/xml', '']) {
  server.test(`the content type: ${type || 'none'}`, async () => {
    const headers = type ? { ...target, 'content-type': type } : { 'x-amz-target': target['x-amz-target'] };
    assertError(await request(server, { headers, chunks: ['{}'] }), 415, 'UnsupportedMediaTypeException', /application\/x-amz-json-1\.0/);
  });
}

server.test('the content type may have parameters and be JSON 1.1', async () => {
  for (const type of [`${jsonType}; charset=utf-8`, 'application/x-amz-json-1.1', 'Application/X-Amz-Json-1.0']) {
    assert.equal((await post(server, 'ListActivities', '{}', { 'content-type': type })).status, 200, type);
  }
});

server.test('a body of one megabyte is read, one byte more is not', async () => {
  const body = length => `{"colour":"${'x'.repeat(length - 13)}"}`;
  assert.equal((await post(server, 'ListActivities', body(BODY_BYTES_MAX))).status, 200);
  assertError(await post(server, 'ListActivities', body(BODY_BYTES_MAX + 1)), 413, 'RequestEntityTooLargeException', /1048576 bytes/);
});

server.test('an oversized body is refused before it is read: with Content-Length, chunked, without end', async () => {
  const block = Buffer.alloc(64 * 1024, 'x');
  const chunked = await request(server, { headers: { ...target, 'transfer-encoding': 'chunked' }, chunks: Array(20).fill(block) });
  assertError(chunked, 413, 'RequestEntityTooLargeException', /1048576 bytes/);

  const announced = await bytes(server, `POST / HTTP/1.1\r\nHost: localhost\r\nX-Amz-Target: ${target['x-amz-target']}\r\nContent-Type: ${jsonType}\r\nContent-Length: 99999999999\r\n\r\n{`);
  assert.match(announced, /^HTTP\/1\.1 413 /);

  let endless = `POST / HTTP/1.1\r\nHost: localhost\r\nX-Amz-Target: ${target['x-amz-target']}\r\nContent-Type: ${jsonType}\r\nTransfer-Encoding: chunked\r\n\r\n`;
  for (let i = 0; i < 40; i++) endless += `8000\r\n${'x'.repeat(0x8000)}\r\n`; // and no last chunk
  assert.match(await bytes(server, endless), /^HTTP\/1\.1 413 /);
});

for (const [what, head] of Object.entries({
  'a length that is no number': 'Content-Length: many', 'a negative length': 'Content-Length: -1', 'two lengths': 'Content-Length: 2\r\nContent-Length: 3',
  'length and chunks': 'Content-Length: 2\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: identity', 'a header of 64 KB': `X-Long: ${'x'.repeat(65_536)}`, 'ten thousand headers': Array.from({ length: 10_000 }, (_, i) => `H${i}: x`).join('\r\n'),
  'a header without name': ': x', 'a blank in a header name': 'X Long: x', 'a control character': 'X-Bad: a\u0000b',
})) {
  server.test(`HTTP: ${what} is refused`, async () => {
    const answer = await bytes(server, `POST / HTTP/1.1\r\nHost: localhost\r\nX-Amz-Target: ${target['x-amz-target']}\r\nContent-Type: ${jsonType}\r\n${head}\r\n\r\n{}`);
    assert.match(answer, /^HTTP\/1\.1 4\d\d /);
  });
}

server.test('HTTP: garbage and requests without host are refused', async () => {
  assert.match(await bytes(server, 'hello\r\n\r\n'), /^HTTP\/1\.1 400 /);
  assert.match(await bytes(server, 'POST / HTTP/1.1\r\n\r\n'), /^HTTP\/1\.1 400 /);
});

for (const method of ['PUT', 'DELETE', 'PATCH', 'TRACE', 'OPTIONS']) {
  server.test(`the method ${method} is not served`, async () => {
    const answer = await request(server, { method, headers: target });
    assert.ok([404, 405].includes(answer.status), String(answer.status));
  });
}

server.test('other paths are not served', async () => {
  for (const path of ['/states', '//', '/../etc/passwd', '/%00', '*']) {
    const answer = await request(server, { path, headers: target, chunks: ['{}'] });
    assert.ok([400, 404, 405].includes(answer.status), `${path}: ${answer.status}`);
  }
});

for (const host of ['example.com', 'rebind.example.com:80', '10.0.0.1', '169.254.169.254', 'localhost.example.com', 'sync-example.com', '127.0.0.1.example.com', '[2001:db8::1]']) {
  server.test(`a request for the host ${host} is not for this server`, async () => {
    const answer = await request(server, { headers: { ...target, host }, chunks: ['{}'] });
    assert.equal(answer.status, 421);
    assert.match(answer.text, /localhost/);
  });
}

server.test('every name of this machine is answered', async () => {
  for (const host of ['localhost', `localhost:${server.port}`, '127.0.0.1', '127.9.9.9', '[::1]:80', 'LOCALHOST', 'sync-localhost', 'sync-127.0.0.1', 'states.localhost']) {
    assert.equal((await request(server, { headers: { ...target, host }, chunks: ['{}'] })).status, 200, host);
  }
});

const signature = '0'.repeat(64);
const scope = 'Credential=AKID/20261122/us-east-1/states/aws4_request';
const wholesome = `AWS4-HMAC-SHA256 ${scope}, SignedHeaders=host;x-amz-date, Signature=${signature}`;

for (const [what, value] of Object.entries({
  'a word': 'x', 'basic': 'Basic dXNlcjpwYXNz', 'bearer': 'Bearer abc', 'no credential': `AWS4-HMAC-SHA256 SignedHeaders=host, Signature=${signature}`,
  'a short scope': wholesome.replace('/us-east-1', ''), 'an empty key': wholesome.replace('AKID', ''), 'a date that is none': wholesome.replace('20261122', 'today'),
  'an empty region': wholesome.replace('us-east-1', ''), 'a region with a quote': wholesome.replace('us-east-1', "us'east"), 'a region in upper case': wholesome.replace('us-east-1', 'US-EAST-1'),
  'an endless region': wholesome.replace('us-east-1', 'r'.repeat(65)), 'another terminator': wholesome.replace('aws4_request', 'aws5_request'),
  'no signed headers': wholesome.replace('SignedHeaders=host;x-amz-date, ', ''), 'a short signature': wholesome.replace(signature, '00'), 'a signature that is no hex': wholesome.replace(signature, 'z'.repeat(64)),
  'another algorithm': wholesome.replace('SHA256', 'MD5'), 'something after it': `${wholesome}, x=y`, 'very much of it': `AWS4-HMAC-SHA256 ${'Credential='.repeat(2_000)}`,
})) {
  server.test(`a broken Authorization header: ${what}`, async () => {
    assertError(await post(server, 'ListActivities', '{}', { authorization: value }), 400, 'IncompleteSignatureException', /Authorization/);
  });
}

server.test('a well-formed Authorization header, or none, is let in', async () => {
  for (const authorization of [wholesome, wholesome.replaceAll(', ', ','), wholesome.replace('states', 'sts')]) assert.equal((await post(server, 'ListActivities', '{}', { authorization })).status, 200, authorization);
  assert.equal((await post(server, 'ListActivities', '{}')).status, 200);
});

server.test('a body in broken chunks is refused', async () => {
  const head = `POST / HTTP/1.1\r\nHost: localhost\r\nX-Amz-Target: ${target['x-amz-target']}\r\nContent-Type: ${jsonType}\r\nTransfer-Encoding: chunked\r\n\r\n`;
  for (const chunks of ['zz\r\n{}\r\n0\r\n\r\n', '2\r\n{}x\r\n0\r\n\r\n']) {
    const answer = await bytes(server, head + chunks);
    assert.match(answer, /^HTTP\/1\.1 400 /);
    assert.match(answer, /x-amzn-ErrorType: SerializationException/i);
  }
  await assert.rejects(bytes(server, `${head}fffffffffffffffff\r\n{}`), { code: 'ECONNRESET' }, 'a length beyond all numbers ends the connection');
});

server.test('a client that goes away in the middle of its request disturbs nobody', async () => {
  await Promise.all(Array.from({ length: 50 }, (_, i) => new Promise((resolve, reject) => {
    const socket = net.connect(server.port, '127.0.0.1', () => {
      const head = `POST / HTTP/1.1\r\nHost: localhost\r\nX-Amz-Target: ${target['x-amz-target']}\r\nContent-Type: ${jsonType}\r\nContent-Length: 1000\r\n\r\n{"a":`;
      socket.write(head.slice(0, 20 + i * 4), () => { socket.resetAndDestroy(); resolve(); });
    });
    socket.on('error', reject);
  })));
  // What the server says of a broken connection it says at its end; an answer to a later one of many shows that it had the time.
  for (let i = 0; i < 20; i++) await client.listActivities();
});

// ---- every member of every request, by the API model ----

const valid = {
  name: 'valid', definition: pass, roleArn: role, stateMachineArn, activityArn, executionArn, taskToken: 'A'.repeat(42), output: '{}',
  stateMachineVersionArn: `${stateMachineArn}:1`, stateMachineAliasArn: `${stateMachineArn}:prod`, resourceArn: stateMachineArn, mapRunArn: 'arn:aws:states:us-east-1:000000000000:mapRun:machine/each:7', tags: [], tagKeys: [],
  routingConfiguration: [{ stateMachineVersionArn: `${stateMachineArn}:1`, weight: 100 }],
};

/** Values that are not of a type. */
const wrongValues = { string: [1, 1.5, true, [], {}], integer: ['1', true, [], {}], long: ['1', true, [], {}], float: ['1', true, [], {}], boolean: ['true', 1, [], {}], structure: ['x', 1, true, []], list: ['x', 1, true, {}] };

for (const operation of model ? operations : []) {
  const input = model.shapes[model.operations[operation].input.shape];
  const required = Object.fromEntries((input.required ?? []).map(member => [member, valid[member]]));

  server.test(`${operation}: each missing member is named`, async () => {
    for (const member of input.required ?? []) {
      for (const value of [undefined, null]) {
        const answer = await post(server, operation, { ...required, [member]: value });
        assertError(answer, 400, 'ValidationException', new RegExp(`Value null at '${member}' failed to satisfy constraint: Member must not be null`));
      }
    }
  });

  server.test(`${operation}: each member of a wrong type is named`, async () => {
    for (const [member, { shape }] of Object.entries(input.members)) {
      for (const value of wrongValues[model.shapes[shape].type]) {
        const answer = await post(server, operation, { ...required, [member]: value });
        assertError(answer, 400, 'SerializationException', new RegExp(`'${member}'`));
      }
    }
  });

  server.test(`${operation}: each member beyond its bounds is named`, async () => {
    for (const [member, { shape: name }] of Object.entries(input.members)) {
      const shape = model.shapes[name];
      if (shape.type !== 'string') continue;
      const refused = async (value, rule) => assertError(await post(server, operation, { ...required, [member]: value }), 400, 'ValidationException', new RegExp(`at '${member}' failed to satisfy constraint: Member must ${rule}`));
      if (shape.min > 0) await refused('', `have length greater than or equal to ${shape.min}$`);
      if (shape.max && shape.max < BODY_BYTES_MAX) await refused('x'.repeat(shape.max + 1), `have length less than or equal to ${shape.max}$`);
      if (shape.enum) await refused('NONE', 'satisfy enum value set: \\[');
    }
  });
}

if (!model) server.test('requests by the API model', { skip: 'The API model is absent: set BATON_CONFORMANCE to the folder that holds it.' }, () => undefined);
