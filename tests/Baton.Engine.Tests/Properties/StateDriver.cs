using Baton.Engine.Commands;
using Baton.Engine.Events;
using Baton.Engine.Execution;
using Baton.Json;
using Baton.Language.Model;
using Baton.Runtime.Storage;

namespace Baton.Engine.Tests.Properties;

/// <summary>
/// Drives an execution by what its state says alone: the rest of a slice first, then the oldest open task, then time. So it goes the same
/// way whether it was restarted in between or not.
/// </summary>
internal sealed class StateDriver(StateMachine definition, int seed, int statesPerDecision = 1_000, bool restarts = false)
{
    private const int CommandsMax = 5_000;

    private readonly SeededRandomness _randomness = new((ulong)seed);
    private readonly List<ExecutionEvent> _log = [];
    private readonly HashSet<TaskToken> _offeredAgain = [];
    private ExecutionState _state = ExecutionState.Initial;
    private DateTimeOffset _now = LocalOptions.DefaultStart;

    public IReadOnlyList<ExecutionEvent> Log => _log;

    public ExecutionState RunToEnd(JsonText input) => RunToEnd(new ExecutionCommand.StartExecution(new LocalOptions().Identity(definition, input)));

    /// <summary>Runs to the end, and on from there as often as it can be redriven and this many times at most.</summary>
    public ExecutionState RunToEnd(JsonText input, int redrives)
    {
        var end = RunToEnd(input);
        for (var i = 0; i < redrives && end.Status != RunStatus.Succeeded; i++) end = RunToEnd(new ExecutionCommand.RedriveExecution($"{i}"));
        return end;
    }

    /// <summary>Runs on from an end that was none.</summary>
    public ExecutionState Redrive() => RunToEnd(new ExecutionCommand.RedriveExecution(null));

    private ExecutionState RunToEnd(ExecutionCommand first)
    {
        Send(first);
        for (var commands = 0; Next() is { } command; commands++)
        {
            Assert.True(commands < CommandsMax, "The execution ends.");
            Send(command);
        }
        return _state;
    }

    private ExecutionCommand? Next()
    {
        var effects = ExecutionEngine.PendingEffects(_state).ToList();
        if (effects.Any(effect => effect is Effect.Continue)) return new ExecutionCommand.ContinueExecution();
        if (_state.Status != RunStatus.Running) return null;
        if (effects.OfType<Effect.RunMap>().FirstOrDefault() is { } map) return End(map.Run);
        var open = _state.Frames.Where(frame => frame.Task is not null).Select(frame => frame.Task!).OrderBy(task => task.ScheduledEventId).ToList();
        if (open.Select(Answer).FirstOrDefault(answer => answer is not null) is { } order) return order;
        Assert.True(_state.NextWakeUp is not null, "A running execution that owes nothing waits for a task or for time.");
        _now = _state.NextWakeUp!.Value > _now ? _state.NextWakeUp.Value : _now;
        return new ExecutionCommand.FireTimers();
    }

    /// <summary>What happens to a task depends on which it is, and nothing else; null leaves it to its timeout.</summary>
    private ExecutionCommand? Answer(OpenTask task)
    {
        var draw = new Random(HashCode.Combine(seed, task.ScheduledEventId)).Next(10);
        if (task.Kind == TaskKind.Activity && task.IsOffered) return new ExecutionCommand.StartTask(task.Token, "w");
        if (task.Pattern == IntegrationPattern.WaitForTaskToken && !task.IsSubmitted) return new ExecutionCommand.SubmitTask(task.Token, JsonText.EmptyObject);
        if (draw == 5 && task.Kind == TaskKind.Activity && _offeredAgain.Add(task.Token)) return new ExecutionCommand.OfferTaskAgain(task.Token);
        if (draw == 0 && task.TimeoutSeconds is not null) return null;
        if (draw <= 3) return new ExecutionCommand.FailTask(task.Token, draw == 1 ? "E1" : "E2", null);
        return new ExecutionCommand.CompleteTask(task.Token, JsonText.Parse("""{"ok":true}"""));
    }

    private ExecutionCommand End(OpenMapRun run) => new Random(HashCode.Combine(seed, run.StartedEventId)).Next(4) == 0
        ? new ExecutionCommand.FailMapRun(run.Token, StateErrors.ExceedToleratedFailureThreshold, null)
        : new ExecutionCommand.CompleteMapRun(run.Token, JsonText.Parse("[1]"));

    private void Send(ExecutionCommand command)
    {
        var decision = Assert.IsType<Decision.Accepted>(ExecutionEngine.Decide(_state, command, new DecisionContext
        {
            Definition = definition,
            Now = _now,
            Randomness = _randomness,
            BudgetClock = TimeProvider.System,
            Partition = 0,
            Number = 1,
            Limits = EngineLimits.Default with { StatesPerDecisionMax = statesPerDecision },
        }));
        _log.AddRange(restarts ? EventCodec.Decode(EventCodec.Encode(decision.Events)) : decision.Events);
        _state = restarts ? ExecutionEngine.Replay(_log) : decision.State;
    }
}
