using System.Collections.Frozen;
using Baton.Api.Operations;
using Baton.Runtime;

namespace Baton.Api;

/// <summary>Every operation that is served, by its target: those of AWS under its prefix, Baton's own under another.</summary>
internal static class OperationTable
{
    private static readonly string[] Reading = ["AWSStepFunctions.Describe", "AWSStepFunctions.List", "AWSStepFunctions.GetExecutionHistory", "AWSStepFunctions.Validate", "AWSEvents.Describe", "AWSEvents.List"];

    /// <summary>Whether an operation only reads: its name says so.</summary>
    public static bool IsReading(string target) => Array.Exists(Reading, prefix => target.StartsWith(prefix, StringComparison.Ordinal));

    public static FrozenDictionary<string, IOperation> Of(WorkflowRuntime runtime, TimeProvider clock) => new Dictionary<string, IOperation>
    {
        ["Baton.RedriveExecution"] = new BatonRedriveExecution(runtime),
        ["AWSEvents.CreateConnection"] = new CreateConnection(runtime),
        ["AWSEvents.DeauthorizeConnection"] = new DeauthorizeConnection(runtime),
        ["AWSEvents.DeleteConnection"] = new DeleteConnection(runtime),
        ["AWSEvents.DescribeConnection"] = new DescribeConnection(runtime),
        ["AWSEvents.ListConnections"] = new ListConnections(runtime, clock),
        ["AWSEvents.UpdateConnection"] = new UpdateConnection(runtime),
        ["AWSStepFunctions.CreateActivity"] = new CreateActivity(runtime),
        ["AWSStepFunctions.CreateStateMachine"] = new CreateStateMachine(runtime),
        ["AWSStepFunctions.CreateStateMachineAlias"] = new CreateStateMachineAlias(runtime),
        ["AWSStepFunctions.DeleteActivity"] = new DeleteActivity(runtime),
        ["AWSStepFunctions.DeleteStateMachine"] = new DeleteStateMachine(runtime),
        ["AWSStepFunctions.DeleteStateMachineAlias"] = new DeleteStateMachineAlias(runtime),
        ["AWSStepFunctions.DeleteStateMachineVersion"] = new DeleteStateMachineVersion(runtime),
        ["AWSStepFunctions.DescribeActivity"] = new DescribeActivity(runtime),
        ["AWSStepFunctions.DescribeExecution"] = new DescribeExecution(runtime),
        ["AWSStepFunctions.DescribeMapRun"] = new DescribeMapRun(runtime),
        ["AWSStepFunctions.DescribeStateMachine"] = new DescribeStateMachine(runtime),
        ["AWSStepFunctions.DescribeStateMachineAlias"] = new DescribeStateMachineAlias(runtime),
        ["AWSStepFunctions.DescribeStateMachineForExecution"] = new DescribeStateMachineForExecution(runtime),
        ["AWSStepFunctions.GetActivityTask"] = new GetActivityTask(runtime),
        ["AWSStepFunctions.GetExecutionHistory"] = new GetExecutionHistory(runtime, clock),
        ["AWSStepFunctions.ListActivities"] = new ListActivities(runtime, clock),
        ["AWSStepFunctions.ListExecutions"] = new ListExecutions(runtime, clock),
        ["AWSStepFunctions.ListMapRuns"] = new ListMapRuns(runtime, clock),
        ["AWSStepFunctions.ListStateMachineAliases"] = new ListStateMachineAliases(runtime, clock),
        ["AWSStepFunctions.ListStateMachineVersions"] = new ListStateMachineVersions(runtime, clock),
        ["AWSStepFunctions.ListStateMachines"] = new ListStateMachines(runtime, clock),
        ["AWSStepFunctions.ListTagsForResource"] = new ListTagsForResource(runtime),
        ["AWSStepFunctions.PublishStateMachineVersion"] = new PublishStateMachineVersion(runtime),
        ["AWSStepFunctions.RedriveExecution"] = new RedriveExecution(runtime),
        ["AWSStepFunctions.SendTaskFailure"] = new SendTaskFailure(runtime),
        ["AWSStepFunctions.SendTaskHeartbeat"] = new SendTaskHeartbeat(runtime),
        ["AWSStepFunctions.SendTaskSuccess"] = new SendTaskSuccess(runtime),
        ["AWSStepFunctions.StartExecution"] = new StartExecution(runtime),
        ["AWSStepFunctions.StartSyncExecution"] = new StartSyncExecution(runtime),
        ["AWSStepFunctions.StopExecution"] = new StopExecution(runtime),
        ["AWSStepFunctions.TagResource"] = new TagResource(runtime),
        ["AWSStepFunctions.TestState"] = new TestState(runtime, clock),
        ["AWSStepFunctions.UntagResource"] = new UntagResource(runtime),
        ["AWSStepFunctions.UpdateMapRun"] = new UpdateMapRun(runtime),
        ["AWSStepFunctions.UpdateStateMachine"] = new UpdateStateMachine(runtime, clock),
        ["AWSStepFunctions.UpdateStateMachineAlias"] = new UpdateStateMachineAlias(runtime),
        ["AWSStepFunctions.ValidateStateMachineDefinition"] = new ValidateStateMachineDefinition(),
    }.ToFrozenDictionary();
}
