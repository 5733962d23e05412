using Baton.Engine;
using Baton.Engine.Commands;
using Baton.Engine.Execution;

namespace Baton.Runtime.Execution;

/// <summary>What a start does for an execution that the last run left.</summary>
internal sealed partial class Partition
{
    private async ValueTask RecoverAsync(PartitionWork.Recover recover)
    {
        if (await FindAsync(recover.Number) is not { State.Status: RunStatus.Running } execution)
        {
            recover.Done.TrySetResult();
            return;
        }
        OfferAgain(execution, recover.RedeliverSince);
        var state = execution.State;
        var owed = OncePerContinuation(execution, ExecutionEngine.PendingEffects(state)).ToList();
        WhenDurable(execution, error =>
        {
            if (error is null)
            {
                foreach (var effect in owed) _services.Effects.Run(execution.Number, _index, effect);
                _services.WakeUps.Set(execution.Number, _index, state.NextWakeUp);
            }
            if (error is null) recover.Done.TrySetResult();
            else recover.Done.TrySetException(error);
        });
    }

    /// <summary>Offers activity tasks again that were handed out just before a crash, to workers that may never have got them, or to workers that the crash took along.</summary>
    private void OfferAgain(HotExecution execution, DateTimeOffset since)
    {
        foreach (var frame in execution.State.Frames)
        {
            if (frame.Task is not { Kind: TaskKind.Activity, IsOffered: false, HandedOutAt: { } handedOut } task || (handedOut < since && !_services.Options.LocalActivities.Contains(task.ResourceArn))) continue;
            if (_services.Effects.WasHandedOut(task)) continue; // after the crash
            var decision = Decide(execution, new ExecutionCommand.OfferTaskAgain(task.Token), _services.Now());
            if (decision is Decision.Accepted { Events.Count: > 0 } accepted) Commit(execution, accepted, _ => { });
        }
    }
}
