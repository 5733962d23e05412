namespace Baton.Client;

public sealed record ListExecutionsRequest
{
    /// <summary>A machine, one of its versions or one of its aliases. Either this or <see cref="MapRunArn"/>.</summary>
    public string? StateMachineArn { get; init; }

    /// <summary>The run whose child executions are wanted.</summary>
    public string? MapRunArn { get; init; }

    public ExecutionStatus? StatusFilter { get; init; }

    public RedriveFilter? RedriveFilter { get; init; }

    /// <summary>0 to 1,000; 0 or null is the service's default of 100.</summary>
    public int? MaxResults { get; init; }

    public string? NextToken { get; init; }
}

public sealed record ListExecutionsResponse
{
    /// <summary>Newest first.</summary>
    public required IReadOnlyList<ExecutionListItem> Executions { get; init; }

    /// <summary>Null on the last page.</summary>
    public string? NextToken { get; init; }
}

public sealed record ExecutionListItem
{
    public required string ExecutionArn { get; init; }

    public required string StateMachineArn { get; init; }

    public required string Name { get; init; }

    public required ExecutionStatus Status { get; init; }

    public required DateTimeOffset StartDate { get; init; }

    public DateTimeOffset? StopDate { get; init; }

    /// <summary>Only of the child of a Map Run.</summary>
    public string? MapRunArn { get; init; }

    /// <summary>Only of the child of a Map Run: how many items it got.</summary>
    public int? ItemCount { get; init; }

    public string? StateMachineVersionArn { get; init; }

    public string? StateMachineAliasArn { get; init; }

    public int? RedriveCount { get; init; }

    public DateTimeOffset? RedriveDate { get; init; }
}
