import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { machine, pass, role, waiting } from './support/machines.mjs';
import { refused } from './support/refused.mjs';
import { Server } from './support/server.mjs';
import { until } from './support/wait.mjs';

// Versions, aliases, tags, validation and lists, by the AWS SDK: what they do, and every error that they can give.
const server = await Server.start();
const client = server.client();
const region = 'arn:aws:states:us-east-1:000000000000';
const nowhere = `${region}:stateMachine:nowhere`;

const create = (more = {}, definition = pass) => client.createStateMachine({ name: `m-${randomUUID()}`, definition, roleArn: role, ...more });
const commented = comment => machine({ Done: { Type: 'Pass', Result: comment, End: true } }, { Comment: comment });
const closed = executionArn => until('the execution to close', async () => {
  const execution = await client.describeExecution({ executionArn });
  return execution.status !== 'RUNNING' && execution;
});
const absent = stateMachineArn => ['StateMachineDoesNotExist', `State Machine Does Not Exist: '${stateMachineArn}'`];
const noReference = ['ResourceNotFound', 'Request references a resource that does not exist.'];
const invalidToken = ['InvalidToken', "Invalid Token: 'Invalid token'"];

/** A machine with versions 1 to `count`, whose results say which they are. */
async function versions(count) {
  const { stateMachineArn } = await create({ publish: true }, commented('version 1'));
  for (let i = 2; i <= count; i++) await client.updateStateMachine({ stateMachineArn, definition: commented(`version ${i}`), publish: true });
  return { stateMachineArn, version: number => `${stateMachineArn}:${number}` };
}

const route = (stateMachineVersionArn, weight = 100) => ({ stateMachineVersionArn, weight });

// ---- versions ----

server.test('CreateStateMachine and UpdateStateMachine publish what they make', async () => {
  const created = await create({ publish: true, versionDescription: 'first' });
  assert.equal(created.stateMachineVersionArn, `${created.stateMachineArn}:1`);
  const again = await client.createStateMachine({ name: created.stateMachineArn.split(':').at(-1), definition: pass, roleArn: role, publish: true, versionDescription: 'first' });
  assert.deepEqual([again.stateMachineVersionArn, again.creationDate], [created.stateMachineVersionArn, created.creationDate]);

  const { stateMachineArn } = created;
  const same = await client.updateStateMachine({ stateMachineArn, definition: pass, publish: true });
  assert.deepEqual([same.stateMachineVersionArn, same.revisionId], [created.stateMachineVersionArn, undefined]);
  const updated = await client.updateStateMachine({ stateMachineArn, definition: waiting, publish: true, versionDescription: 'second' });
  assert.equal(updated.stateMachineVersionArn, `${stateMachineArn}:2`);
  assert.match(updated.revisionId, /^[0-9a-f-]{36}$/);
});

server.test('DescribeStateMachine of a version tells what was published, whatever came later', async () => {
  const { stateMachineArn, stateMachineVersionArn } = await create({ publish: true, versionDescription: 'the first' });
  await client.updateStateMachine({ stateMachineArn, definition: waiting, roleArn: `${role}2`, tracingConfiguration: { enabled: true } });
  const described = await client.describeStateMachine({ stateMachineArn: stateMachineVersionArn });
  assert.deepEqual(
    [described.stateMachineArn, described.definition, described.roleArn, described.description, described.revisionId, described.tracingConfiguration.enabled],
    [stateMachineVersionArn, pass, role, 'the first', undefined, false]);
  assert.equal((await client.describeStateMachine({ stateMachineArn })).description, undefined);
});

server.test('PublishStateMachineVersion publishes a revision once, and numbers rise for ever', async () => {
  const { stateMachineArn } = await create();
  const first = await client.publishStateMachineVersion({ stateMachineArn, revisionId: 'INITIAL', description: 'one' });
  assert.equal(first.stateMachineVersionArn, `${stateMachineArn}:1`);
  assert.deepEqual((await client.publishStateMachineVersion({ stateMachineArn, description: 'other' })).creationDate, first.creationDate);
  const { revisionId } = await client.updateStateMachine({ stateMachineArn, definition: waiting });
  const second = await client.publishStateMachineVersion({ stateMachineArn, revisionId });
  assert.equal(second.stateMachineVersionArn, `${stateMachineArn}:2`);
  await client.deleteStateMachineVersion({ stateMachineVersionArn: second.stateMachineVersionArn });
  assert.equal((await client.publishStateMachineVersion({ stateMachineArn })).stateMachineVersionArn, `${stateMachineArn}:3`);
  assert.deepEqual(
    (await client.listStateMachineVersions({ stateMachineArn })).stateMachineVersions.map(listed => listed.stateMachineVersionArn),
    [`${stateMachineArn}:3`, `${stateMachineArn}:1`]);
});

