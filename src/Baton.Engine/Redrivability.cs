using Baton.Engine.Execution;

namespace Baton.Engine;

/// <summary>Whether an execution can be redriven, with the reasons that AWS gives.</summary>
public static class Redrivability
{
    /// <summary>The reason that concerns the machine, not the execution.</summary>
    public const string MachineDeleting = "State machine is in DELETING status";

    private const string IsChild = "Execution is a child of a Map Run and cannot be redriven on its own";

    /// <returns>Why it cannot be redriven; null where it can.</returns>
    public static string? WhyNot(ExecutionState state, DateTimeOffset now, EngineLimits limits) =>
        WhyNot(state.Status, state.Identity, state.Outcome?.At, state.LastEventId, now, limits);

    /// <summary>The same from what is known of an execution without its events.</summary>
    /// <param name="events">How many events its history shows.</param>
    public static string? WhyNot(RunStatus status, ExecutionIdentity identity, DateTimeOffset? stoppedAt, long events, DateTimeOffset now, EngineLimits limits) => status switch
    {
        RunStatus.Running => "Execution is RUNNING and cannot be redriven",
        RunStatus.Succeeded => "Execution is SUCCEEDED and cannot be redriven",
        _ when identity.Parent is not null => IsChild,
        _ when now - stoppedAt > limits.RedriveAgeMax => "Execution redrivable period exceeded",
        _ when now - identity.StartedAt > limits.ExecutionTimeMax => "Execution has exceeded the max execution time",
        _ when events >= limits.HistoryEventsMax - 1 => "Execution history event limit exceeded",
        _ => null,
    };
}
