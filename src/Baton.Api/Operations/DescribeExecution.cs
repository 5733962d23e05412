using Baton.Api.Protocol;
using Baton.Engine;
using Baton.Runtime;

namespace Baton.Api.Operations;

internal sealed class DescribeExecution(WorkflowRuntime runtime) : IOperation
{
    public async Task ExecuteAsync(RequestReader request, ResponseWriter response, ApiCaller caller)
    {
        var text = request.Required("executionArn", 256);
        var includesData = RevisionDescription.IncludesData(request);
        request.Check();
        var arn = Arn.ParseDescribable(text).ToString();
        var execution = await runtime.Reader.DescribeAsync(arn, caller.IsGone) ?? throw Errors.ExecutionDoesNotExist(arn);
        var (row, identity) = execution;
        response.Text("executionArn", row.Arn);
        response.Text("stateMachineArn", identity.StateMachineArn);
        response.Text("stateMachineVersionArn", identity.StateMachineVersionArn);
        response.Text("stateMachineAliasArn", identity.StateMachineAliasArn);
        response.Text("name", identity.Name);
        response.Text("mapRunArn", identity.Parent?.MapRunArn);
        response.Text("status", identity.Parent is { } run && runtime.MapRuns.IsPendingRedrive(run.MapRunArn, row.Arn) ? Statuses.PendingRedrive : Statuses.Of(row.Status));
        response.Time("startDate", row.StartedAt);
        response.Time("stopDate", row.StoppedAt);
        if (includesData)
        {
            response.Payload("input", identity.Input);
            response.DataIncluded("inputDetails");
            response.Payload("output", execution.Output);
            if (execution.Output is not null) response.DataIncluded("outputDetails");
        }
        response.Text("traceHeader", identity.TraceHeader);
        response.Text("error", execution.Error);
        response.Text("cause", execution.Cause);
        response.Json.WriteNumber("redriveCount", row.RedriveCount);
        response.Time("redriveDate", row.RedrivenAt);
        var reason = await runtime.Reader.WhyNotRedrivableAsync(execution, caller.IsGone);
        response.Text("redriveStatus", Redrivability.StatusOf(reason, isChild: identity.Parent is not null));
        response.Text("redriveStatusReason", reason);
    }
}
