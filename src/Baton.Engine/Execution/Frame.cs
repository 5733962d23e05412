using System.Collections.Immutable;
using Baton.Json;

namespace Baton.Engine.Execution;

/// <summary>One run of a scope: the machine's own, a Parallel branch's or a Map iteration's. It is in one state at a time.</summary>
public sealed record Frame
{
    public const int RootId = 0;

    public required int Id { get; init; }

    /// <summary>The frame whose Parallel or Map this one belongs to; null for the machine's own.</summary>
    public int? Parent { get; init; }

    /// <summary>Which branch or iteration, from 0.</summary>
    public int Index { get; init; }

    /// <summary>The state that the frame is in, or was in last; null before the first.</summary>
    public string? State { get; init; }

    /// <summary>The raw input of the state, or after it was left, its output.</summary>
    public JsonText Data { get; init; } = JsonText.EmptyObject;

    /// <summary>The state to be entered next; set between two states.</summary>
    public string? Next { get; init; }

    /// <summary>The event that the next one of this frame follows.</summary>
    public long LastEventId { get; init; }

    public long EnteredEventId { get; init; }

    /// <summary>The event before the state was entered.</summary>
    public long EnteredPreviousId { get; init; }

    public DateTimeOffset EnteredAt { get; init; }

    /// <summary>Retries made in this visit of the state, one counter for each retrier; empty before the first.</summary>
    public ImmutableArray<int> Retries { get; init; } = [];

    public OpenTask? Task { get; init; }

    public FanOut? FanOut { get; init; }

    /// <summary>The branches or iterations that were given up when one of them failed; null once the state is tried again or left.</summary>
    public HaltedFanOut? Halted { get; init; }

    /// <summary>Whether the execution was redriven while the frame stood in its state, which is therefore to be done again.</summary>
    public bool IsRedriven { get; init; }

    /// <summary>The Map Run that a distributed Map waits for.</summary>
    public OpenMapRun? MapRun { get; init; }

    /// <summary>The Map Run that failed or was given up in the state; null once the state is tried again or left.</summary>
    public HaltedMapRun? HaltedMapRun { get; init; }

    /// <summary>When a Wait state ends, or a failed state is tried again.</summary>
    public DateTimeOffset? WakeUpAt { get; init; }

    /// <summary>Whether <see cref="WakeUpAt"/> is that of a retry.</summary>
    public bool Retrying { get; init; }

    /// <summary>The variables of this scope; outer ones are found through <see cref="Parent"/>.</summary>
    public ImmutableDictionary<string, JsonText> Variables { get; init; } = ImmutableDictionary<string, JsonText>.Empty;

    /// <summary>How much the values of <see cref="Variables"/> come to, in bytes of JSON.</summary>
    public int VariableBytes { get; init; }

    /// <summary>The event that made the frame able to move; says who goes first.</summary>
    public long ReadySince { get; init; }

    /// <summary>Whether the frame can move by itself: it was never in a state, stands between two, has its state to do again, or has something to start or to close.</summary>
    public bool IsReady => State is null || Next is not null || IsRedriven || FanOut is { IsReady: true };

    /// <summary>Whether something is to be done for it outside, however long it takes: a task to be offered, called or watched, a Map Run.</summary>
    public bool IsOwing => MapRun is not null || Task is { IsOwing: true };

    /// <summary>When its task was handed to a worker that has it; null where none has.</summary>
    public DateTimeOffset? HandedOutAt => Task is { Kind: TaskKind.Activity, IsOffered: false } task ? task.HandedOutAt : null;

    /// <summary>How often the present state was tried again in this visit.</summary>
    public int RetryCount => Retries.IsDefaultOrEmpty ? 0 : Retries.Sum();

    /// <summary>The earliest point in time at which something happens in this frame by itself.</summary>
    public DateTimeOffset? NextWakeUp => Earliest(WakeUpAt, Earliest(Task?.TimeoutAt, Task?.HeartbeatAt));

    internal static DateTimeOffset? Earliest(DateTimeOffset? a, DateTimeOffset? b) => a is null ? b : b is null || a < b ? a : b;
}
