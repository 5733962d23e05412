using System.Collections.Immutable;
using Baton.Engine.Events;
using Baton.Engine.Execution;
using Baton.Engine.States;
using Baton.Language.Model;

namespace Baton.Engine;

/// <summary>A retrier beside a failure.</summary>
/// <param name="Retrier">The retrier.</param>
/// <param name="Matches">Whether it names the error.</param>
/// <param name="Made">How often it had tried the state again in this visit.</param>
public sealed record RetryRule(Retrier Retrier, bool Matches, int Made);

/// <summary>A catcher beside a failure.</summary>
/// <param name="Catcher">The catcher.</param>
/// <param name="Matches">Whether it names the error.</param>
public sealed record CatchRule(Catcher Catcher, bool Matches);

/// <summary>A state that a failure came to: the one that failed, or one around it.</summary>
public sealed record FailedState(string Name, long EnteredEventId, ImmutableArray<RetryRule> Retriers, ImmutableArray<CatchRule> Catchers)
{
    /// <summary>The first retrier that matches: it alone decides whether the state is tried again. Null for none.</summary>
    public RetryRule? Decides => Retriers.FirstOrDefault(rule => rule.Matches);

    public bool IsRetried => Decides is { } rule && rule.Made < rule.Retrier.MaxAttempts;

    /// <summary>The catcher that takes the failure; null where the state is tried again, or none matches.</summary>
    public CatchRule? Catches => IsRetried ? null : Catchers.FirstOrDefault(rule => rule.Matches);
}

/// <summary>Which Retry and Catch take a failure, told beside all that were asked.</summary>
public static class FailureRules
{
    /// <param name="state">The execution as the failure comes up.</param>
    /// <param name="definition">What it runs.</param>
    /// <param name="frame">Whose state failed.</param>
    /// <param name="error">The error; null for none.</param>
    /// <param name="failed">The event of the task that failed; null where something else did.</param>
    /// <returns>The states that were asked, from within outwards, up to the one that takes it; empty for <c>States.Runtime</c>, about which none is.</returns>
    public static ImmutableArray<FailedState> Of(ExecutionState state, StateMachine definition, int frame, string? error, ExecutionEvent.TaskFailed? failed)
    {
        if (error == StateErrors.Runtime) return [];
        var task = state.Find(frame)?.Task;
        var failure = new StateFailure(error, null) { IsTask = failed is not null, IsHeartbeat = failed is not null && task is not null && Reenactment.IsHeartbeat(task, failed) };
        var asked = ImmutableArray.CreateBuilder<FailedState>();
        for (var at = state.Find(frame); at is not null; at = at.Parent is { } parent ? state.Find(parent) : null)
        {
            var one = Ask(at, definition.States[at.State!], failure);
            asked.Add(one);
            if (one.IsRetried || one.Catches is not null) break;
        }
        return asked.ToImmutable();
    }

    private static FailedState Ask(Frame frame, State state, StateFailure failure) => new(
        state.Name,
        frame.EnteredEventId,
        [.. StateFailures.RetriersOf(state).Select((retrier, i) => new RetryRule(retrier, ErrorMatching.Matches(retrier.ErrorEquals, failure), frame.Retries.IsDefaultOrEmpty ? 0 : frame.Retries[i]))],
        [.. StateFailures.CatchersOf(state).Select(catcher => new CatchRule(catcher, ErrorMatching.Matches(catcher.ErrorEquals, failure)))]);
}
