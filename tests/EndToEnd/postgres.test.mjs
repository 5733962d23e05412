import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { persistently } from './support/calls.mjs';
import { assertWhole, historyOf } from './support/history.mjs';
import { machine, role, working } from './support/machines.mjs';
import { executable } from './support/places.mjs';
import { postgres } from './support/postgres.mjs';
import { Server, temporaryFolder } from './support/server.mjs';
import { until } from './support/wait.mjs';

// The store in PostgreSQL, and the way there and back.
const onPostgres = connectionString => ({ Baton__Store: 'postgres', Baton__Postgres__ConnectionString: connectionString });
const onSqlite = { Baton__Store: 'sqlite' };
const migrate = (from, to, environment = {}) => spawnSync(executable, ['migrate', '--from', from, '--to', to], { encoding: 'utf8', env: { ...process.env, ...environment } });

test('open executions move to PostgreSQL and back, with the same ARNs, tokens and timers', async () => {
  const [folder, back, database] = [temporaryFolder(), temporaryFolder(), (await postgres()).createDatabase()];
  let server = await Server.start({ folder, environment: onSqlite });
  let client = server.client();
  const { activityArn } = await client.createActivity({ name: 'work' });
  const task = await client.createStateMachine({ name: 'task', definition: working(activityArn, { TimeoutSeconds: 300 }), roleArn: role });
  const wait = await client.createStateMachine({ name: 'wait', definition: machine({ Wait: { Type: 'Wait', Seconds: 20, End: true } }), roleArn: role });
  const started = [];
  for (let i = 0; i < 3; i++) started.push((await client.startExecution({ stateMachineArn: task.stateMachineArn, input: `{"i":${i}}` })).executionArn);
  const sleeper = await client.startExecution({ stateMachineArn: wait.stateMachineArn });
  const tokens = [];
  for (let i = 0; i < 2; i++) tokens.push((await client.getActivityTask({ activityArn })).taskToken);
  await server.stop();

  const there = migrate(folder, database);
  assert.equal(there.status, 0, there.stderr);
  assert.match(there.stdout, /^executions: 4 of 4$/m);
  assert.match(migrate(folder, database).stderr, /has content, and is not written over/);

  server = await Server.start({ folder: temporaryFolder(), environment: onPostgres(database) });
  client = server.client();
  await client.sendTaskSuccess({ taskToken: tokens[0], output: '"in PostgreSQL"' });
  assert.match(migrate('postgres', back, onPostgres(database)).stderr, /in use by/);
  await server.stop();
  assert.equal(migrate('postgres', back, onPostgres(database)).status, 0);

  server = await Server.start({ folder: back, environment: onSqlite });
  client = server.client();
  await client.sendTaskSuccess({ taskToken: tokens[1], output: '"in SQLite again"' });
  await client.sendTaskSuccess({ taskToken: (await client.getActivityTask({ activityArn })).taskToken, output: '"at last"' });
  const all = [...started, sleeper.executionArn];
  await until('all executions to end', async () => (await Promise.all(all.map(executionArn => client.describeExecution({ executionArn })))).every(found => found.status === 'SUCCEEDED'), { within: 60_000 });
  for (const executionArn of all) assertWhole(await historyOf(client, executionArn), executionArn);
  const slept = await client.describeExecution({ executionArn: sleeper.executionArn });
  assert.ok(slept.stopDate - slept.startDate >= 20_000, 'the timer is the one that was set');
});

test('while PostgreSQL restarts, calls fail and can be repeated; nothing acknowledged is lost', async () => {
  const database = await postgres();
  const server = await Server.start({ environment: onPostgres(database.createDatabase()) });
  const client = server.client();
  const { activityArn } = await client.createActivity({ name: 'work' });
  const { stateMachineArn } = await client.createStateMachine({ name: 'task', definition: working(activityArn), roleArn: role });
  const acknowledged = new Set();
  for (let round = 0; round < 3; round++) {
    const starts = Array.from({ length: 20 }, async (_, i) => {
      const name = `r${round}-${i}`;
      await persistently(() => client.startExecution({ stateMachineArn, name, input: '{}' }));
      acknowledged.add(name);
    });
    await database.stop();
    await database.restart();
    await Promise.all(starts);
  }
  const { executions } = await persistently(() => client.listExecutions({ stateMachineArn, maxResults: 1000 })).then(({ answer }) => answer);
  assert.deepEqual(executions.map(item => item.name).sort(), [...acknowledged].sort());
  for (let i = 0; i < acknowledged.size; i++) {
    const { answer: { taskToken } } = await persistently(() => client.getActivityTask({ activityArn }));
    await persistently(() => client.sendTaskSuccess({ taskToken, output: '{}' }));
  }
  await until('all executions to end', async () => (await client.listExecutions({ stateMachineArn, statusFilter: 'RUNNING' })).executions.length === 0);
});

test('--postgres names the database, and nothing says its password', async () => {
  const connectionString = `${(await postgres()).createDatabase()};Password=hunter2`;
  const refused = spawnSync(executable, ['serve', '--postgres', `${connectionString};Port=1`, '--port', '0'], { encoding: 'utf8', cwd: temporaryFolder() });
  assert.equal(refused.status, 2);
  assert.match(refused.stderr, /The store in database 'test_\d+' on .* cannot be opened: The database cannot be reached/);
  assert.doesNotMatch(refused.stderr + refused.stdout, /hunter2|\n\s+at /);
});

test('a setting that is not what it must be is refused by name', () => {
  const serve = environment => spawnSync(executable, ['serve', '--data', temporaryFolder(), '--port', '0'], { encoding: 'utf8', env: { ...process.env, ...environment } });
  assert.match(serve({ Baton__Store: 'oracle' }).stderr, /^Baton:Store is 'oracle'; expected sqlite or postgres\.$/m);
  assert.match(serve({ Baton__Store: 'postgres', Baton__Postgres__ConnectionString: '' }).stderr, /^Baton:Postgres:ConnectionString is missing/m);
  assert.match(serve({ ...onPostgres('Host=x'), Baton__Postgres__Readers: 'many' }).stderr, /^Baton:Postgres:Readers is 'many'; expected a number of connections from 1 to 512\.$/m);
  assert.match(serve({ ...onPostgres('Host=x'), Baton__Postgres__UnsafeDurability: 'maybe' }).stderr, /^Baton:Postgres:UnsafeDurability is 'maybe'; expected true or false\.$/m);
});
