using Baton.Api.Protocol;
using Baton.Runtime;
using Baton.Store;

namespace Baton.Api.Operations;

[Deviation("`traceHeader` is not told.")]
internal sealed class DescribeExecution(WorkflowRuntime runtime) : IOperation
{
    public async Task ExecuteAsync(RequestReader request, ResponseWriter response, ApiCaller caller)
    {
        var text = request.Required("executionArn", 256);
        var includesData = RevisionDescription.IncludesData(request);
        request.Check();
        var arn = Arn.Parse(text, Arn.Execution).ToString();
        var execution = await runtime.Reader.DescribeAsync(arn, caller.IsGone) ?? throw Errors.ExecutionDoesNotExist(arn);
        var (row, identity) = execution;
        response.Text("executionArn", row.Arn);
        response.Text("stateMachineArn", identity.StateMachineArn);
        response.Text("stateMachineVersionArn", identity.StateMachineVersionArn);
        response.Text("stateMachineAliasArn", identity.StateMachineAliasArn);
        response.Text("name", identity.Name);
        response.Text("mapRunArn", identity.Parent?.MapRunArn);
        response.Text("status", Statuses.Of(row.Status));
        response.Time("startDate", row.StartedAt);
        response.Time("stopDate", row.StoppedAt);
        if (includesData)
        {
            response.Payload("input", identity.Input);
            response.DataIncluded("inputDetails");
            response.Payload("output", execution.Output);
            if (execution.Output is not null) response.DataIncluded("outputDetails");
        }
        response.Text("error", execution.Error);
        response.Text("cause", execution.Cause);
        response.Json.WriteNumber("redriveCount", 0);
        if (row.Status is not (ExecutionStatus.Running or ExecutionStatus.Succeeded)) return;
        response.Text("redriveStatus", "NOT_REDRIVABLE");
        response.Text("redriveStatusReason", $"Execution is {Statuses.Of(row.Status)} and cannot be redriven");
    }
}
