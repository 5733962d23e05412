namespace Baton.Functions.Invocations;

/// <summary>What a caller wants of an invocation.</summary>
public enum InvocationType
{
    /// <summary>To wait for what the function gives.</summary>
    RequestResponse,

    /// <summary>That the function gets it, sooner or later.</summary>
    Event,

    /// <summary>To know whether it could be made.</summary>
    DryRun,
}

/// <summary>One call of a function, as the Invoke API has it.</summary>
public sealed record FunctionInvocation
{
    /// <summary>The longest payload of a call that is waited for, in bytes, as published.</summary>
    public const int PayloadBytesMax = 6_291_556;

    /// <summary>The longest payload of an event, in bytes, as published.</summary>
    public const int EventBytesMax = 1_048_576;

    public required FunctionName Function { get; init; }

    /// <summary>The id that the function sees. Who has to ask again after a crash gives the same one.</summary>
    public required string RequestId { get; init; }

    /// <summary>A JSON text.</summary>
    public required ReadOnlyMemory<byte> Payload { get; init; }

    public InvocationType Type { get; init; } = InvocationType.RequestResponse;

    /// <summary>Whether the end of the log is wanted with the result.</summary>
    public bool WantsLog { get; init; }

    /// <summary>What the caller says of itself: a JSON object as Base64; null for nothing.</summary>
    public string? ClientContext { get; init; }

    /// <summary>The trace that the call belongs to (<c>X-Amzn-Trace-Id</c>); null for none.</summary>
    public string? TraceId { get; init; }
}
