import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { machine, pass, role, waiting, working } from './support/machines.mjs';
import { refused } from './support/refused.mjs';
import { Server } from './support/server.mjs';
import { until } from './support/wait.mjs';

// Every error that can be reached, by the AWS SDK: its published name, and the sentence that clients know.
const server = await Server.start();
const client = server.client();
const region = 'arn:aws:states:us-east-1:000000000000';
const missing = { stateMachineArn: `${region}:stateMachine:nowhere`, executionArn: `${region}:execution:nowhere:never`, activityArn: `${region}:activity:nobody` };

const create = (definition, name = `m-${randomUUID()}`) => client.createStateMachine({ name, definition, roleArn: role });
const activity = async () => (await client.createActivity({ name: `a-${randomUUID()}` })).activityArn;

/** A machine with one open task, and the task's token. */
async function openTask(rest) {
  const activityArn = await activity();
  const { stateMachineArn } = await create(working(activityArn, rest));
  const { executionArn } = await client.startExecution({ stateMachineArn });
  const { taskToken } = await client.getActivityTask({ activityArn });
  return { activityArn, stateMachineArn, executionArn, taskToken };
}

const forbiddenNames = [
  'with space', 'tab\there', 'line\nfeed', '<', '>', '{', '}', '[', ']', '?', '*', '"', '#', '%', '\\', '^', '|', '~', '`', '$', '&', ',', ';', ':', '/',
  'nul\u0000', 'unit\u001f', 'del\u007f', 'c1\u009f', 'no-character\ufffe', 'emoji😀',
];

for (const [operation, call] of Object.entries({
  CreateStateMachine: name => client.createStateMachine({ name, definition: pass, roleArn: role }),
  CreateActivity: name => client.createActivity({ name }),
  StartExecution: async name => client.startExecution({ stateMachineArn: (await create(pass, 'named')).stateMachineArn, name }),
})) {
  server.test(`${operation}: InvalidName for every forbidden character`, async () => {
    for (const name of forbiddenNames) await refused(call(name), 'InvalidName', `Invalid Name: '${name}'`);
  });

  server.test(`${operation}: a name has 1 to 80 characters`, async () => {
    await call('n'.repeat(80));
    await refused(call('n'.repeat(81)), 'ValidationException', `1 validation error detected: Value '${'n'.repeat(81)}' at 'name' failed to satisfy constraint: Member must have length less than or equal to 80`);
    await refused(call(''), 'ValidationException', "1 validation error detected: Value '' at 'name' failed to satisfy constraint: Member must have length greater than or equal to 1");
  });
}

server.test('names may have letters of every alphabet', async () => {
  assert.match((await create(pass, 'Prüfung-Ω_案件.1')).stateMachineArn, /:Prüfung-Ω_案件\.1$/);
});

const arnCalls = {
  DeleteActivity: ['activity', arn => client.deleteActivity({ activityArn: arn })],
  DeleteStateMachine: ['stateMachine', arn => client.deleteStateMachine({ stateMachineArn: arn })],
  DescribeActivity: ['activity', arn => client.describeActivity({ activityArn: arn }), 'ActivityDoesNotExist', 'Activity'],
  DescribeExecution: ['execution', arn => client.describeExecution({ executionArn: arn }), 'ExecutionDoesNotExist', 'Execution'],
  DescribeStateMachine: ['stateMachine', arn => client.describeStateMachine({ stateMachineArn: arn }), 'StateMachineDoesNotExist', 'State Machine'],
  GetActivityTask: ['activity', arn => client.getActivityTask({ activityArn: arn }), 'ActivityDoesNotExist', 'Activity'],
  GetExecutionHistory: ['execution', arn => client.getExecutionHistory({ executionArn: arn }), 'ExecutionDoesNotExist', 'Execution'],
  ListExecutions: ['stateMachine', arn => client.listExecutions({ stateMachineArn: arn }), 'StateMachineDoesNotExist', 'State Machine'],
  StartExecution: ['stateMachine', arn => client.startExecution({ stateMachineArn: arn }), 'StateMachineDoesNotExist', 'State Machine'],
  StopExecution: ['execution', arn => client.stopExecution({ executionArn: arn }), 'ExecutionDoesNotExist', 'Execution'],
  DescribeStateMachineForExecution: ['execution', arn => client.describeStateMachineForExecution({ executionArn: arn }), 'ExecutionDoesNotExist', 'Execution'],
  ListStateMachineAliases: ['stateMachine', arn => client.listStateMachineAliases({ stateMachineArn: arn }), 'StateMachineDoesNotExist', 'State Machine'],
  ListStateMachineVersions: ['stateMachine', arn => client.listStateMachineVersions({ stateMachineArn: arn })],
  PublishStateMachineVersion: ['stateMachine', arn => client.publishStateMachineVersion({ stateMachineArn: arn }), 'StateMachineDoesNotExist', 'State Machine'],
  UpdateStateMachine: ['stateMachine', arn => client.updateStateMachine({ stateMachineArn: arn, definition: pass }), 'StateMachineDoesNotExist', 'State Machine'],
};

