using Baton.Engine.Execution;

namespace Baton.Engine.Events;

/// <summary>Folds what ends an execution for now, and what takes it up again.</summary>
internal static class RedriveEvolution
{
    /// <summary>As many redrives are remembered, to tell repeated requests from new ones.</summary>
    private const int RedrivesMax = 10;

    /// <summary>A frame of an execution that ends: what it waited for is void, where it stood is not.</summary>
    public static Frame Halt(Frame frame) => HaltMapRun(frame, error: null) with { Task = null, WakeUpAt = null, Retrying = false, IsRedriven = false, Retries = [] };

    /// <summary>A frame whose Map Run failed, or is given up.</summary>
    public static Frame HaltMapRun(Frame frame, string? error) => frame.MapRun is not { } run ? frame : frame with { MapRun = null, HaltedMapRun = new HaltedMapRun(run, error) };

    /// <summary>A frame whose branches or iterations are given up.</summary>
    /// <param name="below">The frames that go with it.</param>
    public static Frame GiveUp(Frame frame, IEnumerable<Frame> below) => frame with
    {
        FanOut = null,
        Halted = frame.FanOut is { } fanOut ? new HaltedFanOut(fanOut, [.. below.OrderBy(child => child.Id).Select(Halt)]) : null,
    };

    /// <summary>
    /// What stood goes on: branches and iterations that had ended stay so, every other state is done again. As after a retry, what happens next in a frame
    /// follows what happened last in it, which tells a reader of the history where it belongs.
    /// </summary>
    public static ExecutionState Redriven(ExecutionState state, ExecutionEvent.ExecutionRedriven e)
    {
        var halted = state.Halted;
        state = state with
        {
            Status = RunStatus.Running,
            Outcome = null,
            Identity = Redriven(state.Identity, e),
            RedriveCount = e.RedriveCount,
            Redrives = [.. state.Redrives.TakeLast(RedrivesMax - 1), new Redrive(e.Timestamp, e.ClientToken)],
            Halted = [],
            ReadyFrames = 1, // the root, until it is put back
        };
        if (e.From is { } point) return state.With(EnterAnew(point, e.Id));
        if (e.FromStart) return state.With(TakeUp(halted[0] with { FanOut = null, Halted = null, HaltedMapRun = null }, e.Id));
        var frames = new Stack<Frame>(halted.Reverse());
        while (frames.TryPop(out var frame))
        {
            foreach (var below in frame.Halted?.Frames ?? []) frames.Push(below);
            state = state.With(TakeUp(frame, e.Id));
        }
        return state;
    }

    private static ExecutionIdentity Redriven(ExecutionIdentity identity, ExecutionEvent.ExecutionRedriven e) => identity with
    {
        Deadline = e.Deadline,
        Parent = e.MapRunRedrive is { } redrive ? identity.Parent! with { Redrive = redrive } : identity.Parent,
    };

    private static Frame EnterAnew(RedrivePoint point, long eventId) => FrameEvolution.Assign(
        new Frame { Id = Frame.RootId, Data = point.Input, Next = point.State, LastEventId = eventId, ReadySince = eventId }, point.Variables);

    private static Frame TakeUp(Frame frame, long eventId)
    {
        var fanOut = frame.FanOut ?? frame.Halted?.FanOut;
        return frame with
        {
            FanOut = fanOut,
            Halted = null,
            IsRedriven = frame is { State: not null, Next: null } && fanOut is null,
            ReadySince = eventId,
        };
    }
}
