namespace Baton.Client;

public sealed record DeleteActivityRequest
{
    public required string ActivityArn { get; init; }
}

public sealed record DeleteActivityResponse;
