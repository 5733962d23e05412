using Baton.Engine.Execution;

namespace Baton.Engine.Events;

/// <summary>Folds events into state. No rules here: an event that was stored under yesterday's rules gives the same state today.</summary>
internal static class Evolution
{
    public static ExecutionState Apply(ExecutionState state, ExecutionEvent happened)
    {
        var next = state with { Version = state.Version + 1, LastEventId = happened.Id == 0 ? state.LastEventId : happened.Id };
        return happened switch
        {
            ExecutionEvent.ExecutionStarted started => Started(next, started),
            ExecutionEvent.ExecutionSucceeded e => next.Closed(RunStatus.Succeeded, new Outcome(e.Timestamp, e.Output, null, null), e.Id),
            ExecutionEvent.ExecutionFailed e => next.Closed(RunStatus.Failed, new Outcome(e.Timestamp, null, e.Error, e.Cause), e.Id),
            ExecutionEvent.ExecutionAborted e => next.Closed(RunStatus.Aborted, new Outcome(e.Timestamp, null, e.Error, e.Cause), e.Id),
            ExecutionEvent.ExecutionTimedOut e => next.Closed(RunStatus.TimedOut, new Outcome(e.Timestamp, null, null, null), e.Id),
            ExecutionEvent.ParallelStateStarted e => FanOutEvolution.ParallelStarted(next, FrameOf(next, e), e),
            ExecutionEvent.MapStateStarted e => next.With(FanOutEvolution.MapStarted(FrameOf(next, e), e)),
            ExecutionEvent.MapIterationStarted e => FanOutEvolution.IterationStarted(next, FrameOf(next, e), e),
            ExecutionEvent.MapIterationSucceeded e => FanOutEvolution.IterationSucceeded(next, FrameOf(next, e), e),
            ExecutionEvent.BranchesDropped e => FanOutEvolution.BranchesDropped(next, FrameOf(next, e), e),
            ExecutionEvent.StateExited { Next: null } e when next.Find(e.Frame) is { Parent: { } parent } branch && next.Find(parent)!.FanOut is { IsParallel: true } =>
                FanOutEvolution.BranchEnded(next, branch, e),
            _ => next.With(FrameEvolution.Apply(FrameOf(next, happened), happened)),
        };
    }

    private static Frame FrameOf(ExecutionState state, ExecutionEvent happened) =>
        state.Find(happened.Frame) ?? throw new InvariantException($"Frame {happened.Frame} of a {happened.GetType().Name} event is open.");

    private static ExecutionState Started(ExecutionState state, ExecutionEvent.ExecutionStarted started) =>
        (state with { Status = RunStatus.Running, Identity = started.Identity }).With(new Frame { Id = Frame.RootId, Data = started.Identity.Input });
}
