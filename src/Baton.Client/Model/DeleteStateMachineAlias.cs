namespace Baton.Client;

public sealed record DeleteStateMachineAliasRequest
{
    public required string StateMachineAliasArn { get; init; }
}

public sealed record DeleteStateMachineAliasResponse;
