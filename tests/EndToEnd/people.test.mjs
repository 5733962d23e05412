import assert from 'node:assert/strict';
import { createHmac, randomBytes } from 'node:crypto';
import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { historyOf } from './support/history.mjs';
import { machine, role } from './support/machines.mjs';
import { Person, schemaFaults } from './support/people.mjs';
import { executable } from './support/places.mjs';
import { freePort, runToEnd } from './support/programs.mjs';
import { seededRandom } from './support/random.mjs';
import { Server } from './support/server.mjs';
import { until } from './support/wait.mjs';

const TASKS = Number(process.env.TASKS ?? 1_000);
const PEOPLE = Number(process.env.PEOPLE ?? 50);
const KILLS = Number(process.env.KILLS ?? 4);
const FORM = { type: 'object', properties: { amount: { type: 'integer', minimum: 1 } }, required: ['amount'] };

const human = (parameters, rest = {}) => ({ Type: 'Task', Resource: 'arn:aws:states:::human:createTask.waitForTaskToken', TimeoutSeconds: 86_400, Parameters: parameters, ...rest });
const create = async (client, name, definition, tags) => (await client.createStateMachine({ name, definition, roleArn: role, tags })).stateMachineArn;
const baton = async (server, args, environment = {}) => runToEnd(executable, args, { environment: { BATON_ENDPOINT: server.url, ...environment } });

test(`${TASKS} tasks, ${PEOPLE} people racing to claim and complete them over ${KILLS} kills: each has one winner, and nothing is lost`, async context => {
  const random = seededRandom();
  context.diagnostic(`SEED=${random.seed}`);
  const server = await Server.start();
  const client = server.client({ attempts: 5 });
  const stateMachineArn = await create(client, 'race', machine({ Ask: human({ 'Title.$': "States.Format('Task {}', $.n)", Group: 'crew', Outcomes: ['yes', 'no'], Form: FORM }, { End: true }) }));
  const executions = await Promise.all(Array.from({ length: TASKS }, async (_, n) => (await client.startExecution({ stateMachineArn, name: `race-${n}`, input: JSON.stringify({ n }) })).executionArn));
  const crew = Array.from({ length: PEOPLE }, (_, n) => new Person(server, `person-${n}`, ['crew']));
  const open = await until('all tasks', async () => {
    const tasks = await crew[0].all(`/tasks?machine=${encodeURIComponent(stateMachineArn)}&group=crew`, 'tasks');
    return tasks.length === TASKS ? tasks : undefined;
  }, { within: 60_000, every: 250 });
  assert.equal(new Set(open.map(task => task.executionArn)).size, TASKS);

  const claimed = new Map();
  const completed = new Map();
  const conflicts = { claims: 0, completions: 0 };
  const one = (winners, id, name) => {
    assert.ok(!winners.has(id) || winners.get(id) === name, `task ${id} was won by ${winners.get(id)} and by ${name}`);
    winners.set(id, name);
  };
  const begun = performance.now();
  const racing = Promise.all(crew.map(async person => {
    // Half of the crew is after the same tasks in the same order, half goes its own way.
    const order = open.map(task => task.id);
    if (Number(person.name.slice(7)) % 2) order.sort(() => random.next() - 0.5);
    for (const id of order) {
      if (completed.has(id)) continue;
      const claim = await person.persistently('POST', `/tasks/${id}/claim`);
      if (claim.status === 200) one(claimed, id, person.name);
      else conflicts.claims++;
      assert.ok([200, 409, 403].includes(claim.status), `claim: ${claim.status} ${JSON.stringify(claim.body)}`);
      // Who did not win tries to complete it all the same.
      const done = await person.persistently('POST', `/tasks/${id}/complete`, { outcome: 'yes', data: { amount: id } });
      if (done.status === 200) one(completed, id, person.name);
      else conflicts.completions++;
      assert.ok([200, 409, 403].includes(done.status), `complete: ${done.status} ${JSON.stringify(done.body)}`);
    }
  }));
  let isOver = false;
  const done = racing.finally(() => { isOver = true; });
  for (let kill = 1; kill <= KILLS; kill++) {
    await until(`completion ${Math.floor(TASKS * kill / (KILLS + 1))}`, () => isOver || completed.size >= TASKS * kill / (KILLS + 1), { within: 300_000 });
    await server.kill();
    await server.restart();
  }
  await done;
  context.diagnostic(JSON.stringify({ tasks: TASKS, people: PEOPLE, kills: KILLS, ...conflicts, seconds: Math.round((performance.now() - begun) / 100) / 10 }));

  assert.equal(completed.size, TASKS);
  const closed = await crew[0].all(`/tasks?machine=${encodeURIComponent(stateMachineArn)}&status=completed`, 'tasks');
  assert.equal(closed.length, TASKS);
  for (const task of closed) {
    assert.equal(task.closedBy, completed.get(task.id));
    assert.deepEqual(task.result, { amount: task.id });
  }
  const winner = new Map(closed.map(task => [task.executionArn, task]));
  for (const executionArn of executions) {
    const { status, output } = await client.describeExecution({ executionArn });
    assert.equal(status, 'SUCCEEDED');
    const task = winner.get(executionArn);
    assert.deepEqual([JSON.parse(output).TaskId, JSON.parse(output).CompletedBy, JSON.parse(output).Data], [task.id, task.closedBy, { amount: task.id }]);
  }
  // Every act is in the history once, however often it was asked for.
  for (const task of closed.slice(0, 100)) {
    const { body } = await crew[0].get(`/tasks/${task.id}/history`);
    assert.deepEqual(body.history.map(act => `${act.by ?? '-'} ${act.what}`), ['- created', `${task.closedBy} claimed`, `${task.closedBy} completed`]);
  }
  assert.deepEqual((await historyOf(client, executions[0])).map(event => event.type).slice(2, 6), ['TaskScheduled', 'TaskStarted', 'TaskSubmitted', 'TaskSucceeded']);
  assert.equal((await crew[0].all('/tasks', 'tasks')).length, 0);
});

