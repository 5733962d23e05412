using Baton.Engine.Execution;

namespace Baton.Engine.Commands;

/// <summary>Finds the Map Run that a token names.</summary>
internal static class OpenMapRuns
{
    public static Decision NotOpen { get; } = Decision.Reject(RejectionKind.TaskNotOpen, "The execution does not wait for this Map Run any more.");

    /// <summary>The frame that waits for the run; null where it has ended or the token is of an earlier attempt.</summary>
    public static Frame? Find(ExecutionState state, TaskToken token) =>
        state.Status == RunStatus.Running && state.Find(token.Frame) is { MapRun: { } run } frame && run.Token == token ? frame : null;
}
