using Baton.Engine.Execution;
using Baton.Store;

namespace Baton.Runtime.Execution;

/// <summary>Compares an execution's row with what its events say.</summary>
internal static class RowCheck
{
    /// <returns>How the two differ; null where they do not.</returns>
    public static string? Difference(ExecutionRow row, ExecutionState state, TimeSpan redeliveryWindow)
    {
        if (state.NextWakeUp != row.WakeUpAt) return $"Its events say that it is to be woken at {state.NextWakeUp:O}, its row says {row.WakeUpAt:O}.";
        var execution = new HotExecution(row.Number, state.Identity.ExecutionArn, row.StateMachineId, row.Revision, compiled: null);
        var expected = ExecutionRows.Of(execution, state, row.Partition, redeliveryWindow);
        var owed = expected.OwedUntil; // the window may have been another one then
        if ((owed is null, owed == DateTimeOffset.MaxValue) != (row.OwedUntil is null, row.OwedUntil == DateTimeOffset.MaxValue)) return "Its row and its events do not owe the same.";
        return expected with { OwedUntil = row.OwedUntil } == row ? null : $"Its events say {expected}, its row says {row}.";
    }
}
