using Baton.Engine.Execution;
using Baton.Engine.States;

namespace Baton.Engine.Commands;

internal static class FireTimers
{
    public static Decision Decide(ExecutionState state, DecisionContext context)
    {
        if (state.Status != RunStatus.Running) return Decision.Reject(RejectionKind.ExecutionNotRunning, "Only a running execution has timers.");

        return new Decider(state, context).Run(static decider =>
        {
            MachineTimeout.Check(decider);
            var due = decider.State.Inner.DueAt(decider.Context.Now);
            FireIfDue(decider, Frame.RootId);
            foreach (var frame in due) FireIfDue(decider, frame.Id); // the earliest first, then by id
        });
    }

    /// <summary>What an earlier one did may have ended or changed this one.</summary>
    private static void FireIfDue(Decider decider, int id)
    {
        var now = decider.Context.Now;
        if (decider.State.Status != RunStatus.Running || decider.State.Find(id) is not { } frame || !(frame.NextWakeUp <= now)) return;
        if (frame.Task is { } task) TaskStates.TimedOut(decider, frame, task, isHeartbeat: !(task.TimeoutAt <= now));
        else decider.Guarded(id, () => StateActions.WakeUp(decider, frame));
    }
}