for (const [operation, [type, call, error, thing]] of Object.entries(arnCalls)) {
  const arn = missing[`${type}Arn`];
  server.test(`${operation}: InvalidArn for everything that is no ${type} ARN`, async () => {
    await refused(call('nonsense'), 'InvalidArn', "Invalid Arn: 'Invalid ARN prefix: nonsense'");
    for (const wrong of ['arn:', 'arn:aws:lambda:us-east-1:000000000000:function:x', arn.replace('arn:', 'arm:'), `x${arn}`, ' ']) {
      await refused(call(wrong), 'InvalidArn', `Invalid Arn: 'Invalid ARN prefix: ${wrong}'`);
    }
    for (const wrong of [`${region}`, `${region}:${type}`, `${region}:${type}:`, `${region}:unknown:x`, `arn:aws:states::000000000000:${type}:x`]) {
      await refused(call(wrong), 'InvalidArn', /^Invalid Arn: '.*'$/);
    }
    const other = type === 'activity' ? 'stateMachine' : 'activity';
    await refused(call(`${region}:${other}:x`), 'InvalidArn', `Invalid Arn: 'Resource type not valid in this context: ${other}'`);
    await refused(call(`${region}:express:m:n:u`), 'InvalidArn', "Invalid Arn: 'Resource type not valid in this context: express'");
  });

  if (error) server.test(`${operation}: ${error} where there is none`, () => refused(call(arn), error, `${thing} Does Not Exist: '${arn}'`));
}

server.test('InvalidArn for a role that is none', async () => {
  const { stateMachineArn } = await create(pass);
  await refused(client.createStateMachine({ name: 'x', definition: pass, roleArn: 'baton' }), 'InvalidArn', "Invalid Arn: 'Invalid ARN prefix: baton'");
  await refused(client.updateStateMachine({ stateMachineArn, roleArn: 'baton' }), 'InvalidArn', "Invalid Arn: 'Invalid ARN prefix: baton'");
});

const wrongDefinitions = {
  'no JSON': ['{ "StartAt": ', /INVALID_JSON_DESCRIPTION/],
  'no object': ['[]', /./],
  'nothing inside': ['{}', /StartAt|States/],
  'no states': ['{"StartAt":"A","States":{}}', /States/],
  'a start that is not there': ['{"StartAt":"B","States":{"A":{"Type":"Succeed"}}}', /B/],
  'a target that is not there': ['{"StartAt":"A","States":{"A":{"Type":"Pass","Next":"Nowhere"}}}', /MISSING_TRANSITION_TARGET.*Nowhere|Nowhere/],
  'an unknown type': ['{"StartAt":"A","States":{"A":{"Type":"Dance","End":true}}}', /Type/],
  'an unknown field': ['{"StartAt":"A","States":{"A":{"Type":"Pass","Ende":true,"End":true}}}', /Ende/],
  'no end': ['{"StartAt":"A","States":{"A":{"Type":"Pass"}}}', /A/],
  'a path that is none': ['{"StartAt":"A","States":{"A":{"Type":"Pass","InputPath":"a[","End":true}}}', /InputPath/],
  'a negative wait': ['{"StartAt":"A","States":{"A":{"Type":"Wait","Seconds":-1,"End":true}}}', /Seconds/],
  'a state out of reach': ['{"StartAt":"A","States":{"A":{"Type":"Succeed"},"Island":{"Type":"Succeed"}}}', /Island/],
};

for (const [what, [definition, message]] of Object.entries(wrongDefinitions)) {
  server.test(`InvalidDefinition: ${what}`, async () => {
    const { stateMachineArn } = await create(pass);
    await refused(create(definition), 'InvalidDefinition', message);
    await refused(client.updateStateMachine({ stateMachineArn, definition }), 'InvalidDefinition', message);
    assert.equal((await client.describeStateMachine({ stateMachineArn })).definition, pass);
  });
}

server.test('CreateStateMachine: StateMachineAlreadyExists for another definition, be it the same in another layout', async () => {
  const { stateMachineArn } = await create(pass, 'taken');
  for (const definition of [waiting, ` ${pass}`]) {
    await refused(create(definition, 'taken'), 'StateMachineAlreadyExists', `State Machine Already Exists: '${stateMachineArn}'`);
  }
});

