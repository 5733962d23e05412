namespace Baton.People.Cases;

/// <summary>The steps of an execution, in the order of its definition.</summary>
public sealed record ExecutionChecklist(string ExecutionArn, string ExecutionStatus, IReadOnlyList<ChecklistStep> Steps);

/// <summary>One step.</summary>
/// <param name="Depth">0 at the top, one more inside each Parallel or Map.</param>
/// <param name="Standing">done, now, next, or skipped where the execution has ended without it.</param>
/// <param name="Status">What became of its last visit: RUNNING, SUCCEEDED and so on; null where there was none.</param>
/// <param name="Who">Who or what does it, or did.</param>
/// <param name="Since">When it got to where it is.</param>
public sealed record ChecklistStep(string Step, int Depth, string Standing, string? Status, string? Who, DateTimeOffset? Since, int Visits, int Attempts, string? Error)
{
    /// <summary>The task for people that it waits for, or has waited for; null for none.</summary>
    public long? TaskId { get; init; }
}
