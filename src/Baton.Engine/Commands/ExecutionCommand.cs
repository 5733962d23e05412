using Baton.Engine.Events;
using Baton.Engine.Execution;
using Baton.Json;

namespace Baton.Engine.Commands;

/// <summary>An order to one execution.</summary>
public abstract record ExecutionCommand
{
    private ExecutionCommand() // the cases below are all there are
    {
    }

    /// <param name="Identity">Its <c>StartedAt</c> and <c>Deadline</c> are set by the decision.</param>
    public sealed record StartExecution(ExecutionIdentity Identity) : ExecutionCommand;

    /// <summary>Goes on where a bounded slice stopped.</summary>
    public sealed record ContinueExecution : ExecutionCommand;

    /// <summary>Does what is due by now: waits, retries, timeouts, missed heartbeats.</summary>
    public sealed record FireTimers : ExecutionCommand;

    /// <summary>An activity task is handed to a worker.</summary>
    public sealed record StartTask(TaskToken Token, string? WorkerName) : ExecutionCommand;

    /// <summary>An activity task that was handed out is offered again.</summary>
    public sealed record OfferTaskAgain(TaskToken Token) : ExecutionCommand;

    /// <summary>The service took a task whose result somebody will call back with.</summary>
    public sealed record SubmitTask(TaskToken Token, JsonText Output) : ExecutionCommand;

    public sealed record CompleteTask(TaskToken Token, JsonText Output) : ExecutionCommand;

    public sealed record FailTask(TaskToken Token, string? Error, string? Cause, TaskFailureKind Kind = TaskFailureKind.Failed) : ExecutionCommand;

    /// <summary>All children of a Map Run have ended, and enough of them well.</summary>
    public sealed record CompleteMapRun(TaskToken Token, JsonText Result) : ExecutionCommand;

    /// <summary>A Map Run could not read its items or write its results, or too many of its children failed.</summary>
    public sealed record FailMapRun(TaskToken Token, string Error, string? Cause) : ExecutionCommand;

    public sealed record HeartbeatTask(TaskToken Token) : ExecutionCommand;

    public sealed record StopExecution(string? Error, string? Cause) : ExecutionCommand;

    /// <summary>An execution that failed, timed out or was aborted goes on from where it stood.</summary>
    /// <param name="ClientToken">Names the request: the same one once more changes nothing. Null for no name.</param>
    public sealed record RedriveExecution(string? ClientToken) : ExecutionCommand
    {
        /// <summary>The state to enter anew, with what was in force on its entry; null for where the execution stood.</summary>
        public RedrivePoint? From { get; init; }

        /// <summary>What the state that is entered anew gets; null for what it got.</summary>
        public JsonText? Input { get; init; }

        /// <summary>The revision of the machine that the definition to be run is of; null for the one that ran. Another one enters its state anew.</summary>
        public int? Revision { get; init; }

        /// <summary>Which redrive of its Map Run this is part of: a child is redriven once in each. Null for an execution that is no child of one.</summary>
        public int? MapRunRedrive { get; init; }

        /// <summary>Whether the execution begins again with its first state and its input.</summary>
        public bool StartsOver { get; init; }
    }
}
