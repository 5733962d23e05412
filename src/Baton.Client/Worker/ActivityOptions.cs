namespace Baton.Client.Worker;

/// <summary>What is different for one activity; null takes the worker's own.</summary>
public sealed class ActivityOptions
{
    /// <inheritdoc cref="BatonWorkerOptions.Pollers"/>
    public int? Pollers { get; set; }

    /// <inheritdoc cref="BatonWorkerOptions.HeartbeatInterval"/>
    public TimeSpan? HeartbeatInterval { get; set; }
}
