using Baton.Engine.Execution;
using Baton.Store;

namespace Baton.Runtime.Execution;

/// <summary>Turns an execution's state into the row that lists, timers and restarts read.</summary>
internal static class ExecutionRows
{
    public static ExecutionRow Of(HotExecution execution, int partition, TimeSpan redeliveryWindow, bool continues)
    {
        var state = execution.State;
        return new ExecutionRow
        {
            Number = execution.Number,
            Arn = execution.Arn,
            Partition = partition,
            StateMachineId = execution.StateMachineId,
            Revision = execution.Revision,
            Status = StatusOf(state.Status),
            StartedAt = state.Identity.StartedAt,
            StoppedAt = state.Outcome?.At,
            WakeUpAt = state.NextWakeUp,
            OwedUntil = continues ? DateTimeOffset.MaxValue : OwedUntil(state, redeliveryWindow),
            Version = state.Version,
        };
    }

    public static ExecutionStatus StatusOf(RunStatus status) => status switch
    {
        RunStatus.Running => ExecutionStatus.Running,
        RunStatus.Succeeded => ExecutionStatus.Succeeded,
        RunStatus.Failed => ExecutionStatus.Failed,
        RunStatus.TimedOut => ExecutionStatus.TimedOut,
        RunStatus.Aborted => ExecutionStatus.Aborted,
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "An execution that was never started has no row."),
    };

    private static DateTimeOffset? OwedUntil(ExecutionState state, TimeSpan redeliveryWindow)
    {
        if (state.Status != RunStatus.Running) return null;
        var latest = OwedUntil(state.Root.Task, redeliveryWindow);
        foreach (var (_, frame) in state.Inner)
        {
            if (OwedUntil(frame.Task, redeliveryWindow) is { } owed && (latest is null || owed > latest)) latest = owed;
        }
        return latest;
    }

    private static DateTimeOffset? OwedUntil(OpenTask? task, TimeSpan redeliveryWindow) => task switch
    {
        null => null,
        { Kind: TaskKind.Activity, StartedAt: { } started } => started + redeliveryWindow,
        { Kind: not TaskKind.Activity, Submitted: true } => null,
        _ => DateTimeOffset.MaxValue,
    };
}
