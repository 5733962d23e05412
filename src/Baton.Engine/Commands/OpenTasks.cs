using Baton.Engine.Execution;

namespace Baton.Engine.Commands;

/// <summary>Finds the task that a token names.</summary>
internal static class OpenTasks
{
    public static Decision NotOpen { get; } = Decision.Reject(RejectionKind.TaskNotOpen, "Provided task does not exist anymore");

    /// <summary>The frame that waits for the task; null where the task has ended or the token is of an earlier attempt.</summary>
    public static Frame? Find(ExecutionState state, TaskToken token) =>
        state.Status == RunStatus.Running && state.Find(token.Frame) is { Task: { } task } frame && task.Token == token ? frame : null;
}
