namespace Baton.Client;

public sealed record DeleteStateMachineVersionRequest
{
    /// <summary>No alias may lead there.</summary>
    public required string StateMachineVersionArn { get; init; }
}

public sealed record DeleteStateMachineVersionResponse;
