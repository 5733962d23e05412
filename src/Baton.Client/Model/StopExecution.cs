namespace Baton.Client;

public sealed record StopExecutionRequest
{
    public required string ExecutionArn { get; init; }

    /// <summary>At most 256 characters.</summary>
    public string? Error { get; init; }

    /// <summary>At most 32,768 characters.</summary>
    public string? Cause { get; init; }
}

public sealed record StopExecutionResponse
{
    public required DateTimeOffset StopDate { get; init; }
}
