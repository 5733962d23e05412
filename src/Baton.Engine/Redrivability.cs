using Baton.Engine.Execution;

namespace Baton.Engine;

/// <summary>Whether an execution can be redriven, with the reasons that AWS gives.</summary>
public static class Redrivability
{
    /// <summary>The reason that concerns the machine, not the execution.</summary>
    public const string MachineDeleting = "State machine is in DELETING status";

    /// <summary>What <c>redriveStatus</c> says.</summary>
    /// <param name="whyNot">Why the execution cannot be redriven; null where it can.</param>
    /// <param name="isChild">Whether it is a child of a Map Run, which alone can redrive it.</param>
    public static string StatusOf(string? whyNot, bool isChild) => whyNot is not null ? "NOT_REDRIVABLE" : isChild ? "REDRIVABLE_BY_MAP_RUN" : "REDRIVABLE";

    /// <param name="startsOver">As <see cref="WhyNot(RunStatus, DateTimeOffset, DateTimeOffset?, long, DateTimeOffset, EngineLimits, bool)"/>.</param>
    /// <returns>Why it cannot be redriven; null where it can.</returns>
    public static string? WhyNot(ExecutionState state, DateTimeOffset now, EngineLimits limits, bool startsOver = false) =>
        WhyNot(state.Status, state.Identity.StartedAt, state.Outcome?.At, state.LastEventId, now, limits, startsOver);

    /// <summary>The same from what is known of an execution without its events.</summary>
    /// <param name="events">How many events its history shows.</param>
    /// <param name="startsOver">Whether it would start over, as Express children of a Map Run do at any age and length.</param>
    public static string? WhyNot(RunStatus status, DateTimeOffset startedAt, DateTimeOffset? stoppedAt, long events, DateTimeOffset now, EngineLimits limits, bool startsOver) => status switch
    {
        RunStatus.Running => "Execution is RUNNING and cannot be redriven",
        RunStatus.Succeeded => "Execution is SUCCEEDED and cannot be redriven",
        _ when !startsOver && now - stoppedAt > limits.RedriveAgeMax => "Execution redrivable period exceeded",
        _ when !startsOver && now - startedAt > limits.ExecutionTimeMax => "Execution has exceeded the max execution time",
        _ when !startsOver && events >= limits.HistoryEventsMax - 1 => "Execution history event limit exceeded",
        _ => null,
    };
}
