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
            foreach (var frame in state.Frames.Where(frame => frame.NextWakeUp <= context.Now).OrderBy(frame => frame.NextWakeUp).ThenBy(frame => frame.Id))
            {
                // What an earlier one did may have ended or changed this one.
                if (decider.State.Find(frame.Id) is { } now && now.NextWakeUp <= context.Now) Fire(decider, now, context.Now);
            }
        });
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
