using System.Collections.Immutable;
using Baton.Engine.Execution;
using Baton.Json;
using Baton.Language.Model;

namespace Baton.Engine.Events;

/// <summary>
/// A fact about an execution. Most are the published history events, with the same names, ids and details; <see cref="HistoryType"/>
/// is null for the few that history does not show. Members that history does not show either are marked as kept for replay.
/// </summary>
public abstract record ExecutionEvent
{
    private long _id;
    private long _previousId;
    private DateTimeOffset _timestamp;
    private int _frame;

    private ExecutionEvent() // the cases below are all there are
    {
    }

    /// <summary>The id in the history, from 1; 0 for a fact that history does not show.</summary>
    public long Id { get => _id; init => _id = value; }

    public long PreviousId { get => _previousId; init => _previousId = value; }

    public DateTimeOffset Timestamp { get => _timestamp; init => _timestamp = value; }

    /// <summary>The frame that the event is about (kept for replay).</summary>
    public int Frame { get => _frame; init => _frame = value; }

    /// <summary>The published name, or null where history does not show the event.</summary>
    public abstract string? HistoryType { get; }

    /// <summary>Gives an event its place, before anybody else has seen it: a copy of each would cost more than what is decided.</summary>
    internal ExecutionEvent Placed(long id, long previousId, DateTimeOffset timestamp, int frame)
    {
        (_id, _previousId, _timestamp, _frame) = (id, previousId, timestamp, frame);
        return this;
    }

    /// <param name="Identity">What the execution was started with; of it history shows input and roleArn.</param>
    public sealed record ExecutionStarted(ExecutionIdentity Identity) : ExecutionEvent
    {
        public override string HistoryType => "ExecutionStarted";
    }

    public sealed record ExecutionSucceeded(JsonText Output) : ExecutionEvent
    {
        public override string HistoryType => "ExecutionSucceeded";
    }

    public sealed record ExecutionFailed(string? Error, string? Cause) : ExecutionEvent
    {
        public override string HistoryType => "ExecutionFailed";
    }

    public sealed record ExecutionAborted(string? Error, string? Cause) : ExecutionEvent
    {
        public override string HistoryType => "ExecutionAborted";
    }

    public sealed record ExecutionTimedOut : ExecutionEvent
    {
        public override string HistoryType => "ExecutionTimedOut";
    }

    /// <summary>The execution goes on from where it failed, timed out or was aborted.</summary>
    /// <param name="RedriveCount">How often it has been redriven, with this time.</param>
    /// <param name="ClientToken">What the request was named (kept for replay).</param>
    /// <param name="Deadline">When the machine's own <c>TimeoutSeconds</c> end now (kept for replay).</param>
    /// <param name="FromStart">Whether the machine's Parallel or Map runs with all of its branches or iterations again (kept for replay).</param>
    public sealed record ExecutionRedriven(int RedriveCount, string? ClientToken, DateTimeOffset? Deadline, bool FromStart) : ExecutionEvent
    {
        /// <summary>The state that is entered anew; null where the execution goes on where it stood.</summary>
        public RedrivePoint? From { get; init; }

        /// <summary>The revision of the machine that runs from here on; null for the one that ran before.</summary>
        public int? Revision { get; init; }

        /// <summary>Which redrive of its Map Run this one is part of (kept for replay); null for an execution that is no child of one.</summary>
        public int? MapRunRedrive { get; init; }

        public override string HistoryType => "ExecutionRedriven";
    }

    /// <summary>The state in which a frame stood before a redrive is done again from here on.</summary>
    public sealed record StateRedriven : ExecutionEvent
    {
        public override string? HistoryType => null;
    }

    public sealed record StateEntered(StateType Type, string Name, JsonText Input) : ExecutionEvent
    {
        public override string HistoryType => $"{Type}StateEntered";
    }

    /// <param name="Type">The state's type.</param>
    /// <param name="Name">The state's name.</param>
    /// <param name="Output">The state's output.</param>
    /// <param name="Next">The state that follows, null where the scope ends (kept for replay).</param>
    /// <param name="AssignedVariables">The variables that the state set; null where it sets none.</param>
    public sealed record StateExited(StateType Type, string Name, JsonText Output, string? Next, ImmutableArray<AssignedVariable>? AssignedVariables = null) : ExecutionEvent
    {
        public override string HistoryType => $"{Type}StateExited";
    }

