namespace Baton.Client;

public sealed record ListStateMachineVersionsRequest
{
    public required string StateMachineArn { get; init; }

    /// <summary>0 to 1,000; 0 or null is the service's default of 100.</summary>
    public int? MaxResults { get; init; }

    public string? NextToken { get; init; }
}

public sealed record ListStateMachineVersionsResponse
{
    /// <summary>The highest first.</summary>
    public required IReadOnlyList<StateMachineVersionListItem> StateMachineVersions { get; init; }

    /// <summary>Null on the last page.</summary>
    public string? NextToken { get; init; }
}

public sealed record StateMachineVersionListItem
{
    public required string StateMachineVersionArn { get; init; }

    public required DateTimeOffset CreationDate { get; init; }
}
