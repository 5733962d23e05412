using Baton.Runtime.Storage;
using Baton.Runtime.Tasks;
using Baton.Store;
using Microsoft.Extensions.Logging;

namespace Baton.Runtime.Execution;

/// <summary>
/// Takes up what the last run left, beside the commands that come in: executions that owed something are read, and it is done again.
/// After a crash that includes activity tasks which were handed out just before it, because their workers may never have got them.
/// </summary>
internal sealed partial class Recovery(
    IStore store, ExecutionRouter router, ActivityDispatcher dispatcher, GroupCommitter committer, RuntimeOptions options, TimeProvider clock,
    ILogger<Recovery> logger)
{
    private const int RowsPerRead = 1_000;

    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    public async Task RunAsync(CancellationToken stoppingToken)
    {
        long after = 0, recovered = 0;
        var failing = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var rows = await RecoverPageAsync(after, stoppingToken);
                recovered += rows.Count;
                if (rows.Count < RowsPerRead) break;
                after = rows[^1].Number;
            }
            catch (Exception e) when (RuntimeFailures.IsTransient(e))
            {
                if (!failing) RecoveryDelayed(logger, e);
                failing = true;
                await clock.DelayAsync(RetryDelay, stoppingToken);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return; // the next start goes on
            }
            catch (Exception e)
            {
                RecoveryFailed(logger, e);
                committer.Break(e);
                return;
            }
        }
        if (stoppingToken.IsCancellationRequested) return; // the next start goes on
        dispatcher.Recovered();
        store.OwesRedelivery = false;
        if (recovered > 0) Recovered(logger, recovered);
    }

    private async Task<IReadOnlyList<ExecutionRow>> RecoverPageAsync(long after, CancellationToken stoppingToken)
    {
        // After a clean stop nothing was handed out whose worker did not get it; workers of this process are gone after any stop.
        var status = store.Status;
        var lastCommit = status.LastCommitAt ?? DateTimeOffset.MaxValue;
        var isClean = status.WasLeftClean;
        var owedSince = isClean && options.LocalActivities.Count == 0 ? DateTimeOffset.MaxValue : lastCommit;
        var redeliverSince = isClean ? DateTimeOffset.MaxValue : lastCommit - options.RedeliveryWindow;
        var rows = await store.ListOwingAsync(owedSince, after, RowsPerRead, stoppingToken);
        await Task.WhenAll(rows.Select(row => RecoverAsync(row, redeliverSince, stoppingToken)));
        return rows;
    }

    private async Task RecoverAsync(ExecutionRow row, DateTimeOffset redeliverSince, CancellationToken stoppingToken)
    {
        try
        {
            await router.RecoverAsync(row, redeliverSince, stoppingToken);
        }
        catch (ExecutionFaultedException)
        {
            // It was set aside, and said so: the others go on.
        }
    }

    [LoggerMessage(EventId = 3401, Level = LogLevel.Information, Message = "Took up {Count} executions that owed work.")]
    private static partial void Recovered(ILogger logger, long count);

    [LoggerMessage(EventId = 3402, Level = LogLevel.Critical, Message = "What the last run left could not be taken up; the process stops.")]
    private static partial void RecoveryFailed(ILogger logger, Exception exception);

    [LoggerMessage(EventId = 3403, Level = LogLevel.Warning, Message = "Taking up what the last run left is delayed; it is tried again every second.")]
    private static partial void RecoveryDelayed(ILogger logger, Exception exception);
}
