using Baton.Store;

namespace Baton.Runtime.Maintenance;

/// <summary>Which executions are to be removed.</summary>
/// <param name="StoppedBefore">Only those that ended before.</param>
public sealed record PurgeRequest(DateTimeOffset StoppedBefore)
{
    /// <summary>Only those of this machine, which may be deleted; null is any.</summary>
    public string? StateMachineArn { get; init; }

    /// <summary>Only those that ended so; null is any end.</summary>
    public ExecutionStatus? Status { get; init; }

    /// <summary>Whether they are only counted.</summary>
    public bool IsDryRun { get; init; }
}

/// <summary>How far a purge is.</summary>
/// <param name="Examined">The executions that were looked at.</param>
/// <param name="Executions">Those of them that were removed, or would be.</param>
/// <param name="Children">The children of their Map Runs that went with them, or would.</param>
public sealed record PurgeProgress(long Examined, long Executions, long Children);
