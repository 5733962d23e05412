using Baton.Engine.Events;
using Baton.Engine.Execution;
using Baton.Json;

namespace Baton.Simulation.Checking;

/// <summary>
/// One execution as its events tell it, by the checker's own reading of the language: what may happen next, what is open, what is due. Whatever does not
/// fit is a breach.
/// </summary>
internal sealed partial class ExecutionModel(long number, string arn, ScopeModel definition, TokenBook tokens, Breaches breaches)
{
    private readonly SortedDictionary<int, FrameModel> _frames = [];
    private int _lastFrame;
    private DateTimeOffset _latest;

    public long Number => number;

    public string Arn => arn;

    public required long MachineId { get; init; }

    public ExecutionIdentity Identity { get; private set; } = null!;

    /// <summary>The number of events.</summary>
    public long Version { get; private set; }

    /// <summary>The id of the last event that history shows.</summary>
    public long LastId { get; private set; }

    public RunStatus Status { get; private set; } = RunStatus.None;

    public bool HasEnded => Status is not (RunStatus.None or RunStatus.Running);

    public DateTimeOffset? StoppedAt { get; private set; }

    public JsonText? Output { get; private set; }

    public string? Error { get; private set; }

    public DateTimeOffset? Deadline { get; private set; }

    public List<(DateTimeOffset At, string? ClientToken)> Redrives { get; } = [];

    /// <summary>How it stood, one after the other.</summary>
    public List<StandingModel> Standings { get; } = [];

    /// <summary>The events that history shows, by their ids from 1.</summary>
    public List<ExecutionEvent> History { get; } = [];

    /// <summary>The Map Runs that it waits for.</summary>
    public IEnumerable<string> OpenMapRuns => HasEnded ? [] : _frames.Values.Select(frame => frame.MapRun).OfType<string>();

    /// <summary>The tasks that are open.</summary>
    public IEnumerable<TaskModel> OpenTasks => HasEnded ? [] : _frames.Values.Select(frame => frame.Task).OfType<TaskModel>();

    /// <summary>When it has to be looked at by itself.</summary>
    public DateTimeOffset? WakeUpAt
    {
        get
        {
            if (HasEnded) return null;
            var earliest = Deadline;
            foreach (var frame in _frames.Values)
            {
                foreach (var at in (ReadOnlySpan<DateTimeOffset?>)[frame.WakeUpAt, frame.Task?.TimeoutAt, frame.Task?.HeartbeatAt])
                {
                    if (earliest is null || at < earliest) earliest = at;
                }
            }
            return earliest;
        }
    }

    /// <summary>Until when a restart has to look at it.</summary>
    public DateTimeOffset? OwedUntil(TimeSpan redeliveryWindow)
    {
        if (HasEnded) return null;
        if (Redrives.Count == 0 && Identity.StartedBy is { Waits: true }) return DateTimeOffset.MaxValue;
        if (_frames.Values.Any(frame => frame.CanMove || frame.MapRun is not null)) return DateTimeOffset.MaxValue;
        return _frames.Values.Select(frame => frame.Task?.OwedUntil(redeliveryWindow)).Max();
    }

    public void Apply(ExecutionEvent happened)
    {
        Version++;
        if (happened.HistoryType is not null) Require(happened.Id == ++LastId, happened, $"its id follows {LastId - 1}");
        else Require(happened.Id == 0, happened, "it has no id");
        Require(happened.Timestamp >= _latest, happened, $"its time {happened.Timestamp:O} is not before {_latest:O}");
        if (happened.Timestamp > _latest) _latest = happened.Timestamp;
        Require(Status != RunStatus.None == happened is not ExecutionEvent.ExecutionStarted, happened, "an execution is started once, first of all");
        Require(HasEnded == happened is ExecutionEvent.ExecutionRedriven, happened, $"it fits the status {Status}");
        if (happened.HistoryType is not null) History.Add(happened);
        try
        {
            ApplyToExecution(happened);
        }
        catch (Exception e) when (e is NullReferenceException or KeyNotFoundException or InvalidOperationException)
        {
            Require(false, happened, $"it can be followed ({e.Message})");
        }
    }

