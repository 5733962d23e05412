using Baton.Engine.Events;
using Baton.Engine.Execution;
using Baton.Json;
using Baton.Runtime;
using Baton.Store;
using Baton.WebConsole.Api;

namespace Baton.WebConsole.Executions;

/// <summary>An execution beside another one.</summary>
/// <param name="ExecutionArn">The execution.</param>
/// <param name="Status">Absent where nothing is stored of it: it ran elsewhere, or was deleted.</param>
/// <param name="EventId">The event of the other one that it was started by; absent for those above it.</param>
internal sealed record RelativeView(string ExecutionArn, string? Status, long? EventId)
{
    /// <summary>The Map Run that is between the two; absent for none.</summary>
    public string? MapRunArn { get; init; }
}

/// <summary>A Map Run of an execution, with its children counted by status.</summary>
internal sealed record MapRunView(string MapRunArn, string Status, long Items, long Pending, long Running, long Succeeded, long Failed, long TimedOut, long Aborted);

/// <summary>Whose child an execution is, and which it has started.</summary>
/// <param name="Ancestors">The one that started it, the one that started that, and so on.</param>
/// <param name="Children">Executions that its tasks started, in the order of their starts; the first of them.</param>
/// <param name="ChildrenTotal">How many there are.</param>
/// <param name="MapRuns">Its Map Runs; the first of them.</param>
internal sealed record RelativesView(IReadOnlyList<RelativeView> Ancestors, IReadOnlyList<RelativeView> Children, int ChildrenTotal, IReadOnlyList<MapRunView> MapRuns);

/// <summary>Where an execution's events name others.</summary>
internal static class Relatives
{
    /// <summary>The execution that a task has started and waits for; null for another kind of task.</summary>
    public static string? StartedBy(OpenTask task) => IsStart(task.ResourceType, task.Resource) ? ArnIn(task.Submission) : null;

    /// <summary>The execution that an event tells to be started; null for none.</summary>
    public static string? StartedBy(ExecutionEvent happened) => happened switch
    {
        ExecutionEvent.TaskSubmitted e when IsStart(e.ResourceType, e.Resource) => ArnIn(e.Output),
        ExecutionEvent.TaskSucceeded { Kind: TaskKind.Service } e when IsStart(e.ResourceType, e.Resource) => ArnIn(e.Output),
        _ => null,
    };

    private static bool IsStart(string? type, string resource) =>
        type is "states" or "aws-sdk:sfn" && resource.StartsWith("start", StringComparison.OrdinalIgnoreCase) && resource.Contains("xecution", StringComparison.Ordinal);

    private static string? ArnIn(JsonText? output) => output?.Value is JsonObject answer && answer["ExecutionArn"] is JsonString arn ? arn.Value : null;
}

/// <summary>Reads the family of an execution: what its tasks started is in its events, who started it in its beginning.</summary>
internal sealed class RelativesReader(WorkflowRuntime runtime)
{
    private const int ToldMax = 200;
    private const int AncestorsMax = 16;
    private const int EventsPerRead = 1_000;

    public async Task<RelativesView> ReadAsync(ExecutionRow row, CancellationToken cancellationToken)
    {
        var started = await StartedByAsync(row, cancellationToken);
        var children = new List<RelativeView>();
        foreach (var (arn, eventId) in started.Take(ToldMax)) children.Add(new RelativeView(arn, await StatusOfAsync(arn, cancellationToken), eventId));
        var runs = new List<MapRunView>();
        foreach (var run in await runtime.Store.ListMapRunsAsync(row.Number, 0, ToldMax, cancellationToken)) runs.Add(await ViewAsync(run, cancellationToken));
        return new RelativesView(await AncestorsAsync(row, cancellationToken), children, started.Count, runs);
    }

    /// <summary>Each execution once, with the event that told of it first.</summary>
    private async Task<List<(string Arn, long EventId)>> StartedByAsync(ExecutionRow row, CancellationToken cancellationToken)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        var started = new List<(string, long)>();
        for (long? after = 0; after is not null;)
        {
            var page = await runtime.Reader.ReadHistoryAsync(row.Number, after.Value, EventsPerRead, cancellationToken);
            foreach (var happened in page.Events)
            {
                if (Relatives.StartedBy(happened) is { } arn && known.Add(arn)) started.Add((arn, happened.Id));
            }
            after = page.Next;
        }
        return started;
    }

    private async Task<IReadOnlyList<RelativeView>> AncestorsAsync(ExecutionRow row, CancellationToken cancellationToken)
    {
        var ancestors = new List<RelativeView>();
        while (ancestors.Count < AncestorsMax)
        {
            var identity = (await runtime.Reader.DescribeAsync(row, cancellationToken)).Identity;
            var run = identity.Parent is { } parent ? await runtime.MapRuns.FindAsync(parent.MapRunArn, cancellationToken) : null;
            if ((run?.ExecutionNumber ?? identity.StartedBy?.Token.Number) is not { } number) break;
            if (await runtime.Store.FindExecutionAsync(number, cancellationToken) is not { } above) break; // deleted
            ancestors.Add(new RelativeView(above.Arn, ConsoleApi.NameOf(above.Status), null) { MapRunArn = run?.Arn });
            row = above;
        }
        return ancestors;
    }

    private async ValueTask<string?> StatusOfAsync(string arn, CancellationToken cancellationToken) =>
        await runtime.Reader.FindAsync(arn, cancellationToken) is { } row ? ConsoleApi.NameOf(row.Status) : null;

    private async Task<MapRunView> ViewAsync(MapRunRow run, CancellationToken cancellationToken)
    {
        var counts = await runtime.MapRuns.CountAsync(run, cancellationToken);
        var executions = counts.Executions;
        return new MapRunView(
            run.Arn, run.Status.ToString().ToUpperInvariant(), counts.Items.Total, executions.Pending + executions.PendingRedrive, executions.Running, executions.Succeeded, executions.Failed, executions.TimedOut,
            executions.Aborted);
    }
}
