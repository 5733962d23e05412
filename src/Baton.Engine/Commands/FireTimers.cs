using Baton.Engine.Execution;
using Baton.Engine.States;

namespace Baton.Engine.Commands;

internal static class FireTimers
{
    public static Decision Decide(ExecutionState state, DecisionContext context)
    {
        if (state.Status != RunStatus.Running) return Decision.Reject(RejectionKind.ExecutionNotRunning, "Only a running execution has timers.");

        return new Decider(state, context).Run(decider =>
        {
            MachineTimeout.Check(decider);
            if (decider.State.Status != RunStatus.Running) return;
            foreach (var frame in DueFrames(state, context.Now))
            {
                // What an earlier one did may have ended or changed this one.
                if (decider.State.Find(frame.Id) is { } now && now.NextWakeUp <= context.Now) Fire(decider, now, context.Now);
            }
        });
    }

    /// <summary>The earliest first, then by id.</summary>
    private static IEnumerable<Frame> DueFrames(ExecutionState state, DateTimeOffset now)
    {
        var inner = state.Inner.DueAt(now);
        return state.Root.NextWakeUp <= now ? inner.Prepend(state.Root) : inner;
    }

    private static void Fire(Decider decider, Frame frame, DateTimeOffset now)
    {
        if (frame.Task is { } task)
        {
            TaskStates.TimedOut(decider, frame, task, isHeartbeat: !(task.TimeoutAt <= now));
            return;
        }
        decider.Guarded(frame.Id, () => StateActions.WakeUp(decider, frame));
    }
}
