import assert from 'node:assert/strict';
import { test } from 'node:test';
import { machine, pass, role, waiting, working } from './support/machines.mjs';
import { model } from './support/model.mjs';
import { Server } from './support/server.mjs';
import { until } from './support/wait.mjs';

// Every error that the API model names for an operation, by the AWS SDK: provoked here, or with the reason why it cannot occur.
const server = await Server.start();
const client = server.client();
const region = 'arn:aws:states:us-east-1:000000000000';
const nowhere = {
  stateMachineArn: `${region}:stateMachine:nowhere`, executionArn: `${region}:execution:nowhere:never`, activityArn: `${region}:activity:nobody`,
  mapRunArn: `${region}:mapRun:nowhere/each:00000000-0000-0000-0000-000000000000`, stateMachineAliasArn: `${region}:stateMachine:nowhere:live`, stateMachineVersionArn: `${region}:stateMachine:nowhere:1`,
};
const tags = Array.from({ length: 51 }, (_, i) => ({ key: `k${i}`, value: 'v' }));
const create = async (name, definition, rest = {}) => (await client.createStateMachine({ name, definition, roleArn: role, ...rest })).stateMachineArn;
const route = (...versions) => versions.map(stateMachineVersionArn => ({ stateMachineVersionArn, weight: 100 / versions.length }));

// What the calls below refer to.
const passArn = await create('pass', pass);
const expressArn = await create('express', pass, { type: 'EXPRESS' });
const deletingArn = await create('deleting', waiting, { publish: true });
await client.startExecution({ stateMachineArn: deletingArn });
const deletingAlias = (await client.createStateMachineAlias({ name: 'live', routingConfiguration: route(`${deletingArn}:1`) })).stateMachineAliasArn;
await client.deleteStateMachine({ stateMachineArn: deletingArn });
const versionedArn = await create('versioned', pass, { publish: true });
const aliasArn = (await client.createStateMachineAlias({ name: 'live', routingConfiguration: route(`${versionedArn}:1`) })).stateMachineAliasArn;
const ended = (await client.startExecution({ stateMachineArn: passArn, name: 'ended', input: '[1]' })).executionArn;
await until('the execution to end', async () => (await client.describeExecution({ executionArn: ended })).status === 'SUCCEEDED');
const { activityArn } = await client.createActivity({ name: 'work' });
const token = async arn => (await client.startExecution({ stateMachineArn: arn }), (await client.getActivityTask({ activityArn })).taskToken);
const workingArn = await create('working', working(activityArn));
const doneToken = await token(workingArn);
await client.sendTaskSuccess({ taskToken: doneToken, output: '1' });
const openToken = await token(workingArn);

const noKms = 'there are no keys of KMS';
const noQuota = 'there is no such quota';
const cannotOccur = {
  'CreateActivity ActivityLimitExceeded': noQuota, 'CreateStateMachine StateMachineLimitExceeded': noQuota, 'GetActivityTask ActivityWorkerLimitExceeded': noQuota,
  'StartExecution ExecutionLimitExceeded': noQuota, 'RedriveExecution ExecutionLimitExceeded': noQuota,
  'CreateActivity ActivityAlreadyExists': 'AWS gives it where the key of an activity is changed, and there are no keys',
  'CreateStateMachine InvalidTracingConfiguration': 'the one member is a boolean', 'UpdateStateMachine InvalidTracingConfiguration': 'the one member is a boolean',
  'CreateStateMachine StateMachineTypeNotSupported': 'both types are served', 'CreateStateMachine ConflictException': 'one request after the other changes a machine',
  'UpdateStateMachine ConflictException': 'one request after the other changes a machine', 'UpdateStateMachineAlias ConflictException': 'one request after the other changes an alias',
  'DeleteStateMachineAlias ConflictException': 'one request after the other changes an alias', 'DeleteStateMachineAlias ResourceNotFound': 'deleting what is not there succeeds, as recorded of AWS',
  'CreateStateMachineAlias InvalidName': 'the pattern of the model refuses such a name before: ValidationException',
  'StartSyncExecution StateMachineDeleting': 'an Express machine is gone as soon as it is deleted: nothing of it is open',
  'PublishStateMachineVersion ServiceQuotaExceededException': 'takes a thousand versions: VersionRegistryTests', 'UpdateStateMachine ServiceQuotaExceededException': 'takes a thousand versions: VersionRegistryTests',
  'SendTaskSuccess TaskDoesNotExist': 'takes an execution that is gone: what is closed says TaskTimedOut, as AWS does',
  'SendTaskFailure TaskDoesNotExist': 'as SendTaskSuccess', 'SendTaskHeartbeat TaskDoesNotExist': 'as SendTaskSuccess',
};

