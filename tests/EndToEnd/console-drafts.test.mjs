import assert from 'node:assert/strict';
import { role } from './support/machines.mjs';
import { request } from './support/raw.mjs';
import { Server } from './support/server.mjs';

// What an editor asks of definitions that are not deployed.
const server = await Server.start();

const ask = (name, body, headers = {}) => request(server, {
  path: `/console/api/drafts/${name}`, headers: { host: 'localhost', 'content-type': 'application/json', ...headers }, chunks: [typeof body === 'string' ? body : JSON.stringify(body)],
});
const answer = async (name, body) => {
  const { status, json, text } = await ask(name, body);
  assert.equal(status, 200, text);
  return json;
};
const refused = async (name, body) => {
  const { status, json, text } = await ask(name, body);
  assert.equal(status, 400, text);
  return json;
};
const validate = (text, format = 'json', type = 'STANDARD') => answer('validate', { text, format, type });
const piece = (text, { from, to }) => text.slice(from.offset, to.offset);
const mended = (text, fix) => fix.edits.reduceRight((changed, { range, text: put }) => changed.slice(0, range.from.offset) + put + changed.slice(range.to.offset), text);

server.test('a draft without fault is valid, in JSON and in YAML', async () => {
  assert.deepEqual(await validate('{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}'), { isValid: true, problems: [] });
  assert.deepEqual(await validate('StartAt: A\nStates:\n  A:\n    Type: Succeed\n', 'yaml'), { isValid: true, problems: [] });
});

server.test('every problem is placed in the text as it was written, and simple ones come with what mends them', async () => {
  const drafts = {
    json: `{
  "StartAt": "Größe 🎈",
  "States": {
    "Größe 🎈": { "Type": "Pass", "Next": "Shipp" },
    "Ship": { "Type": "Task", "Resource": "arn:aws:states:us-east-1:000000000000:activity:ship", "Nxet": "Done",
      "Retry": [ { "ErrorEquals": ["States.TimeOut", "States.Timout"] } ] },
    "a/b~c": { "Type": "Wait", "Seconds": 1 }
  }
}`,
    yaml: `# a machine
StartAt: Größe 🎈
States:
  Größe 🎈: { Type: Pass, Next: Shipp }
  Ship:
    Type: Task
    Resource: arn:aws:states:us-east-1:000000000000:activity:ship
    Nxet: Done  # a comment
    Retry:
      - ErrorEquals: [States.TimeOut, "States.Timout"]
  a/b~c:
    Type: Wait
    Seconds: 1
`,
  };
  for (const [format, text] of Object.entries(drafts)) {
    const { isValid, problems } = await validate(text, format);
    assert.equal(isValid, false);
    const at = pointer => problems.filter(problem => problem.pointer === pointer);
    const [target] = at('/States/Größe 🎈/Next');
    assert.equal(target.code, 'MISSING_TRANSITION_TARGET');
    assert.equal(target.location, '/States/Größe 🎈/Next');
    assert.match(piece(text, target.range), /^"?Shipp"?$/);
    assert.equal(target.fix.title, "Change to 'Ship'");
    const [field] = at('/States/Ship/Nxet').concat(at('/States/Ship')).filter(problem => problem.code === 'SCHEMA_VALIDATION_FAILED');
    assert.equal(field.fix.title, "Rename to 'Next'");
    const [end] = at('/States/a~1b~0c');
    assert.match(piece(text, end.range), /^"?a\/b~c"?$/);
    assert.equal(end.fix.title, "Add 'End'");
    for (const { range } of problems) {
      const lines = text.slice(0, range.from.offset).split('\n');
      assert.deepEqual([range.from.line, range.from.column], [lines.length, lines.at(-1).length + 1]);
    }
    const changed = mended(text, end.fix);
    assert.match(changed, format === 'json' ? /"Type": "Wait", "End": true, "Seconds": 1/ : /Type: Wait\n {4}End: true\n {4}Seconds: 1\n/);
    assert.deepEqual((await validate(changed, format)).problems.filter(problem => problem.pointer === '/States/a~1b~0c' && problem.fix), []);
    assert.ok(!(await validate(mended(text, target.fix), format)).problems.some(problem => problem.message.includes('Shipp')));
  }
});