server.test('CreateStateMachine: StateMachineAlreadyExists for another type, other settings or another version description', async () => {
  const { stateMachineArn } = await client.createStateMachine({ name: 'settled', definition: pass, roleArn: role, publish: true, versionDescription: 'one' });
  for (const other of [{ type: 'EXPRESS' }, { tracingConfiguration: { enabled: true } }, { publish: true, versionDescription: 'two' }]) {
    await refused(client.createStateMachine({ name: 'settled', definition: pass, roleArn: role, ...other }), 'StateMachineAlreadyExists', `State Machine Already Exists: '${stateMachineArn}'`);
  }
});

server.test('CreateStateMachine: what fits no machine is refused', async () => {
  await refused(client.createStateMachine({ name: 'x', definition: pass, roleArn: role, versionDescription: 'x' }), 'ValidationException', 'Version description can only be set when publish is true');
  await refused(client.createStateMachine({ name: 'x', definition: pass, roleArn: role, type: 'QUICK' }), 'ValidationException',
    "1 validation error detected: Value 'QUICK' at 'type' failed to satisfy constraint: Member must satisfy enum value set: [STANDARD, EXPRESS]");
});

server.test('settings that are none are refused', async () => {
  const { stateMachineArn } = await create(pass);
  for (const call of [settings => client.createStateMachine({ name: 'x', definition: pass, roleArn: role, ...settings }), settings => client.updateStateMachine({ stateMachineArn, ...settings })]) {
    await refused(call({ loggingConfiguration: { level: 'LOUD' } }), 'ValidationException', /loggingConfiguration\.level/);
    await refused(call({ loggingConfiguration: { level: 'ALL' } }), 'InvalidLoggingConfiguration', 'Invalid Logging Configuration: Must specify exactly one Log Destination.');
    for (const logGroupArn of ['x', 'arn:aws:logs:us-east-1:000000000000:log-group:x', 'arn:aws:s3:::bucket:*']) {
      await refused(call({ loggingConfiguration: { level: 'ALL', destinations: [{ cloudWatchLogsLogGroup: { logGroupArn } }] } }), 'InvalidLoggingConfiguration', 'Invalid Logging Configuration: Log Destination not found.');
    }
    await refused(call({ encryptionConfiguration: { type: 'CUSTOMER_MANAGED_KMS_KEY', kmsKeyId: 'alias/x' } }), 'InvalidEncryptionConfiguration', /no keys of KMS/);
    await refused(call({ encryptionConfiguration: { type: 'AWS_OWNED_KEY', kmsKeyId: 'alias/x' } }), 'InvalidEncryptionConfiguration', /kmsKeyId/);
  }
});

server.test('UpdateStateMachine: MissingRequiredParameter where nothing is to change', async () => {
  const { stateMachineArn } = await create(pass);
  await refused(client.updateStateMachine({ stateMachineArn }), 'MissingRequiredParameter',
    'Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be specified');
});

server.test('a machine that is being deleted refuses what is new: StateMachineDeleting', async () => {
  const { stateMachineArn, stateMachineVersionArn } = await client.createStateMachine({ name: 'busy', definition: waiting, roleArn: role, publish: true });
  const { executionArn } = await client.startExecution({ stateMachineArn });
  await client.deleteStateMachine({ stateMachineArn });
  const deleting = arn => ['StateMachineDeleting', `State Machine is being deleted: '${arn}'`];
  for (const arn of [stateMachineArn, stateMachineVersionArn]) await refused(client.startExecution({ stateMachineArn: arn }), ...deleting(arn));
  await refused(client.updateStateMachine({ stateMachineArn, definition: pass }), ...deleting(stateMachineArn));
  await refused(create(waiting, 'busy'), ...deleting(stateMachineArn));
  await refused(client.publishStateMachineVersion({ stateMachineArn }), ...deleting(stateMachineArn));
  await refused(client.createStateMachineAlias({ name: 'prod', routingConfiguration: [{ stateMachineVersionArn, weight: 100 }] }), ...deleting(stateMachineArn));
  await refused(client.listStateMachineAliases({ stateMachineArn }), ...deleting(stateMachineArn));
  assert.equal((await client.describeStateMachine({ stateMachineArn })).status, 'DELETING');
  assert.equal((await client.describeExecution({ executionArn })).status, 'RUNNING');
  await client.stopExecution({ executionArn });
  await until('the machine to be gone', () => client.describeStateMachine({ stateMachineArn }).then(() => false, error => error.name === 'StateMachineDoesNotExist'));
});

