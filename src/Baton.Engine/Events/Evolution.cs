using System.Collections.Immutable;
using System.Diagnostics;
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
            ExecutionEvent.ExecutionSucceeded e => Closed(next, e, RunStatus.Succeeded, new Outcome(e.Timestamp, e.Output, null, null)),
            ExecutionEvent.ExecutionFailed e => Closed(next, e, RunStatus.Failed, new Outcome(e.Timestamp, null, e.Error, e.Cause)),
            ExecutionEvent.ExecutionAborted e => Closed(next, e, RunStatus.Aborted, new Outcome(e.Timestamp, null, e.Error, e.Cause)),
            ExecutionEvent.ExecutionTimedOut e => Closed(next, e, RunStatus.TimedOut, new Outcome(e.Timestamp, null, null, null)),
            ExecutionEvent.MapIterationStarted e => IterationStarted(next, e),
            ExecutionEvent.MapIterationSucceeded e => IterationSucceeded(next, e),
            ExecutionEvent.BranchesDropped e => BranchesDropped(next, e),
            ExecutionEvent.ParallelStateStarted e => ParallelStarted(next, e),
            ExecutionEvent.StateExited { Next: null } e when next.Find(e.Frame)?.Parent is not null => LastStateExited(next, e),
            _ => next.With(ApplyToFrame(FrameOf(next, happened), happened)),
        };
    }

    private static Frame FrameOf(ExecutionState state, ExecutionEvent happened) =>
        state.Find(happened.Frame) ?? throw new InvariantException($"Frame {happened.Frame} of a {happened.GetType().Name} event is open.");

    private static ExecutionState Started(ExecutionState state, ExecutionEvent.ExecutionStarted started) => state with
    {
        Status = RunStatus.Running,
        Identity = started.Identity,
        Root = new Frame { Id = Frame.RootId, Data = started.Identity.Input },
    };

    private static ExecutionState Closed(ExecutionState state, ExecutionEvent happened, RunStatus status, Outcome outcome) => state with
    {
        Status = status,
        Outcome = outcome,
        Root = new Frame { Id = Frame.RootId, LastEventId = happened.Id },
        Inner = ImmutableDictionary<int, Frame>.Empty,
    };

    private static Frame ApplyToFrame(Frame frame, ExecutionEvent happened) => happened switch
    {
        ExecutionEvent.StateEntered e => Entered(frame, e),
        ExecutionEvent.StateExited e => Exited(frame, e),
        ExecutionEvent.TaskScheduled e => Scheduled(frame, e),
        ExecutionEvent.TaskStarted e => TaskStarted(frame, e),
        ExecutionEvent.TaskSubmitted e => Submitted(frame, e),
        ExecutionEvent.TaskSucceeded or ExecutionEvent.TaskFailed => frame with { Task = null, LastEventId = happened.Id },
        ExecutionEvent.HeartbeatReceived e => frame with { Task = frame.Task! with { HeartbeatAt = HeartbeatAfter(frame.Task!, e.Timestamp) } },
        ExecutionEvent.WaitArmed e => frame with { WakeUpAt = e.Until },
        ExecutionEvent.RetryArmed e => RetryArmed(frame, e),
        ExecutionEvent.MapStateStarted e => MapStarted(frame, e),
        ExecutionEvent.ParallelStateSucceeded or ExecutionEvent.MapStateSucceeded => frame, // the next event follows the same one
        ExecutionEvent.ParallelStateFailed or ExecutionEvent.MapStateFailed or ExecutionEvent.EvaluationFailed => frame with { LastEventId = happened.Id },
        ExecutionEvent.MapIterationFailed or ExecutionEvent.MapIterationAborted => frame,
        ExecutionEvent.StateAborted => frame with { Task = null, WakeUpAt = null, FanOut = null },
        _ => throw new UnreachableException($"No evolution for {happened.GetType().Name}."),
    };

    private static Frame Entered(Frame frame, ExecutionEvent.StateEntered e) => frame with
    {
        State = e.Name,
        Data = e.Input,
        Next = null,
        EnteredEventId = e.Id,
        EnteredPreviousId = e.PreviousId,
        EnteredAt = e.Timestamp,
        LastEventId = e.Id,
        Retries = [],
    };

    private static Frame Exited(Frame frame, ExecutionEvent.StateExited e)
    {
        var variables = frame.Variables;
        foreach (var (name, value) in e.AssignedVariables ?? []) variables = variables.SetItem(name, value);
        return frame with
        {
            Data = e.Output,
            Next = e.Next,
            Finished = e.Next is null,
            LastEventId = e.Id,
            WakeUpAt = null,
            Retrying = false,
            FanOut = null,
            Variables = variables,
        };
    }

    private static Frame Scheduled(Frame frame, ExecutionEvent.TaskScheduled e) => frame with
    {
        LastEventId = e.Id,
        WakeUpAt = null,
        Retrying = false,
        Task = new OpenTask
        {
            Token = e.Token,
            Kind = e.Kind,
            ResourceArn = e.ResourceArn,
            ResourceType = e.ResourceType,
            Resource = e.Resource,
            Pattern = e.Pattern,
            Input = e.Input,
            RoleArn = e.RoleArn,
            ScheduledEventId = e.Id,
            TimeoutSeconds = e.TimeoutSeconds,
            HeartbeatSeconds = e.HeartbeatSeconds,
        },
    };

    private static Frame TaskStarted(Frame frame, ExecutionEvent.TaskStarted e)
    {
        var task = frame.Task! with { StartedAt = e.Timestamp };
        if (task.TimeoutSeconds is { } seconds) task = task with { TimeoutAt = e.Timestamp.AddSeconds(seconds) };
        if (e.Kind == TaskKind.Activity) task = task with { HeartbeatAt = HeartbeatAfter(task, e.Timestamp) };
        return frame with { LastEventId = e.Id, Task = task };
    }

    private static Frame Submitted(Frame frame, ExecutionEvent.TaskSubmitted e)
    {
        var task = frame.Task! with { Submitted = true };
        return frame with { LastEventId = e.Id, Task = task with { HeartbeatAt = HeartbeatAfter(task, e.Timestamp) } };
    }

    private static DateTimeOffset? HeartbeatAfter(OpenTask task, DateTimeOffset time) =>
        task.HeartbeatSeconds is { } seconds ? time.AddSeconds(seconds) : null;

    private static Frame RetryArmed(Frame frame, ExecutionEvent.RetryArmed e)
    {
        var retries = frame.Retries.IsDefaultOrEmpty ? [.. new int[e.Retriers]] : frame.Retries;
        return frame with { WakeUpAt = e.At, Retrying = true, FanOut = null, Retries = retries.SetItem(e.Retrier, retries[e.Retrier] + 1) };
    }

    private static Frame MapStarted(Frame frame, ExecutionEvent.MapStateStarted e) => frame with
    {
        LastEventId = e.Id,
        WakeUpAt = null,
        Retrying = false,
        FanOut = new FanOut { Count = e.Length, MaxConcurrency = e.MaxConcurrency, Items = e.Items },
    };

    private static ExecutionState ParallelStarted(ExecutionState state, ExecutionEvent.ParallelStateStarted e)
    {
        var frame = FrameOf(state, e) with
        {
            LastEventId = e.Id,
            WakeUpAt = null,
            Retrying = false,
            FanOut = new FanOut { IsParallel = true, Count = e.Count, MaxConcurrency = 0, Started = e.Count },
        };
        state = state.With(frame) with { NextFrameId = e.FirstFrame + e.Count };
        for (var i = 0; i < e.Count; i++) state = state.With(new Frame { Id = e.FirstFrame + i, Parent = e.Frame, Index = i, LastEventId = e.Id });
        return state;
    }

    private static ExecutionState IterationStarted(ExecutionState state, ExecutionEvent.MapIterationStarted e)
    {
        var frame = FrameOf(state, e);
        return state.With(frame with { FanOut = frame.FanOut! with { Started = e.Index + 1 } })
            .With(new Frame { Id = e.ChildFrame, Parent = e.Frame, Index = e.Index, LastEventId = e.Id }) with { NextFrameId = e.ChildFrame + 1 };
    }

    /// <summary>The last state of a branch or iteration: its output joins the results, and the parent goes on from this event.</summary>
    private static ExecutionState LastStateExited(ExecutionState state, ExecutionEvent.StateExited e)
    {
        var frame = Exited(FrameOf(state, e), e);
        var parent = state.Find(frame.Parent!.Value)!;
        var fanOut = parent.FanOut! with { Results = parent.FanOut.Results.SetItem(frame.Index, e.Output) };
        state = fanOut.IsParallel ? state.Without(frame.Id) : state.With(frame); // an iteration stays until MapIterationSucceeded
        return state.With(parent with { FanOut = fanOut, LastEventId = e.Id });
    }

    private static ExecutionState IterationSucceeded(ExecutionState state, ExecutionEvent.MapIterationSucceeded e) => state.Without(e.ChildFrame);

    private static ExecutionState BranchesDropped(ExecutionState state, ExecutionEvent.BranchesDropped e)
    {
        var open = new Stack<int>([e.Frame]);
        while (open.TryPop(out var parent))
        {
            foreach (var child in state.ChildrenOf(parent))
            {
                open.Push(child.Id);
                state = state.Without(child.Id);
            }
        }
        return state.With(FrameOf(state, e) with { FanOut = null, LastEventId = e.PreviousId });
    }
}
