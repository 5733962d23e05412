using System.Collections.Concurrent;
using Baton.Engine;
using Baton.Engine.Execution;
using Baton.Runtime.Execution;
using Baton.Store;
using Microsoft.Extensions.Logging;

namespace Baton.Runtime.MapRuns;

/// <summary>The Map Runs that are under way. What they have done is in the store; after a crash each goes on where it was.</summary>
public sealed partial class MapRunService
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, MapRunner> _runners = new(StringComparer.Ordinal);
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
        if (MapRunDetails.Parse(row.Details).Counts is { } final) return final;
        if (_runners.TryGetValue(row.Arn, out var runner) && runner.Counts is { } live) return live;
        var children = new MapRunChildren();
        await children.LoadAsync(_services.Store, row.Id, cancellationToken);
        return children.Counts(resultsWritten: false);
    }

    /// <summary>Changes how a run runs; what is null stays.</summary>
    /// <returns>False where the run has ended, or there is none.</returns>
    public async Task<bool> UpdateAsync(string arn, int? maxConcurrency, double? toleratedFailurePercentage, long? toleratedFailureCount)
    {
        if (!_runners.TryGetValue(arn, out var runner)) return false;
        return await runner.UpdateAsync(details => details with
        {
            MaxConcurrency = maxConcurrency ?? details.MaxConcurrency,
            ToleratedFailurePercentage = toleratedFailurePercentage ?? details.ToleratedFailurePercentage,
            ToleratedFailureCount = toleratedFailureCount ?? details.ToleratedFailureCount,
        });
    }

    /// <summary>Begins a run, or takes it up again, and comes back at once.</summary>
    internal void Run(long number, Effect.RunMap effect)
    {
        var runner = new MapRunner(_services, number, effect);
        if (_runners.TryAdd(effect.Run.Arn, runner)) Begin(effect.Run.Arn, runner, () => runner.RunAsync(_stopping));
    }

    /// <summary>Ends a run that nobody waits for any more: no child is started, and those that run are stopped.</summary>
    internal void Withdraw(OpenMapRun run)
    {
        if (_runners.TryGetValue(run.Arn, out var runner)) runner.Withdraw();
        else _background.Start(() => UntilReadAsync(() => EndLeftAsync(run.Arn))); // what the last run of the server left was not taken up yet
    }

    internal void ChildEnded(MapRunParent parent, ExecutionStatus status)
    {
        if (_runners.TryGetValue(parent.MapRunArn, out var runner)) runner.ChildEnded(parent, status);
    }

    /// <summary>Ends the runs whose executions ended, or went on without them, just before a crash.</summary>
    internal Task EndForgottenAsync() => UntilReadAsync(async () =>
    {
        foreach (var row in await _services.Store.ListRunningMapRunsAsync(_stopping))
        {
            if (!await IsWaitedForAsync(row, _stopping)) EndForgotten(row);
        }
    });

    private async Task EndLeftAsync(string arn)
    {
        if (await _services.Store.FindMapRunAsync(arn, _stopping) is { Status: MapRunStatus.Running } row) EndForgotten(row);
    }

    /// <summary>Does something until the store can be read.</summary>
    private async Task UntilReadAsync(Func<Task> work)
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                await work();
                return;
            }
            catch (Exception e) when (RuntimeFailures.IsTransient(e))
            {
                await _services.Clock.DelayAsync(RetryDelay, _stopping);
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                return; // the next start finds them again
            }
        }
    }

    private async ValueTask<bool> IsWaitedForAsync(MapRunRow row, CancellationToken cancellationToken)
    {
        if (await _services.Store.FindExecutionAsync(row.ExecutionNumber, cancellationToken) is not { Status: ExecutionStatus.Running } execution) return false;
        var state = await _loader.ReplayAsync(execution, cancellationToken);
        return state.Frames.Any(frame => frame.MapRun?.Arn == row.Arn);
    }

    private void EndForgotten(MapRunRow row)
    {
        var runner = new MapRunner(_services, row);
        if (_runners.TryAdd(row.Arn, runner)) Begin(row.Arn, runner, () => runner.AbortAsync(_stopping));
    }

    private void Begin(string arn, MapRunner runner, Func<Task> work) => _background.Start(async () =>
    {
        try
        {
            await work();
        }
        catch (Exception e) when (_stopping.IsCancellationRequested || e is RuntimeStoppedException)
        {
            return; // still owed: the next start takes it up
        }
        catch (Exception e)
        {
            RunFailed(_services.Logger, arn, e);
        }
        _runners.TryRemove(new KeyValuePair<string, MapRunner>(arn, runner));
    });

    [LoggerMessage(EventId = 3801, Level = LogLevel.Error, Message = "Map Run {Arn} was set aside: something in Baton itself failed on it. The next start takes it up again.")]
    private static partial void RunFailed(ILogger logger, string arn, Exception exception);
}
