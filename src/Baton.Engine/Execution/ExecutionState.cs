using System.Collections.Immutable;
using System.Globalization;
using Baton.Engine.Events;
using Baton.Json;

namespace Baton.Engine.Execution;

/// <summary>How an execution stands.</summary>
public enum RunStatus
{
    /// <summary>Not started: the state before the first event.</summary>
    None,
    Running,
    Succeeded,
    Failed,
    TimedOut,
    Aborted,
}

/// <summary>What an execution was started with; a redrive changes its deadline and <see cref="MapRunParent.Redrive"/>, nothing else.</summary>
public sealed record ExecutionIdentity
{
    public required string ExecutionArn { get; init; }

    public required string Name { get; init; }

    public required string StateMachineArn { get; init; }

    public required string StateMachineName { get; init; }

    /// <summary>The number of the version that was started, directly or through an alias; null for neither.</summary>
    public int? StateMachineVersion { get; init; }

    /// <summary>The name of the alias that was started; null for none.</summary>
    public string? StateMachineAlias { get; init; }

    public string? StateMachineVersionArn => StateMachineVersion is { } version ? string.Create(CultureInfo.InvariantCulture, $"{StateMachineArn}:{version}") : null;

    public string? StateMachineAliasArn => StateMachineAlias is { } alias ? $"{StateMachineArn}:{alias}" : null;

    public required string Region { get; init; }

    public required string RoleArn { get; init; }

    public required JsonText Input { get; init; }

    /// <summary>The task that started it; null where a client did.</summary>
    public ParentTask? StartedBy { get; init; }

    /// <summary>Whose child the execution is; null for one that is not of a Map Run.</summary>
    public MapRunParent? Parent { get; init; }

    /// <summary>The <c>X-Amzn-Trace-Id</c> that the start came with, which goes on with every call that the execution makes; null for none.</summary>
    public string? TraceHeader { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When the machine's own <c>TimeoutSeconds</c> end, which start over with a redrive; null for no limit.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>The ARN of something else in the region and account of the execution's machine.</summary>
    public string ArnOf(string type, string resource) => $"{string.Join(':', StateMachineArn.Split(':', 6)[..5])}:{type}:{resource}";
}

/// <summary>The task of another execution that started this one.</summary>
/// <param name="Token">Names the attempt.</param>
/// <param name="Waits">Whether it waits for this execution's end, which therefore does not outlive a task that failed or was given up.</param>
public sealed record ParentTask(TaskToken Token, bool Waits);

/// <summary>The Map Run that an execution is a child of.</summary>
/// <param name="MapRunArn">The run.</param>
/// <param name="Index">Which of its children, from 0.</param>
/// <param name="Items">How many items the child got.</param>
public sealed record MapRunParent(string MapRunArn, int Index, int Items)
{
    /// <summary>Which redrive of the run the child was last started or redriven in; 0 for the first attempt.</summary>
    public int Redrive { get; init; }
}

/// <summary>How an execution ended.</summary>
public sealed record Outcome(DateTimeOffset At, JsonText? Output, string? Error, string? Cause);

/// <summary>A redrive of an execution.</summary>
/// <param name="At">When.</param>
/// <param name="ClientToken">What the request was named; null for no name.</param>
public sealed record Redrive(DateTimeOffset At, string? ClientToken);

/// <summary>An execution: what folding its events gives. Immutable.</summary>
public sealed record ExecutionState
{
    public static ExecutionState Initial { get; } = new();

    public RunStatus Status { get; init; } = RunStatus.None;

    public ExecutionIdentity Identity { get; init; } = null!;

    public Outcome? Outcome { get; init; }

    /// <summary>How often it was redriven.</summary>
    public int RedriveCount { get; init; }

    /// <summary>The last redrives, the oldest first: as many as repeated requests are told by.</summary>
    public ImmutableArray<Redrive> Redrives { get; init; } = [];

    /// <summary>When it was last redriven; null for never.</summary>
    public DateTimeOffset? RedrivenAt => Redrives.IsEmpty ? null : Redrives[^1].At;

    /// <summary>The task that waits for the end; null for none. One that waited was told the first end, so nobody waits after a redrive.</summary>
    public ParentTask? AwaitedBy => RedriveCount == 0 && Identity.StartedBy is { Waits: true } task ? task : null;

    /// <summary>The frames as they stood when the execution failed, timed out or was aborted, which a redrive goes on from; empty while it runs.</summary>
    public ImmutableArray<Frame> Halted { get; init; } = [];

    /// <summary>The number of events, those that history does not show included.</summary>
    public long Version { get; init; }

    /// <summary>The id of the last event that history shows.</summary>
    public long LastEventId { get; init; }

    /// <summary>The time of the last event.</summary>
    public DateTimeOffset LastEventAt { get; init; }

