using Baton.Engine.Events;
using Baton.Engine.Execution;
using Baton.Json;
using Baton.Language.Model;

namespace Baton.Engine.States;

/// <summary>What Parallel and Map share: going on when a branch or iteration ended, and closing when all did.</summary>
internal static class FanOutStates
{
    public static void Advance(Decider decider, Frame frame)
    {
        if (!frame.FanOut!.IsComplete)
        {
            if (decider.StateOf(frame) is MapState map) MapStates.StartIterations(decider, frame.Id, map);
            return;
        }
        decider.Emit(frame.FanOut.IsParallel ? new ExecutionEvent.ParallelStateSucceeded() : new ExecutionEvent.MapStateSucceeded(), frame);
        var results = new JsonText[frame.FanOut.Count];
        foreach (var (index, output) in frame.FanOut.Results) results[index] = output;
        DataFlow.Leave(new StateScope(decider, frame, decider.StateOf(frame)), JsonText.ArrayOf(results));
    }

    public static void IterationFinished(Decider decider, Frame iteration, Frame parent)
    {
        decider.Emit(new ExecutionEvent.MapIterationSucceeded(parent.State!, iteration.Index, iteration.Id), parent.Id, iteration.LastEventId);
        decider.Ready(parent.Id);
    }

    /// <summary>Gives up everything below a frame, after one of its branches or iterations failed.</summary>
    /// <param name="failed">The frame that failed; its own end is told already.</param>
    public static void Abort(Decider decider, Frame parent, Frame failed)
    {
        foreach (var child in decider.State.ChildrenOf(parent.Id))
        {
            if (child.Id == failed.Id || child.Finished) continue;
            AbortFrame(decider, child);
            if (!parent.FanOut!.IsParallel) decider.Emit(new ExecutionEvent.MapIterationAborted(parent.State!, child.Index), parent.Id, child.LastEventId);
        }
        decider.EmitFact(new ExecutionEvent.BranchesDropped(), parent.Id, decider.Frame(failed.Id).LastEventId);
    }

    private static void AbortFrame(Decider decider, Frame frame)
    {
        foreach (var child in decider.State.ChildrenOf(frame.Id)) AbortFrame(decider, child);
        if (frame.State is null || frame.Next is not null || frame.Finished) return;
        decider.Emit(new ExecutionEvent.StateAborted(decider.StateOf(frame).Type), frame);
    }
}
