namespace Baton.Client;

public sealed record ListStateMachineAliasesRequest
{
    /// <summary>A machine, or one of its versions for the aliases that lead there.</summary>
    public required string StateMachineArn { get; init; }

    /// <summary>0 to 1,000; 0 or null is the service's default of 100.</summary>
    public int? MaxResults { get; init; }

    public string? NextToken { get; init; }
}

public sealed record ListStateMachineAliasesResponse
{
    public required IReadOnlyList<StateMachineAliasListItem> StateMachineAliases { get; init; }

    /// <summary>Null on the last page.</summary>
    public string? NextToken { get; init; }
}

public sealed record StateMachineAliasListItem
{
    public required string StateMachineAliasArn { get; init; }

    public required DateTimeOffset CreationDate { get; init; }
}
