namespace Baton.Client;

public sealed record GetActivityTaskRequest
{
    public required string ActivityArn { get; init; }

    /// <summary>Shows in the history of the execution; at most 80 characters.</summary>
    public string? WorkerName { get; init; }
}

public sealed record GetActivityTaskResponse
{
    /// <summary>Null when no task came while the service held the request.</summary>
    public string? TaskToken { get; init; }

    /// <summary>JSON text.</summary>
    public string? Input { get; init; }
}
