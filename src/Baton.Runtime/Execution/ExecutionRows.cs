using Baton.Engine.Execution;
using Baton.Store;

namespace Baton.Runtime.Execution;

/// <summary>Turns an execution's state into the row that lists, timers and restarts read.</summary>
internal static class ExecutionRows
{
    public static ExecutionRow Of(HotExecution execution, ExecutionState state, int partition, TimeSpan redeliveryWindow) => new()
    {
        Number = execution.Number,
        Arn = execution.Arn,
        Partition = partition,
        StateMachineId = execution.StateMachineId,
        Revision = execution.Revision,
        PublishedVersion = state.Identity.StateMachineVersion,
        Alias = state.Identity.StateMachineAlias,
        Status = StatusOf(state.Status),
        StartedAt = state.Identity.StartedAt,
        RedriveCount = state.RedriveCount,
        RedrivenAt = state.RedrivenAt,
        StoppedAt = state.Outcome?.At,
        WakeUpAt = state.NextWakeUp,
        OwedUntil = OwedUntil(state, redeliveryWindow),
        Version = state.Version,
    };

    public static ExecutionStatus StatusOf(RunStatus status) => status switch
    {
        RunStatus.Running => ExecutionStatus.Running,
        RunStatus.Succeeded => ExecutionStatus.Succeeded,
        RunStatus.Failed => ExecutionStatus.Failed,
        RunStatus.TimedOut => ExecutionStatus.TimedOut,
        RunStatus.Aborted => ExecutionStatus.Aborted,
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "An execution that was never started has no row."),
    };

    public static RunStatus StatusOf(ExecutionStatus status) => status switch
    {
        ExecutionStatus.Running => RunStatus.Running,
        ExecutionStatus.Succeeded => RunStatus.Succeeded,
        ExecutionStatus.Failed => RunStatus.Failed,
        ExecutionStatus.TimedOut => RunStatus.TimedOut,
        ExecutionStatus.Aborted => RunStatus.Aborted,
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "A stored status is one that this version knows."),
    };

    /// <summary>Until when a restart has to look at an execution; what it does then is <see cref="Recovery"/>.</summary>
    public static DateTimeOffset? OwedUntil(ExecutionState state, TimeSpan redeliveryWindow)
    {
        if (state.Status != RunStatus.Running) return null;
        return state.ReadyFrames > 0 || state.IsOwing || state.AwaitedBy is not null ? DateTimeOffset.MaxValue : state.LastHandedOutAt + redeliveryWindow;
    }
}
