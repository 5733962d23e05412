using Baton.Api.Protocol;
using Baton.Runtime;
using Baton.Store;

namespace Baton.Api.Operations;

internal sealed class DescribeExecution(WorkflowRuntime runtime) : IOperation
{
    public async Task ExecuteAsync(RequestReader request, ResponseWriter response, ApiCaller caller)
    {
        var text = request.Required("executionArn", 256);
        var included = request.Word("includedData", "ALL_DATA", "METADATA_ONLY");
        request.Check();
        var arn = Arn.Parse(text, Arn.Execution).ToString();
        var execution = await runtime.Reader.DescribeAsync(arn, caller.IsGone) ?? throw Errors.ExecutionDoesNotExist(arn);
        var row = execution.Row;
        response.Text("executionArn", row.Arn);
        response.Text("stateMachineArn", execution.StateMachineArn);
        response.Text("name", execution.Name);
        response.Text("status", Statuses.Of(row.Status));
        response.Time("startDate", row.StartedAt);
        response.Time("stopDate", row.StoppedAt);
        if (included != "METADATA_ONLY")
        {
            response.Payload("input", execution.Input);
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