server.test('warnings have their fixes too', async () => {
  const path = { Type: 'Task', Resource: 'arn:aws:states:us-east-1:000000000000:activity:ship', Parameters: { 'a.$': '$.a', b: '$.b', c: '{% 1 %}' }, Retry: [{ ErrorEquals: ['States.TimeOut'] }, { ErrorEquals: ['States.Taskfailled'] }], Next: 'Which' };
  const text = JSON.stringify({ StartAt: 'Ship', States: { Ship: path, Which: { Type: 'Choice', Choices: [{ Variable: '$.a', StringEquals: '$.b', Next: 'Done' }], Default: 'Done' }, Done: { Type: 'Succeed' } } });
  const { isValid, problems } = await validate(text);
  assert.equal(isValid, true);
  assert.deepEqual(problems.map(({ code, fix }) => [code, fix?.title]).sort(), [
    ['JSONATA_IN_JSONPATH', "Add 'QueryLanguage'"], ['NO_DOLLAR', "Rename to 'b.$'"], ['NO_PATH', "Rename to 'StringEqualsPath'"], ['TASK_WITHOUT_TIMEOUT', "Add 'TimeoutSeconds'"],
    ['UNKNOWN_ERROR_NAME', "Change to 'States.TaskFailed'"], ['UNKNOWN_ERROR_NAME', "Change to 'States.Timeout'"],
  ]);
  for (const { code, fix } of problems.filter(problem => problem.code !== 'JSONATA_IN_JSONPATH')) {
    const left = (await validate(mended(text, fix))).problems.filter(problem => problem.code === code);
    assert.equal(left.length, problems.filter(problem => problem.code === code).length - 1, `${code} is mended`);
  }
});

server.test('a text that is no JSON or no YAML is told where it breaks', async () => {
  const json = await validate('{\n  "StartAt": "A",\n  "States" {}\n}');
  assert.equal(json.problems[0].code, 'INVALID_JSON_DESCRIPTION');
  assert.equal(json.problems[0].range.from.line, 3);
  const yaml = await validate('StartAt: A\nStates:\n  A: {Type: Pass\n', 'yaml');
  assert.equal(yaml.problems[0].code, 'INVALID_YAML');
  assert.ok(yaml.problems[0].range.from.line >= 3);
  assert.equal((await validate('')).isValid, false);
  assert.equal((await validate('[]')).isValid, false);
  assert.equal((await validate('['.repeat(1_000) + ']'.repeat(1_000))).problems[0].code, 'TOO_DEEPLY_NESTED');
});

server.test('what is asked wrongly is refused by the name of the member', async () => {
  for (const [name, body, message] of [
    ['validate', {}, /text is missing/], ['validate', { text: 1 }, /text is not a text/], ['validate', { text: '', format: 'xml' }, /format is 'xml'; expected one of json, yaml/],
    ['validate', '[1]', /not a JSON object/], ['validate', '{', /not JSON.*line 1/], ['validate', `{"text": "${'x'.repeat(4 * 1024 * 1024)}"}`, /more than 4194304 bytes/],
    ['run', { text: '{}', input: '{' }, /draft has errors/], ['run', { text: runnable, input: '{' }, /input is not JSON/], ['run', { text: runnable, eventsMax: 0 }, /eventsMax is not a whole number from 1 to 25000/],
    ['run', { text: runnable, startsAt: 'noon' }, /startsAt is 'noon'/], ['evaluate', { expression: '1', variables: '[]' }, /variables is not a JSON object/], ['test-state', { text: runnable }, /stateName is missing/],
  ]) assert.match((await refused(name, body)).message, message);
  assert.equal((await ask('nothing', {})).status, 404);
  assert.equal((await request(server, { method: 'GET', path: '/console/api/drafts/validate', headers: { host: 'localhost' } })).status, 405);
  assert.equal((await ask('validate', { text: '{}' }, { 'sec-fetch-site': 'cross-site' })).status, 403);
});