server.test('StartExecution: ExecutionAlreadyExists for the name of another input, or of an execution that has ended', async () => {
  const { stateMachineArn } = await create(waiting);
  const { executionArn } = await client.startExecution({ stateMachineArn, name: 'one', input: '{"a":1}' });
  const exists = [`ExecutionAlreadyExists`, `Execution Already Exists: '${executionArn}'`];
  await refused(client.startExecution({ stateMachineArn, name: 'one', input: '{"a":2}' }), ...exists);
  await client.stopExecution({ executionArn });
  await refused(client.startExecution({ stateMachineArn, name: 'one', input: '{"a":1}' }), ...exists);
});

server.test('StartExecution: InvalidExecutionInput for what is no JSON', async () => {
  const { stateMachineArn } = await create(pass);
  for (const input of ['', ' ', 'hello', '{', '{"a":}', '{"a":1}}', "{'a':1}", '{"a":NaN}', '[1,]', '\ufeff{}']) {
    await refused(client.startExecution({ stateMachineArn, input }), 'InvalidExecutionInput', /^Invalid State Machine Execution Input: '.+'$/);
  }
});

server.test('SendTaskSuccess: InvalidOutput for what is no JSON; the task stays open', async () => {
  const { taskToken } = await openTask();
  for (const output of ['', 'hello', '{"a":', '"open']) await refused(client.sendTaskSuccess({ taskToken, output }), 'InvalidOutput', /^Invalid Output: '.+'$/);
  await client.sendTaskSuccess({ taskToken, output: '{}' });
});

const sends = {
  SendTaskSuccess: taskToken => client.sendTaskSuccess({ taskToken, output: '{}' }),
  SendTaskFailure: taskToken => client.sendTaskFailure({ taskToken }),
  SendTaskHeartbeat: taskToken => client.sendTaskHeartbeat({ taskToken }),
};

for (const [operation, send] of Object.entries(sends)) {
  server.test(`${operation}: InvalidToken for a token that is none`, async () => {
    const { taskToken } = await openTask();
    for (const token of ['x', 'AAAA', taskToken.slice(1), `${taskToken}A`, ' ', '😀', 't'.repeat(2048)]) {
      await refused(send(token), 'InvalidToken', "Invalid Token: 'Invalid token'");
    }
    await refused(send('t'.repeat(2049)), 'ValidationException', /'taskToken' failed to satisfy constraint: Member must have length less than or equal to 2048$/);
  });

  server.test(`${operation}: TaskTimedOut for a task that has ended, and for a token that was guessed`, async () => {
    const timedOut = ['TaskTimedOut', "Task Timed Out: 'Provided task does not exist anymore'"];
    const { taskToken, executionArn } = await openTask();
    const forged = Buffer.from(taskToken, 'base64url');
    forged[forged.length - 1] ^= 1;
    await refused(send(forged.toString('base64url')), ...timedOut);
    await client.sendTaskSuccess({ taskToken, output: '"first"' });
    await refused(send(taskToken), ...timedOut);
    assert.equal((await client.describeExecution({ executionArn })).output, '"first"');
    const stopped = await openTask();
    await client.stopExecution({ executionArn: stopped.executionArn });
    await refused(send(stopped.taskToken), ...timedOut);
  });

  server.test(`${operation}: TaskDoesNotExist for a task of an execution that never was`, async () => {
    const { taskToken } = await openTask();
    const forged = Buffer.from(taskToken, 'base64url');
    forged.writeBigInt64BE(2n ** 40n, 3); // the number of the execution
    await refused(send(forged.toString('base64url')), 'TaskDoesNotExist', "Task Does Not Exist: 'Provided task does not exist anymore'");
  });
}

server.test('SendTaskSuccess: TaskTimedOut once the task has timed out', async () => {
  const { taskToken, executionArn } = await openTask({ TimeoutSeconds: 1 });
  await until('the task to time out', async () => (await client.describeExecution({ executionArn })).status === 'FAILED');
  await refused(client.sendTaskSuccess({ taskToken, output: '{}' }), 'TaskTimedOut', /./);
  assert.equal((await client.describeExecution({ executionArn })).error, 'States.Timeout');
});

const pageTokens = {
  GetExecutionHistory: async (rest = {}) => client.getExecutionHistory({ executionArn: (await openTask()).executionArn, ...rest }),
  ListActivities: rest => client.listActivities(rest),
  ListExecutions: async rest => client.listExecutions({ stateMachineArn: (await create(pass, 'paged')).stateMachineArn, ...rest }),
  ListStateMachines: rest => client.listStateMachines(rest),
};

