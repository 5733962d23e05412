using Baton.Engine;
using Baton.Engine.Execution;
using Baton.Runtime.Execution;
using Baton.Store;
using Microsoft.Extensions.Logging;

namespace Baton.Runtime.MapRuns;

/// <summary>The Map Runs that are under way. What they have done is in the store; after a crash each goes on where it was.</summary>
public sealed partial class MapRunService
{
    private const int RowsPerRead = 1_000;

    private readonly Dictionary<string, Queue<MapRunner>> _runners = new(StringComparer.Ordinal); // the first of each runs; a redrive waits until the attempt before has ended
    private readonly MapRunServices _services;
    private readonly BackgroundWork _background;
    private readonly ExecutionLoader _loader;
    private readonly CancellationToken _stopping;

    internal MapRunService(MapRunServices services, BackgroundWork background, CancellationToken stoppingToken)
    {
        _services = services;
        _background = background;
        _stopping = stoppingToken;
        _loader = new ExecutionLoader(services.Store, services.Definitions);
    }

    public ValueTask<MapRunRow?> FindAsync(string arn, CancellationToken cancellationToken) => _services.Store.FindMapRunAsync(arn, cancellationToken);

    /// <summary>How the children of a run stand now.</summary>
    public async ValueTask<MapRunCounts> CountAsync(MapRunRow row, CancellationToken cancellationToken)
    {
        var details = MapRunDetails.Parse(row.Details);
        var known = details.Counts ?? Active(row.Arn)?.Children?.Counts(resultsWritten: false);
        // While no child is too old to be redriven, what was counted as they ended holds.
        if (known is not null && _services.Clock.GetUtcNow() - row.StartedAt <= _services.Options.Limits.RedriveAgeMax) return known;
        var children = new MapRunChildren();
        await children.LoadAsync(
            _services.Store, row.Id, row.Status == MapRunStatus.Running ? details.RedriveCount : null, child => _services.Reader.CanBeRedrivenAsync(child, cancellationToken), cancellationToken);
        var counted = children.Counts(details.Counts is { ResultsWritten: true });
        return known is null ? counted : known with
        {
            Executions = known.Executions with { FailuresNotRedrivable = counted.Executions.FailuresNotRedrivable },
            Items = known.Items with { FailuresNotRedrivable = counted.Items.FailuresNotRedrivable },
        };
    }

    /// <summary>Whether a child of a run waits to be redriven.</summary>
    public bool IsPendingRedrive(string mapRunArn, string childArn) =>
        Active(mapRunArn)?.Children is { } children && children.IsPendingRedrive(MapRunNames.IndexOf(childArn));

    /// <summary>The children of a run that wait to be redriven, the last first.</summary>
    /// <param name="row">The run.</param>
    /// <param name="before">Only those with a lower place: where the page before ended.</param>
    /// <param name="countMax">At most so many.</param>
    /// <returns>Each with its place in the list, which is its index.</returns>
    public async Task<IReadOnlyList<(long Place, ExecutionRow Row)>> ListPendingRedriveAsync(MapRunRow row, long before, int countMax, CancellationToken cancellationToken)
    {
        var rows = new List<(long, ExecutionRow)>();
        foreach (var index in Active(row.Arn)?.Children?.PendingBelow(before, countMax) ?? [])
        {
            rows.Add((index, (await _services.ChildAsync(row, index, cancellationToken)).Execution));
        }
        return rows;
    }

    /// <summary>How many items children of a run got, by their index.</summary>
    public async ValueTask<IReadOnlyDictionary<int, int>> ItemsOfAsync(MapRunRow row, IEnumerable<int> indexes, CancellationToken cancellationToken)
    {
        var (items, live) = (new Dictionary<int, int>(), Active(row.Arn)?.Children);
        foreach (var index in indexes.Order().Where(index => !items.ContainsKey(index)))
        {
            if (live?.ItemsOf(index) is > 0 and var known)
            {
                items[index] = known;
                continue;
            }
            // Its neighbours are wanted too.
            foreach (var (child, _) in await _services.Store.ListMapRunChildrenAsync(row.Id, index - 1, RowsPerRead, cancellationToken)) items[child.Index] = child.Items;
        }
        return items;
    }

