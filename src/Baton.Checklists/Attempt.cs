namespace Baton.Checklists;

/// <summary>One try of a Task's work, or of all branches or iterations of a Parallel or Map.</summary>
internal sealed class Attempt
{
    public required StateVisit Visit { get; init; }

    public required DateTimeOffset ScheduledAt { get; init; }

    /// <summary>What was called, short: <c>activity offer</c>, <c>lambda invoke.waitForTaskToken</c>, <c>Map Run MACHINE/LABEL:ID</c>.</summary>
    public string? Resource { get; set; }

    /// <summary>The full text of the resource, or the service's parameters, for who needs the details.</summary>
    public string? Parameters { get; init; }

    public long? TimeoutSeconds { get; init; }

    public long? HeartbeatSeconds { get; init; }

    public DateTimeOffset? StartedAt { get; set; }

    /// <summary>When a task that waits for its token had been handed over.</summary>
    public DateTimeOffset? SubmittedAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>The id of the event that started it, then of the one that ended it.</summary>
    public long LastEvent { get; set; }

    public VisitStatus Status { get; set; }

    /// <summary>Who took the task, where that is known.</summary>
    public string? Worker { get; set; }

    /// <summary>The number of the task for people that it made and waits for; null for none.</summary>
    public long? HumanTask { get; set; }

    public Failure? Failure { get; set; }

    /// <summary>Branches or iterations.</summary>
    public List<Lane> Lanes { get; } = [];
}
