using Baton.Engine;
using Baton.Engine.Commands;
using Baton.Engine.Events;
using Baton.Engine.Execution;
using Baton.Json;
using Baton.Language.Model;

namespace Baton.Local;

/// <summary>
/// One execution in memory with the real engine: tasks are answered from a table, and time jumps to the next wake-up instead of
/// passing (<see cref="RunToEnd"/>), or is told by a clock (<see cref="RunUntil"/>). The same seed gives the same run.
/// </summary>
public sealed class LocalExecution
{
    private readonly StateMachine _definition;
    private readonly TaskAnswers _answers;
    private readonly LocalOptions _options;
    private readonly SeededRandomness _randomness;
    private readonly List<ExecutionEvent> _events = [];
    private readonly Queue<Effect> _owed = new();
    private readonly List<LocalMapRun> _mapRuns = [];
    private readonly PriorityQueue<(TaskToken Token, TaskAnswer Answer), (DateTimeOffset At, int Number)> _late = new();
    private int _lateCount;

    /// <param name="definition">The machine.</param>
    /// <param name="answers">What its tasks answer; where left out, each hands its input back.</param>
    /// <param name="options">What the execution is told about the world.</param>
    public LocalExecution(StateMachine definition, TaskAnswers? answers = null, LocalOptions? options = null)
    {
        _definition = definition;
        _answers = answers ?? new TaskAnswers();
        _options = options ?? new LocalOptions();
        _randomness = new SeededRandomness(_options.Seed);
        Now = _options.StartsAt;
    }

    /// <summary>The virtual time.</summary>
    public DateTimeOffset Now { get; private set; }

    public ExecutionState State { get; private set; } = ExecutionState.Initial;

    /// <summary>Everything that happened, what history does not show included.</summary>
    public IReadOnlyList<ExecutionEvent> Events => _events;

    /// <summary>What history shows.</summary>
    public IEnumerable<ExecutionEvent> History => _events.Where(happened => happened.HistoryType is not null);

    public bool IsRunning => State.Status == RunStatus.Running;

    /// <summary>Starts the execution; nothing is answered yet.</summary>
    public LocalExecution Start(JsonText input)
    {
        Send(new ExecutionCommand.StartExecution(_options.Identity(_definition, input)));
        return this;
    }

    /// <summary>Runs to the end, or until nothing happens by itself any more.</summary>
    public LocalExecution RunToEnd()
    {
        while (Step())
        {
        }
        return this;
    }

    /// <summary>Does one thing: a task's answer, the rest of a slice, or a jump to the next wake-up.</summary>
    /// <returns>Whether there was anything to do.</returns>
    public bool Step()
    {
        if (!IsRunning) return false;
        if (DoOwed()) return true;
        if (NextWakeUp is not { } at) return false;
        FireDue(at);
        return true;
    }

    /// <summary>Does everything that is due by a moment, which becomes <see cref="Now"/>: for a clock that runs by itself.</summary>
    /// <param name="moment">Whole milliseconds, as history shows them.</param>
    public void RunUntil(DateTimeOffset moment)
    {
        Now = moment > Now ? moment : Now;
        while (IsRunning)
        {
            if (DoOwed()) continue;
            if (NextWakeUp is not { } at || at > Now) return;
            FireDue(Now);
        }
    }

    /// <summary>Moves time without looking at what is due.</summary>
    public void Advance(TimeSpan by) => Now += by;

    /// <summary>Sends one command and keeps what it led to.</summary>
    public Decision Send(ExecutionCommand command)
    {
        var decision = ExecutionEngine.Decide(State, command, Context());
        if (decision is not Decision.Accepted accepted) return decision;
        State = accepted.State;
        _events.AddRange(accepted.Events);
        foreach (var effect in ExecutionEngine.NewEffects(accepted)) _owed.Enqueue(effect);
        return decision;
    }

    public DecisionContext Context() => new()
    {
        Definition = _definition,
        Now = Now,
        Randomness = _randomness,
        BudgetClock = TimeProvider.System,
        Partition = 0,
        Number = 1,
        Limits = _options.Limits,
    };

    /// <summary>The earliest point in time at which something happens by itself, here or in a child; null where nothing will.</summary>
    public DateTimeOffset? NextWakeUp => _mapRuns.Select(run => run.NextWakeUp).Append(State.NextWakeUp).Append(NextLate).Min();