    /// <summary>Changes how a run runs; what is null stays.</summary>
    /// <returns>False where the run has ended, or there is none.</returns>
    public async Task<bool> UpdateAsync(string arn, int? maxConcurrency, double? toleratedFailurePercentage, long? toleratedFailureCount)
    {
        if (Active(arn) is not { } runner) return false;
        return await runner.UpdateAsync(details => details with
        {
            MaxConcurrency = maxConcurrency ?? details.MaxConcurrency,
            ToleratedFailurePercentage = toleratedFailurePercentage ?? details.ToleratedFailurePercentage,
            ToleratedFailureCount = toleratedFailureCount ?? details.ToleratedFailureCount,
        });
    }

    /// <summary>Begins a run, or takes it up again, and comes back at once.</summary>
    internal void Run(long number, Effect.RunMap effect) => Add(effect.Run.Arn, new MapRunner(_services, number, effect));

    /// <summary>Ends a run that nobody waits for any more: no child is started, and those that run are stopped.</summary>
    internal void Withdraw(OpenMapRun run)
    {
        MapRunner? runner;
        lock (_runners) runner = _runners.GetValueOrDefault(run.Arn)?.FirstOrDefault(known => known.Token == run.Token);
        if (runner is not null) runner.Withdraw();
        else _background.Start(() => UntilReadAsync(() => EndForgottenAsync(run.Arn))); // what the last run of the server left was not taken up yet
    }

    internal void ChildEnded(MapRunParent parent, ExecutionStatus status, bool canBeRedriven) => Active(parent.MapRunArn)?.ChildEnded(parent, status, canBeRedriven);

    /// <summary>Ends the runs whose executions ended, or went on without them, just before a crash.</summary>
    internal Task EndForgottenAsync() => UntilReadAsync(async () =>
    {
        foreach (var row in await _services.Store.ListRunningMapRunsAsync(_stopping)) await EndForgottenAsync(row);
    });

    private async Task EndForgottenAsync(string arn)
    {
        if (await _services.Store.FindMapRunAsync(arn, _stopping) is { Status: MapRunStatus.Running } row) await EndForgottenAsync(row);
    }

    private async Task EndForgottenAsync(MapRunRow row)
    {
        if (!await IsWaitedForAsync(row, _stopping)) Add(row.Arn, new MapRunner(_services, row));
    }

    private async Task UntilReadAsync(Func<Task> work)
    {
        try
        {
            await _services.Clock.UntilStoredAsync(work, _stopping);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // the next start finds them again
        }
    }

    private async ValueTask<bool> IsWaitedForAsync(MapRunRow row, CancellationToken cancellationToken)
    {
        if (await _services.Store.FindExecutionAsync(row.ExecutionNumber, cancellationToken) is not { Status: ExecutionStatus.Running } execution) return false;
        var state = await _loader.ReplayAsync(execution, cancellationToken);
        return state.Frames.Any(frame => frame.MapRun?.Arn == row.Arn);
    }

    private MapRunner? Active(string arn)
    {
        lock (_runners) return _runners.GetValueOrDefault(arn)?.Peek();
    }

    /// <summary>Begins with a runner, after those of earlier attempts. One that is there already, or that nobody waits for while others are there, is not needed.</summary>
    private void Add(string arn, MapRunner runner)
    {
        lock (_runners)
        {
            if (!_runners.TryGetValue(arn, out var queue)) _runners[arn] = queue = [];
            if (queue.Count > 0 && (runner.Token is null || queue.Any(other => other.Token == runner.Token))) return;
            queue.Enqueue(runner);
            if (queue.Count > 1) return;
        }
        Begin(arn, runner);
    }

    private void Begin(string arn, MapRunner runner) => _background.Start(async () =>
    {
        try
        {
            await runner.RunAsync(_stopping);
        }
        catch (Exception e) when (_stopping.IsCancellationRequested || e is RuntimeStoppedException)
        {
            return; // still owed: the next start takes it up
        }
        catch (Exception e)
        {
            RunFailed(_services.Logger, arn, e);
        }
        if (Next(arn) is { } next) Begin(arn, next);
    });

    /// <summary>The runner after the one that has ended; null where there is none.</summary>
    private MapRunner? Next(string arn)
    {
        lock (_runners)
        {
            var queue = _runners[arn];
            queue.Dequeue();
            if (queue.TryPeek(out var next)) return next;
            _runners.Remove(arn);
            return null;
        }
    }

    [LoggerMessage(EventId = 3801, Level = LogLevel.Error, Message = "Map Run {Arn} was set aside: something in Baton itself failed on it. The next start takes it up again.")]
    private static partial void RunFailed(ILogger logger, string arn, Exception exception);
}
