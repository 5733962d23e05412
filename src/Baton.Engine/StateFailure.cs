namespace Baton.Engine;

/// <summary>The state that runs has failed with an error of the language; Retry and Catch decide what follows. Never leaves the engine.</summary>
internal sealed class StateFailure(string? error, string? cause) : Exception(error)
{
    public string? Error { get; } = error;

    public string? Cause { get; } = cause;

    /// <summary>Whether a JSONata evaluation failed, which history tells in an event of its own.</summary>
    public bool IsEvaluation { get; init; }

    /// <summary>The field whose expression failed, where <see cref="IsEvaluation"/> is set.</summary>
    public string? Location { get; init; }

    /// <summary>Whether the failed evaluation follows the last event, as recorded where a value was computed but cannot be used, and not the event before the state.</summary>
    public bool FollowsLastEvent { get; init; }

    /// <summary>Whether the failure is a missed heartbeat, which is named as a timeout.</summary>
    public bool IsHeartbeat { get; init; }

    /// <summary>Whether a task ended with the error, rather than the state's own data flow.</summary>
    public bool IsTask { get; init; }
}