for (const [operation, list] of Object.entries(pageTokens)) {
  server.test(`${operation}: InvalidToken for a page token that is none, or is of another list`, async () => {
    await activity();
    await activity();
    const other = operation === 'ListActivities' ? await client.listStateMachines({ maxResults: 1 }) : await client.listActivities({ maxResults: 1 });
    for (const nextToken of ['x', '😀', 'A'.repeat(32), other.nextToken, `${other.nextToken}=`]) {
      await refused(list({ nextToken }), 'InvalidToken', "Invalid Token: 'Invalid token'");
    }
  });

  server.test(`${operation}: maxResults is 0 to 1000`, async () => {
    const range = (value, rule) => `1 validation error detected: Value '${value}' at 'maxResults' failed to satisfy constraint: Member must have value ${rule}`;
    await list({ maxResults: 0 });
    await list({ maxResults: 1000 });
    await refused(list({ maxResults: 1001 }), 'ValidationException', range(1001, 'less than or equal to 1000'));
    await refused(list({ maxResults: -1 }), 'ValidationException', range(-1, 'greater than or equal to 0'));
  });
}

server.test('ListExecutions: a filter that is none, and one for map runs only, are refused', async () => {
  const { stateMachineArn } = await create(pass);
  await refused(client.listExecutions({ stateMachineArn, statusFilter: 'DONE' }), 'ValidationException', /'DONE' at 'statusFilter' failed to satisfy constraint: Member must satisfy enum value set: \[/);
  await refused(client.listExecutions({ stateMachineArn, statusFilter: 'PENDING_REDRIVE' }), 'ValidationException', /PENDING_REDRIVE/);
});

server.test('everything that is wrong is told at once', () => refused(
  client.createStateMachine({ name: '', definition: '', roleArn: 'r'.repeat(257) }), 'ValidationException',
  /^3 validation errors detected: Value '' at 'name' .*; Value '' at 'definition' .*; Value 'r+' at 'roleArn' .* less than or equal to 256$/));

server.test('CreateActivity: TooManyTags above fifty', () => refused(
  client.createActivity({ name: 'tagged', tags: Array.from({ length: 51 }, (_, i) => ({ key: `k${i}`, value: 'v' })) }), 'TooManyTags', /./));

server.test('an error and a cause have their greatest lengths', async () => {
  const { taskToken, executionArn } = await openTask();
  await refused(client.sendTaskFailure({ taskToken, error: 'e'.repeat(257) }), 'ValidationException', /'error' failed to satisfy constraint: Member must have length less than or equal to 256$/);
  await refused(client.sendTaskFailure({ taskToken, cause: 'c'.repeat(32_769) }), 'ValidationException', /'cause' failed to satisfy constraint: Member must have length less than or equal to 32768$/);
  await refused(client.stopExecution({ executionArn, error: 'e'.repeat(257) }), 'ValidationException', /'error'/);
  await client.sendTaskFailure({ taskToken, error: 'e'.repeat(256), cause: 'c'.repeat(32_768) });
  const execution = await client.describeExecution({ executionArn });
  assert.deepEqual([execution.error.length, execution.cause.length], [256, 32_768]);
});

server.test('RedriveExecution: of what never was, what runs, what succeeded, and with a token that is none', async () => {
  await refused(client.redriveExecution({ executionArn: missing.executionArn }), 'ExecutionDoesNotExist', /^Execution Does Not Exist: '/);
  const { executionArn } = await openTask();
  await refused(client.redriveExecution({ executionArn }), 'ExecutionNotRedrivable', /^Execution is RUNNING and cannot be redriven$/);
  await refused(client.redriveExecution({ executionArn, clientToken: 'a b' }), 'ValidationException', /'clientToken' failed to satisfy constraint: Member must satisfy regular expression pattern: /);
  const { stateMachineArn } = await create(machine({ Done: { Type: 'Succeed' } }));
  const done = await client.startExecution({ stateMachineArn });
  await until('the execution to succeed', async () => (await client.describeExecution({ executionArn: done.executionArn })).status === 'SUCCEEDED');
  await refused(client.redriveExecution({ executionArn: done.executionArn }), 'ExecutionNotRedrivable', /^Execution is SUCCEEDED and cannot be redriven$/);
});

server.test('after all that the server does its work', async () => {
  const { stateMachineArn } = await create(machine({ Done: { Type: 'Succeed' } }));
  const { executionArn } = await client.startExecution({ stateMachineArn });
  await until('the execution to succeed', async () => (await client.describeExecution({ executionArn })).status === 'SUCCEEDED');
});
