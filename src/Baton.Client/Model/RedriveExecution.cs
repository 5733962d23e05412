namespace Baton.Client;

public sealed record RedriveExecutionRequest
{
    /// <summary>An execution that failed, timed out or was aborted.</summary>
    public required string ExecutionArn { get; init; }

    /// <summary>Names the request: the same one once more changes nothing. Null to make one up.</summary>
    public string? ClientToken { get; init; }

    /// <summary>A state that the execution entered, to go on from as it was entered last; null for where it stood. Baton only.</summary>
    public string? FromState { get; init; }

    /// <summary>JSON text: what the state that is entered gets; null for what it got. Baton only.</summary>
    public string? Input { get; init; }

    /// <summary>What to run: <c>CURRENT</c>, the number of a version, or the id of a revision; null for what ran. Baton only.</summary>
    public string? Definition { get; init; }
}

public sealed record RedriveExecutionResponse
{
    public required DateTimeOffset RedriveDate { get; init; }
}
