using System.Collections.Concurrent;
using System.Threading.Channels;
using Baton.Runtime.Execution;
using Baton.Store;
using Microsoft.Extensions.Logging;

namespace Baton.Runtime.Registry;

/// <summary>
/// Removes machines that are being deleted once their last execution has ended, which the partitions see to; goes on after a restart.
/// </summary>
internal sealed partial class MachineDeletion(
    IStore store, StateMachineRegistry machines, ExecutionRouter router, TimeProvider clock, ILogger<MachineDeletion> logger)
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(10);

    private readonly Channel<StateMachineRow> _marked = Channel.CreateUnbounded<StateMachineRow>(new UnboundedChannelOptions { SingleReader = true });

    private readonly ConcurrentDictionary<long, bool> _queued = [];

    /// <summary>Looks whether a machine that is marked as deleting can go.</summary>
    public void Enqueue(StateMachineRow row)
    {
        if (_queued.TryAdd(row.Id, true)) _marked.Writer.TryWrite(row);
    }

    public async Task RunAsync(CancellationToken stoppingToken)
    {
        try
        {
            await TakeUpAsync(stoppingToken);
            while (await _marked.Reader.WaitToReadAsync(stoppingToken))
            {
                // What fails while the server stops is for the next start: here it would be tried again without end.
                while (!stoppingToken.IsCancellationRequested && _marked.Reader.TryRead(out var row)) await TryDeleteAsync(row, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // what is marked is found again at the next start
        }
    }

    /// <summary>Finds what the last run left.</summary>
    private async Task TakeUpAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                foreach (var row in await store.ListDeletingAsync(stoppingToken)) Enqueue(row);
                return;
            }
            catch (Exception e) when (RuntimeFailures.IsTransient(e))
            {
                await clock.DelayAsync(RetryDelay, stoppingToken);
            }
        }
    }

    /// <summary>Deletes one machine; where that fails, the others get their turn before it is tried again.</summary>
    private async Task TryDeleteAsync(StateMachineRow row, CancellationToken stoppingToken)
    {
        try
        {
            _queued.TryRemove(row.Id, out _); // before the look, so that what ends during it is looked at again

            // Asked for twice, it may be gone by now, and another machine may have its name.
            if ((await machines.FindAsync(row.Arn, stoppingToken))?.Id == row.Id) await DeleteAsync(row, stoppingToken);
        }
        catch (RuntimeStoppedException)
        {
            // the next start goes on
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            DeletionFailed(logger, row.Arn, e);
            await clock.DelayAsync(RetryDelay, stoppingToken);
            Enqueue(row);
        }
    }

    private async Task DeleteAsync(StateMachineRow row, CancellationToken cancellationToken)
    {
        await machines.MarkDeletingAsync(row.Arn, cancellationToken); // starts are refused from here on, also where an earlier run marked it
        await router.SettleAsync(); // starts that were let in before the mark are stored, or refused
        if (!await store.HasOpenExecutionsAsync(row.Id, cancellationToken)) await machines.RemoveAsync(row, cancellationToken);
    }

    [LoggerMessage(EventId = 3501, Level = LogLevel.Error, Message = "Deleting {Arn} failed; it is tried again.")]
    private static partial void DeletionFailed(ILogger logger, string arn, Exception exception);
}
