using Baton.Store;

namespace Baton.Api.Operations;

/// <summary>The published names of execution statuses.</summary>
internal static class Statuses
{
    /// <summary>Of a child of a Map Run that waits to be redriven.</summary>
    public const string PendingRedrive = "PENDING_REDRIVE";

    public static string Of(ExecutionStatus status) => status switch
    {
        ExecutionStatus.Running => "RUNNING",
        ExecutionStatus.Succeeded => "SUCCEEDED",
        ExecutionStatus.Failed => "FAILED",
        ExecutionStatus.TimedOut => "TIMED_OUT",
        ExecutionStatus.Aborted => "ABORTED",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "A status has a published name."),
    };

    /// <summary>The status of a name; null for one that no execution of a plain machine has.</summary>
    public static ExecutionStatus? Parse(string? name) => name switch
    {
        "RUNNING" => ExecutionStatus.Running,
        "SUCCEEDED" => ExecutionStatus.Succeeded,
        "FAILED" => ExecutionStatus.Failed,
        "TIMED_OUT" => ExecutionStatus.TimedOut,
        "ABORTED" => ExecutionStatus.Aborted,
        _ => null,
    };
}
