using System.Diagnostics;
using Baton.Engine.Execution;

namespace Baton.Engine.Events;

/// <summary>Folds events into state. No rules here: an event that was stored under yesterday's rules gives the same state today.</summary>
internal static class Evolution
{
    public static ExecutionState Apply(ExecutionState state, ExecutionEvent happened) => happened switch
    {
        ExecutionEvent.ExecutionSucceeded e => state.Closed(RunStatus.Succeeded, new Outcome(e.Timestamp, e.Output, null, null), e.Id),
        ExecutionEvent.ExecutionFailed e => state.Stopped(RunStatus.Failed, new Outcome(e.Timestamp, null, e.Error, e.Cause), e.Id),
        ExecutionEvent.ExecutionAborted e => state.Stopped(RunStatus.Aborted, new Outcome(e.Timestamp, null, e.Error, e.Cause), e.Id),
        ExecutionEvent.ExecutionTimedOut e => state.Stopped(RunStatus.TimedOut, new Outcome(e.Timestamp, null, null, null), e.Id),
        _ => ApplyToOpen(state, happened),
    };

    private static ExecutionState ApplyToOpen(ExecutionState state, ExecutionEvent happened)
    {
        var (version, lastEventId) = (state.Version + 1, happened.Id == 0 ? state.LastEventId : happened.Id);
        return ConcernsOneFrame(state, happened)
            ? state.With(FrameEvolution.Apply(FrameOf(state, happened), happened, state.Identity), version, lastEventId, happened.Timestamp)
            : ApplyToScope(state with { Version = version, LastEventId = lastEventId, LastEventAt = happened.Timestamp }, happened);
    }

    private static bool ConcernsOneFrame(ExecutionState state, ExecutionEvent happened) => happened switch
    {
        ExecutionEvent.ExecutionStarted or ExecutionEvent.ExecutionRedriven or ExecutionEvent.ParallelStateStarted or ExecutionEvent.MapStateStarted or ExecutionEvent.MapIterationStarted or ExecutionEvent.MapIterationSucceeded
            or ExecutionEvent.BranchesDropped => false,
        ExecutionEvent.StateExited { Next: null } => !EndsBranch(state, happened),
        _ => true,
    };

    private static bool EndsBranch(ExecutionState state, ExecutionEvent happened) =>
        state.Find(happened.Frame) is { Parent: { } parent } && state.Find(parent)!.FanOut is { IsParallel: true };

    private static ExecutionState ApplyToScope(ExecutionState next, ExecutionEvent happened) => happened switch
    {
        ExecutionEvent.ExecutionStarted started => Started(next, started),
        ExecutionEvent.ExecutionRedriven e => RedriveEvolution.Redriven(next, e),
        ExecutionEvent.ParallelStateStarted e => FanOutEvolution.ParallelStarted(next, FrameOf(next, e), e),
        ExecutionEvent.MapStateStarted e => next.With(FanOutEvolution.MapStarted(FrameOf(next, e), e)),
        ExecutionEvent.MapIterationStarted e => FanOutEvolution.IterationStarted(next, FrameOf(next, e), e),
        ExecutionEvent.MapIterationSucceeded e => FanOutEvolution.IterationSucceeded(next, FrameOf(next, e), e),
        ExecutionEvent.BranchesDropped e => FanOutEvolution.BranchesDropped(next, FrameOf(next, e), e),
        ExecutionEvent.StateExited e => FanOutEvolution.BranchEnded(next, FrameOf(next, e), e),
        _ => throw new UnreachableException($"No evolution for {happened.GetType().Name}."),
    };

    private static Frame FrameOf(ExecutionState state, ExecutionEvent happened) =>
        state.Find(happened.Frame) ?? throw new InvariantException($"Frame {happened.Frame} of a {happened.GetType().Name} event is open.");

    private static ExecutionState Started(ExecutionState state, ExecutionEvent.ExecutionStarted started) =>
        (state with { Status = RunStatus.Running, Identity = started.Identity }).With(new Frame { Id = Frame.RootId, Data = started.Identity.Input });
}
