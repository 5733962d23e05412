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
        if (State.NextWakeUp is not { } at) return false;
        Now = at > Now ? at : Now;
        Send(new ExecutionCommand.FireTimers());
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
            if (State.NextWakeUp is not { } at || at > Now) return;
            Send(new ExecutionCommand.FireTimers());
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

    private bool DoOwed()
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
            case TaskAnswer.Submits submits:
                Send(new ExecutionCommand.SubmitTask(token, submits.Output));
                Give(token, submits.Then);
                break;
        }
    }
}
