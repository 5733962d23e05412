namespace Baton.Client;

public sealed record DescribeStateMachineAliasRequest
{
    public required string StateMachineAliasArn { get; init; }
}

public sealed record DescribeStateMachineAliasResponse
{
    public string? StateMachineAliasArn { get; init; }

    public string? Name { get; init; }

    public string? Description { get; init; }

    public IReadOnlyList<RoutingConfigurationItem>? RoutingConfiguration { get; init; }

    public DateTimeOffset? CreationDate { get; init; }

    public DateTimeOffset? UpdateDate { get; init; }
}
