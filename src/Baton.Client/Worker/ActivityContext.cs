namespace Baton.Client.Worker;

/// <summary>What a handler knows of the task beside its input.</summary>
public sealed class ActivityContext
{
    private readonly Func<CancellationToken, Task> _heartbeat;

    internal ActivityContext(Func<CancellationToken, Task> heartbeat) => _heartbeat = heartbeat;

    public required string ActivityArn { get; init; }

    /// <summary>The task, and the attempt: a retried task has a new token.</summary>
    public required string TaskToken { get; init; }

    public required string WorkerName { get; init; }

    /// <summary>The services of a scope that lives as long as the task.</summary>
    public required IServiceProvider Services { get; init; }

    /// <summary>Cancelled when nobody waits for the result any more, or when the worker stops and its grace is over.</summary>
    public required CancellationToken CancellationToken { get; init; }

    /// <summary>Sends a heartbeat now, beside those that the worker sends by itself. A task that is gone cancels <see cref="CancellationToken"/>.</summary>
    public Task HeartbeatAsync() => _heartbeat(CancellationToken);
}