test('what the API answers is what its OpenAPI document says, and what it refuses names the reason', async () => {
  const server = await Server.start();
  const client = server.client();
  const ada = new Person(server, 'ada', ['desk']);
  const document = (await ada.get('/openapi.json')).body;
  assert.equal(document.openapi, '3.1.0');
  const used = new Set();
  const call = async (person, method, path, expected, body) => {
    const [route, query] = path.split('?');
    const named = Object.keys(document.paths).find(known => new RegExp(`^/api${known.slice(4).replace(/\{\w+\}/g, '[^/]+')}$`).test(`/api${route}`));
    assert.ok(named && document.paths[named][method.toLowerCase()], `${method} ${path} is in the document`);
    used.add(`${method} ${named}`);
    for (const parameter of (query ?? '').split('&').filter(Boolean)) assert.ok(document.paths[named].get.parameters.some(known => known.name === parameter.split('=')[0]), `${parameter} is in the document`);
    const answer = await person.ask(method, path, body);
    assert.equal(answer.status, expected, `${method} ${path}: ${JSON.stringify(answer.body)}`);
    const responses = document.paths[named][method.toLowerCase()].responses;
    const schema = responses[expected]?.content['application/json'].schema ?? responses.default.content['application/json'].schema;
    assert.deepEqual(schemaFaults(document, schema, answer.body), [], `${method} ${path}`);
    return answer.body;
  };
  const stateMachineArn = await create(client, 'desk', machine({
    Open: { Type: 'Task', Resource: 'arn:aws:states:::case:update', Parameters: { Key: 'T-1', Title: 'Printer', Status: 'new', Labels: { floor: '3' } }, Next: 'Ask' },
    Ask: human({ Title: 'Refund?', Description: '**Please**', Groups: ['desk'], Form: FORM, Data: { amount: 2 }, DueDate: 'P1D', Priority: 70, Outcomes: ['yes', 'no'] }, { End: true }),
  }), [{ key: 'baton:case-status:new', value: 'done' }, { key: 'baton:case-status:done', value: '' }]);
  const { executionArn } = await client.startExecution({ stateMachineArn, name: 'one' });
  const [task] = await until('the task', async () => { const { tasks } = await call(ada, 'GET', '/tasks?group=desk&text=refund&priorityMin=70&unassigned=true', 200); return tasks.length && tasks; });
  const path = `/tasks/${task.id}`;
  await call(ada, 'GET', `/tasks?execution=${executionArn}&machine=${stateMachineArn}&status=open&dueBefore=${new Date(Date.now() + 2 * 86_400_000).toISOString()}&limit=1`, 200);
  await call(ada, 'POST', `${path}/claim`, 200);
  const [atWork] = (await call(ada, 'GET', '/cases?key=T-1', 200)).cases;
  assert.deepEqual((await call(ada, 'GET', `/cases/${atWork.id}/checklist`, 200)).steps.map(step => [step.step, step.standing, step.who]), [['Open', 'done', 'case update'], ['Ask', 'now', 'ada']]);
  await call(new Person(server, 'bob', ['desk']), 'POST', `${path}/claim`, 409);
  await call(new Person(server, 'eve'), 'POST', `${path}/release`, 403);
  await call(new Person(server, ''), 'POST', `${path}/claim`, 401);
  await call(ada, 'POST', `${path}/comments`, 200, { text: 'a look at this' });
  await call(ada, 'POST', `${path}/attachments`, 200, { name: 'a.txt', contentType: 'text/plain', content: Buffer.from('hello').toString('base64') });
  assert.equal(await (await fetch(`${server.url}/api${path}/attachments/1`)).text(), 'hello');
  await call(ada, 'POST', `${path}/draft`, 200, { data: { amount: 9 } });
  await call(ada, 'POST', `${path}/delegate`, 200, { to: 'bob' });
  await call(ada, 'POST', `${path}/assign`, 200, { to: 'ada' });
  await call(ada, 'POST', `${path}/release`, 200);
  await call(ada, 'POST', `${path}/link`, 200, { for: 'a customer', expiresIn: 'PT1H' });
  const refused = await call(ada, 'POST', `${path}/complete`, 400, { outcome: 'yes', data: { amount: 'much' } });
  assert.deepEqual(refused.fields, [{ field: 'data/amount', message: 'Expected a whole number.' }]);
  await call(ada, 'POST', `${path}/complete`, 400, { outcome: 'perhaps' });
  for (const [field, value] of [['surprise', 1], ['outcome', 5], ['content', '***']]) {
    const unreadable = await call(ada, 'POST', `${path}/complete`, 400, { [field]: value });
    assert.deepEqual(unreadable.fields, [{ field, message: 'The value is of the wrong type, or there is no such field. There are to, text, data, outcome, reason, for, expiresIn, name, contentType, content.' }]);
  }
  assert.match((await call(ada, 'POST', `${path}/complete`, 400, [])).message, /^Expected a JSON object with some of to, text,/);
  await call(ada, 'POST', `${path}/complete`, 200, { outcome: 'yes' });
  await call(ada, 'POST', `${path}/cancel`, 409, { reason: 'late' });
  await call(ada, 'GET', path, 200);
  await call(ada, 'GET', `${path}/checklist`, 200);
  assert.deepEqual((await call(ada, 'GET', `/audit?by=ada&task=${task.id}&limit=2`, 200)).audit.map(entry => entry.what), ['completed', 'made a link']);
  const { history } = await call(ada, 'GET', `${path}/history`, 200);
  assert.deepEqual(history.map(act => act.what), ['created', 'claimed', 'commented', 'attached', 'saved a draft', 'delegated', 'assigned', 'released', 'made a link', 'completed']);
  await call(ada, 'GET', '/tasks/999', 404);
  await call(ada, 'GET', '/tasks?status=lost', 400);
  const { cases } = await call(ada, 'GET', '/cases?key=T-1&status=new&label=floor=3&text=print', 200);
  assert.deepEqual([cases[0].executionArn, cases[0].executionStatus], [executionArn, 'SUCCEEDED']);
  await call(ada, 'GET', `/cases/${cases[0].id}`, 200);
  await call(ada, 'GET', `/cases/${cases[0].id}/history`, 200);
  await call(ada, 'GET', '/messages?status=failed', 200);
  assert.deepEqual((await fetch(`${server.url}/api${path}/claim`, { method: 'POST', headers: { 'baton-user': 'ada', 'content-type': 'text/plain' }, body: '{}' })).status, 415);
  const { steps } = await call(ada, 'GET', `/cases/${cases[0].id}/checklist`, 200);
  assert.deepEqual(steps.map(step => [step.step, step.standing]), [['Open', 'done'], ['Ask', 'done']]);
  const missing = Object.entries(document.paths).flatMap(([known, methods]) => Object.keys(methods).map(method => `${method.toUpperCase()} ${known}`)).filter(known => !used.has(known));
  assert.deepEqual(missing, ['GET /api/tasks/{id}/attachments/{number}', 'GET /api/openapi.json']); // which were asked for above
});

