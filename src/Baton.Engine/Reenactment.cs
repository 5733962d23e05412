using Baton.Engine.Events;
using Baton.Engine.Execution;
using Baton.Engine.States;
using Baton.Language.Model;

namespace Baton.Engine;

/// <summary>
/// Does again what a state did, for whoever watches (<see cref="DecisionContext.Inspector"/>): the data between the stages of its data flow is in no event. Nothing comes
/// of it. What expressions draw at random comes out otherwise.
/// </summary>
public static class Reenactment
{
    /// <summary>Works on a state's input again.</summary>
    /// <param name="before">The execution as the attempt began: the frame stands in the state.</param>
    /// <param name="frame">The frame.</param>
    /// <param name="context">At the time of the attempt; <see cref="EngineLimits.StatesPerDecisionMax"/> 0 keeps the execution from going further.</param>
    /// <returns>What would happen.</returns>
    public static IReadOnlyList<ExecutionEvent> Enter(ExecutionState before, int frame, DecisionContext context) =>
        Run(before, context, decider => decider.Guarded(frame, () => StateActions.Enter(decider, decider.Frame(frame), decider.StateOf(decider.Frame(frame)))));

    /// <summary>Goes on with the end of what a state waited for: a task, its branches or iterations, a Map Run that failed, a time.</summary>
    /// <param name="before">The execution before the event.</param>
    /// <param name="happened">The event.</param>
    /// <param name="context">At the time of the event.</param>
    /// <returns>What would happen; nothing for an event that does not hold what is needed, like the end of a Map Run without its result.</returns>
    public static IReadOnlyList<ExecutionEvent> Leave(ExecutionState before, ExecutionEvent happened, DecisionContext context)
    {
        var frame = before.Find(happened.Frame)!;
        return happened switch
        {
            ExecutionEvent.TaskSucceeded e => Run(before, context, decider => TaskStates.Succeeded(decider, frame, frame.Task!, e.Output)),
            ExecutionEvent.TaskFailed { Failure: TaskFailureKind.TimedOut, Error: StateErrors.Timeout } e =>
                Run(before, context, decider => TaskStates.TimedOut(decider, frame, frame.Task!, IsHeartbeat(frame.Task!, e))),
            ExecutionEvent.TaskFailed e => Run(before, context, decider => TaskStates.Failed(decider, frame, frame.Task!, e.Failure, e.Error, e.Cause)),
            ExecutionEvent.MapRunFailed e => Run(before, context, decider => MapRunStates.Failed(decider, frame, e.Error!, e.Cause)),
            ExecutionEvent.ParallelStateSucceeded or ExecutionEvent.MapStateSucceeded when frame.FanOut is not null =>
                Run(before, context, decider => decider.Guarded(frame.Id, () => FanOutStates.Advance(decider, frame))),
            ExecutionEvent.StateExited { Type: StateType.Wait } => Run(before, context, decider => decider.Guarded(frame.Id, () => StateActions.WakeUp(decider, frame))),
            _ => [],
        };
    }

    /// <summary>Whether a task that timed out had not been heard of for too long, which its event does not tell.</summary>
    internal static bool IsHeartbeat(OpenTask task, ExecutionEvent.TaskFailed failed) => task.HeartbeatAt <= failed.Timestamp && !(task.TimeoutAt <= failed.Timestamp);

    private static IReadOnlyList<ExecutionEvent> Run(ExecutionState before, DecisionContext context, Action<Decider> first) =>
        ((Decision.Accepted)new Decider(before, context).Run(first)).Events;
}
