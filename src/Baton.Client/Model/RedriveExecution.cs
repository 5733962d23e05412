namespace Baton.Client;

public sealed record RedriveExecutionRequest
{
    /// <summary>An execution that failed, timed out or was aborted.</summary>
    public required string ExecutionArn { get; init; }

    /// <summary>1 to 64 characters; the same again within 15 minutes is the same redrive. The client makes one up when there is none, so that a repeated request cannot redrive twice.</summary>
    public string? ClientToken { get; init; }
}

public sealed record RedriveExecutionResponse
{
    public required DateTimeOffset RedriveDate { get; init; }
}