test('a definition whose task for people is wrong is refused, and says where', async () => {
  const server = await Server.start();
  const client = server.client();
  const { diagnostics } = await client.validateStateMachineDefinition({ definition: machine({
    Ask: human({ Titel: 'x', Form: { type: 'object', properties: { n: { type: 'integr' } } }, 'Data.$': '$', DueDate: 'tomorrow' }, { End: true }),
  }) });
  assert.deepEqual(diagnostics.filter(found => found.severity === 'ERROR').map(found => `${found.location}: ${found.message}`).sort(), [
    '/States/Ask/Parameters/DueDate: Expected a time like 2030-01-31T12:00:00Z, or a length of time like P3D or PT4H30M, of at most 10 years.',
    '/States/Ask/Parameters/Form: properties/n/type: Expected one of string, number, integer, boolean, object, array.',
    '/States/Ask/Parameters/Titel: There is no such field.',
    '/States/Ask/Parameters/Title: The field is required.',
  ]);
});

test('mails leave through a mail server that was away, over a kill; an outsider answers the link in one; a task whose execution is stopped is cancelled', async () => {
  const mails = [];
  const smtp = createServer(socket => {
    let [text, isData] = ['', false];
    socket.on('error', () => undefined);
    socket.write('220 ready\r\n');
    socket.on('data', bytes => {
      text += bytes;
      for (let end; (end = text.indexOf(isData ? '\r\n.\r\n' : '\r\n')) >= 0;) {
        const line = text.slice(0, end);
        text = text.slice(end + (isData ? 5 : 2));
        if (isData) mails.push(line);
        const wasData = isData;
        isData = !isData && line === 'DATA';
        socket.write(isData ? '354 go on\r\n' : !wasData && line.startsWith('QUIT') ? '221 bye\r\n' : '250 ok\r\n');
      }
    });
  });
  const port = await freePort();
  const server = await Server.start({ environment: { Baton__Smtp__Host: '127.0.0.1', Baton__Smtp__Port: String(port), Baton__Smtp__From: 'baton@example.org' } });
  const client = server.client({ attempts: 5 });
  const ada = new Person(server, 'ada');
  const stateMachineArn = await create(client, 'outside', machine({
    Write: { Type: 'Task', Resource: 'arn:aws:states:::email:send', Parameters: { To: 'ada@example.org', Subject: 'Hello', Text: 'You will hear of us.' }, ResultPath: null, Next: 'Ask' },
    Ask: human({ Title: 'How was it?', Form: { type: 'object', properties: { stars: { type: 'integer' } }, required: ['stars'] }, Link: { ExpiresIn: 'P1D', Email: 'customer@example.org' } }, { Next: 'Check' }),
    Check: human({ Title: 'Read it', Reminders: [{ After: 'PT2S' }] }, { End: true }),
  }));
  const { executionArn } = await client.startExecution({ stateMachineArn, name: 'one' });
  await until('two mails that wait', async () => (await ada.get('/messages')).body.messages?.filter(message => message.attempts > 0).length === 2);
  await server.kill();
  await new Promise(resolve => smtp.listen(port, '127.0.0.1', resolve));
  await server.restart();
  try {
    const mail = await until('the link', () => mails.find(text => text.includes('Subject: How was it?')), { within: 60_000 });
    const body = /Content-Transfer-Encoding: base64/i.test(mail) ? Buffer.from(mail.slice(mail.indexOf('\r\n\r\n')), 'base64').toString() : mail.replaceAll('=\r\n', '').replaceAll('=3D', '=');
    const link = /http:\/\/127\.0\.0\.1:\d+\/forms\/\S+/.exec(body)[0].replace(/:\d+/, `:${server.port}`);
    const page = await fetch(link);
    assert.equal(page.status, 200);
    assert.match(page.headers.get('content-security-policy'), /default-src 'none'/);
    assert.match(await page.text(), /name="f:stars"/);
    const answer = stars => fetch(link, { method: 'POST', body: new URLSearchParams({ 'f:stars': stars, outcome: 'done' }) });
    assert.equal((await answer('many')).status, 422);
    assert.equal((await answer('5')).status, 200);
    assert.equal((await answer('1')).status, 410);
    assert.equal((await fetch(`${link}x`)).status, 404);
    const [task] = await until('the next task', async () => { const { body } = await ada.get(`/tasks?execution=${executionArn}`); return body.tasks.length && body.tasks; });
    await until('a reminder', async () => (await ada.get(`/tasks/${task.id}/history`)).body.history.some(act => act.what === 'reminded'));
    await client.stopExecution({ executionArn });
    await until('the task to be cancelled', async () => (await ada.get(`/tasks/${task.id}`)).body.status === 'cancelled');
    await until('the first mail', () => mails.some(text => text.includes('Subject: Hello')), { within: 60_000 });
  } finally {
    smtp.close();
  }
});

