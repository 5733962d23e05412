namespace Baton.Client;

public sealed record ListMapRunsRequest
{
    public required string ExecutionArn { get; init; }

    /// <summary>0 to 1,000; 0 or null is the service's default of 100.</summary>
    public int? MaxResults { get; init; }

    public string? NextToken { get; init; }
}

public sealed record ListMapRunsResponse
{
    /// <summary>In the order in which they were started.</summary>
    public required IReadOnlyList<MapRunListItem> MapRuns { get; init; }

    /// <summary>Null on the last page.</summary>
    public string? NextToken { get; init; }
}

public sealed record MapRunListItem
{
    public required string ExecutionArn { get; init; }

    public required string MapRunArn { get; init; }

    /// <summary>The machine of the child executions.</summary>
    public required string StateMachineArn { get; init; }

    public required DateTimeOffset StartDate { get; init; }

    public DateTimeOffset? StopDate { get; init; }
}
