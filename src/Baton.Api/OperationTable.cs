using System.Collections.Frozen;
using Baton.Api.Operations;
using Baton.Runtime;

namespace Baton.Api;

/// <summary>Every operation that is served, by its target.</summary>
internal static class OperationTable
{
    public static FrozenDictionary<string, IOperation> Of(WorkflowRuntime runtime, TimeProvider clock) => new Dictionary<string, IOperation>
    {
        ["AWSStepFunctions.CreateActivity"] = new CreateActivity(runtime),
        ["AWSStepFunctions.CreateStateMachine"] = new CreateStateMachine(runtime),
        ["AWSStepFunctions.DeleteActivity"] = new DeleteActivity(runtime),
        ["AWSStepFunctions.DeleteStateMachine"] = new DeleteStateMachine(runtime),
        ["AWSStepFunctions.DescribeActivity"] = new DescribeActivity(runtime),
        ["AWSStepFunctions.DescribeExecution"] = new DescribeExecution(runtime),
        ["AWSStepFunctions.DescribeStateMachine"] = new DescribeStateMachine(runtime),
        ["AWSStepFunctions.GetActivityTask"] = new GetActivityTask(runtime),
        ["AWSStepFunctions.GetExecutionHistory"] = new GetExecutionHistory(runtime, clock),
        ["AWSStepFunctions.ListActivities"] = new ListActivities(runtime, clock),
        ["AWSStepFunctions.ListExecutions"] = new ListExecutions(runtime, clock),
        ["AWSStepFunctions.ListStateMachines"] = new ListStateMachines(runtime, clock),
        ["AWSStepFunctions.SendTaskFailure"] = new SendTaskFailure(runtime),
        ["AWSStepFunctions.SendTaskHeartbeat"] = new SendTaskHeartbeat(runtime),
        ["AWSStepFunctions.SendTaskSuccess"] = new SendTaskSuccess(runtime),
        ["AWSStepFunctions.StartExecution"] = new StartExecution(runtime),
        ["AWSStepFunctions.StartSyncExecution"] = new StartSyncExecution(runtime),
        ["AWSStepFunctions.StopExecution"] = new StopExecution(runtime),
        ["AWSStepFunctions.UpdateStateMachine"] = new UpdateStateMachine(runtime, clock),
    }.ToFrozenDictionary();
}