    /// <summary>What it or a worker can do at once.</summary>
    public IEnumerable<string> Due()
    {
        if (HasEnded) yield break;
        foreach (var frame in _frames.Values)
        {
            if (frame.CanMove) yield return $"{arn} can go on after event {Version} in frame {frame.Id}";
            if (frame.Task is { Kind: TaskKind.Activity } task && (!task.IsStarted || task.IsOfferedAgain)) yield return $"{arn} has {task.Token} that no worker gets";
        }
    }

    /// <summary>Why nothing would ever move it again; null where something will.</summary>
    public string? Stuck()
    {
        if (HasEnded) return null;
        var parents = _frames.Values.Select(frame => frame.Parent?.Id).ToHashSet();
        var stuck = _frames.Values.FirstOrDefault(frame => !parents.Contains(frame.Id) && frame is { Task: null, MapRun: null, WakeUpAt: null, CanMove: false });
        return stuck is null ? null : $"frame {stuck.Id} in '{stuck.State?.Name}' waits for nothing";
    }

    /// <summary>What it waits for, for those who look for a fault.</summary>
    public string Waits => string.Join(", ", _frames.Values.Where(frame => frame.FanOut is null).Select(frame =>
        $"{frame.State?.Name}{(frame.Task is { } task ? $" task {task.Kind} started {task.IsStarted} offered again {task.IsOfferedAgain} submitted {task.IsSubmitted}" : "")} {frame.MapRun} {frame.WakeUpAt:O}"));

    private void ApplyToExecution(ExecutionEvent happened)
    {
        switch (happened)
        {
            case ExecutionEvent.ExecutionStarted e: Started(e); break;
            case ExecutionEvent.ExecutionSucceeded e:
                var root = _frames[0];
                Require(root is { State: not null, IsInState: false, Next: null } && e.PreviousId == root.Last && e.Output.Equals(root.Data), e, "it follows the last state and has its output");
                End(RunStatus.Succeeded, e, e.Output, null);
                break;
            case ExecutionEvent.ExecutionFailed e: Failed(e); break;
            case ExecutionEvent.ExecutionAborted e:
                Require(e.PreviousId == 0, e, "it follows nothing");
                End(RunStatus.Aborted, e, null, e.Error);
                break;
            case ExecutionEvent.ExecutionTimedOut e:
                Require(e.PreviousId == 0 && e.Timestamp >= Deadline, e, $"it follows nothing and is not before the deadline {Deadline:O}");
                End(RunStatus.TimedOut, e, null, null);
                break;
            case ExecutionEvent.ExecutionRedriven e: Redriven(e); break;
            default: ApplyToFrame(_frames[happened.Frame], happened); break;
        }
    }

    private void ApplyToFrame(FrameModel frame, ExecutionEvent happened)
    {
        switch (happened)
        {
            case ExecutionEvent.StateEntered e: Entered(frame, e); break;
            case ExecutionEvent.StateExited e: Exited(frame, e); break;
            case ExecutionEvent.StateAborted e: Aborted(frame, e); break;
            case ExecutionEvent.StateRedriven e:
                Require(frame.IsToBeDoneAgain, e, "the state is to be done again");
                (frame.IsToBeDoneAgain, frame.IsDoneAgain) = (false, true);
                break;
            case ExecutionEvent.WaitArmed e:
                Require(frame is { IsInState: true, State.Type: "Wait", WakeUpAt: null } && (frame.State.Seconds is not { } seconds || e.Until == e.Timestamp.AddSeconds(seconds)), e, "a Wait waits as long as it says");
                frame.WakeUpAt = e.Until;
                break;
            case ExecutionEvent.RetryArmed e: RetryArmed(frame, e); break;
            default:
                if (!ApplyToTask(frame, happened)) ApplyToFanOut(frame, happened);
                break;
        }
    }

    private void Started(ExecutionEvent.ExecutionStarted e)
    {
        Require(e.PreviousId == 0 && e.Identity.ExecutionArn == arn && e.Identity.StartedAt == e.Timestamp, e, "it is of this execution and of this time");
        (Status, Identity, Deadline) = (RunStatus.Running, e.Identity, e.Identity.Deadline);
        Standings.Add(new StandingModel(RunStatus.Running, null, null, null));
        _frames[0] = new FrameModel { Id = 0, Scope = definition, Data = e.Identity.Input };
    }

