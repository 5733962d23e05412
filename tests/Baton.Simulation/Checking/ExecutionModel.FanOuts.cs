using Baton.Engine.Events;
using Baton.Json;

namespace Baton.Simulation.Checking;

/// <summary>Branches, iterations and Map Runs.</summary>
internal sealed partial class ExecutionModel
{
    private void ApplyToFanOut(FrameModel frame, ExecutionEvent happened)
    {
        switch (happened)
        {
            case ExecutionEvent.ParallelStateStarted e: ParallelStarted(frame, e); break;
            case ExecutionEvent.MapStateStarted e:
                Begun(frame, e, "Map");
                Follows(frame, e);
                Require(e.MaxConcurrency == frame.State!.MaxConcurrency, e, "the Map's own concurrency holds");
                frame.FanOut = new FanOutModel { IsParallel = false, Count = e.Length, MaxConcurrency = e.MaxConcurrency, StartsAfter = e.Id };
                break;
            case ExecutionEvent.MapIterationStarted e: IterationStarted(frame, e); break;
            case ExecutionEvent.MapIterationSucceeded e:
                var ended = _frames[e.ChildFrame];
                Require(ended.Parent == frame && ended is { State: not null, IsInState: false, Next: null } && ended.Index == e.Index && e.PreviousId == ended.Last, e, "the iteration has ended");
                Join(frame, ended, e.Id);
                break;
            case ExecutionEvent.MapIterationFailed or ExecutionEvent.MapIterationAborted:
                Require(ChildrenOf(frame).Any(child => child.Last == happened.PreviousId), happened, "it follows what happened in the iteration");
                break;
            case ExecutionEvent.ParallelStateSucceeded or ExecutionEvent.MapStateSucceeded:
                Require(happened.PreviousId == frame.Last && (frame.FanOut is { IsComplete: true } || frame.Result is not null), happened, "all have ended");
                if (frame.FanOut is { } fanOut) frame.Result = JsonText.ArrayOf([.. fanOut.Results.OrderBy(result => result.Key).Select(result => result.Value)]);
                break;
            case ExecutionEvent.ParallelStateFailed or ExecutionEvent.MapStateFailed:
                Follows(frame, happened);
                Require(frame.Failure is not null, happened, "something in it failed");
                RequireThatNoRetrierTakes(frame, happened);
                break;
            case ExecutionEvent.BranchesDropped e: BranchesDropped(frame, e); break;
            case ExecutionEvent.MapRunStarted e:
                Follows(frame, e);
                Require(frame.State!.IsDistributed, e, "the Map is a distributed one");
                (frame.MapRun, frame.HaltedMapRun, frame.FanOut) = (e.Run.Arn, null, null);
                break;
            case ExecutionEvent.MapRunRedriven e:
                Begun(frame, e, "Map");
                Follows(frame, e);
                Require(frame.IsDoneAgain && frame.HaltedMapRun == e.Arn, e, "the run that the state had is taken up");
                (frame.MapRun, frame.HaltedMapRun) = (e.Arn, null);
                break;
            case ExecutionEvent.MapRunSucceeded e:
                Follows(frame, e);
                Require(frame.MapRun is not null, e, "a Map Run is open");
                (frame.MapRun, frame.Result) = (null, tokens.ResultOf(frame.MapRun!));
                break;
            case ExecutionEvent.MapRunFailed e:
                Follows(frame, e);
                Require(frame.MapRun is not null, e, "a Map Run is open");
                (frame.MapRun, frame.HaltedMapRun, frame.Failure) = (null, frame.MapRun, new FailureModel(e.Error));
                break;
            case ExecutionEvent.MapRunAborted e:
                Follows(frame, e);
                (frame.MapRun, frame.HaltedMapRun) = (null, frame.MapRun);
                break;
            default: Require(false, happened, "it fits what is open"); break;
        }
    }

    private void ParallelStarted(FrameModel frame, ExecutionEvent.ParallelStateStarted e)
    {
        Begun(frame, e, "Parallel");
        Follows(frame, e);
        var branches = frame.State!.Branches;
        Require(e.Count == branches.Count && e.FirstFrame > _lastFrame, e, "each branch has a frame of its own");
        for (var i = 0; i < e.Count; i++) Open(new FrameModel { Id = e.FirstFrame + i, Scope = branches[i], Parent = frame, Index = i, Data = e.Input, Last = e.Id });
        frame.FanOut = new FanOutModel { IsParallel = true, Count = e.Count, MaxConcurrency = 0, Started = e.Count };
    }

    private void IterationStarted(FrameModel frame, ExecutionEvent.MapIterationStarted e)
    {
        var fanOut = frame.FanOut!;
        Require(e.Index == fanOut.Started && fanOut.MayStart && e.PreviousId == fanOut.StartsAfter && e.ChildFrame > _lastFrame, e, "iterations start in order, each in a frame of its own, as many as may");
        fanOut.Started++;
        Open(new FrameModel { Id = e.ChildFrame, Scope = frame.State!.Processor!, Parent = frame, Index = e.Index, Data = e.Input, Last = e.Id });
    }

    private void Open(FrameModel frame)
    {
        _frames[frame.Id] = frame;
        _lastFrame = Math.Max(_lastFrame, frame.Id);
    }

    private void Join(FrameModel parent, FrameModel child, long eventId)
    {
        parent.FanOut!.Results[child.Index] = child.Data;
        parent.FanOut.StartsAfter = child.Last;
        parent.Last = eventId;
        _frames.Remove(child.Id);
    }

    private void BranchesDropped(FrameModel frame, ExecutionEvent.BranchesDropped e)
    {
        var failed = ChildrenOf(frame).FirstOrDefault(child => child.Failure is not null);
        Require(failed is not null && e.PreviousId == failed.Last, e, "one of the branches failed");
        if (failed is not null) RequireThatNothingTakes(failed, e);
        var dropped = new List<FrameModel>();
        var open = new Stack<FrameModel>([frame]);
        while (open.TryPop(out var parent))
        {
            foreach (var child in ChildrenOf(parent).ToList())
            {
                open.Push(child);
                dropped.Add(child);
                _frames.Remove(child.Id);
                if (child.Task is { } task) tokens.GivenUp(task.Token);
            }
        }
        frame.Failure = failed?.Failure;
        foreach (var child in dropped) child.Halt();
        frame.Dropped = (frame.FanOut!, dropped);
        (frame.FanOut, frame.Last) = (null, e.PreviousId);
    }

    private IEnumerable<FrameModel> ChildrenOf(FrameModel frame) => _frames.Values.Where(child => child.Parent == frame);
}
