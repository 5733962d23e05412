namespace Baton.Client;

/// <summary>How an execution has ended.</summary>
public sealed record ExecutionEnd
{
    public required string ExecutionArn { get; init; }

    /// <summary>Any status but that of one that runs.</summary>
    public required ExecutionStatus Status { get; init; }

    public required DateTimeOffset StopDate { get; init; }

    /// <summary>JSON text; only of an execution that succeeded.</summary>
    public string? Output { get; init; }

    /// <summary>Only of an execution that failed or was stopped with one.</summary>
    public string? Error { get; init; }

    public string? Cause { get; init; }
}
