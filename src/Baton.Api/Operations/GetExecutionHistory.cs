using Baton.Api.History;
using Baton.Api.Protocol;
using Baton.Engine.Events;
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
        var position = PageToken.Read(token, scope, clock.GetUtcNow());
        var (events, next) = isReverse
            ? await ReverseAsync(row.Number, position, size, caller.IsGone)
            : await ForwardAsync(row.Number, position, size, caller.IsGone);
        response.Json.WriteStartArray("events");
        foreach (var happened in events) HistoryEventJson.Write(response.Json, happened, includeData);
        response.Json.WriteEndArray();
        if (next is { } at) response.Text("nextToken", PageToken.Write(at, scope, clock.GetUtcNow()));
    }

    private async Task<(IReadOnlyList<ExecutionEvent> Events, long? Next)> ForwardAsync(long number, long? afterVersion, int size, CancellationToken cancellationToken)
    {
        var page = await runtime.Reader.ReadHistoryAsync(number, afterVersion ?? 0, size, cancellationToken);
        return (page.Events, page.NextAfterVersion);
    }

    /// <summary>A history is bounded, so that its end is found by reading it; the position is the id before which the page begins.</summary>
    private async Task<(IReadOnlyList<ExecutionEvent> Events, long? Next)> ReverseAsync(long number, long? beforeId, int size, CancellationToken cancellationToken)
    {
        var all = await runtime.Reader.ReadHistoryAsync(number, 0, int.MaxValue, cancellationToken);
        var events = all.Events.Reverse().Where(happened => beforeId is null || happened.Id < beforeId).Take(size).ToList();
        return (events, events.Count > 0 && events[^1].Id > 1 ? events[^1].Id : null);
    }
}
