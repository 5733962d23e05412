using Baton.Engine.Execution;

namespace Baton.Engine;

/// <summary>Whether an execution can be redriven, with the reasons that AWS gives.</summary>
public static class Redrivability
{
    /// <returns>Why it cannot be redriven; null where it can.</returns>
    public static string? WhyNot(ExecutionState state, DateTimeOffset now, EngineLimits limits) => state.Identity.Parent is null
        ? WhyNot(state.Status, state.Identity.StartedAt, state.Outcome?.At, state.LastEventId, now, limits)
        : "Execution is a child of a Map Run and cannot be redriven on its own";

    /// <summary>The same from what is known of an execution without its events.</summary>
    /// <param name="events">How many events its history shows.</param>
    public static string? WhyNot(RunStatus status, DateTimeOffset startedAt, DateTimeOffset? stoppedAt, long events, DateTimeOffset now, EngineLimits limits) => status switch
    {
        RunStatus.Running => "Execution is RUNNING and cannot be redriven",
        RunStatus.Succeeded => "Execution is SUCCEEDED and cannot be redriven",
        _ when now - stoppedAt > limits.RedriveAgeMax => "Execution redrivable period exceeded",
        _ when now - startedAt > limits.ExecutionTimeMax => "Execution has exceeded the max execution time",
        _ when events >= limits.HistoryEventsMax - 1 => "Execution history event limit exceeded",
        _ => null,
    };
}
