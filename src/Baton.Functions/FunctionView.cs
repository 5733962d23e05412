namespace Baton.Functions;

/// <summary>A function as it is shown: what was set, without its environment, which may be secret, and how it stands.</summary>
public sealed record FunctionView(string Name, FunctionSettings Settings, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, FunctionStatus Status)
{
    /// <summary>The names of the variables of its environment; null for none.</summary>
    public IReadOnlyList<string>? Variables { get; init; }
}

/// <summary>How a function stands.</summary>
public sealed record FunctionStatus
{
    /// <summary>How many invocations wait until somebody is free to run them.</summary>
    public int Waiting { get; init; }

    /// <summary>How many invocations run.</summary>
    public int Running { get; init; }

    /// <summary>What <c>AWS_LAMBDA_RUNTIME_API</c> is for runtimes of a pull function; null where it is not served.</summary>
    public string? RuntimeApi { get; init; }

    /// <summary>How many runtimes ask for work just now; null for functions that none ask for.</summary>
    public int? Idle { get; init; }

    /// <summary>The workers of a hosted function.</summary>
    public IReadOnlyList<WorkerStatus>? Workers { get; init; }

    /// <summary>What keeps the function from running; null for nothing.</summary>
    public string? Problem { get; init; }

    /// <summary>How many invocations were begun since the server was started.</summary>
    public long Invocations { get; init; }

    /// <summary>How many of them failed, or were refused.</summary>
    public long Errors { get; init; }

    /// <summary>What the last of these said, as JSON where the function said it itself; its beginning where it is long. Null where there was none.</summary>
    public string? LastError { get; init; }

    public DateTimeOffset? LastErrorAt { get; init; }
}

/// <summary>How a worker stands.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Starts">How often it was started since the server was.</param>
/// <param name="LastExit">How it ended last; null where it did not.</param>
public sealed record WorkerStatus(int Number, int Starts, string? LastExit = null);