server.test('PublishStateMachineVersion: ConflictException where the machine is at another revision', async () => {
  const { stateMachineArn } = await create();
  await refused(client.publishStateMachineVersion({ stateMachineArn, revisionId: 'other' }), 'ConflictException',
    'Failed to publish the State Machine version for revision other. The current State Machine revision is INITIAL.', 409);
  const { revisionId } = await client.updateStateMachine({ stateMachineArn, definition: waiting });
  await refused(client.publishStateMachineVersion({ stateMachineArn, revisionId: 'INITIAL' }), 'ConflictException',
    `Failed to publish the State Machine version for revision INITIAL. The current State Machine revision is ${revisionId}.`, 409);
  await refused(client.publishStateMachineVersion({ stateMachineArn: `${stateMachineArn}:1` }), ...absent(`${stateMachineArn}:1`));
});

server.test('a version cannot be updated: StateMachineDoesNotExist', async () => {
  const { stateMachineVersionArn } = await create({ publish: true });
  await refused(client.updateStateMachine({ stateMachineArn: stateMachineVersionArn, definition: waiting }), ...absent(stateMachineVersionArn));
});

server.test('ListStateMachineVersions gives pages, the highest first; a machine that is not there has none', async () => {
  const { stateMachineArn } = await versions(7);
  const found = [];
  let nextToken;
  do {
    const page = await client.listStateMachineVersions({ stateMachineArn, maxResults: 3, nextToken });
    assert.ok(page.stateMachineVersions.length <= 3);
    found.push(...page.stateMachineVersions.map(listed => listed.stateMachineVersionArn));
    ({ nextToken } = page);
  } while (nextToken);
  assert.deepEqual(found, [7, 6, 5, 4, 3, 2, 1].map(number => `${stateMachineArn}:${number}`));
  assert.deepEqual((await client.listStateMachineVersions({ stateMachineArn: nowhere })).stateMachineVersions, []);
  await refused(client.listStateMachineVersions({ stateMachineArn, nextToken: 'nonsense' }), ...invalidToken);
  await refused(client.listStateMachineVersions({ stateMachineArn, maxResults: 1001 }), 'ValidationException',
    "1 validation error detected: Value '1001' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 1000");
});

server.test('DeleteStateMachineVersion: gone is gone, twice is no error, and no other ARN is one of a version', async () => {
  const { stateMachineArn, version } = await versions(2);
  await client.deleteStateMachineVersion({ stateMachineVersionArn: version(1) });
  await client.deleteStateMachineVersion({ stateMachineVersionArn: version(1) });
  await client.deleteStateMachineVersion({ stateMachineVersionArn: `${nowhere}:1` });
  await refused(client.describeStateMachine({ stateMachineArn: version(1) }), ...absent(version(1)));
  await refused(client.startExecution({ stateMachineArn: version(1) }), ...absent(version(1)));
  for (const arn of [stateMachineArn, `${stateMachineArn}:prod`]) {
    await refused(client.deleteStateMachineVersion({ stateMachineVersionArn: arn }), 'ValidationException', `The ARN of a state machine version ends in its number; found '${arn}'.`);
  }
  for (const arn of ['nonsense', `${region}:stateMachine:a:1:2`, `${region}:activity:x`]) await refused(client.deleteStateMachineVersion({ stateMachineVersionArn: arn }), 'InvalidArn', /./);
});

server.test('an execution that a version started runs that version, says so, and is found by it', async () => {
  const { stateMachineArn, version } = await versions(2);
  const started = {};
  for (const arn of [stateMachineArn, version(1), version(2)]) started[arn] = (await client.startExecution({ stateMachineArn: arn })).executionArn;
  const execution = await closed(started[version(1)]);
  assert.deepEqual(
    [execution.output, execution.stateMachineArn, execution.stateMachineVersionArn, execution.stateMachineAliasArn],
    ['"version 1"', stateMachineArn, version(1), undefined]);
  assert.equal((await closed(started[stateMachineArn])).stateMachineVersionArn, undefined);
  const { events } = await client.getExecutionHistory({ executionArn: started[version(1)] });
  assert.equal(events[0].executionStartedEventDetails.stateMachineVersionArn, version(1));

  const listed = async (arn, more = {}) => (await client.listExecutions({ stateMachineArn: arn, ...more })).executions;
  assert.deepEqual((await listed(version(1))).map(found => [found.executionArn, found.stateMachineVersionArn]), [[started[version(1)], version(1)]]);
  await closed(started[version(2)]);
  assert.deepEqual((await listed(version(2), { statusFilter: 'SUCCEEDED' })).map(found => found.executionArn), [started[version(2)]]);
  assert.deepEqual(await listed(version(2), { statusFilter: 'FAILED' }), []);
  assert.equal((await listed(stateMachineArn)).length, 3);
  await refused(client.listExecutions({ stateMachineArn: version(9) }), ...absent(version(9)));
});

