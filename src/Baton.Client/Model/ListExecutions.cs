namespace Baton.Client;

public sealed record ListExecutionsRequest
{
    public required string StateMachineArn { get; init; }

    public ExecutionStatus? StatusFilter { get; init; }

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
}
