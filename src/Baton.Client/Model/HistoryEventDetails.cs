namespace Baton.Client;

public sealed record ExecutionStartedEventDetails
{
    public string? Input { get; init; }

    public HistoryDataDetails? InputDetails { get; init; }

    public string? RoleArn { get; init; }

    public string? StateMachineAliasArn { get; init; }

    public string? StateMachineVersionArn { get; init; }
}

public sealed record ExecutionRedrivenEventDetails
{
    public int? RedriveCount { get; init; }

    /// <summary>The state that is entered anew; null where the execution goes on where it stood. Baton only.</summary>
    public string? FromState { get; init; }
}

/// <summary>What came out, as JSON text.</summary>
public sealed record OutputEventDetails
{
    public string? Output { get; init; }

    public HistoryDataDetails? OutputDetails { get; init; }
}

public sealed record FailureEventDetails
{
    public string? Error { get; init; }

    public string? Cause { get; init; }
}

public sealed record StateEnteredEventDetails
{
    public required string Name { get; init; }

    public string? Input { get; init; }

    public HistoryDataDetails? InputDetails { get; init; }
}

public sealed record StateExitedEventDetails
{
    public required string Name { get; init; }

    public string? Output { get; init; }

    public HistoryDataDetails? OutputDetails { get; init; }

    /// <summary>Name of a variable to its value as JSON text.</summary>
    public IReadOnlyDictionary<string, string>? AssignedVariables { get; init; }

    public HistoryDataDetails? AssignedVariablesDetails { get; init; }
}

public sealed record TaskScheduledEventDetails
{
    /// <summary>The service, such as <c>lambda</c>.</summary>
    public required string ResourceType { get; init; }

    /// <summary>The action with its suffix, such as <c>invoke.waitForTaskToken</c>.</summary>
    public required string Resource { get; init; }

    public string? Region { get; init; }

    /// <summary>JSON text.</summary>
    public string? Parameters { get; init; }

    public long? TimeoutInSeconds { get; init; }

    public long? HeartbeatInSeconds { get; init; }

    public TaskCredentials? TaskCredentials { get; init; }
}

public sealed record TaskCredentials
{
    public string? RoleArn { get; init; }
}

/// <summary>A later event of a service task; output on success, error and cause on failure.</summary>
public sealed record TaskEventDetails
{
    public required string ResourceType { get; init; }

    public required string Resource { get; init; }

    public string? Output { get; init; }

    public HistoryDataDetails? OutputDetails { get; init; }

    public string? Error { get; init; }

    public string? Cause { get; init; }
}

public sealed record LambdaFunctionScheduledEventDetails
{
    public required string Resource { get; init; }

    public string? Input { get; init; }

    public HistoryDataDetails? InputDetails { get; init; }

    public long? TimeoutInSeconds { get; init; }

    public TaskCredentials? TaskCredentials { get; init; }
}

public sealed record ActivityScheduledEventDetails
{
    public required string Resource { get; init; }

    public string? Input { get; init; }

    public HistoryDataDetails? InputDetails { get; init; }

    public long? TimeoutInSeconds { get; init; }

    public long? HeartbeatInSeconds { get; init; }
}

public sealed record ActivityStartedEventDetails
{
    public string? WorkerName { get; init; }
}

public sealed record MapStateStartedEventDetails
{
    public int Length { get; init; }
}

public sealed record MapIterationEventDetails
{
    /// <summary>The name of the Map state.</summary>
    public string? Name { get; init; }

    public int Index { get; init; }
}

public sealed record MapRunEventDetails
{
    public string? MapRunArn { get; init; }

    public int? RedriveCount { get; init; }
}

public sealed record EvaluationFailedEventDetails
{
    public string? Error { get; init; }

    public string? Cause { get; init; }

    public string? Location { get; init; }

    public string? State { get; init; }
}

public sealed record HistoryDataDetails
{
    public bool Truncated { get; init; }
}