// ---- aliases ----

server.test('an alias leads to its versions by weight, and its executions say so', async () => {
  const { stateMachineArn, version } = await versions(2);
  const { stateMachineAliasArn } = await client.createStateMachineAlias({ name: 'prod', description: 'live', routingConfiguration: [route(version(1), 50), route(version(2), 50)] });
  assert.equal(stateMachineAliasArn, `${stateMachineArn}:prod`);
  const executions = await Promise.all(Array.from({ length: 40 }, async () => closed((await client.startExecution({ stateMachineArn: stateMachineAliasArn })).executionArn)));
  for (const execution of executions) {
    assert.equal(execution.stateMachineAliasArn, stateMachineAliasArn);
    assert.equal(execution.output, `"version ${execution.stateMachineVersionArn.split(':').at(-1)}"`);
  }
  const chosen = new Set(executions.map(execution => execution.stateMachineVersionArn));
  assert.deepEqual([...chosen].sort(), [version(1), version(2)], 'forty starts go to both with all the certainty that a test needs');

  const listed = (await client.listExecutions({ stateMachineArn: stateMachineAliasArn, maxResults: 1000 })).executions;
  assert.equal(listed.length, 40);
  assert.ok(listed.every(found => found.stateMachineAliasArn === stateMachineAliasArn && chosen.has(found.stateMachineVersionArn)));
  assert.equal((await client.describeStateMachine({ stateMachineArn: stateMachineAliasArn })).stateMachineArn, stateMachineAliasArn);
});

server.test('CreateStateMachineAlias again is the same alias; another one of its name is a ConflictException', async () => {
  const { version } = await versions(2);
  const asked = { name: 'prod', description: 'd', routingConfiguration: [route(version(1))] };
  const first = await client.createStateMachineAlias(asked);
  const again = await client.createStateMachineAlias(asked);
  assert.deepEqual([again.stateMachineAliasArn, again.creationDate], [first.stateMachineAliasArn, first.creationDate]);
  for (const other of [{ description: 'e' }, { routingConfiguration: [route(version(2))] }]) {
    await refused(client.createStateMachineAlias({ ...asked, ...other }), 'ConflictException',
      'Failed to create alias because an alias with the same name and a different routing configuration already exists.', 409);
  }
});

server.test('UpdateStateMachineAlias changes what is given, and DescribeStateMachineAlias tells it', async () => {
  const { version } = await versions(2);
  const { stateMachineAliasArn, creationDate } = await client.createStateMachineAlias({ name: 'prod', description: 'before', routingConfiguration: [route(version(1))] });
  const { updateDate } = await client.updateStateMachineAlias({ stateMachineAliasArn, description: 'after' });
  const routing = [route(version(1), 0), route(version(2), 100)];
  await client.updateStateMachineAlias({ stateMachineAliasArn, routingConfiguration: routing });
  const described = await client.describeStateMachineAlias({ stateMachineAliasArn });
  assert.deepEqual(
    [described.name, described.description, described.stateMachineAliasArn, described.routingConfiguration, described.creationDate],
    ['prod', 'after', stateMachineAliasArn, routing, creationDate]);
  assert.ok(described.updateDate >= updateDate);
  const error = await refused(client.updateStateMachineAlias({ stateMachineAliasArn }), 'ValidationException', "Either 'description' or 'routingConfiguration' must be specified.");
  assert.equal(error.reason, 'MISSING_REQUIRED_PARAMETER');
});

