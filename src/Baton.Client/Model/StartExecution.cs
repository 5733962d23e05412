namespace Baton.Client;

public sealed record StartExecutionRequest
{
    /// <summary>A machine, one of its versions or one of its aliases.</summary>
    public required string StateMachineArn { get; init; }

    /// <summary>1 to 80 characters. The client makes one up when there is none, so that a repeated request cannot start a second execution.</summary>
    public string? Name { get; init; }

    /// <summary>JSON text; <c>{}</c> when null.</summary>
    public string? Input { get; init; }

    public string? TraceHeader { get; init; }
}

public sealed record StartExecutionResponse
{
    public required string ExecutionArn { get; init; }

    public required DateTimeOffset StartDate { get; init; }
}