/** Arguments by operation and error. */
const arn = 'nonsense';
const badToken = 'nonsense';
const provoked = {
  CreateActivity: { InvalidName: { name: 'a b' }, TooManyTags: { name: 'tagged', tags }, InvalidEncryptionConfiguration: { name: 'key', encryptionConfiguration: { type: 'CUSTOMER_MANAGED_KMS_KEY', kmsKeyId: 'k' } } },
  CreateStateMachine: Object.fromEntries(Object.entries({
    InvalidArn: { roleArn: arn }, InvalidDefinition: { definition: '{}' }, InvalidName: { name: 'a b' }, InvalidLoggingConfiguration: { loggingConfiguration: { level: 'ALL' } }, TooManyTags: { tags },
    StateMachineAlreadyExists: { name: 'pass', definition: waiting }, StateMachineDeleting: { name: 'deleting', definition: waiting }, ValidationException: { versionDescription: 'x' },
    InvalidEncryptionConfiguration: { encryptionConfiguration: { type: 'CUSTOMER_MANAGED_KMS_KEY', kmsKeyId: 'k' } },
  }).map(([error, rest]) => [error, { name: 'new', definition: pass, roleArn: role, ...rest }])),
  CreateStateMachineAlias: {
    InvalidArn: { name: 'x', routingConfiguration: route(arn) }, ValidationException: { name: 'a b', routingConfiguration: route(`${versionedArn}:1`) },
    StateMachineDeleting: { name: 'x', routingConfiguration: route(`${deletingArn}:1`) }, ResourceNotFound: { name: 'x', routingConfiguration: route(nowhere.stateMachineVersionArn) },
    ConflictException: { name: 'live', description: 'other', routingConfiguration: route(`${versionedArn}:1`) },
    ServiceQuotaExceededException: async () => {
      for (let i = 0; i < 99; i++) await client.createStateMachineAlias({ name: `a${i}`, routingConfiguration: route(`${versionedArn}:1`) });
      return { name: 'one-more', routingConfiguration: route(`${versionedArn}:1`) };
    },
  },
  DeleteActivity: { InvalidArn: { activityArn: arn } },
  DeleteStateMachine: { InvalidArn: { stateMachineArn: arn }, ValidationException: { stateMachineArn: '' } },
  DeleteStateMachineAlias: { InvalidArn: { stateMachineAliasArn: arn }, ValidationException: { stateMachineAliasArn: '' } },
  DeleteStateMachineVersion: { InvalidArn: { stateMachineVersionArn: arn }, ValidationException: { stateMachineVersionArn: '' }, ConflictException: { stateMachineVersionArn: `${versionedArn}:1` } },
  DescribeActivity: { ActivityDoesNotExist: nowhere, InvalidArn: { activityArn: arn } },
  DescribeExecution: { ExecutionDoesNotExist: nowhere, InvalidArn: { executionArn: arn } },
  DescribeMapRun: { ResourceNotFound: nowhere, InvalidArn: { mapRunArn: arn } },
  DescribeStateMachine: { StateMachineDoesNotExist: nowhere, InvalidArn: { stateMachineArn: arn } },
  DescribeStateMachineAlias: { ResourceNotFound: nowhere, InvalidArn: { stateMachineAliasArn: arn }, ValidationException: { stateMachineAliasArn: '' } },
  DescribeStateMachineForExecution: { ExecutionDoesNotExist: nowhere, InvalidArn: { executionArn: arn } },
  GetActivityTask: { ActivityDoesNotExist: nowhere, InvalidArn: { activityArn: arn } },
  GetExecutionHistory: { ExecutionDoesNotExist: nowhere, InvalidArn: { executionArn: arn }, InvalidToken: { executionArn: ended, nextToken: badToken } },
  ListActivities: { InvalidToken: { nextToken: badToken } },
  ListExecutions: {
    InvalidArn: { stateMachineArn: arn }, InvalidToken: { stateMachineArn: passArn, nextToken: badToken }, StateMachineDoesNotExist: { stateMachineArn: nowhere.stateMachineArn },
    StateMachineTypeNotSupported: { stateMachineArn: expressArn }, ValidationException: {}, ResourceNotFound: { mapRunArn: nowhere.mapRunArn },
  },
  ListMapRuns: { ExecutionDoesNotExist: nowhere, InvalidArn: { executionArn: arn }, InvalidToken: { executionArn: ended, nextToken: badToken } },
  ListStateMachineAliases: {
    InvalidArn: { stateMachineArn: arn }, InvalidToken: { stateMachineArn: passArn, nextToken: badToken }, ResourceNotFound: { stateMachineArn: `${passArn}:7` },
    StateMachineDoesNotExist: { stateMachineArn: nowhere.stateMachineArn }, StateMachineDeleting: { stateMachineArn: deletingArn },
  },
  ListStateMachineVersions: { InvalidArn: { stateMachineArn: arn }, InvalidToken: { stateMachineArn: passArn, nextToken: badToken }, ValidationException: { stateMachineArn: '' } },
  ListStateMachines: { InvalidToken: { nextToken: badToken } },
  ListTagsForResource: { InvalidArn: { resourceArn: arn }, ResourceNotFound: { resourceArn: nowhere.stateMachineArn } },
  PublishStateMachineVersion: {
    InvalidArn: { stateMachineArn: arn }, ValidationException: { stateMachineArn: '' }, StateMachineDeleting: { stateMachineArn: deletingArn }, StateMachineDoesNotExist: { stateMachineArn: nowhere.stateMachineArn },
    ConflictException: { stateMachineArn: passArn, revisionId: '00000000-0000-0000-0000-000000000000' },
  },
  RedriveExecution: { ExecutionDoesNotExist: { executionArn: nowhere.executionArn }, ExecutionNotRedrivable: { executionArn: ended }, InvalidArn: { executionArn: arn }, ValidationException: { executionArn: '' } },
  SendTaskFailure: { InvalidToken: { taskToken: 'x' }, TaskTimedOut: { taskToken: doneToken } },
  SendTaskHeartbeat: { InvalidToken: { taskToken: 'x' }, TaskTimedOut: { taskToken: doneToken } },
  SendTaskSuccess: { InvalidToken: { taskToken: 'x', output: '1' }, TaskTimedOut: { taskToken: doneToken, output: '1' }, InvalidOutput: { taskToken: openToken, output: '{' } },
  StartExecution: {
    InvalidArn: { stateMachineArn: arn }, InvalidExecutionInput: { stateMachineArn: passArn, input: '{' }, InvalidName: { stateMachineArn: passArn, name: 'a b' }, ExecutionAlreadyExists: { stateMachineArn: passArn, name: 'ended' },
    StateMachineDoesNotExist: { stateMachineArn: nowhere.stateMachineArn }, StateMachineDeleting: { stateMachineArn: deletingArn }, ValidationException: { stateMachineArn: passArn, name: '' },
  },
  StartSyncExecution: {
    InvalidArn: { stateMachineArn: arn }, InvalidExecutionInput: { stateMachineArn: expressArn, input: '{' }, InvalidName: { stateMachineArn: expressArn, name: 'a b' },
    StateMachineDoesNotExist: { stateMachineArn: nowhere.stateMachineArn }, StateMachineTypeNotSupported: { stateMachineArn: passArn },
  },
  StopExecution: { ExecutionDoesNotExist: { executionArn: nowhere.executionArn }, InvalidArn: { executionArn: arn }, ValidationException: { executionArn: '' } },
  TagResource: { InvalidArn: { resourceArn: arn, tags: [] }, ResourceNotFound: { resourceArn: nowhere.stateMachineArn, tags: [] }, TooManyTags: { resourceArn: passArn, tags } },
  TestState: {
    InvalidArn: { definition: '{"Type":"Pass","End":true}', roleArn: arn }, InvalidDefinition: { definition: '{}' }, InvalidExecutionInput: { definition: '{"Type":"Pass","End":true}', input: '{' }, ValidationException: { definition: '' },
  },
  UntagResource: { InvalidArn: { resourceArn: arn, tagKeys: [] }, ResourceNotFound: { resourceArn: nowhere.stateMachineArn, tagKeys: [] } },
  UpdateMapRun: { InvalidArn: { mapRunArn: arn, maxConcurrency: 1 }, ResourceNotFound: { mapRunArn: nowhere.mapRunArn, maxConcurrency: 1 }, ValidationException: { mapRunArn: '' } },
  UpdateStateMachine: Object.fromEntries(Object.entries({
    InvalidArn: { roleArn: arn }, InvalidDefinition: { definition: '{}' }, InvalidLoggingConfiguration: { loggingConfiguration: { level: 'ALL' } }, MissingRequiredParameter: {},
    StateMachineDeleting: { stateMachineArn: deletingArn, definition: pass }, StateMachineDoesNotExist: { stateMachineArn: nowhere.stateMachineArn, definition: pass }, ValidationException: { definition: pass, versionDescription: 'x' },
    InvalidEncryptionConfiguration: { encryptionConfiguration: { type: 'CUSTOMER_MANAGED_KMS_KEY', kmsKeyId: 'k' } },
  }).map(([error, rest]) => [error, { stateMachineArn: passArn, ...rest }])),
  UpdateStateMachineAlias: {
    InvalidArn: { stateMachineAliasArn: arn, description: 'x' }, ValidationException: { stateMachineAliasArn: aliasArn }, ResourceNotFound: { stateMachineAliasArn: nowhere.stateMachineAliasArn, description: 'x' },
    StateMachineDeleting: { stateMachineAliasArn: deletingAlias, description: 'x' },
  },
  ValidateStateMachineDefinition: { ValidationException: { definition: '' } },
};

