namespace Baton.Client;

/// <summary>What is logged of the executions of a machine, and where.</summary>
public sealed record LoggingConfiguration
{
    /// <summary>Off unless set.</summary>
    public LoggingLevel? Level { get; init; }

    /// <summary>Whether inputs, outputs and parameters are logged too.</summary>
    public bool? IncludeExecutionData { get; init; }

    /// <summary>Exactly one, unless the level is off.</summary>
    public IReadOnlyList<LogDestination>? Destinations { get; init; }
}

public sealed record LogDestination
{
    public CloudWatchLogsLogGroup? CloudWatchLogsLogGroup { get; init; }
}

public sealed record CloudWatchLogsLogGroup
{
    /// <summary>The ARN of a log group, which ends in <c>:*</c>.</summary>
    public string? LogGroupArn { get; init; }
}