test('a webhook is told of a task where the operator has opened the address, and nowhere else', async () => {
  const told = [];
  const key = randomBytes(32);
  const hook = createHttpServer((request, answer) => {
    let body = '';
    request.setEncoding('utf8').on('data', text => { body += text; }).on('end', () => {
      const [id, at, signature] = ['id', 'timestamp', 'signature'].map(name => request.headers[`webhook-${name}`]);
      told.push({ id, isSigned: signature === `v1,${createHmac('sha256', key).update(`${id}.${at}.${body}`).digest('base64')}`, age: Math.abs(Date.now() / 1000 - Number(at)), ...JSON.parse(body) });
      answer.writeHead(told.length === 1 ? 503 : 204).end(); // the first time it is busy
    });
  });
  await new Promise(resolve => hook.listen(0, '127.0.0.1', resolve));
  const { port } = hook.address();
  const webhook = `http://127.0.0.1:${port}/hook`;
  const open = await Server.start({ environment: { Baton__Outgoing__Allow: `127.0.0.1:${port}`, Baton__Webhooks__Secret: `whsec_${key.toString('base64')}` } });
  const shut = await Server.start();
  try {
    for (const server of [open, shut]) {
      const client = server.client();
      const stateMachineArn = await create(client, 'hook', machine({ Ask: human({ Title: 'x', Notify: { Webhook: webhook } }, { End: true }) }));
      await client.startExecution({ stateMachineArn, name: 'one' });
    }
    await until('the webhook to be told again', () => told.length === 2, { within: 60_000 });
    assert.deepEqual(told.map(message => [message.event, message.task.title, message.isSigned, message.id === told[0].id, message.age < 300]), [['task.created', 'x', true, true, true], ['task.created', 'x', true, true, true]]);
    const refused = await until('the refusal', async () => (await new Person(shut, 'ada').get('/messages?status=failed')).body.messages?.[0]);
    assert.match(refused.error, /may not be called: .*Baton__Outgoing__Allow/);
    assert.equal(told.length, 2);
  } finally {
    hook.close();
  }
});

