using System.Threading.Channels;
using Baton.Engine.Commands;
using Baton.Runtime.Execution;
using Baton.Store;
using Microsoft.Extensions.Logging;

namespace Baton.Runtime.Registry;

/// <summary>Ends the open executions of machines that are being deleted, then removes the machines; goes on after a restart.</summary>
internal sealed partial class MachineDeletion(IStore store, StateMachineRegistry machines, ExecutionRouter router, ILogger<MachineDeletion> logger)
{
    private const int RowsPerRead = 1_000;

    private readonly Channel<StateMachineRow> _marked = Channel.CreateUnbounded<StateMachineRow>(new UnboundedChannelOptions { SingleReader = true });

    public void Enqueue(StateMachineRow row) => _marked.Writer.TryWrite(row);

    public async Task RunAsync(CancellationToken stoppingToken)
    {
        try
        {
            foreach (var row in await store.ListDeletingAsync(stoppingToken)) Enqueue(row);
            await foreach (var row in _marked.Reader.ReadAllAsync(stoppingToken)) await TryDeleteAsync(row, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // what is marked is found again at the next start
        }
    }

    private async Task TryDeleteAsync(StateMachineRow row, CancellationToken cancellationToken)
    {
        try
        {
            await DeleteAsync(row, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            DeletionFailed(logger, row.Arn, e);
        }
    }

    private async Task DeleteAsync(StateMachineRow row, CancellationToken cancellationToken)
    {
        var before = long.MaxValue;
        while (true)
        {
            var open = await store.ListExecutionsAsync(new ExecutionQuery(row.Id, ExecutionStatus.Running, before, RowsPerRead), cancellationToken);
            await Task.WhenAll(open.Select(execution => router.SendAsync(execution, new ExecutionCommand.StopExecution(null, null), cancellationToken)));
            if (open.Count < RowsPerRead) break;
            before = open[^1].Number;
        }
        await machines.RemoveAsync(row, cancellationToken);
    }

    [LoggerMessage(EventId = 3501, Level = LogLevel.Error, Message = "Deleting {Arn} failed; it is tried again at the next start.")]
    private static partial void DeletionFailed(ILogger logger, string arn, Exception exception);
}
