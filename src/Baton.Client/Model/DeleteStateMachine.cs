namespace Baton.Client;

public sealed record DeleteStateMachineRequest
{
    public required string StateMachineArn { get; init; }
}

public sealed record DeleteStateMachineResponse;
