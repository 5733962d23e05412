/** Every operation that is served. */
export const operations = [
  'CreateActivity', 'CreateStateMachine', 'CreateStateMachineAlias', 'DeleteActivity', 'DeleteStateMachine', 'DeleteStateMachineAlias', 'DeleteStateMachineVersion',
  'DescribeActivity', 'DescribeExecution', 'DescribeStateMachine', 'DescribeStateMachineAlias', 'DescribeStateMachineForExecution', 'GetActivityTask', 'GetExecutionHistory',
  'ListActivities', 'ListExecutions', 'ListStateMachineAliases', 'ListStateMachineVersions', 'ListStateMachines', 'ListTagsForResource', 'PublishStateMachineVersion',
  'SendTaskFailure', 'SendTaskHeartbeat', 'SendTaskSuccess', 'StartExecution', 'StartSyncExecution', 'StopExecution', 'TagResource', 'UntagResource', 'UpdateStateMachine', 'UpdateStateMachineAlias',
  'ValidateStateMachineDefinition',
];