server.test('a routing that is none is refused', async () => {
  const [{ stateMachineArn, version }, other] = [await versions(2), await versions(1)];
  const { stateMachineAliasArn } = await client.createStateMachineAlias({ name: 'prod', routingConfiguration: [route(version(1))] });
  const calls = [
    routingConfiguration => client.createStateMachineAlias({ name: 'new', routingConfiguration }),
    routingConfiguration => client.updateStateMachineAlias({ stateMachineAliasArn, routingConfiguration }),
  ];
  for (const call of calls) {
    const invalid = async (routing, message) => {
      const error = await refused(call(routing), 'ValidationException', message);
      assert.equal(error.reason, 'INVALID_ROUTING_CONFIGURATION');
    };
    await invalid([route(version(1), 70), route(version(2), 29)], 'Sum of routing configuration weights must equal 100. Received: [70, 29]');
    await invalid([route(version(1), 50), route(version(1), 50)], `Routing configuration must contain distinct state machine version ARNs. Received: [${version(1)}, ${version(1)}]`);
    await invalid([route(stateMachineArn)], `Routing configuration must contain state machine version ARNs. Received: [${stateMachineArn}]`);
    await invalid([route(version(1), 50), route(other.version(1), 50)], `Routing configuration must contain versions of one state machine. Received: [${version(1)}, ${other.version(1)}]`);
    await refused(call([route(version(1), 101)]), 'ValidationException',
      "1 validation error detected: Value '101' at 'routingConfiguration.1.member.weight' failed to satisfy constraint: Member must have value less than or equal to 100");
    await refused(call([]), 'ValidationException', "1 validation error detected: Value '[]' at 'routingConfiguration' failed to satisfy constraint: Member must have length greater than or equal to 1");
    await refused(call([1, 2, 3].map(number => route(version(number), 1))), 'ValidationException', /Member must have length less than or equal to 2$/);
    await refused(call([{ weight: 100 }]), 'ValidationException', /Value null at 'routingConfiguration\.1\.member\.stateMachineVersionArn'/);
    await refused(call([{ stateMachineVersionArn: version(1) }]), 'ValidationException', /Value null at 'routingConfiguration\.1\.member\.weight'/);
    await refused(call([route('nonsense')]), 'InvalidArn', "Invalid Arn: 'Invalid ARN prefix: nonsense'");
    await refused(call([route(version(9))]), ...noReference);
  }
  await refused(client.updateStateMachineAlias({ stateMachineAliasArn, routingConfiguration: [route(other.version(1))] }), 'ValidationException', /alias's own state machine/);
});

server.test('the name of an alias has a letter, and no letter that ARNs would stumble over', async () => {
  const { version } = await versions(1);
  for (const name of ['1', '007', 'with space', 'a:b', 'ä', '']) await refused(client.createStateMachineAlias({ name, routingConfiguration: [route(version(1))] }), 'ValidationException', /at 'name' failed to satisfy constraint/);
  for (const name of ['v1', '_', '1.0', 'n'.repeat(80)]) await client.createStateMachineAlias({ name, routingConfiguration: [route(version(1))] });
});

server.test('what is no alias, or is not there: ValidationException, InvalidArn, ResourceNotFound', async () => {
  const { stateMachineArn, version } = await versions(1);
  const calls = [
    arn => client.describeStateMachineAlias({ stateMachineAliasArn: arn }),
    arn => client.updateStateMachineAlias({ stateMachineAliasArn: arn, description: 'x' }),
    arn => client.deleteStateMachineAlias({ stateMachineAliasArn: arn }),
  ];
  for (const call of calls) {
    for (const arn of [stateMachineArn, version(1)]) await refused(call(arn), 'ValidationException', `The ARN of a state machine alias ends in its name; found '${arn}'.`);
    await refused(call('nonsense'), 'InvalidArn', "Invalid Arn: 'Invalid ARN prefix: nonsense'");
  }
  for (const call of calls.slice(0, 2)) for (const arn of [`${stateMachineArn}:none`, `${nowhere}:none`]) await refused(call(arn), ...noReference);
  for (const arn of [`${stateMachineArn}:none`, `${nowhere}:none`]) await calls[2](arn);
  await refused(client.startExecution({ stateMachineArn: `${stateMachineArn}:none` }), ...absent(`${stateMachineArn}:none`));
});

server.test('DeleteStateMachineVersion: ConflictException while aliases lead to it', async () => {
  const { stateMachineArn, version } = await versions(2);
  await client.createStateMachineAlias({ name: 'blue', routingConfiguration: [route(version(1))] });
  await client.createStateMachineAlias({ name: 'green', routingConfiguration: [route(version(2), 90), route(version(1), 10)] });
  await refused(client.deleteStateMachineVersion({ stateMachineVersionArn: version(1) }), 'ConflictException',
    'Version to be deleted must not be referenced by an alias. Current list of aliases referencing this version: [blue, green]', 409);
  for (const name of ['blue', 'green']) await client.deleteStateMachineAlias({ stateMachineAliasArn: `${stateMachineArn}:${name}` });
  await client.deleteStateMachineVersion({ stateMachineVersionArn: version(1) });
});

server.test('ListStateMachineAliases gives pages of a machine, or those of a version', async () => {
  const { stateMachineArn, version } = await versions(2);
  const names = ['e', 'd', 'c', 'b', 'a'];
  for (const name of names) await client.createStateMachineAlias({ name, routingConfiguration: [route(version(name === 'c' ? 2 : 1))] });
  const found = [];
  let nextToken;
  do {
    const page = await client.listStateMachineAliases({ stateMachineArn, maxResults: 2, nextToken });
    found.push(...page.stateMachineAliases.map(listed => listed.stateMachineAliasArn));
    ({ nextToken } = page);
  } while (nextToken);
  assert.deepEqual(found, names.map(name => `${stateMachineArn}:${name}`));
  assert.deepEqual((await client.listStateMachineAliases({ stateMachineArn: version(2) })).stateMachineAliases.map(listed => listed.stateMachineAliasArn), [`${stateMachineArn}:c`]);
  await refused(client.listStateMachineAliases({ stateMachineArn: version(9) }), ...noReference);
  await refused(client.listStateMachineAliases({ stateMachineArn, nextToken: 'nonsense' }), ...invalidToken);
});

server.test('ServiceQuotaExceededException for one alias too many', async () => {
  const { version } = await versions(1);
  for (let i = 0; i < 100; i++) await client.createStateMachineAlias({ name: `alias-${i}`, routingConfiguration: [route(version(1))] });
  await refused(client.createStateMachineAlias({ name: 'one-more', routingConfiguration: [route(version(1))] }), 'ServiceQuotaExceededException', /at most 100 aliases/, 402);
});

server.test('a deleted machine takes its versions and aliases with it', async () => {
  const { stateMachineArn, version } = await versions(1);
  const { stateMachineAliasArn } = await client.createStateMachineAlias({ name: 'prod', routingConfiguration: [route(version(1))] });
  for (const arn of [version(1), stateMachineAliasArn]) await refused(client.deleteStateMachine({ stateMachineArn: arn }), 'ValidationException', /by its own ARN/);
  await client.deleteStateMachine({ stateMachineArn });
  await until('the machine to be gone', () => client.describeStateMachine({ stateMachineArn }).then(() => false, error => error.name === 'StateMachineDoesNotExist'));
  await refused(client.describeStateMachineAlias({ stateMachineAliasArn }), ...noReference);
  await client.createStateMachine({ name: stateMachineArn.split(':').at(-1), definition: pass, roleArn: role });
  await refused(client.describeStateMachine({ stateMachineArn: version(1) }), ...absent(version(1)));
  assert.deepEqual((await client.listStateMachineAliases({ stateMachineArn })).stateMachineAliases, []);
});

// ---- tags ----

const tagsOf = async resourceArn => Object.fromEntries((await client.listTagsForResource({ resourceArn })).tags.map(tag => [tag.key, tag.value]));
const tag = (key, value = 'v') => ({ key, value });

server.test('machines and activities have tags from their creation on', async () => {
  const tags = [tag('team', 'orders'), tag('größe', '')];
  const arns = [
    (await create({ tags })).stateMachineArn,
    (await client.createActivity({ name: `a-${randomUUID()}`, tags })).activityArn,
  ];
  for (const resourceArn of arns) {
    assert.deepEqual(await tagsOf(resourceArn), { team: 'orders', größe: '' });
    await client.tagResource({ resourceArn, tags: [tag('team', 'billing'), tag('new')] });
    assert.deepEqual(await tagsOf(resourceArn), { team: 'billing', größe: '', new: 'v' });
    await client.untagResource({ resourceArn, tagKeys: ['team', 'team', 'never'] });
    await client.untagResource({ resourceArn, tagKeys: [] });
    assert.deepEqual(await tagsOf(resourceArn), { größe: '', new: 'v' });
  }
  const { stateMachineArn } = await create({ name: 'tagged-twice', tags: [tag('a')] });
  await create({ name: 'tagged-twice', tags: [tag('b')] });
  assert.deepEqual(await tagsOf(stateMachineArn), { a: 'v' }, 'the same again keeps the tags of the first');
});

server.test('TooManyTags for the fifty-first, wherever it comes from', async () => {
  const many = count => Array.from({ length: count }, (_, i) => tag(`k${i}`));
  await refused(create({ tags: many(51) }), 'TooManyTags', /51.*at most 50/);
  await refused(client.createActivity({ name: 'x', tags: many(51) }), 'TooManyTags', /51/);
  const { stateMachineArn } = await create({ tags: many(50) });
  await client.tagResource({ resourceArn: stateMachineArn, tags: [tag('k7', 'other')] });
  const error = await refused(client.tagResource({ resourceArn: stateMachineArn, tags: [tag('one-more')] }), 'TooManyTags', /51/);
  assert.equal(error.resourceName, stateMachineArn);
  assert.equal(Object.keys(await tagsOf(stateMachineArn)).length, 50);
});

server.test('tags that are none are refused, and nothing changes', async () => {
  const { stateMachineArn: resourceArn } = await create({ tags: [tag('a')] });
  const wrong = { 'a reserved key': tag('aws:x'), 'a letter that is none': tag('a*'), 'a value of such letters': tag('b', '"'), 'no key': { value: 'x' }, 'an empty key': tag(''), 'a long key': tag('k'.repeat(129)), 'a long value': tag('k', 'v'.repeat(257)) };
  for (const [what, none] of Object.entries(wrong)) {
    await refused(client.tagResource({ resourceArn, tags: [tag('good'), none] }), 'ValidationException', /./).catch(error => { throw new Error(what, { cause: error }); });
  }
  await refused(client.untagResource({ resourceArn, tagKeys: [''] }), 'ValidationException', /at 'tagKeys' failed to satisfy constraint: Member must satisfy constraint: \[Member must have length/);
  assert.deepEqual(await tagsOf(resourceArn), { a: 'v' });
});

server.test('tags of what is not there, or can have none: ResourceNotFound, InvalidArn', async () => {
  const { stateMachineVersionArn } = await create({ publish: true });
  const calls = [
    resourceArn => client.tagResource({ resourceArn, tags: [tag('a')] }),
    resourceArn => client.untagResource({ resourceArn, tagKeys: ['a'] }),
    resourceArn => client.listTagsForResource({ resourceArn }),
  ];
  for (const call of calls) {
    for (const arn of [nowhere, stateMachineVersionArn, `${region}:activity:nobody`]) {
      const error = await refused(call(arn), 'ResourceNotFound', `Resource not found: '${arn}'`);
      assert.equal(error.resourceName, arn);
    }
    await refused(call('nonsense'), 'InvalidArn', "Invalid Arn: 'Invalid ARN prefix: nonsense'");
    await refused(call(`${region}:execution:m:n`), 'InvalidArn', "Invalid Arn: 'Resource type not valid in this context: execution'");
  }
});

// ---- descriptions ----

server.test('DescribeStateMachineForExecution tells of the machine that the execution started with', async () => {
  const { stateMachineArn } = await create({ loggingConfiguration: { level: 'OFF' } });
  const { executionArn } = await client.startExecution({ stateMachineArn });
  const { revisionId } = await client.updateStateMachine({ stateMachineArn, definition: waiting, roleArn: `${role}2` });
  const before = await client.describeStateMachineForExecution({ executionArn });
  assert.deepEqual([before.stateMachineArn, before.definition, before.roleArn, before.revisionId, before.mapRunArn, before.label], [stateMachineArn, pass, role, undefined, undefined, undefined]);
  assert.ok(before.updateDate instanceof Date);
  const later = await client.startExecution({ stateMachineArn });
  const after = await client.describeStateMachineForExecution({ executionArn: later.executionArn });
  assert.deepEqual([after.definition, after.roleArn, after.revisionId], [waiting, `${role}2`, revisionId]);
  assert.equal((await client.describeStateMachineForExecution({ executionArn, includedData: 'METADATA_ONLY' })).definition, '{}');
  await client.stopExecution({ executionArn: later.executionArn });
  await client.deleteStateMachine({ stateMachineArn });
  await until('the machine to be gone', () => client.describeStateMachine({ stateMachineArn }).then(() => false, () => true));
  assert.equal((await client.describeStateMachineForExecution({ executionArn })).definition, pass, 'also when the machine is gone');
});

server.test('variableReferences name the states that read variables', async () => {
  const definition = machine({
    Set: { Type: 'Pass', Assign: { a: 1, b: 2 }, Next: 'Read' },
    Read: { Type: 'Pass', Parameters: { 'sum.$': 'States.MathAdd($b, $a)' }, End: true },
  });
  const { stateMachineArn } = await create({}, definition);
  const { executionArn } = await client.startExecution({ stateMachineArn });
  for (const described of [await client.describeStateMachine({ stateMachineArn }), await client.describeStateMachineForExecution({ executionArn })]) {
    assert.deepEqual(described.variableReferences, { Read: ['a', 'b'] });
  }
  assert.equal((await client.describeStateMachine({ stateMachineArn, includedData: 'METADATA_ONLY' })).variableReferences, undefined);
});

server.test('DescribeStateMachine of a label gives what each item of that Map state runs', async () => {
  const processor = { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' }, StartAt: 'Item', States: { Item: { Type: 'Pass', End: true } } };
  const { stateMachineArn } = await create({}, machine({ Each: { Type: 'Map', Label: 'each', ItemProcessor: processor, End: true } }));
  const described = await client.describeStateMachine({ stateMachineArn: `${stateMachineArn}/each` });
  assert.deepEqual([described.label, JSON.parse(described.definition), described.stateMachineArn], ['each', processor, `${stateMachineArn}/each`]);
  await refused(client.describeStateMachine({ stateMachineArn: `${stateMachineArn}/other` }), ...absent(`${stateMachineArn}/other`));
  const calls = {
    StartExecution: arn => client.startExecution({ stateMachineArn: arn }), UpdateStateMachine: arn => client.updateStateMachine({ stateMachineArn: arn, definition: pass }),
    DeleteStateMachine: arn => client.deleteStateMachine({ stateMachineArn: arn }), ListExecutions: arn => client.listExecutions({ stateMachineArn: arn }),
  };
  for (const call of Object.values(calls)) {
    const error = await refused(call(`${stateMachineArn}/each`), 'ValidationException', /labelled Map state/);
    assert.equal(error.reason, 'API_DOES_NOT_SUPPORT_LABELED_ARNS');
  }
});

server.test('encryption with the key of the service is kept and told', async () => {
  const encryptionConfiguration = { type: 'AWS_OWNED_KEY' };
  const { stateMachineArn } = await create({ encryptionConfiguration });
  const { activityArn } = await client.createActivity({ name: `a-${randomUUID()}`, encryptionConfiguration });
  assert.deepEqual((await client.describeStateMachine({ stateMachineArn })).encryptionConfiguration, encryptionConfiguration);
  assert.deepEqual((await client.describeActivity({ activityArn })).encryptionConfiguration, encryptionConfiguration);
});

server.test('EXPRESS machines are kept, and told apart', async () => {
  const { stateMachineArn } = await create({ type: 'EXPRESS', name: 'express' });
  assert.equal((await client.describeStateMachine({ stateMachineArn })).type, 'EXPRESS');
  assert.equal((await client.listStateMachines({ maxResults: 1000 })).stateMachines.find(listed => listed.name === 'express').type, 'EXPRESS');
  await client.updateStateMachine({ stateMachineArn, definition: waiting, publish: true });
  const activityArn = `${region}:activity:a`;
  const illegal = machine({ Work: { Type: 'Task', Resource: activityArn, End: true } });
  await refused(client.updateStateMachine({ stateMachineArn, definition: illegal }), 'InvalidDefinition', /Express state machine does not support Activity ARN at \/States\/Work\/Resource/);
  await refused(client.listExecutions({ stateMachineArn }), 'StateMachineTypeNotSupported', 'This operation is not supported by this type of state machine');
  assert.match((await client.startExecution({ stateMachineArn })).executionArn, /:express:/);
  await client.deleteStateMachine({ stateMachineArn });
});

// ---- validation ----

server.test('ValidateStateMachineDefinition finds what is wrong, and says so without an error', async () => {
  assert.deepEqual(plain(await client.validateStateMachineDefinition({ definition: pass })), { result: 'OK', diagnostics: [], truncated: false });
  assert.deepEqual(plain(await client.validateStateMachineDefinition({ definition: '{"StartAt":"A"}' })), {
    result: 'FAIL', truncated: false,
    diagnostics: [{ severity: 'ERROR', code: 'SCHEMA_VALIDATION_FAILED', message: 'These fields are required: [States]', location: '/' }],
  });
  const broken = await client.validateStateMachineDefinition({ definition: '{' });
  assert.deepEqual([broken.result, broken.diagnostics[0].code], ['FAIL', 'INVALID_JSON_DESCRIPTION']);
});

server.test('ValidateStateMachineDefinition holds the type, the severity and the number of findings', async () => {
  const task = machine({ Work: { Type: 'Task', Resource: `${region}:activity:a`, End: true } });
  assert.equal((await client.validateStateMachineDefinition({ definition: task })).result, 'OK');
  assert.equal((await client.validateStateMachineDefinition({ definition: task, type: 'EXPRESS' })).result, 'FAIL');

  const wrong = machine(Object.fromEntries(['A', 'B', 'C'].map(name => [name, { Type: 'Pass', Next: 'Nowhere' }])));
  const all = await client.validateStateMachineDefinition({ definition: wrong, maxResults: 0 });
  const first = await client.validateStateMachineDefinition({ definition: wrong, maxResults: 1 });
  assert.ok(all.diagnostics.length > 1 && !all.truncated);
  assert.deepEqual([first.diagnostics, first.truncated, first.result], [all.diagnostics.slice(0, 1), true, 'FAIL']);

  const warned = machine({ A: { Type: 'Pass', Parameters: { a: '$.b' }, End: true } });
  const errors = await client.validateStateMachineDefinition({ definition: warned });
  const warnings = await client.validateStateMachineDefinition({ definition: warned, severity: 'WARNING' });
  assert.deepEqual([errors.result, errors.diagnostics, warnings.result], ['OK', [], 'OK']);
  assert.ok(warnings.diagnostics.length > 0 && warnings.diagnostics.every(finding => finding.severity === 'WARNING'));
});

server.test('ValidateStateMachineDefinition: ValidationException for what is out of bounds', async () => {
  const words = { type: 'QUICK', severity: 'INFO', maxResults: 101, definition: '' };
  for (const [member, value] of Object.entries(words)) {
    await refused(client.validateStateMachineDefinition({ definition: pass, [member]: value }), 'ValidationException', new RegExp(`Value '${value}' at '${member}' failed to satisfy constraint`));
  }
});

// ---- lists ----

server.test('ListExecutions by redrives and Map Runs', async () => {
  const { stateMachineArn } = await create();
  await closed((await client.startExecution({ stateMachineArn })).executionArn);
  const listed = async more => (await client.listExecutions({ stateMachineArn, ...more })).executions.length;
  assert.deepEqual([await listed({ redriveFilter: 'NOT_REDRIVEN' }), await listed({ redriveFilter: 'REDRIVEN' })], [1, 0]);
  const mapRunArn = `${region}:mapRun:m/each:7`;
  await refused(client.listExecutions({ mapRunArn }), 'ResourceNotFound', `Map Run Does Not Exist: '${mapRunArn}'`);
});

server.test('pages hold together while machines and executions come and go', async () => {
  const prefix = `page-${randomUUID()}`;
  const name = i => `${prefix}-${String(i).padStart(2, '0')}`;
  for (let i = 0; i < 10; i += 2) await create({ name: name(i) });
  const seen = [];
  let nextToken;
  let hasChanged = false;
  do {
    const page = await client.listStateMachines({ maxResults: 2, nextToken });
    seen.push(...page.stateMachines.map(listed => listed.name).filter(found => found.startsWith(prefix)));
    if (seen.length >= 2 && !hasChanged) {
      hasChanged = true;
      await create({ name: name(1) }); // passed by
      await create({ name: name(9) }); // still to come
      await client.deleteStateMachine({ stateMachineArn: `${region}:stateMachine:${seen.at(-1)}` }); // where the page ended
    }
    ({ nextToken } = page);
  } while (nextToken);
  assert.equal(new Set(seen).size, seen.length, 'nothing comes twice');
  for (const i of [0, 2, 4, 6, 8, 9]) assert.ok(seen.includes(name(i)), name(i));
});

server.test('GetExecutionHistory from its end gives the same events, page by page', async () => {
  const states = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`S${i}`, { Type: 'Pass', ...(i < 11 ? { Next: `S${i + 1}` } : { End: true }) }]));
  const { stateMachineArn } = await create({}, machine(states));
  const { executionArn } = await client.startExecution({ stateMachineArn });
  await closed(executionArn);
  const all = async reverseOrder => {
    const ids = [];
    let nextToken;
    do {
      const page = await client.getExecutionHistory({ executionArn, reverseOrder, maxResults: 7, nextToken });
      assert.ok(page.events.length > 0 && page.events.length <= 7);
      ids.push(...page.events.map(event => event.id));
      ({ nextToken } = page);
    } while (nextToken);
    return ids;
  };
  assert.deepEqual(await all(true), (await all(false)).reverse());
});

function plain({ $metadata, ...answer }) {
  return answer;
}
