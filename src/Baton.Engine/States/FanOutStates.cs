using Baton.Engine.Events;
using Baton.Engine.Execution;
using Baton.Json;
using Baton.Language.Model;

namespace Baton.Engine.States;

/// <summary>What Parallel and Map share: going on when a branch or iteration ended, and closing when all did.</summary>
internal static class FanOutStates
{
    /// <summary>The states of one branch or iteration.</summary>
    public static Scope ScopeOf(State state, int index) => state switch
    {
        ParallelState parallel => parallel.Branches[index],
        MapState map => map.ItemProcessor,
        _ => throw new InvariantException($"'{state.Name}' is a Parallel or a Map."),
    };

    /// <summary>Starts more iterations, or closes the state when nothing is left to wait for.</summary>
    public static void Advance(Decider decider, Frame frame)
    {
        if (!frame.FanOut!.IsComplete)
        {
            MapStates.StartIterations(decider, frame.Id, (MapState)decider.StateOf(frame));
            return;
        }
        decider.Emit(frame.FanOut.IsParallel ? new ExecutionEvent.ParallelStateSucceeded() : new ExecutionEvent.MapStateSucceeded(), frame);
        var results = new JsonText[frame.FanOut.Count];
        foreach (var (index, output) in frame.FanOut.Results) results[index] = output;
        DataFlow.Leave(new StateScope(decider, frame, decider.StateOf(frame)), JsonText.ArrayOf(results));
    }

    /// <summary>The last state of a branch or iteration was left.</summary>
    public static void ScopeEnded(Decider decider, Frame ended, int parentId)
    {
        if (decider.Frame(parentId) is { FanOut.IsParallel: false } map)
        {
            var iteration = decider.Frame(ended.Id);
            decider.Emit(new ExecutionEvent.MapIterationSucceeded(map.State!, iteration.Index, iteration.Id), map.Id, iteration.LastEventId);
        }
        decider.Ready(parentId);
    }

    /// <summary>Gives up everything below a frame, after one of its branches or iterations failed.</summary>
    /// <param name="failed">The frame that failed; its own end is told already.</param>
    public static void Abort(Decider decider, Frame parent, Frame failed)
    {
        foreach (var child in decider.State.ChildrenOf(parent.Id))
        {
            if (child.Id == failed.Id) continue;
            AbortFrame(decider, child);
            if (!parent.FanOut!.IsParallel) decider.Emit(new ExecutionEvent.MapIterationAborted(parent.State!, child.Index), parent.Id, child.LastEventId);
        }
        decider.EmitFact(new ExecutionEvent.BranchesDropped(), parent.Id, failed.LastEventId);
    }

    private static void AbortFrame(Decider decider, Frame frame)
    {
        foreach (var child in decider.State.ChildrenOf(frame.Id)) AbortFrame(decider, child);
        if (frame.State is null || frame.Next is not null) return; // in no state
        if (frame.MapRun is not null) decider.Emit(new ExecutionEvent.MapRunAborted(), frame);
        decider.Emit(new ExecutionEvent.StateAborted(decider.StateOf(frame).Type), frame);
    }
}
