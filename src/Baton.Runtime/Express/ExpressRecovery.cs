using Baton.Runtime.Registry;
using Baton.Runtime.Storage;
using Baton.Store;
using Microsoft.Extensions.Logging;

namespace Baton.Runtime.Express;

/// <summary>Runs the asynchronous Express executions again that the last run of the server acknowledged and did not end.</summary>
internal sealed partial class ExpressRecovery(
    IStore store, ExpressRunner runner, DefinitionCache definitions, GroupCommitter committer, TimeProvider clock, ILogger<ExpressRecovery> logger)
{
    private const int RowsPerRead = 256;

    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    public async Task RunAsync(CancellationToken stoppingToken)
    {
        long after = 0, recovered = 0;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var rows = await store.ListExpressExecutionsAsync(after, RowsPerRead, stoppingToken);
                foreach (var row in rows)
                {
                    if (row.Number > store.Status.LastNumber) break; // this run's own
                    if (await TryRunAsync(row, stoppingToken)) recovered++;
                    after = row.Number;
                }
                if (rows.Count < RowsPerRead || rows[^1].Number > store.Status.LastNumber) break;
            }
            catch (Exception e) when (RuntimeFailures.IsTransient(e))
            {
                await clock.DelayAsync(RetryDelay, stoppingToken);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return; // the next start goes on
            }
        }
        if (recovered > 0) Recovered(logger, recovered);
    }

    /// <returns>Whether it runs: one whose machine was deleted does not.</returns>
    private async Task<bool> TryRunAsync(ExpressExecutionRow row, CancellationToken stoppingToken)
    {
        if (await store.FindRevisionAsync(row.StateMachineId, row.Revision, stoppingToken) is not { } revision)
        {
            await committer.CommitAsync(new StoreChange.RemoveExpressExecution(row.Number));
            return false;
        }
        try
        {
            runner.RunAgain(row, definitions.Get(revision));
            return true;
        }
        catch (Exception e) when (e is StoredEventException or InvalidOperationException)
        {
            NotRecovered(logger, row.Number, e);
            return false;
        }
    }

    [LoggerMessage(EventId = 3602, Level = LogLevel.Information, Message = "Runs {Count} asynchronous Express executions again that had not ended.")]
    private static partial void Recovered(ILogger logger, long count);

    [LoggerMessage(EventId = 3603, Level = LogLevel.Critical, Message = "The asynchronous Express execution {Number} cannot be run again: what is stored of it cannot be read.")]
    private static partial void NotRecovered(ILogger logger, long number, Exception exception);
}