const lambda = name => `arn:aws:lambda:us-east-1:000000000000:function:${name}`;
const task = (name, rest) => ({ Type: 'Task', Resource: lambda(name), ...rest });
const runnable = JSON.stringify({
  StartAt: 'Sleep',
  States: {
    Sleep: { Type: 'Wait', Seconds: 86_400, Next: 'Pay' },
    Pay: task('pay', { TimeoutSeconds: 60, Retry: [{ ErrorEquals: ['Busy'], IntervalSeconds: 10, MaxAttempts: 2 }], Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.why', Next: 'Tell' }], Next: 'Each' }),
    Tell: { Type: 'Pass', End: true },
    Each: { Type: 'Map', ItemProcessor: { StartAt: 'Send', States: { Send: task('send', { End: true }) } }, End: true },
  },
});

server.test('a draft runs in virtual time with mocks for each call, late answers among them', async () => {
  const run = await answer('run', {
    text: runnable, input: '{"amount": 1.50}', startsAt: '2026-01-01T00:00:00Z', seed: 7,
    mocks: '{"Pay": [{"Throw": {"Error": "Busy"}, "DelaySeconds": 5}, {"Return": [1, 2]}], "Send": {"Return": {"sent": 1.0}, "DelaySeconds": 1.5}}',
  });
  assert.equal(run.status, 'SUCCEEDED');
  assert.equal(run.output, '[{"sent":1.0},{"sent":1.0}]');
  assert.equal(run.stopDate - run.startDate, 86_400 + 5 + 10 + 1.5);
  assert.deepEqual(run.steps.map(step => [step.name, step.status, step.attempts ?? 0]), [['Sleep', 'SUCCEEDED', 0], ['Pay', 'SUCCEEDED', 2], ['Each', 'SUCCEEDED', 1], ['Send', 'SUCCEEDED', 1], ['Send', 'SUCCEEDED', 1]]);
  assert.equal(run.steps[0].input, '{"amount": 1.50}');
  assert.deepEqual(run.steps.slice(3).map(step => [step.parent, step.index, step.input]), [[run.steps[2].id, 0, '1'], [run.steps[2].id, 1, '2']]);
  assert.equal(run.events[0].type, 'ExecutionStarted');
  assert.equal(run.events.at(-1).type, 'ExecutionSucceeded');
  assert.deepEqual(run.unusedMocks, []);
});

server.test('an answer that comes after the timeout is not heard', async () => {
  const run = await answer('run', { text: runnable, mocks: '{"Pay": {"Return": {}, "DelaySeconds": 61}}' });
  assert.equal(run.status, 'SUCCEEDED');
  assert.equal(run.steps[1].status, 'CAUGHT');
  assert.equal(run.steps[1].error, 'States.Timeout');
  assert.equal(JSON.parse(run.output).why.Error, 'States.Timeout');
  assert.equal(run.stopDate - run.startDate, 86_460);
});

server.test('a run that cannot go on says why, and how far it came', async () => {
  const missing = await answer('run', { text: runnable });
  assert.equal(missing.status, 'RUNNING');
  assert.equal(missing.missingMock.state, 'Pay');
  assert.match(missing.missingMock.message, /State 'Pay' calls arn:aws:lambda/);
  assert.deepEqual(missing.steps.map(step => step.name), ['Sleep', 'Pay']);
  const silent = await answer('run', { text: JSON.stringify({ StartAt: 'Ask', States: { Ask: task('ask', { End: true, Resource: 'arn:aws:states:us-east-1:000000000000:activity:ask' }) } }), mocks: '{"Ask": {"Silence": true}}' });
  assert.equal(silent.status, 'RUNNING');
  assert.deepEqual(silent.waitsForEver, ['Ask']);
  const mocks = await refused('run', { text: runnable, mocks: '{\n  "Pai": {"Return": 1},\n  "Pay": {"Return": 1, "DelaySeconds": -1}\n}' });
  assert.equal(mocks.error, 'InvalidMocks');
  assert.deepEqual(mocks.problems.map(problem => [problem.location, problem.line]), [['/Pai', 2], ['/Pay/DelaySeconds', 3]]);
  const broken = await refused('run', { text: '{"StartAt": "A", "States": {}}' });
  assert.equal(broken.error, 'InvalidDefinition');
  assert.ok(broken.problems.length > 0);
});

server.test('a run without end or of endless data stops at its bounds', async () => {
  const round = (state, rest = {}) => JSON.stringify({ StartAt: 'A', States: { A: { ...state, Next: 'B' }, B: { Type: 'Choice', QueryLanguage: 'JSONPath', Choices: [{ Variable: '$', IsNull: true, Next: 'Done' }], Default: 'A' }, Done: { Type: 'Succeed' } }, ...rest });
  const endless = round({ Type: 'Wait', Seconds: 1 });
  const run = await answer('run', { text: endless, eventsMax: 100 });
  assert.equal(run.status, 'RUNNING');
  assert.match(run.limit, /100 events/);
  assert.equal(run.events.length, 100);
  const large = await answer('run', { text: endless, input: JSON.stringify('x'.repeat(250_000)), eventsMax: 25_000 });
  assert.match(large.limit, /bytes/);
  const slow = round({ Type: 'Pass', QueryLanguage: 'JSONata', Output: '{% $count([1..20000].($ * 2)) %}' });
  assert.match((await answer('run', { text: slow, eventsMax: 25_000, millisecondsMax: 10 })).limit, /10 ms of computing/);
});

server.test('one state is tested with its stages, also while others have errors', async () => {
  const text = JSON.stringify({
    QueryLanguage: 'JSONata', StartAt: 'Add',
    States: { Add: { Type: 'Pass', Output: '{% $states.input.a + $b %}', Next: 'Nowhere' }, Pay: { Type: 'Task', Resource: lambda('pay'), Retry: [{ ErrorEquals: ['Busy'], IntervalSeconds: 3 }], End: true } },
  });
  const add = await answer('test-state', { text, stateName: 'Add', input: '{"a": 1}', variables: '{"b": 2}' });
  assert.equal(add.status, 'SUCCEEDED');
  assert.equal(add.output, '3');
  assert.equal(add.nextState, 'Nowhere');
  assert.equal(add.inspectionData.input, '{"a": 1}');
  const pay = await answer('test-state', { text, stateName: 'Pay', mock: { errorOutput: { error: 'Busy', cause: 'now' } }, stateConfiguration: { retrierRetryCount: 1 } });
  assert.equal(pay.status, 'RETRIABLE');
  assert.equal(pay.inspectionData.errorDetails.retryBackoffIntervalSeconds, 6);
  const yaml = await answer('test-state', { text: 'StartAt: A\nStates:\n  A:\n    Type: Pass\n    Result: {done: yes}\n    End: true\n', format: 'yaml', stateName: 'A' });
  assert.equal(yaml.output, '{"done":"yes"}');
  assert.match((await refused('test-state', { text, stateName: 'Nobody' })).message, /./);
  assert.equal((await refused('test-state', { text: 'a: [', format: 'yaml', stateName: 'A' })).problems[0].code, 'INVALID_YAML');
});

server.test('an expression is evaluated on data, and its faults are placed', async () => {
  const data = { input: '{"items": [{"price": 1.10}, {"price": 2}]}', context: '{"Execution": {"Id": "e"}}', variables: '{"rate": 2}' };
  const evaluate = (expression, language, rest = {}) => answer('evaluate', { expression, language, ...data, ...rest });
  assert.deepEqual(await evaluate('{% $sum($states.input.items.price) * $rate %}', 'jsonata'), { kind: 'value', result: '6.2' });
  assert.deepEqual(await evaluate('$states.context.Execution.Id', 'jsonata'), { kind: 'value', result: '"e"' });
  assert.deepEqual(await evaluate('$states.result.a', 'jsonata', { result: '{"a": 1}' }), { kind: 'value', result: '1' });
  assert.deepEqual(await evaluate('$states.input.nothing', 'jsonata'), { kind: 'nothing' });
  assert.deepEqual(await evaluate('$sum', 'jsonata'), { kind: 'function' });
  assert.deepEqual(await evaluate('$.items[*].price', 'jsonpath'), { kind: 'value', result: '[1.10,2]' });
  assert.deepEqual(await evaluate('$$.Execution.Id', 'jsonpath'), { kind: 'value', result: '"e"' });
  assert.deepEqual(await evaluate("States.Format('{} {}', $rate, $.items[1].price)", 'jsonpath'), { kind: 'value', result: '"2 2"' });
  const syntax = await evaluate('{% $sum( %}', 'jsonata');
  assert.equal(syntax.kind, 'error');
  assert.ok(syntax.error.position > 2, JSON.stringify(syntax));
  assert.equal((await evaluate('$.nothing', 'jsonpath')).error.code, 'PATH_NOT_FOUND');
  const endless = await evaluate('($f := function($n) { $f($n + 1) }; $f(0))', 'jsonata');
  assert.match(endless.error.code, /BUDGET/);
  assert.match((await evaluate('$join([1..9000000].("xxxxxxxxxxxxxxxx"))', 'jsonata')).error.code, /BUDGET/);
});

server.test('the functions that expressions can call are described', async () => {
  const { json } = await request(server, { method: 'GET', path: '/console/api/drafts/functions', headers: { host: 'localhost' } });
  const one = json.jsonata.find(({ name }) => name === '$substring');
  assert.deepEqual(one, { name: '$substring', usage: '$substring(text, start[, length])', signature: '<s-nn?:s>', summary: 'Part of a text from a position, which counts from 0, or from the end where it is negative.' });
  assert.ok(json.intrinsic.some(({ name }) => name === 'States.Format'));
  for (const { name } of json.jsonata) assert.deepEqual(await answer('evaluate', { expression: name }), { kind: 'function' });
});

server.test('every definition that a machine has had can be read', async () => {
  const client = server.client();
  const definition = n => JSON.stringify({ Comment: `${n}`, StartAt: 'A', States: { A: { Type: 'Succeed' } } });
  const { stateMachineArn } = await client.createStateMachine({ name: 'revised', roleArn: role, definition: definition(1) });
  const ids = ['INITIAL'];
  for (const n of [2, 3]) ids.push((await client.updateStateMachine({ stateMachineArn, definition: definition(n) })).revisionId);
  const get = query => request(server, { method: 'GET', path: `/console/api/machine-revisions?${query}`, headers: { host: 'localhost' } });
  const first = (await get(`stateMachineArn=${stateMachineArn}&maxResults=2`)).json;
  assert.deepEqual(first.revisions.map(({ number, revisionId }) => [number, revisionId]), [[3, ids[2]], [2, ids[1]]]);
  const rest = (await get(`stateMachineArn=${stateMachineArn}&maxResults=2&nextToken=${first.nextToken}`)).json;
  assert.deepEqual(rest.revisions.map(({ number, revisionId, definition: text }) => [number, revisionId, text]), [[1, 'INITIAL', undefined]]);
  assert.equal(rest.nextToken, undefined);
  assert.equal((await get(`stateMachineArn=${stateMachineArn}&number=2`)).json.definition, definition(2));
  assert.equal((await get(`stateMachineArn=${stateMachineArn}&number=4`)).status, 404);
  assert.equal((await get(`stateMachineArn=${stateMachineArn}x`)).status, 404);
  assert.equal((await get('')).status, 400);
});

const { stateMachineArn } = await server.client().createStateMachine({ name: 'tested', roleArn: role, definition: JSON.stringify({ StartAt: 'Pay', States: { Pay: { Type: 'Pass', End: true } } }) });
const cases = async (method, path, body) => {
  const response = await fetch(`${server.url}/console/api/test-cases${path}`, { method, headers: { 'content-type': 'application/json' }, ...(body ? { body: JSON.stringify(body) } : {}) });
  const text = await response.text();
  return { status: response.status, ...(text ? JSON.parse(text) : {}) };
};
const ofMachine = (arn = stateMachineArn) => cases('GET', `?stateMachineArn=${encodeURIComponent(arn)}`);
const busy = {
  stateMachineArn, stateName: 'Pay', name: 'A busy bank is asked again', input: '{"sum": 10000000000000000001}', variables: '{"a": 1}', mock: { errorOutput: { error: 'Busy', cause: 'now' } }, retryCount: 2,
  expected: { status: 'RETRIABLE', error: 'Busy' },
};

server.test('a test of a state is kept for everybody, changed and deleted, also over a restart', async () => {
  const { status, ...kept } = await cases('POST', '', busy);
  assert.deepEqual([status, kept], [200, { id: 1, ...busy }]);
  const paid = { stateMachineArn, stateName: 'Pay', name: 'Paid', input: '{}', expected: { status: 'SUCCEEDED', output: '{}', nextState: 'Done' } };
  await cases('POST', '', paid);
  assert.equal((await cases('PUT', '/1', { ...busy, name: ' Busy ' })).name, 'Busy');
  await server.kill();
  await server.restart();
  assert.deepEqual((await ofMachine()).testCases, [{ id: 1, ...busy, name: 'Busy' }, { id: 2, ...paid }]);
  assert.deepEqual((await ofMachine(`${stateMachineArn}2`)).testCases, []);
  assert.equal((await cases('DELETE', '/1')).status, 204);
  assert.deepEqual((await ofMachine()).testCases.map(({ id }) => id), [2]);
  assert.equal((await cases('DELETE', '/1')).status, 404);
  assert.equal((await cases('PUT', '/1', busy)).status, 404);
});

const refusedCases = [
  [{ name: ' ' }, /^name: expected 1 to 120/], [{ name: 'paid' }, /Another test case of 'Pay' is called 'paid'/, 409], [{ stateName: '' }, /^stateName: expected 1 to 80/], [{ input: '{' }, /^input is not JSON/], [{ variables: 'x' }, /^variables is not JSON/],
  [{ variables: '[]' }, /^variables is not a JSON object/], [{ mock: { result: '{,' } }, /^mock.result is not JSON/], [{ mock: {} }, /^mock: expected either/], [{ mock: { result: '1', errorOutput: { error: 'A' } } }, /^mock: expected either/],
  [{ retryCount: -1 }, /^retryCount: expected/], [{ expected: { status: 'DONE' } }, /^expected.status is 'DONE'; expected one of SUCCEEDED/], [{ expected: { status: 'FAILED', output: '{' } }, /^expected.output is not JSON/],
  [{ stateMachineArn: `${stateMachineArn}2` }, /There is no state machine/, 404], [{ input: undefined }, /The body cannot be read: .*input/], [{ expected: null }, /The body cannot be read/],
];
for (const [change, message, status = 400] of refusedCases) {
  server.test(`a test case with ${JSON.stringify(change).slice(0, 60)} is refused: ${message}`, async () => {
    const answer = await cases('POST', '', { ...busy, ...change });
    assert.equal(answer.status, status, JSON.stringify(answer));
    assert.match(answer.message, message);
  });
}

server.test('a list of test cases names its machine, and a case stays with it', async () => {
  assert.match((await cases('GET', '')).message, /stateMachineArn is missing/);
  assert.match((await cases('PUT', '/2', { ...busy, stateMachineArn: `${stateMachineArn}2` })).message, /stays there/);
  assert.equal((await cases('PATCH', '/2', busy)).status, 405);
});
