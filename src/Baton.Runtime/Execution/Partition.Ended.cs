using Baton.Engine;
using Baton.Engine.Commands;
using Baton.Engine.Execution;
using Baton.Store;

namespace Baton.Runtime.Execution;

/// <summary>What can still happen to an execution that has ended: it is redriven, or removed.</summary>
internal sealed partial class Partition
{
    /// <summary>Why what is being removed is not redriven: a moment later it does not exist.</summary>
    private const string Purged = "Execution is being purged";

    private async ValueTask RedriveAsync(PartitionWork.Redrive redrive)
    {
        var (number, request, done) = redrive;
        if (await FindAsync(number) is not { } execution)
        {
            done.Set(new Decision.Rejected(RejectionKind.ExecutionNotRunning, $"There is no execution number {number}."));
            return;
        }
        if (execution.IsPurging || _services.Machines.IsLeaving(execution.StateMachineId))
        {
            done.Set(new Decision.Rejected(RejectionKind.NotRedrivable, execution.IsPurging ? Purged : Redrivability.MachineDeleting));
            return;
        }
        execution = await WholeAsync(execution);
        var order = new ExecutionCommand.RedriveExecution(request.ClientToken)
        {
            Input = request.Input, Revision = request.Revision?.Number, MapRunRedrive = request.MapRunRedrive, StartsOver = request.MapRunRedrive is not null && execution.StartsOver,
        };
        if (execution.State.Status != RunStatus.Running && request is not { FromState: null, Revision: null })
        {
            var row = await StoredAsync(execution);
            if (request.FromState is { } state)
            {
                order = order with { From = await _loader.LastEntryAsync(row, state, CancellationToken.None) };
                if (order.From is null)
                {
                    done.Set(new Decision.Rejected(RejectionKind.NotRedrivable, $"The execution has not entered a state '{state}' of the machine's own scope; its history tells which it has"));
                    return;
                }
            }
            if (request.Revision is { } revision) execution = new HotExecution(number, row.Arn, row.StateMachineId, revision.Number, _services.Definitions.Get(revision)) { State = execution.State };
        }
        var decision = Decide(execution, order, _services.Now());
        if (decision is Decision.Accepted { Events.Count: > 0 } accepted)
        {
            Commit(execution, accepted, Answer<Decision>(done, accepted));
            if (request.Revision is not null) _hot.Add(execution);
            return;
        }
        WhenDurable(execution, Answer(done, decision));
    }

    /// <summary>The row of an execution once all that memory holds of it is durable.</summary>
    private async ValueTask<ExecutionRow> StoredAsync(HotExecution execution)
    {
        var durable = new AwaitedReply<bool>();
        WhenDurable(execution, Answer(durable, true));
        await durable.Task;
        return (await _services.Store.FindExecutionAsync(execution.Number, CancellationToken.None))!;
    }

    /// <summary>Removes an execution. Until that is durable it stays in memory, where a redrive finds that it goes.</summary>
    private async ValueTask PurgeAsync(PartitionWork.Purge purge)
    {
        var row = purge.Row;
        var execution = await FindAsync(row.Number, mayBeFaulted: true);
        if (execution is null || execution.IsPurging || execution.State.Status == RunStatus.Running || execution.State.Version != row.Version)
        {
            purge.Done.Set(false);
            return;
        }
        execution.IsPurging = true;
        Interlocked.Increment(ref execution.Uncommitted);
        _services.Committer.Enqueue(new StoreChange.RemoveExecution(row) { ChildIndex = purge.ChildIndex }, _generation, error =>
        {
            Interlocked.Decrement(ref execution.Uncommitted);
            if (error is null)
            {
                execution.IsPurged = true;
                _services.Faults.Remove(row.Number);
            }
            Complete(purge.Done, true, error);
        });
        _hot.Ended(execution);
    }
}
