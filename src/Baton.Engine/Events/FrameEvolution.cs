using System.Collections.Immutable;
using System.Diagnostics;
using Baton.Engine.Execution;

namespace Baton.Engine.Events;

/// <summary>Folds the events that concern one frame alone.</summary>
internal static class FrameEvolution
{
    public static Frame Apply(Frame frame, ExecutionEvent happened, ExecutionIdentity execution) => happened switch
    {
        ExecutionEvent.StateEntered e => Entered(frame, e),
        ExecutionEvent.StateExited e => Exited(frame, e),
        ExecutionEvent.TaskScheduled e => Scheduled(frame, e, execution),
        ExecutionEvent.TaskStarted e => TaskStarted(frame, e),
        ExecutionEvent.TaskSubmitted e => Submitted(frame, e),
        ExecutionEvent.TaskSucceeded or ExecutionEvent.TaskFailed => frame with { Task = null, LastEventId = happened.Id },
        ExecutionEvent.HeartbeatReceived e => frame with { Task = frame.Task! with { HeartbeatAt = HeartbeatAfter(frame.Task!, e.Timestamp) } },
        ExecutionEvent.TaskOfferedAgain => frame with { Task = frame.Task! with { IsOfferedAgain = true } },
        ExecutionEvent.TaskHandedOutAgain e => frame with { Task = frame.Task! with { IsOfferedAgain = false, HandedOutAt = e.Timestamp } },
        ExecutionEvent.WaitArmed e => frame with { WakeUpAt = e.Until },
        ExecutionEvent.RetryArmed e => RetryArmed(frame, e),
        ExecutionEvent.MapRunStarted e => frame with { LastEventId = e.Id, FanOut = null, MapRun = e.Run with { StartedEventId = e.Id }, HaltedMapRun = null },
        ExecutionEvent.MapRunRedriven e => MapRunRedriven(frame, e),
        ExecutionEvent.MapRunSucceeded => frame with { LastEventId = happened.Id, MapRun = null },
        ExecutionEvent.MapRunFailed e => RedriveEvolution.HaltMapRun(frame, e.Error) with { LastEventId = e.Id },
        ExecutionEvent.MapRunAborted => RedriveEvolution.HaltMapRun(frame, error: null) with { LastEventId = happened.Id },
        ExecutionEvent.ParallelStateSucceeded or ExecutionEvent.MapStateSucceeded => frame, // the next event follows the same one
        ExecutionEvent.ParallelStateFailed or ExecutionEvent.MapStateFailed or ExecutionEvent.EvaluationFailed => frame with { LastEventId = happened.Id },
        ExecutionEvent.MapIterationFailed or ExecutionEvent.MapIterationAborted => frame,
        ExecutionEvent.StateAborted => RedriveEvolution.GiveUp(frame, []) with { Task = null, WakeUpAt = null },
        ExecutionEvent.StateRedriven => frame with { IsRedriven = false },
        _ => throw new UnreachableException($"No evolution for {happened.GetType().Name}."),
    };

    /// <summary>A state was left: its output and its variables are those of the frame now.</summary>
    public static Frame Exited(Frame frame, ExecutionEvent.StateExited e) => Assign(frame, e.AssignedVariables ?? []) with
    {
        Data = e.Output,
        Next = e.Next,
        ReadySince = e.Id,
        LastEventId = e.Id,
        WakeUpAt = null,
        Retrying = false,
        FanOut = null,
        Halted = null,
        HaltedMapRun = null,
    };

    /// <summary>Sets variables of the frame's own scope.</summary>
    public static Frame Assign(Frame frame, ImmutableArray<AssignedVariable> assigned)
    {
        if (assigned.IsEmpty) return frame;
        var (variables, bytes) = (frame.Variables, frame.VariableBytes);
        foreach (var (name, value) in assigned)
        {
            bytes += value.Utf8.Length - (variables.GetValueOrDefault(name)?.Utf8.Length ?? 0);
            variables = variables.SetItem(name, value);
        }
        return frame with { Variables = variables, VariableBytes = bytes };
    }

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

    private static Frame Scheduled(Frame frame, ExecutionEvent.TaskScheduled e, ExecutionIdentity execution) => frame with
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
            Execution = execution,
        },
    };

    private static Frame TaskStarted(Frame frame, ExecutionEvent.TaskStarted e)
    {
        var task = frame.Task! with { StartedAt = e.Timestamp, HandedOutAt = e.Timestamp };
        if (task.TimeoutSeconds is { } seconds) task = task with { TimeoutAt = e.Timestamp.AddSeconds(seconds) };
        if (e.Kind == TaskKind.Activity) task = task with { HeartbeatAt = HeartbeatAfter(task, e.Timestamp) };
        return frame with { LastEventId = e.Id, Task = task };
    }

    private static Frame Submitted(Frame frame, ExecutionEvent.TaskSubmitted e)
    {
        var task = frame.Task! with { Submission = e.Output };
        return frame with { LastEventId = e.Id, Task = task with { HeartbeatAt = HeartbeatAfter(task, e.Timestamp) } };
    }

    private static DateTimeOffset? HeartbeatAfter(OpenTask task, DateTimeOffset time) =>
        task.HeartbeatSeconds is { } seconds ? time.AddSeconds(seconds) : null;

    private static Frame MapRunRedriven(Frame frame, ExecutionEvent.MapRunRedriven e)
    {
        var run = frame.HaltedMapRun!.Run with { Token = e.Token, RedriveCount = e.RedriveCount, RedrivenAt = e.Timestamp, StartedEventId = e.Id };
        return frame with { LastEventId = e.Id, MapRun = run, HaltedMapRun = null };
    }

    private static Frame RetryArmed(Frame frame, ExecutionEvent.RetryArmed e)
    {
        var retries = frame.Retries.IsDefaultOrEmpty ? [.. new int[e.Retriers]] : frame.Retries;
        return frame with { WakeUpAt = e.At, Retrying = true, FanOut = null, Halted = null, HaltedMapRun = null, Retries = retries.SetItem(e.Retrier, retries[e.Retrier] + 1) };
    }
}
