namespace Baton.Client;

public sealed record DescribeMapRunRequest
{
    public required string MapRunArn { get; init; }
}

public sealed record DescribeMapRunResponse
{
    public required string MapRunArn { get; init; }

    /// <summary>The execution whose Map it is.</summary>
    public required string ExecutionArn { get; init; }

    public required MapRunStatus Status { get; init; }

    public required DateTimeOffset StartDate { get; init; }

    /// <summary>Null while the run is running.</summary>
    public DateTimeOffset? StopDate { get; init; }

    /// <summary>0 is no limit of its own.</summary>
    public required int MaxConcurrency { get; init; }

    /// <summary>0 to 100.</summary>
    public required double ToleratedFailurePercentage { get; init; }

    public required long ToleratedFailureCount { get; init; }

    /// <summary>How the items stand.</summary>
    public required MapRunCounts ItemCounts { get; init; }

    /// <summary>How the child executions stand, each of which may have several items.</summary>
    public required MapRunCounts ExecutionCounts { get; init; }

    public int? RedriveCount { get; init; }

    public DateTimeOffset? RedriveDate { get; init; }
}

/// <summary>How many there are of each status.</summary>
public sealed record MapRunCounts
{
    public required long Pending { get; init; }

    public required long Running { get; init; }

    public required long Succeeded { get; init; }

    public required long Failed { get; init; }

    public required long TimedOut { get; init; }

    public required long Aborted { get; init; }

    /// <summary>All of the above.</summary>
    public required long Total { get; init; }

    /// <summary>How many the files of a <c>ResultWriter</c> tell of.</summary>
    public required long ResultsWritten { get; init; }

    public long? FailuresNotRedrivable { get; init; }

    public long? PendingRedrive { get; init; }
}