    /// <summary>A state was given up because something beside it failed, or because its scope did.</summary>
    public sealed record StateAborted(StateType Type) : ExecutionEvent
    {
        public override string HistoryType => $"{Type}StateAborted";
    }

    /// <param name="Kind">The family of the event.</param>
    /// <param name="Token">The attempt's token (kept for replay).</param>
    /// <param name="ResourceArn">The state's <c>Resource</c> (kept for replay, shown for activities and functions).</param>
    /// <param name="ResourceType">The service; null for activities and functions.</param>
    /// <param name="Resource">The action; the ARN for activities and functions.</param>
    /// <param name="Pattern">How the task ends (kept for replay).</param>
    /// <param name="Input">The input or parameters.</param>
    public sealed record TaskScheduled(
        TaskKind Kind, TaskToken Token, string ResourceArn, string? ResourceType, string Resource, IntegrationPattern Pattern, JsonText Input) : ExecutionEvent
    {
        public string? Region { get; init; }

        public long? TimeoutSeconds { get; init; }

        public long? HeartbeatSeconds { get; init; }

        public string? RoleArn { get; init; }

        public override string HistoryType => $"{Prefix(Kind)}Scheduled";
    }

    public sealed record TaskStarted(TaskKind Kind, string? ResourceType, string Resource, string? WorkerName = null) : ExecutionEvent
    {
        public override string HistoryType => $"{Prefix(Kind)}Started";
    }

    public sealed record TaskSubmitted(string ResourceType, string Resource, JsonText Output) : ExecutionEvent
    {
        public override string HistoryType => "TaskSubmitted";
    }

    public sealed record TaskSucceeded(TaskKind Kind, string? ResourceType, string Resource, JsonText Output) : ExecutionEvent
    {
        public override string HistoryType => $"{Prefix(Kind)}Succeeded";
    }

    public sealed record TaskFailed(TaskKind Kind, TaskFailureKind Failure, string? ResourceType, string Resource, string? Error, string? Cause) : ExecutionEvent
    {
        public override string HistoryType => $"{Prefix(Kind)}{Failure}";
    }

    /// <summary>A worker said that it still works on the task.</summary>
    public sealed record HeartbeatReceived : ExecutionEvent
    {
        public override string? HistoryType => null;
    }

    /// <summary>An activity task that was handed out waits for a worker again: the one before may never have got it.</summary>
    public sealed record TaskOfferedAgain : ExecutionEvent
    {
        public override string? HistoryType => null;
    }

    /// <summary>An activity task that was offered again has a worker again.</summary>
    public sealed record TaskHandedOutAgain : ExecutionEvent
    {
        public override string? HistoryType => null;
    }

    /// <summary>A Wait state knows when it ends.</summary>
    public sealed record WaitArmed(DateTimeOffset Until) : ExecutionEvent
    {
        public override string? HistoryType => null;
    }

    /// <summary>A failed state will be tried again.</summary>
    /// <param name="At">When, jitter included.</param>
    /// <param name="Retrier">Which of the state's retriers decided.</param>
    /// <param name="Retriers">How many retriers the state has.</param>
    public sealed record RetryArmed(DateTimeOffset At, int Retrier, int Retriers) : ExecutionEvent
    {
        public override string? HistoryType => null;
    }

    /// <param name="Count">The number of branches (kept for replay); their frames have ascending ids from <paramref name="FirstFrame"/> on.</param>
    /// <param name="FirstFrame">The first branch's frame (kept for replay).</param>
    /// <param name="Input">What every branch starts with (kept for replay).</param>
    public sealed record ParallelStateStarted(int Count, int FirstFrame, JsonText Input) : ExecutionEvent
    {
        public override string HistoryType => "ParallelStateStarted";
    }

    public sealed record ParallelStateSucceeded : ExecutionEvent
    {
        public override string HistoryType => "ParallelStateSucceeded";
    }

    public sealed record ParallelStateFailed : ExecutionEvent
    {
        public override string HistoryType => "ParallelStateFailed";
    }

