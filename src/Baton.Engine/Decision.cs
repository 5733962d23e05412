using Baton.Engine.Events;
using Baton.Engine.Execution;

namespace Baton.Engine;

/// <summary>Why a command does not fit the state.</summary>
public enum RejectionKind
{
    /// <summary>The execution was started already.</summary>
    ExecutionExists,

    /// <summary>The execution has ended, or was never started.</summary>
    ExecutionNotRunning,

    /// <summary>The task has ended, timed out, or belongs to an earlier attempt.</summary>
    TaskNotOpen,

    /// <summary>The task was handed out or submitted already.</summary>
    TaskAlreadyStarted,

    /// <summary>The execution cannot be redriven.</summary>
    NotRedrivable,
}

/// <summary>What a command leads to. A rejected one leaves no trace.</summary>
public abstract record Decision
{
    private Decision()
    {
    }

    /// <param name="State">The state after the events.</param>
    /// <param name="Events">What happened, in order; may be empty.</param>
    /// <param name="Continues">Whether the slice stopped at its bound and <c>ContinueExecution</c> is owed.</param>
    public sealed record Accepted(ExecutionState State, IReadOnlyList<ExecutionEvent> Events, bool Continues) : Decision;

    public sealed record Rejected(RejectionKind Kind, string Message) : Decision;

    internal static Decision Reject(RejectionKind kind, string message) => new Rejected(kind, message);
}
