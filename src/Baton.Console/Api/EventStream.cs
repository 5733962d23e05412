using System.Text.Json;
using Baton.Runtime.Execution;
using Baton.WebConsole.Bulk;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Baton.WebConsole.Api;

/// <summary>
/// <c>GET /console/api/events</c>: server-sent events. <c>begin</c> says where the stream begins, <c>executions</c> names those that have changed, <c>missed</c> tells to look
/// at everything. Each has an id to go on after, as <c>Last-Event-ID</c> or <c>after</c>. <c>jobs</c> tells that a bulk job has changed.
/// </summary>
internal sealed class EventStream(ExecutionChanges changes, BulkJobs jobs, TimeProvider clock, CancellationToken stopping)
{
    /// <summary>How many may listen at once: browsers share one stream among their tabs.</summary>
    private const int ListenersMax = 256;

    /// <summary>More executions than these in one go are told as <c>missed</c>: looking at a list again is cheaper than reading their names.</summary>
    private const int ToldMax = 200;

    /// <summary>The least time between two events: what changes often is told together.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>How often a silent stream says that it is there.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);

    public async Task HandleAsync(HttpContext http)
    {
        var id = (string?)http.Request.Headers["Last-Event-ID"] ?? http.Request.Query["after"];
        var after = ConsoleApi.Number(id, "Last-Event-ID", 0, long.MaxValue);
        if (changes.Listeners >= ListenersMax)
        {
            await ConsoleApi.FailAsync(http, StatusCodes.Status503ServiceUnavailable, "Unavailable", $"{ListenersMax} streams are open, which is the most there may be.");
            return;
        }
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
        using var listener = changes.Listen(after);
        http.Features.Get<IHttpResponseBodyFeature>()!.DisableBuffering();
        http.Response.ContentType = "text/event-stream";
        try
        {
            await WriteAsync(http, $"retry: 1000\nevent: begin\nid: {listener.Heard}\ndata: {{}}\n\n", ended.Token);
            await TellAsync(http, listener, ended.Token);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // the browser went away, or the server stops: it comes back to the next one
        }
    }

    private async Task TellAsync(HttpContext http, ExecutionChanges.Listener listener, CancellationToken cancellationToken)
    {
        var reading = listener.ReadAsync(cancellationToken);
        var working = jobs.Changed;
        while (true)
        {
            try
            {
                await Task.WhenAny(reading, working).WaitAsync(Silence, clock, cancellationToken);
            }
            catch (TimeoutException)
            {
                await WriteAsync(http, ":\n\n", cancellationToken);
                continue;
            }
            if (working.IsCompleted)
            {
                working = jobs.Changed; // before it is told: what changes meanwhile is told again
                await WriteAsync(http, "event: jobs\ndata: {}\n\n", cancellationToken);
            }
            if (reading.IsCompleted)
            {
                await WriteAsync(http, Text(await reading), cancellationToken);
                reading = listener.ReadAsync(cancellationToken);
            }
            await Task.Delay(Pause, clock, cancellationToken);
        }
    }

    private static string Text(ExecutionChangeBatch batch)
    {
        var changed = new Dictionary<string, ChangeView>(StringComparer.Ordinal);
        foreach (var change in batch.Changes)
        {
            var status = change.Status is { } told ? ConsoleApi.NameOf(told) : changed.GetValueOrDefault(change.ExecutionArn)?.Status;
            changed[change.ExecutionArn] = new ChangeView(change.ExecutionArn, status);
        }
        return batch.HasMissed || changed.Count > ToldMax
            ? $"event: missed\nid: {batch.Last}\ndata: {{}}\n\n"
            : $"event: executions\nid: {batch.Last}\ndata: {JsonSerializer.Serialize([.. changed.Values], ConsoleJson.Default.ListChangeView)}\n\n";
    }

    private static async Task WriteAsync(HttpContext http, string text, CancellationToken cancellationToken)
    {
        await http.Response.WriteAsync(text, cancellationToken);
        await http.Response.Body.FlushAsync(cancellationToken);
    }
}
