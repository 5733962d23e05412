namespace Baton.Client;

public sealed record ListActivitiesRequest
{
    /// <summary>0 to 1,000; 0 or null is the service's default of 100.</summary>
    public int? MaxResults { get; init; }

    public string? NextToken { get; init; }
}

public sealed record ListActivitiesResponse
{
    public required IReadOnlyList<ActivityListItem> Activities { get; init; }

    /// <summary>Null on the last page.</summary>
    public string? NextToken { get; init; }
}

public sealed record ActivityListItem
{
    public required string ActivityArn { get; init; }

    public required string Name { get; init; }

    public required DateTimeOffset CreationDate { get; init; }
}