test('the command line shows the inbox, does tasks and shows cases', async () => {
  const server = await Server.start();
  const client = server.client();
  const stateMachineArn = await create(client, 'cli', machine({
    Open: { Type: 'Task', Resource: 'arn:aws:states:::case:update', Parameters: { Key: 'K-9', Status: 'new' }, Next: 'Ask' },
    Ask: human({ Title: 'Look at it', Group: 'desk', Form: FORM, Outcomes: ['yes', 'no'] }, { End: true }),
  }));
  const { executionArn } = await client.startExecution({ stateMachineArn, name: 'one' });
  const ada = new Person(server, 'ada', ['desk']);
  const [task] = await until('the task', async () => { const { body } = await ada.get('/tasks'); return body.tasks.length && body.tasks; });
  const user = { BATON_USER: 'ada', BATON_GROUPS: 'desk' };
  const run = async (expected, ...args) => {
    const { code, log } = await baton(server, args, user);
    assert.equal(code, expected, `baton ${args.join(' ')}:\n${log}`);
    return log;
  };
  assert.match(await run(0, 'inbox'), /Look at it/);
  await run(0, 'task', 'claim', String(task.id));
  assert.match(await run(0, 'task', 'show', String(task.id)), /claimed/);
  assert.match(await run(4, 'task', 'complete', String(task.id), '--outcome', 'yes', '--data', '{"amount":0}'), /Expected at least 1/);
  await run(0, 'task', 'complete', String(task.id), '--outcome', 'yes', '--data', '{"amount":3}');
  assert.match(await run(0, 'case', 'list'), /K-9/);
  const shown = JSON.parse(await run(0, 'case', 'show', 'K-9', '--json'));
  assert.deepEqual([shown.case.executionArn, shown.history.map(act => act.what)], [executionArn, ['opened', 'status']]);
});
