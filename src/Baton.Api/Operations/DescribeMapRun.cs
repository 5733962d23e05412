using Baton.Api.Protocol;
using Baton.Runtime;
using Baton.Runtime.MapRuns;

namespace Baton.Api.Operations;

internal sealed class DescribeMapRun(WorkflowRuntime runtime) : IOperation
{
    public async Task ExecuteAsync(RequestReader request, ResponseWriter response, ApiCaller caller)
    {
        var text = request.Required("mapRunArn", MapRuns.ArnLengthMax);
        request.Check();
        var row = await MapRuns.FindAsync(runtime, text, caller);
        var details = MapRunDetails.Parse(row.Details);
        var counts = await runtime.MapRuns.CountAsync(row, caller.IsGone);

        response.Text("mapRunArn", row.Arn);
        response.Text("executionArn", details.ExecutionArn);
        response.Text("status", MapRuns.StatusOf(row.Status));
        response.Time("startDate", row.StartedAt);
        response.Time("stopDate", row.StoppedAt);
        response.Json.WriteNumber("maxConcurrency", details.MaxConcurrency);
        response.Json.WriteNumber("toleratedFailurePercentage", details.ToleratedFailurePercentage ?? 0);
        response.Json.WriteNumber("toleratedFailureCount", details.ToleratedFailureCount ?? 0);
        MapRuns.WriteCounts(response, "itemCounts", counts.Items, counts.ResultsWritten);
        MapRuns.WriteCounts(response, "executionCounts", counts.Executions, counts.ResultsWritten);
        response.Json.WriteNumber("redriveCount", details.RedriveCount);
        response.Time("redriveDate", details.RedrivenAt);
    }
}
