using System.Collections.Immutable;
using Baton.Engine.Events;
using Baton.Engine.Execution;

namespace Baton.Engine;

/// <summary>The states of a machine's own scope that a redrive can enter anew, each as it was entered.</summary>
public static class RedrivePoints
{
    /// <summary>Where an event enters a state, with what was in force on the entry; null where it enters none of the machine's own scope.</summary>
    /// <param name="before">What folding the events before it gives.</param>
    /// <param name="happened">The event.</param>
    public static RedrivePoint? EnteredBy(ExecutionState before, ExecutionEvent happened) =>
        happened is ExecutionEvent.StateEntered { Frame: Frame.RootId } entered ? new RedrivePoint(entered.Name, entered.Input, Variables(before.Root)) : null;

    /// <summary>The state in which the machine's own scope stood when the execution ended, or the one that it was to enter.</summary>
    internal static RedrivePoint WhereItStood(ExecutionState state, string startAt)
    {
        var root = state.Halted[0];
        return new RedrivePoint(root.Next ?? root.State ?? startAt, root.Data, Variables(root));
    }

    private static ImmutableArray<AssignedVariable> Variables(Frame frame) =>
        [.. frame.Variables.OrderBy(variable => variable.Key, StringComparer.Ordinal).Select(variable => new AssignedVariable(variable.Key, variable.Value))];
}
