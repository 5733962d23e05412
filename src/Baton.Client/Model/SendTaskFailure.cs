namespace Baton.Client;

public sealed record SendTaskFailureRequest
{
    public required string TaskToken { get; init; }

    /// <summary>What Retry and Catch are matched with; at most 256 characters.</summary>
    public string? Error { get; init; }

    /// <summary>At most 32,768 characters.</summary>
    public string? Cause { get; init; }
}

public sealed record SendTaskFailureResponse;
