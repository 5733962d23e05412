using Baton.Engine.Events;
using Baton.Engine.Execution;
using Baton.Json;
using Baton.Language.Model;

namespace Baton.Simulation.Checking;

/// <summary>Where one run of a scope stands, as the events say.</summary>
internal sealed class FrameModel
{
    public required int Id { get; init; }

    public required ScopeModel Scope { get; init; }

    public FrameModel? Parent { get; init; }

    public int Index { get; init; }

    /// <summary>The state that it is in, or was in last.</summary>
    public StateModel? State { get; set; }

    public bool IsInState { get; set; }

    /// <summary>The state that is to be entered next.</summary>
    public string? Next { get; set; }

    /// <summary>The input of the state, or after it the output.</summary>
    public required JsonText Data { get; set; }

    /// <summary>The event that the next one follows.</summary>
    public long Last { get; set; }

    public TaskModel? Task { get; set; }

    public DateTimeOffset? WakeUpAt { get; set; }

    public bool IsRetrying { get; set; }

    /// <summary>How often each retrier has tried again in this visit of the state.</summary>
    public Dictionary<int, int> Retries { get; } = [];

    public FanOutModel? FanOut { get; set; }

    public string? MapRun { get; set; }

    /// <summary>The Map Run that failed or was given up, which a redrive takes up again.</summary>
    public string? HaltedMapRun { get; set; }

    /// <summary>The failure that nothing has taken yet.</summary>
    public FailureModel? Failure { get; set; }

    /// <summary>What the state has come to, before it is left.</summary>
    public JsonText? Result { get; set; }

    /// <summary>A redrive has the state done again.</summary>
    public bool IsToBeDoneAgain { get; set; }

    /// <summary>The state is being done again after a redrive.</summary>
    public bool IsDoneAgain { get; set; }

    /// <summary>What was given up below it, which a redrive takes up again.</summary>
    public (FanOutModel FanOut, List<FrameModel> Frames)? Dropped { get; set; }

    /// <summary>Whether the execution itself can go on here.</summary>
    public bool CanMove => State is null || (!IsInState && Next is not null) || IsToBeDoneAgain || FanOut is { CanMove: true };

    public void Halt()
    {
        Task = null;
        (HaltedMapRun, MapRun) = (MapRun ?? HaltedMapRun, null);
        WakeUpAt = null;
        IsRetrying = false;
        IsToBeDoneAgain = false;
        Failure = null;
        Result = null;
        Retries.Clear();
    }
}

internal sealed record FailureModel(string? Error);

/// <summary>The branches of a Parallel or the iterations of a Map.</summary>
internal sealed class FanOutModel
{
    public required bool IsParallel { get; init; }

    public required int Count { get; init; }

    public required int MaxConcurrency { get; init; }

    public int Started { get; set; }

    public long StartsAfter { get; set; }

    public Dictionary<int, JsonText> Results { get; } = [];

    public bool IsComplete => Results.Count == Count;

    public bool MayStart => Started < Count && (MaxConcurrency == 0 || Started - Results.Count < MaxConcurrency);

    public bool CanMove => IsComplete || MayStart;
}

/// <summary>A task that is open.</summary>
internal sealed class TaskModel(ExecutionEvent.TaskScheduled scheduled)
{
    public TaskToken Token => scheduled.Token;

    public TaskKind Kind => scheduled.Kind;

    public JsonText Input => scheduled.Input;

    public IntegrationPattern Pattern => scheduled.Pattern;

    public bool IsStarted { get; set; }

    public bool IsOfferedAgain { get; set; }

    public bool IsSubmitted { get; set; }

    public DateTimeOffset? HandedOutAt { get; set; }

    public DateTimeOffset? TimeoutAt { get; set; }

    public DateTimeOffset? HeartbeatAt { get; set; }

    public DateTimeOffset? HeartbeatAfter(DateTimeOffset time) => scheduled.HeartbeatSeconds is { } seconds ? time.AddSeconds(seconds) : null;

    public DateTimeOffset? TimeoutAfter(DateTimeOffset time) => scheduled.TimeoutSeconds is { } seconds ? time.AddSeconds(seconds) : null;

    /// <summary>Until when a restart has to look at it.</summary>
    public DateTimeOffset? OwedUntil(TimeSpan redeliveryWindow) => Kind == TaskKind.Activity
        ? IsStarted && !IsOfferedAgain ? HandedOutAt + redeliveryWindow : DateTimeOffset.MaxValue
        : IsSubmitted && Pattern != IntegrationPattern.RunJob ? null : DateTimeOffset.MaxValue;
}
