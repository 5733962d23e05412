namespace Baton.Client;

public sealed record SendTaskHeartbeatRequest
{
    public required string TaskToken { get; init; }
}

public sealed record SendTaskHeartbeatResponse;
