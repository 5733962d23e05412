using Baton.Api.History;
using Baton.Api.Protocol;
using Baton.Runtime;

namespace Baton.Api.Operations;

internal sealed class GetExecutionHistory(WorkflowRuntime runtime, TimeProvider clock) : IOperation
{
    public async Task ExecuteAsync(RequestReader request, ResponseWriter response, ApiCaller caller)
    {
        var text = request.Required("executionArn", 256);
        var size = request.PageSize();
        var isReverse = request.Boolean("reverseOrder") ?? false;
        var includeData = request.Boolean("includeExecutionData") ?? true;
        var token = request.Optional("nextToken", 1024, 1);
        request.Check();
        var arn = Arn.Parse(text, Arn.Execution).ToString();
        var row = await runtime.Reader.FindAsync(arn, caller.IsGone) ?? throw Errors.ExecutionDoesNotExist(arn);

        var scope = $"GetExecutionHistory {arn} {isReverse}";
        var position = PageToken.ReadNumber(token, scope, clock.GetUtcNow());
        var page = isReverse
            ? await runtime.Reader.ReadHistoryBackAsync(row.Number, position ?? long.MaxValue, size, caller.IsGone)
            : await runtime.Reader.ReadHistoryAsync(row.Number, position ?? 0, size, caller.IsGone);
        response.Json.WriteStartArray("events");
        foreach (var happened in page.Events) HistoryEventJson.Write(response.Json, happened, includeData);
        response.Json.WriteEndArray();
        if (page.Next is { } next) response.Text("nextToken", PageToken.Write(next, scope, clock.GetUtcNow()));
    }
}
