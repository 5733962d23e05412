/** Every operation that is served. */
export const operations = [
  'CreateActivity', 'CreateStateMachine', 'CreateStateMachineAlias', 'DeleteActivity', 'DeleteStateMachine', 'DeleteStateMachineAlias', 'DeleteStateMachineVersion',
  'DescribeActivity', 'DescribeExecution', 'DescribeMapRun', 'DescribeStateMachine', 'DescribeStateMachineAlias', 'DescribeStateMachineForExecution', 'GetActivityTask', 'GetExecutionHistory',
  'ListActivities', 'ListExecutions', 'ListMapRuns', 'ListStateMachineAliases', 'ListStateMachineVersions', 'ListStateMachines', 'ListTagsForResource', 'PublishStateMachineVersion',
  'RedriveExecution', 'SendTaskFailure', 'SendTaskHeartbeat', 'SendTaskSuccess', 'StartExecution', 'StartSyncExecution', 'StopExecution', 'TagResource', 'TestState', 'UntagResource', 'UpdateMapRun', 'UpdateStateMachine', 'UpdateStateMachineAlias',
  'ValidateStateMachineDefinition',
];
