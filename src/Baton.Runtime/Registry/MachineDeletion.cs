using System.Threading.Channels;
using Baton.Engine.Commands;
using Baton.Runtime.Execution;
using Baton.Store;
using Microsoft.Extensions.Logging;

namespace Baton.Runtime.Registry;

/// <summary>Ends the open executions of machines that are being deleted, then removes the machines; goes on after a restart.</summary>
internal sealed partial class MachineDeletion(
    IStore store, StateMachineRegistry machines, ExecutionRouter router, TimeProvider clock, ILogger<MachineDeletion> logger)
{
    private const int RowsPerRead = 1_000;

    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(10);

    private readonly Channel<string> _marked = Channel.CreateUnbounded<string>(new UnboundedChannelOptions { SingleReader = true });

    /// <summary>Deletes a machine that is marked as deleting.</summary>
    public void Enqueue(string arn) => _marked.Writer.TryWrite(arn);

    public async Task RunAsync(CancellationToken stoppingToken)
    {
        try
        {
            await TakeUpAsync(stoppingToken);
            while (await _marked.Reader.WaitToReadAsync(stoppingToken))
            {
                while (_marked.Reader.TryRead(out var arn)) await TryDeleteAsync(arn, stoppingToken);
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
                foreach (var row in await store.ListDeletingAsync(stoppingToken)) Enqueue(row.Arn);
                return;
            }
            catch (Exception e) when (RuntimeFailures.IsTransient(e))
            {
                await clock.DelayAsync(RetryDelay, stoppingToken);
            }
        }
    }

    /// <summary>Deletes one machine; where that fails, the others get their turn before it is tried again.</summary>
    private async Task TryDeleteAsync(string arn, CancellationToken stoppingToken)
    {
        try
        {
            // Marked again, so that starts are refused from here on also where an earlier run marked it.
            if (await machines.MarkDeletingAsync(arn, stoppingToken) is { } row) await DeleteAsync(row, stoppingToken);
        }
        catch (RuntimeStoppedException)
        {
            // the next start goes on
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            DeletionFailed(logger, arn, e);
            await clock.DelayAsync(RetryDelay, stoppingToken);
            Enqueue(arn);
        }
    }

    private async Task DeleteAsync(StateMachineRow row, CancellationToken cancellationToken)
    {
        do
        {
            await router.SettleAsync(); // starts that were let in before the mark are stored, or refused
            await StopAllAsync(row.Id, cancellationToken);
        }
        while (await store.HasOpenExecutionsAsync(row.Id, cancellationToken));
        await machines.RemoveAsync(row, cancellationToken);
    }

    private async Task StopAllAsync(long machine, CancellationToken cancellationToken)
    {
        for (var before = long.MaxValue; ;)
        {
            var open = await store.ListExecutionsAsync(new ExecutionQuery(machine, ExecutionStatus.Running, before, RowsPerRead), cancellationToken);
            await Task.WhenAll(open.Select(execution => router.SendAsync(execution, new ExecutionCommand.StopExecution(null, null), cancellationToken)));
            if (open.Count < RowsPerRead) return;
            before = open[^1].Number;
        }
    }

    [LoggerMessage(EventId = 3501, Level = LogLevel.Error, Message = "Deleting {Arn} failed; it is tried again.")]
    private static partial void DeletionFailed(ILogger logger, string arn, Exception exception);
}
