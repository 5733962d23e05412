using Baton.Engine.Execution;
using Baton.Json;

namespace Baton.Engine.Events;

/// <summary>Folds the events of Parallel branches and Map iterations, which concern a frame and those below it.</summary>
internal static class FanOutEvolution
{
    public static ExecutionState ParallelStarted(ExecutionState state, Frame frame, ExecutionEvent.ParallelStateStarted e)
    {
        state = state.With(frame with
        {
            LastEventId = e.Id,
            WakeUpAt = null,
            Retrying = false,
            ReadySince = e.Id,
            FanOut = new FanOut { IsParallel = true, Count = e.Count, MaxConcurrency = 0, Started = e.Count },
        }) with { NextFrameId = e.FirstFrame + e.Count };
        for (var i = 0; i < e.Count; i++) state = state.With(Child(e.FirstFrame + i, e.Frame, i, e.Input, e.Id));
        return state;
    }

    public static Frame MapStarted(Frame frame, ExecutionEvent.MapStateStarted e) => frame with
    {
        LastEventId = e.Id,
        WakeUpAt = null,
        Retrying = false,
        ReadySince = e.Id,
        FanOut = new FanOut { Count = e.Length, MaxConcurrency = e.MaxConcurrency, Items = e.Items, StartsAfter = e.Id },
    };

    public static ExecutionState IterationStarted(ExecutionState state, Frame frame, ExecutionEvent.MapIterationStarted e) =>
        state.With(frame with { FanOut = frame.FanOut! with { Started = e.Index + 1 } })
            .With(Child(e.ChildFrame, e.Frame, e.Index, e.Input, e.Id)) with { NextFrameId = e.ChildFrame + 1 };

    /// <summary>An iteration's output joins the results; what closes the Map follows this event, the next iteration the iteration's last state.</summary>
    public static ExecutionState IterationSucceeded(ExecutionState state, Frame frame, ExecutionEvent.MapIterationSucceeded e) =>
        Joined(state, frame, state.Find(e.ChildFrame)!, e.Id);

    /// <summary>The last state of a branch was left: its output joins the results, and the Parallel goes on from this event.</summary>
    public static ExecutionState BranchEnded(ExecutionState state, Frame branch, ExecutionEvent.StateExited e) =>
        Joined(state, state.Find(branch.Parent!.Value)!, FrameEvolution.Exited(branch, e), e.Id);

    public static ExecutionState BranchesDropped(ExecutionState state, Frame frame, ExecutionEvent.BranchesDropped e)
    {
        var dropped = new List<Frame>();
        var open = new Stack<int>([e.Frame]);
        while (open.TryPop(out var parent))
        {
            foreach (var child in state.ChildrenOf(parent))
            {
                open.Push(child.Id);
                dropped.Add(child);
                state = state.Without(child.Id);
            }
        }
        return state.With(RedriveEvolution.GiveUp(frame, dropped) with { LastEventId = e.PreviousId });
    }

    private static ExecutionState Joined(ExecutionState state, Frame parent, Frame child, long eventId)
    {
        var before = parent.FanOut!;
        var fanOut = before with { Results = before.Results.SetItem(child.Index, child.Data), StartsAfter = child.LastEventId };
        return state.Without(child.Id)
            .With(parent with { FanOut = fanOut, LastEventId = eventId, ReadySince = before.IsReady ? parent.ReadySince : eventId });
    }

    private static Frame Child(int id, int parent, int index, JsonText input, long startedId) =>
        new() { Id = id, Parent = parent, Index = index, Data = input, LastEventId = startedId, ReadySince = startedId };
}