for (const [operation, errors] of Object.entries(provoked)) {
  server.test(`${operation}: ${Object.keys(errors).join(', ')}`, async () => {
    for (const [name, request] of Object.entries(errors)) {
      const call = client[`${operation[0].toLowerCase()}${operation.slice(1)}`];
      const given = typeof request === 'function' ? await request() : request;
      await assert.rejects(call(given), error => {
        assert.equal(error.name, name, `${operation} ${JSON.stringify(given)}: ${error.name}: ${error.message}`);
        assert.equal(error.$fault, 'client');
        assert.ok(error.message.length > 0);
        return true;
      });
    }
  });
}

test('nothing that the model names is left out', { skip: model ? false : 'the published model is absent' }, () => {
  const named = Object.entries(model.operations).flatMap(([operation, { errors = [] }]) => errors.map(({ shape }) => `${operation} ${shape}`));
  const known = Object.entries(provoked).flatMap(([operation, errors]) => Object.keys(errors).map(error => `${operation} ${error}`));
  const left = named.filter(error => !known.includes(error) && !(error in cannotOccur) && !error.includes(' Kms'));
  assert.deepEqual(left, [], `neither provoked nor with a reason; of keys it holds that ${noKms}`);
  assert.deepEqual([...known, ...Object.keys(cannotOccur)].filter(error => !named.includes(error)), [], 'not in the model');
  assert.deepEqual(known.filter(error => error in cannotOccur), [], 'both');
});
