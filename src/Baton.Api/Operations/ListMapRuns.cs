using Baton.Api.Protocol;
using Baton.Runtime;
using Baton.Runtime.MapRuns;

namespace Baton.Api.Operations;

internal sealed class ListMapRuns(WorkflowRuntime runtime, TimeProvider clock) : IOperation
{
    public async Task ExecuteAsync(RequestReader request, ResponseWriter response, ApiCaller caller)
    {
        var text = request.Required("executionArn", 256);
        var size = request.PageSize();
        var token = request.Optional("nextToken", 1024, 1);
        request.Check();
        var arn = Arn.Parse(text, Arn.Execution).ToString();
        var execution = await runtime.Reader.FindAsync(arn, caller.IsGone) ?? throw Errors.ExecutionDoesNotExist(arn);

        var scope = $"ListMapRuns {arn}";
        var after = PageToken.ReadNumber(token, scope, clock.GetUtcNow()) ?? 0;
        var rows = await runtime.Store.ListMapRunsAsync(execution.Number, after, size + 1, caller.IsGone);
        response.Json.WriteStartArray("mapRuns");
        foreach (var row in rows.Take(size))
        {
            var details = MapRunDetails.Parse(row.Details);
            response.Json.WriteStartObject();
            response.Text("executionArn", details.ExecutionArn);
            response.Text("mapRunArn", row.Arn);
            response.Text("stateMachineArn", $"{details.StateMachineArn}/{details.Label}");
            response.Time("startDate", row.StartedAt);
            response.Time("stopDate", row.StoppedAt);
            response.Json.WriteEndObject();
        }
        response.Json.WriteEndArray();
        if (rows.Count > size) response.Text("nextToken", PageToken.Write(rows[size - 1].Id, scope, clock.GetUtcNow()));
    }
}
