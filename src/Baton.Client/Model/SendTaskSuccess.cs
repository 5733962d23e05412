namespace Baton.Client;

public sealed record SendTaskSuccessRequest
{
    public required string TaskToken { get; init; }

    /// <summary>JSON text.</summary>
    public required string Output { get; init; }
}

public sealed record SendTaskSuccessResponse;
