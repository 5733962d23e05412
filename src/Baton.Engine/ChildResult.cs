using Baton.Json;

namespace Baton.Engine;

/// <summary>A child execution as result files tell it.</summary>
public sealed record ChildResult
{
    public required string ExecutionArn { get; init; }

    public required string Name { get; init; }

    public required string StateMachineArn { get; init; }

    /// <summary><c>SUCCEEDED</c>, <c>FAILED</c>, <c>TIMED_OUT</c>, <c>ABORTED</c> or, where it was never started, <c>PENDING</c>.</summary>
    public required string Status { get; init; }

    public required JsonText Input { get; init; }

    public JsonText? Output { get; init; }

    public string? Error { get; init; }

    public string? Cause { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? StoppedAt { get; init; }

    public int RedriveCount { get; init; }

    public DateTimeOffset? RedrivenAt { get; init; }

    /// <summary>Whether its Map Run can redrive it; null where it was never started.</summary>
    public string? RedriveStatus { get; init; }

    /// <summary>Why it cannot be redriven; null where it can.</summary>
    public string? RedriveStatusReason { get; init; }
}
