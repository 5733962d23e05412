using System.Text.Json;
using Baton.Runtime;
using Baton.Store;
using Baton.WebConsole.Api;

namespace Baton.WebConsole.Runs;

/// <summary>How many there are.</summary>
/// <param name="IsAtLeast">Whether there can be more: nobody counted further.</param>
internal sealed record CountView(int Count, bool IsAtLeast);

/// <summary>Something that has waited the longest. Times are seconds since the epoch.</summary>
/// <param name="Id">The number of a task; null for an execution.</param>
internal sealed record OldestView(string Name, string ExecutionArn, double Since, long? Id = null);

/// <summary>A minute: when it began, in seconds since the epoch, and what has started and ended in it.</summary>
internal sealed record RateView(double At, int Started, int Ended);

/// <param name="Failed">Of those that were started in the last 24 hours.</param>
/// <param name="RatesSince">Since when starts and ends are counted: no longer than the server runs.</param>
internal sealed record OverviewView(
    CountView Running, OldestView? OldestRunning, CountView Failed, CountView Waiting, OldestView? OldestWaiting, double RatesSince, IReadOnlyList<RateView> Rates, long StorageBytes, string Store);

/// <summary>Says how things are, at a cost that does not grow with what is stored: it counts in indexes, and no further than to a bound.</summary>
internal sealed class Overview(WorkflowRuntime runtime, ExecutionSearch search, TimeProvider clock)
{
    /// <summary>Nobody counts further than this.</summary>
    private const int CountMax = 10_000;

    /// <summary>What tasks are found by that nobody has completed: see Baton.People.</summary>
    private const string ActiveFacet = "active";

    private static readonly TimeSpan FailedTime = TimeSpan.FromHours(24);

    private IStore Store => runtime.Store;

    public async Task<OverviewView> ReadAsync(string region, CancellationToken cancellationToken)
    {
        var machines = await search.MachinesAsync(region, null, cancellationToken);
        var failedAfter = await search.LastBeforeAsync(clock.GetUtcNow() - FailedTime, cancellationToken);
        var (running, oldest) = await CountAsync(machines, [ExecutionStatus.Running], 0, cancellationToken);
        var (failed, _) = await CountAsync(machines, [ExecutionStatus.Failed, ExecutionStatus.TimedOut], failedAfter, cancellationToken);
        var waiting = await Store.CountRecordsAsync(RecordKind.Task, ActiveFacet, CountMax, cancellationToken);
        var rates = runtime.Rates;
        return new OverviewView(
            running, await OldestRunningAsync(oldest, cancellationToken), failed, View(waiting.Count), await OldestWaitingAsync(waiting.First, cancellationToken),
            ExecutionView.Seconds(rates.Since), [.. rates.Read().Select(rate => new RateView(ExecutionView.Seconds(rate.At), rate.Started, rate.Ended))],
            await Store.MeasureBytesAsync(cancellationToken), Store.Status.Description);
    }

    private async Task<(CountView Count, long? First)> CountAsync(IReadOnlyList<StateMachineRow> machines, ExecutionStatus[] statuses, long after, CancellationToken cancellationToken)
    {
        var (count, first) = (0, (long?)null);
        foreach (var machine in machines)
        {
            foreach (var status in statuses)
            {
                var counted = await Store.CountExecutionsAsync(machine.Id, status, after, CountMax, cancellationToken);
                count += counted.Count;
                first = first < counted.First ? first : counted.First ?? first;
            }
        }
        return (View(count), first);
    }

    private static CountView View(int count) => new(Math.Min(count, CountMax), count >= CountMax);

    private async Task<OldestView?> OldestRunningAsync(long? number, CancellationToken cancellationToken) =>
        number is { } known && await Store.FindExecutionAsync(known, cancellationToken) is { } row
            ? new OldestView(row.Arn[(row.Arn.LastIndexOf(':') + 1)..], row.Arn, ExecutionView.Seconds(row.StartedAt))
            : null;

    private async Task<OldestView?> OldestWaitingAsync(long? id, CancellationToken cancellationToken)
    {
        if (id is not { } known || await Store.FindRecordAsync(RecordKind.Task, known, cancellationToken) is not { } record) return null;
        using var task = JsonDocument.Parse(record.Body);
        string Text(string name) => task.RootElement.GetProperty(name).GetString()!;
        return new OldestView(Text("title"), Text("executionArn"), ExecutionView.Seconds(task.RootElement.GetProperty("createdAt").GetDateTimeOffset()), known);
    }
}
