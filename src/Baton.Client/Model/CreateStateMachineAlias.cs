namespace Baton.Client;

public sealed record CreateStateMachineAliasRequest
{
    /// <summary>1 to 80 characters, not digits alone.</summary>
    public required string Name { get; init; }

    public string? Description { get; init; }

    /// <summary>One or two versions of one machine.</summary>
    public required IReadOnlyList<RoutingConfigurationItem> RoutingConfiguration { get; init; }
}

public sealed record CreateStateMachineAliasResponse
{
    public required string StateMachineAliasArn { get; init; }

    public required DateTimeOffset CreationDate { get; init; }
}

/// <summary>One way an alias leads.</summary>
/// <param name="StateMachineVersionArn">The version.</param>
/// <param name="Weight">How many starts of a hundred go there; the weights of an alias come to 100.</param>
public sealed record RoutingConfigurationItem(string StateMachineVersionArn, int Weight);
