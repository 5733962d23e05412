import { machine, waiting } from './machines.mjs';

const inner = (states, rest) => JSON.parse(machine(states, rest));

const retry = [{ ErrorEquals: ['Busy'], IntervalSeconds: 1, BackoffRate: 1, MaxAttempts: 4 }];
const caught = [{ ErrorEquals: ['Fatal'], ResultPath: '$.why', Next: 'Sorry' }];
const sorry = { Sorry: { Type: 'Fail', Error: 'Sorry', Cause: 'It could not be done.' } };
const task = { 'n.$': '$.n', 'failures.$': '$.failures', 'fatal.$': '$.fatal', 'attempt.$': '$$.State.RetryCount' };

/** The machines of the workload, by name; a machine may use those before it. */
export function* definitions(activityArn) {
  const activity = { Type: 'Task', Resource: activityArn, TimeoutSeconds: 3600, Parameters: task, Retry: retry };
  const invoke = (name, submits) => ({
    Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken', TimeoutSeconds: 3600, Retry: retry,
    Parameters: { FunctionName: name, Payload: { ...task, ...submits, 'token.$': '$$.Task.Token', 'execution.$': '$$.Execution.Id' } },
  });
  const work = machine({ Work: { ...activity, Catch: caught, ResultPath: '$.result', Next: 'Done' }, Done: { Type: 'Pass', End: true }, ...sorry });
  const itemTask = { 'n.$': '$.n', failures: 0, fatal: false, attempt: 0 };

  yield ['steps', machine({
    First: { Type: 'Pass', Result: { seen: true }, ResultPath: '$.first', Next: 'Wait' },
    Wait: { Type: 'Wait', Seconds: 1, Next: 'Which' },
    Which: { Type: 'Choice', Choices: [{ Variable: '$.fatal', BooleanEquals: true, Next: 'Sorry' }], Default: 'Again' },
    Again: { Type: 'Wait', Seconds: 1, Next: 'Done' },
    Done: { Type: 'Succeed' },
    ...sorry,
  })];
  yield ['work', work];
  yield ['fan', machine({
    Both: {
      Type: 'Parallel', ResultPath: '$.both', Next: 'Each',
      Branches: [
        inner({ A1: { Type: 'Pass', Next: 'A2' }, A2: { Type: 'Pass', Result: 'a', End: true } }),
        inner({ B1: { Type: 'Wait', Seconds: 1, Next: 'B2' }, B2: { Type: 'Pass', Result: 'b', End: true } }),
        inner({ C1: { ...activity, Parameters: { ...task, fatal: false, 'fatal.$': undefined }, End: true } }),
      ],
    },
    Each: {
      Type: 'Map', ItemsPath: '$.items', ItemSelector: { 'n.$': '$$.Map.Item.Value', failures: 0, fatal: false }, ResultPath: '$.each', Next: 'InTurn',
      ItemProcessor: inner({ E1: { ...activity, Next: 'E2' }, E2: { Type: 'Pass', End: true } }),
    },
    InTurn: {
      Type: 'Map', ItemsPath: '$.items', MaxConcurrency: 1, ResultPath: '$.turns', End: true,
      ItemProcessor: inner({ T1: { Type: 'Pass', Next: 'T2' }, T2: { Type: 'Pass', End: true } }),
    },
  })];
  yield ['callback', machine({ Ask: { ...invoke('ask', { 'submits.$': '$$.State.RetryCount' }), Catch: caught, ResultPath: '$.answer', Next: 'Done' }, Done: { Type: 'Pass', End: true }, ...sorry })];
  yield ['refused', machine({ Ask: { ...invoke('refuse', { submits: 0 }), Catch: caught, ResultPath: '$.answer', End: true }, ...sorry })];
  yield ['inner', work];
  yield ['nested', machine({
    Start: {
      Type: 'Task', Resource: 'arn:aws:states:::states:startExecution.sync:2', ResultPath: '$.child', Next: 'Done',
      Parameters: { StateMachineArn: activityArn.replace(':activity:work', ':stateMachine:inner'), 'Name.$': '$$.Execution.Name', 'Input.$': '$' },
      Catch: [{ ErrorEquals: ['States.TaskFailed'], ResultPath: '$.why', Next: 'Sorry' }],
    },
    Done: { Type: 'Pass', End: true },
    ...sorry,
  })];
  yield ['spread', machine({
    Items: {
      Type: 'Map', ItemsPath: '$.items', ItemSelector: { 'n.$': '$$.Map.Item.Value' }, MaxConcurrency: 2, End: true,
      ItemProcessor: inner({ Item: { ...activity, Parameters: itemTask, Next: 'Rest' }, Rest: { Type: 'Wait', Seconds: 1, End: true } }, { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' } }),
    },
  })];
  yield ['halted', waiting];
  yield ['again', machine({ Work: { ...activity, Parameters: { ...itemTask, 'redriven.$': '$$.Execution.RedriveCount' }, End: true } })];
  yield ['express', machine({
    First: { Type: 'Pass', Next: 'Note' },
    Note: { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Parameters: { FunctionName: 'note', Payload: { 'execution.$': '$$.Execution.Name' } }, End: true },
  })];
}