    private void Failed(ExecutionEvent.ExecutionFailed e)
    {
        var failed = _frames.Values.FirstOrDefault(frame => frame.Failure is not null) ?? _frames.Values.FirstOrDefault(frame => frame is { IsInState: true, State.Type: "Fail" });
        Require(failed is not null && e.PreviousId == failed.Last, e, "it follows a failure");
        if (failed is not null && e.Error != "States.Runtime")
        {
            Require(failed.Id == 0, e, "the machine's own state failed");
            RequireThatNothingTakes(failed, e);
        }
        End(RunStatus.Failed, e, null, e.Error);
    }

    private void End(RunStatus status, ExecutionEvent e, JsonText? output, string? error)
    {
        (Status, StoppedAt, Output, Error) = (status, e.Timestamp, output, error);
        Standings.Add(new StandingModel(status, e.Timestamp, output, error));
        foreach (var frame in _frames.Values)
        {
            if (frame.Task is { } task) tokens.GivenUp(task.Token);
            frame.Halt();
        }
    }

    private void Redriven(ExecutionEvent.ExecutionRedriven e)
    {
        Require(Status != RunStatus.Succeeded && e.RedriveCount == Redrives.Count + 1 && e.PreviousId == LastId - 1, e, "it is the next redrive of one that did not succeed");
        Redrives.Add((e.Timestamp, e.ClientToken));
        (Status, StoppedAt, Error, Deadline) = (RunStatus.Running, null, null, e.Deadline);
        Standings.Add(new StandingModel(RunStatus.Running, null, null, null));
        if (e.MapRunRedrive is { } redrive) Identity = Identity with { Parent = Identity.Parent! with { Redrive = redrive } };
        if (e.From is { } point)
        {
            _frames.Clear();
            _frames[0] = new FrameModel { Id = 0, Scope = definition, Data = point.Input, Next = point.State, Last = e.Id };
            return;
        }
        if (e.FromStart)
        {
            foreach (var inner in _frames.Keys.Where(id => id != 0).ToList()) _frames.Remove(inner);
            (_frames[0].FanOut, _frames[0].Dropped, _frames[0].HaltedMapRun) = (null, null, null);
        }
        var open = new Queue<FrameModel>(_frames.Values);
        while (open.TryDequeue(out var frame))
        {
            _frames[frame.Id] = frame;
            if (frame.Dropped is var (fanOut, frames))
            {
                frame.FanOut = fanOut;
                foreach (var below in frames) open.Enqueue(below);
            }
            frame.Dropped = null;
            frame.IsToBeDoneAgain = frame is { IsInState: true, FanOut: null };
        }
    }

    private void Entered(FrameModel frame, ExecutionEvent.StateEntered e)
    {
        Follows(frame, e);
        var isExpected = frame is { State: null, Next: null } ? e.Name == frame.Scope.StartAt
            : frame.IsDoneAgain ? e.Name == frame.State?.Name && frame.State?.Type == "Fail"
            : !frame.IsInState && e.Name == frame.Next;
        Require(isExpected && e.Input.Equals(frame.Data), e, "the definition leads here, with the output of the state before");
        frame.State = frame.Scope.States[e.Name];
        Require($"{e.Type}" == frame.State.Type, e, $"'{e.Name}' is a {frame.State.Type}");
        (frame.IsInState, frame.Next, frame.IsDoneAgain, frame.Failure, frame.Result) = (true, null, false, null, null);
        frame.Retries.Clear();
        if (frame.State.Type == "Fail") frame.Failure = new FailureModel(frame.State.Error);
    }

    private void Exited(FrameModel frame, ExecutionEvent.StateExited e)
    {
        Follows(frame, e);
        var state = frame.State!;
        Require(frame is { IsInState: true, Task: null, MapRun: null, IsRetrying: false } && e.Name == state.Name, e, "the state that is left has nothing open");
        Require(frame.FanOut is null || frame.FanOut.IsComplete, e, "all branches or iterations have ended");
        if (state.Type == "Wait") Require(frame.WakeUpAt is { } at ? e.Timestamp >= at : state.Seconds is null or 0, e, "the wait is over");
        if (frame.Failure is { } failure)
        {
            RequireThatNoRetrierTakes(frame, e);
            Require(e.Next == state.CatcherOf(failure.Error), e, "a failure goes to its catcher");
        }
        else
        {
            Require(state.Type == "Choice" ? e.Next is not null && state.Choices.Contains(e.Next) : e.Next == state.Next, e, "the definition leads there");
            Require(frame.Result is null || !state.KeepsResult || Results.IsKept(frame.Result, e.Output), e, "the output holds the result");
            Require(state.Type is not ("Task" or "Parallel" or "Map") || frame.Result is not null, e, "the state has a result");
        }
        (frame.Data, frame.Next, frame.IsInState, frame.FanOut, frame.Dropped) = (e.Output, e.Next, false, null, null);
        (frame.WakeUpAt, frame.Failure, frame.Result, frame.IsDoneAgain, frame.Last) = (null, null, null, false, e.Id);
        frame.HaltedMapRun = null;
        if (e.Next is null && frame.Parent is { FanOut.IsParallel: true } parent) Join(parent, frame, e.Id);
    }

