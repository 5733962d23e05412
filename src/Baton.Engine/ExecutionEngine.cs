using System.Diagnostics;
using Baton.Engine.Commands;
using Baton.Engine.Events;
using Baton.Engine.Execution;
using Baton.Language.Model;

namespace Baton.Engine;

/// <summary>
/// What a command leads to. Three entry points: <see cref="Decide"/> holds the rules and changes nothing, <see cref="Evolve"/>
/// holds no rules and folds events into state, <see cref="PendingEffects"/> says what a state owes to the outside.
/// </summary>
public static class ExecutionEngine
{
    /// <summary>
    /// Runs an execution as far as it goes without waiting, or to the bound of one slice. Its time never goes back, also where the clock was set back
    /// between two runs of the server.
    /// </summary>
    public static Decision Decide(ExecutionState state, ExecutionCommand command, DecisionContext context) =>
        DecideInOrder(state, command, context.Now < state.LastEventAt ? context with { Now = state.LastEventAt } : context);

    private static Decision DecideInOrder(ExecutionState state, ExecutionCommand command, DecisionContext context) => command switch
    {
        ExecutionCommand.StartExecution start => StartExecution.Decide(state, start, context),
        ExecutionCommand.ContinueExecution => ContinueExecution.Decide(state, context),
        ExecutionCommand.FireTimers => FireTimers.Decide(state, context),
        ExecutionCommand.OfferTaskAgain offer => OfferTaskAgain.Decide(state, offer, context),
        ExecutionCommand.StartTask start => StartTask.Decide(state, start, context),
        ExecutionCommand.SubmitTask submit => SubmitTask.Decide(state, submit, context),
        ExecutionCommand.CompleteTask complete => CompleteTask.Decide(state, complete, context),
        ExecutionCommand.FailTask fail => FailTask.Decide(state, fail, context),
        ExecutionCommand.CompleteMapRun complete => CompleteMapRun.Decide(state, complete, context),
        ExecutionCommand.FailMapRun fail => FailMapRun.Decide(state, fail, context),
        ExecutionCommand.HeartbeatTask heartbeat => HeartbeatTask.Decide(state, heartbeat, context),
        ExecutionCommand.StopExecution stop => StopExecution.Decide(state, stop, context),
        ExecutionCommand.RedriveExecution redrive => RedriveExecution.Decide(state, redrive, context),
        _ => throw new UnreachableException($"No decider for {command.GetType().Name}."),
    };

    public static ExecutionState Evolve(ExecutionState state, ExecutionEvent happened) => Evolution.Apply(state, happened);

    public static ExecutionState Replay(IEnumerable<ExecutionEvent> log) => log.Aggregate(ExecutionState.Initial, Evolve);

    /// <summary>Everything that a state owes: asked after a restart, when nobody remembers what was sent.</summary>
    public static IEnumerable<Effect> PendingEffects(ExecutionState state)
    {
        if (state.Status != RunStatus.Running) yield break;
        if (state.ReadyFrames > 0) yield return new Effect.Continue();
        if (state.AwaitedBy is { } parent) yield return new Effect.AskParent(parent);
        foreach (var frame in state.Frames)
        {
            if (frame.Task is { } task && EffectOf(task) is { } effect) yield return effect;
            if (frame.MapRun is { } run) yield return new Effect.RunMap(run, state);
        }
    }

    /// <summary>What a decision made a state owe anew: asked after its commit.</summary>
    public static IReadOnlyList<Effect> NewEffects(Decision.Accepted decision)
    {
        if (decision.State.Status != RunStatus.Running) return [];
        List<Effect>? effects = null; // most decisions have one or none, and each is asked
        for (var i = 0; i < decision.Events.Count; i++)
        {
            if (EffectOf(decision.Events[i], decision.State) is { } effect) (effects ??= []).Add(effect);
        }
        if (decision.Continues) (effects ??= []).Add(new Effect.Continue());
        return effects is null ? [] : effects;
    }

    /// <summary>What an event made the state owe that came of it; null where it owes nothing for it.</summary>
    private static Effect? EffectOf(ExecutionEvent happened, ExecutionState state)
    {
        if (happened is ExecutionEvent.TaskScheduled or ExecutionEvent.TaskSubmitted or ExecutionEvent.TaskOfferedAgain)
            return state.Find(happened.Frame)?.Task is { } task && IsAbout(happened, task) ? EffectOf(task) : null;
        return TokenOf(happened) is { } token && state.Find(happened.Frame)?.MapRun is { } run && run.Token == token ? new Effect.RunMap(run, state) : null;
    }

    private static Effect? EffectOf(OpenTask task) => task.Kind switch
    {
        TaskKind.Activity => task.IsOffered ? new Effect.DispatchActivity(task) : null,
        _ when !task.IsSubmitted => new Effect.InvokeTask(task),
        _ => task.Pattern == IntegrationPattern.RunJob ? new Effect.WatchJob(task) : null,
    };

    /// <summary>The token of the Map Run that the event opens; null for every other event.</summary>
    private static TaskToken? TokenOf(ExecutionEvent happened) => happened switch
    {
        ExecutionEvent.MapRunStarted started => started.Run.Token,
        ExecutionEvent.MapRunRedriven redriven => redriven.Token,
        _ => null,
    };

    /// <summary>Whether the event is of the attempt that is open now.</summary>
    private static bool IsAbout(ExecutionEvent happened, OpenTask task) => happened switch
    {
        ExecutionEvent.TaskScheduled scheduled => task.Token == scheduled.Token,
        ExecutionEvent.TaskOfferedAgain => task.IsOfferedAgain,
        _ => task.IsSubmitted,
    };
}