    /// <summary>When the next answer comes that is still waited for.</summary>
    private DateTimeOffset? NextLate
    {
        get
        {
            while (_late.TryPeek(out var late, out var due))
            {
                if (IsOpen(late.Token)) return due.At;
                _late.Dequeue();
            }
            return null;
        }
    }

    /// <summary>How the execution stands, as the result of a Map Run tells it of a child.</summary>
    internal ChildResult Result() => new()
    {
        ExecutionArn = State.Identity.ExecutionArn,
        Name = State.Identity.Name,
        StateMachineArn = State.Identity.StateMachineArn,
        Status = State.Status.Word(),
        Input = State.Identity.Input,
        Output = State.Outcome?.Output,
        Error = State.Outcome?.Error,
        Cause = State.Outcome?.Cause,
        StartedAt = State.Identity.StartedAt,
        StoppedAt = State.Outcome?.At,
    };

    /// <summary>Goes to a moment and fires what is due by then.</summary>
    internal void FireDue(DateTimeOffset moment)
    {
        Now = moment > Now ? moment : Now;
        while (NextLate <= Now)
        {
            var (token, answer) = _late.Dequeue();
            Give(token, answer);
        }
        if (State.NextWakeUp <= Now) Send(new ExecutionCommand.FireTimers());
        foreach (var run in _mapRuns) run.FireDue(Now);
    }

    internal bool DoOwed() => DoOwn() || DoMapRuns();

    /// <summary>Goes on with the Map Runs, and forgets those that nobody waits for any more.</summary>
    private bool DoMapRuns()
    {
        _mapRuns.RemoveAll(run => State.Find(run.Token.Frame)?.MapRun?.Token != run.Token);
        foreach (var run in _mapRuns)
        {
            if (run.End() is { } end)
            {
                Send(end);
                return true;
            }
            if (run.DoOwed()) return true;
        }
        return false;
    }

    private LocalExecution StartChild(Effect.RunMap map, MapRunBatch batch)
    {
        var name = $"{batch.Index}";
        var options = _options with
        {
            StartsAt = Now, StateMachineName = $"{_options.StateMachineName}/{map.Run.Label}", Name = name, Seed = _randomness.NextBits(),
        };
        var state = map.State.Find(map.Run.Token.Frame)!.State!;
        return new LocalExecution(_definition.ItemProcessorOf(state), _answers, options).Start(batch.Input);
    }

    private bool DoOwn()
    {
        if (!_owed.TryDequeue(out var effect)) return false;
        switch (effect)
        {
            case Effect.Continue:
                Send(new ExecutionCommand.ContinueExecution());
                break;
            case Effect.DispatchActivity dispatch:
                Answer(dispatch.Task);
                break;
            case Effect.InvokeTask invoke:
                Answer(invoke.Task);
                break;
            case Effect.RunMap map:
                _mapRuns.Add(new LocalMapRun(map, Context(), batch => StartChild(map, batch)));
                break;
            case Effect.WatchJob: // its end is the rest of the answer
                break;
            default:
                throw new InvalidOperationException($"No way to do {effect.GetType().Name}.");
        }
        return true;
    }

    private void Answer(OpenTask task)
    {
        if (State.Find(task.Token.Frame) is not { State: { } name, Task: { } open } || open.Token != task.Token) return; // given up meanwhile
        var answer = _answers.Next(name, task);
        if (task.Kind == TaskKind.Activity && answer is not TaskAnswer.Silence { Taken: false }) Send(new ExecutionCommand.StartTask(task.Token, _options.WorkerName));
        Give(task.Token, answer);
    }

    private bool IsOpen(TaskToken token) => State.Find(token.Frame)?.Task?.Token == token;

    private void Give(TaskToken token, TaskAnswer answer)
    {
        switch (answer)
        {
            case TaskAnswer.Succeeds succeeds:
                Send(new ExecutionCommand.CompleteTask(token, succeeds.Output));
                break;
            case TaskAnswer.Fails fails:
                Send(new ExecutionCommand.FailTask(token, fails.Error, fails.Cause, fails.Kind));
                break;
            case TaskAnswer.Late late:
                _late.Enqueue((token, late.Then), (Now + late.Delay, _lateCount++));
                break;
            case TaskAnswer.Submits submits:
                Send(new ExecutionCommand.SubmitTask(token, submits.Output));
                Give(token, submits.Then);
                break;
        }
    }
}