    private void Aborted(FrameModel frame, ExecutionEvent.StateAborted e)
    {
        Require(frame.IsInState && (e.PreviousId == frame.Last || History[(int)frame.Last - 1] is ExecutionEvent.MapRunAborted), e, "a state is given up that was entered");
        if (frame.Task is { } task) tokens.GivenUp(task.Token);
        var failure = frame.Failure;
        var retries = frame.Retries.ToList();
        frame.Halt();
        frame.Failure = failure; // the one that made the others be given up still fails its scope
        foreach (var (retrier, made) in retries) frame.Retries[retrier] = made;
        if (frame.FanOut is { } fanOut) frame.Dropped = (fanOut, []);
        frame.FanOut = null; // what comes next in the frame follows what came before the abort
    }

    private void RetryArmed(FrameModel frame, ExecutionEvent.RetryArmed e)
    {
        var state = frame.State!;
        Require(frame.Failure is { } failure && state.RetrierOf(failure.Error) == e.Retrier, e, "the retrier that takes the failure decides");
        var retrier = state.Retriers[e.Retrier];
        var made = frame.Retries.GetValueOrDefault(e.Retrier);
        Require(made < retrier.MaxAttempts, e, $"at most {retrier.MaxAttempts} retries");
        var (delay, full) = (e.At - e.Timestamp, retrier.DelayBefore(made));
        Require(retrier.FullJitter ? delay >= TimeSpan.Zero && delay <= full + TimeSpan.FromMilliseconds(1) : delay == full, e, $"it is tried again after {full}, not {delay}");
        frame.Retries[e.Retrier] = made + 1;
        frame.HaltedMapRun = null;
        (frame.WakeUpAt, frame.IsRetrying, frame.Failure, frame.Result, frame.FanOut, frame.Dropped) = (e.At, true, null, null, null, null);
    }

    /// <summary>The attempt that was to be made again is made.</summary>
    private void Begun(FrameModel frame, ExecutionEvent e, string type)
    {
        Require(frame is { IsInState: true, Task: null, FanOut: null, MapRun: null, Failure: null } && frame.State!.Type == type, e, $"a {type} begins");
        Require(frame.WakeUpAt is not { } at || (frame.IsRetrying && e.Timestamp >= at), e, "it is not tried again too early");
        (frame.WakeUpAt, frame.IsRetrying) = (null, false);
    }

    private void RequireThatNothingTakes(FrameModel frame, ExecutionEvent e)
    {
        RequireThatNoRetrierTakes(frame, e);
        Require(frame.State!.CatcherOf(frame.Failure?.Error) is null, e, "no catcher takes the failure");
    }

    private void RequireThatNoRetrierTakes(FrameModel frame, ExecutionEvent e)
    {
        if (frame.State!.RetrierOf(frame.Failure?.Error) is not { } index) return;
        Require(frame.Retries.GetValueOrDefault(index) >= frame.State.Retriers[index].MaxAttempts, e, "no retrier takes the failure any more");
    }

    private void Follows(FrameModel frame, ExecutionEvent e)
    {
        Require(e.PreviousId == frame.Last, e, $"it follows event {frame.Last}, not {e.PreviousId}");
        frame.Last = e.Id;
    }

    private void Require(bool isSo, ExecutionEvent happened, string expected)
    {
        if (!isSo) breaches.Add("history", $"{arn}: event {Version} ({happened.HistoryType ?? happened.GetType().Name}, id {happened.Id}, frame {happened.Frame}): expected that {expected}.");
    }
}

/// <summary>How an execution stands for a while.</summary>
internal sealed record StandingModel(RunStatus Status, DateTimeOffset? StoppedAt, JsonText? Output, string? Error);
