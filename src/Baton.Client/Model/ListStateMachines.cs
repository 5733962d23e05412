namespace Baton.Client;

public sealed record ListStateMachinesRequest
{
    /// <summary>0 to 1,000; 0 or null is the service's default of 100.</summary>
    public int? MaxResults { get; init; }

    public string? NextToken { get; init; }
}

public sealed record ListStateMachinesResponse
{
    public required IReadOnlyList<StateMachineListItem> StateMachines { get; init; }

    /// <summary>Null on the last page.</summary>
    public string? NextToken { get; init; }
}

public sealed record StateMachineListItem
{
    public required string StateMachineArn { get; init; }

    public required string Name { get; init; }

    public required StateMachineType Type { get; init; }

    public required DateTimeOffset CreationDate { get; init; }
}
