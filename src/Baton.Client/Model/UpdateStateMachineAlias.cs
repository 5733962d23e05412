namespace Baton.Client;

/// <summary>What is null stays as it is; at least one of description and routing must be given.</summary>
public sealed record UpdateStateMachineAliasRequest
{
    public required string StateMachineAliasArn { get; init; }

    public string? Description { get; init; }

    public IReadOnlyList<RoutingConfigurationItem>? RoutingConfiguration { get; init; }
}

public sealed record UpdateStateMachineAliasResponse
{
    public required DateTimeOffset UpdateDate { get; init; }
}