    /// <summary>The machine's own frame; apart from the others because most executions have only this one.</summary>
    public Frame Root { get; init; } = new() { Id = Frame.RootId };

    /// <summary>The open frames of branches and iterations.</summary>
    public FrameSet Inner { get; init; } = FrameSet.Empty;

    /// <summary>The id of the next frame; ids are not used twice.</summary>
    public int NextFrameId { get; init; } = 1;

    /// <summary>How many frames can move by themselves: at first the root, which is in no state yet.</summary>
    public int ReadyFrames { get; internal init; } = 1;

    /// <summary>How much all variables of all frames come to, in bytes of JSON.</summary>
    public int VariableBytes { get; private init; }

    public IEnumerable<Frame> Frames => Inner.Count == 0 ? [Root] : Inner.Prepend(Root);

    /// <summary>When the execution has to be looked at without anybody asking; null where no clock runs or it is closed.</summary>
    public DateTimeOffset? NextWakeUp => Status == RunStatus.Running ? Frame.Earliest(Identity.Deadline, Frame.Earliest(Root.NextWakeUp, Inner.NextWakeUp)) : null;

    /// <summary>Whether some frame waits for a Map Run.</summary>
    public bool HasMapRuns => Root.MapRun is not null || Inner.MapRuns > 0;

    /// <summary>Whether something is to be done outside, however long it takes.</summary>
    public bool IsOwing => Root.IsOwing || Inner.Owing > 0;

    /// <summary>When a task was last handed out, while one that was is open; null where none is.</summary>
    public DateTimeOffset? LastHandedOutAt
    {
        get
        {
            var inner = Inner.HandedOut > 0 ? Inner.LastHandedOutAt : (DateTimeOffset?)null;
            return inner > Root.HandedOutAt || Root.HandedOutAt is null ? inner : Root.HandedOutAt;
        }
    }

    public Frame? Find(int frame) => frame == Frame.RootId ? Root : Inner.Find(frame);

    internal ExecutionState With(Frame frame)
    {
        var before = Find(frame.Id);
        var ready = ReadyFrames + (frame.IsReady ? 1 : 0) - (before is { IsReady: true } ? 1 : 0);
        var bytes = VariableBytes + frame.VariableBytes - (before?.VariableBytes ?? 0);
        return frame.Id == Frame.RootId
            ? this with { Root = frame, ReadyFrames = ready, VariableBytes = bytes }
            : this with { Inner = Inner.With(frame), ReadyFrames = ready, VariableBytes = bytes };
    }

    /// <summary>The state after an event that concerns one frame alone: most do, and this makes one copy where two would do the same.</summary>
    internal ExecutionState With(Frame frame, long version, long lastEventId, DateTimeOffset lastEventAt)
    {
        if (frame.Id != Frame.RootId) return With(frame) with { Version = version, LastEventId = lastEventId, LastEventAt = lastEventAt };
        return this with
        {
            Root = frame,
            Version = version,
            LastEventId = lastEventId,
            LastEventAt = lastEventAt,
            ReadyFrames = ReadyFrames + (frame.IsReady ? 1 : 0) - (Root.IsReady ? 1 : 0),
            VariableBytes = VariableBytes + frame.VariableBytes - Root.VariableBytes,
        };
    }

    internal ExecutionState Without(int frame) => Find(frame) is not { } before ? this : this with
    {
        Inner = Inner.Without(frame),
        ReadyFrames = ReadyFrames - (before.IsReady ? 1 : 0),
        VariableBytes = VariableBytes - before.VariableBytes,
    };

    /// <summary>The state after an event with an end that a redrive can go on from: nothing is open, nothing moves, and what stood is kept aside.</summary>
    internal ExecutionState Stopped(RunStatus status, Outcome outcome, long lastEventId) =>
        Closed(status, outcome, lastEventId) with { Halted = [.. Frames.OrderBy(frame => frame.Id).Select(RedriveEvolution.Halt)] };

    /// <summary>The state after an event with the end: nothing is open, nothing moves.</summary>
    internal ExecutionState Closed(RunStatus status, Outcome outcome, long lastEventId) => this with
    {
        Status = status,
        Outcome = outcome,
        Version = Version + 1,
        LastEventId = lastEventId,
        LastEventAt = outcome.At,
        Root = new Frame { Id = Frame.RootId, LastEventId = lastEventId },
        Inner = FrameSet.Empty,
        ReadyFrames = 0,
        VariableBytes = 0,
    };

    /// <summary>The open frames directly below one, by index.</summary>
    internal List<Frame> ChildrenOf(int parent)
    {
        var children = new List<Frame>();
        foreach (var frame in Inner)
        {
            if (frame.Parent == parent) children.Add(frame);
        }
        children.Sort((a, b) => a.Index.CompareTo(b.Index));
        return children;
    }
}