    /// <param name="Length">The number of items.</param>
    /// <param name="MaxConcurrency">How many iterations run at once, 0 for no limit (kept for replay).</param>
    /// <param name="Items">The items where they cannot be selected again (kept for replay).</param>
    public sealed record MapStateStarted(int Length, int MaxConcurrency, JsonText? Items) : ExecutionEvent
    {
        public override string HistoryType => "MapStateStarted";
    }

    public sealed record MapStateSucceeded : ExecutionEvent
    {
        public override string HistoryType => "MapStateSucceeded";
    }

    public sealed record MapStateFailed : ExecutionEvent
    {
        public override string HistoryType => "MapStateFailed";
    }

    /// <param name="Name">The Map state.</param>
    /// <param name="Index">The iteration, from 0.</param>
    /// <param name="ChildFrame">The iteration's frame (kept for replay).</param>
    /// <param name="Input">What the iteration starts with (kept for replay).</param>
    public sealed record MapIterationStarted(string Name, int Index, int ChildFrame, JsonText Input) : ExecutionEvent
    {
        public override string HistoryType => "MapIterationStarted";
    }

    /// <param name="Name">The Map state.</param>
    /// <param name="Index">The iteration, from 0.</param>
    /// <param name="ChildFrame">The iteration's frame, which ends with this (kept for replay).</param>
    public sealed record MapIterationSucceeded(string Name, int Index, int ChildFrame) : ExecutionEvent
    {
        public override string HistoryType => "MapIterationSucceeded";
    }

    public sealed record MapIterationFailed(string Name, int Index) : ExecutionEvent
    {
        public override string HistoryType => "MapIterationFailed";
    }

    public sealed record MapIterationAborted(string Name, int Index) : ExecutionEvent
    {
        public override string HistoryType => "MapIterationAborted";
    }

    /// <summary>The items of a distributed Map are run as child executions from here on.</summary>
    /// <param name="Run">The run (kept for replay, but for its ARN).</param>
    public sealed record MapRunStarted(OpenMapRun Run) : ExecutionEvent
    {
        public override string HistoryType => "MapRunStarted";
    }

    /// <summary>The run that the state had started goes on: its children that did not succeed run again, and those that were never started follow.</summary>
    /// <param name="Arn">The run.</param>
    /// <param name="RedriveCount">How often it has been redriven, with this time.</param>
    /// <param name="Token">The token of the run from here on (kept for replay).</param>
    public sealed record MapRunRedriven(string Arn, int RedriveCount, TaskToken Token) : ExecutionEvent
    {
        public override string HistoryType => "MapRunRedriven";
    }

    public sealed record MapRunSucceeded : ExecutionEvent
    {
        public override string HistoryType => "MapRunSucceeded";
    }

    public sealed record MapRunFailed(string? Error, string? Cause) : ExecutionEvent
    {
        public override string HistoryType => "MapRunFailed";
    }

    public sealed record MapRunAborted : ExecutionEvent
    {
        public override string HistoryType => "MapRunAborted";
    }

    /// <summary>An expression of a state failed.</summary>
    public sealed record EvaluationFailed(string? Error, string? Cause, string? Location, string State) : ExecutionEvent
    {
        public override string HistoryType => "EvaluationFailed";
    }

    /// <summary>The branches or iterations below a frame are gone, because one of them failed and the state is tried again, caught or failed.</summary>
    public sealed record BranchesDropped : ExecutionEvent
    {
        public override string? HistoryType => null;
    }

    private static string Prefix(TaskKind kind) => kind == TaskKind.Service ? "Task" : kind.ToString();
}

/// <summary>Where a redriven execution goes on when it does not go on where it stood: a state of the machine's own scope, and all that is in force on its entry.</summary>
/// <param name="State">The state.</param>
/// <param name="Input">Its input.</param>
/// <param name="Variables">The variables.</param>
public sealed record RedrivePoint(string State, JsonText Input, ImmutableArray<AssignedVariable> Variables);

/// <summary>A variable and the value that a state gave it.</summary>
public sealed record AssignedVariable(string Name, JsonText Value);

/// <summary>How a task failed; the names are the last part of the published event names.</summary>
public enum TaskFailureKind
{
    Failed,
    TimedOut,
    ScheduleFailed,
    StartFailed,
    SubmitFailed,
}
