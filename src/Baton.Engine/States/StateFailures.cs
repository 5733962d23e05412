using Baton.Engine.Events;
using Baton.Engine.Execution;
using Baton.Json;
using Baton.Language.Model;

namespace Baton.Engine.States;

/// <summary>What follows when a state fails: a retry, a catcher, or the end of its scope.</summary>
internal static class StateFailures
{
    public static void Handle(Decider decider, int frameId, StateFailure failure)
    {
        TellEvaluation(decider, frameId, failure);
        decider.Context.Inspector?.Failed(failure.Error, failure.Cause);
        if (failure.Error == StateErrors.Runtime)
        {
            // No retrier, catcher or enclosing state is asked, as recorded: the execution itself fails.
            decider.Emit(new ExecutionEvent.ExecutionFailed(failure.Error, failure.Cause), Frame.RootId, decider.Frame(frameId).LastEventId);
            return;
        }
        var state = decider.StateOf(decider.Frame(frameId));
        if (TryRetry(decider, decider.Frame(frameId), state, failure)) return;

        if (state is ParallelState) decider.Emit(new ExecutionEvent.ParallelStateFailed(), decider.Frame(frameId));
        if (state is MapState) decider.Emit(new ExecutionEvent.MapStateFailed(), decider.Frame(frameId));
        if (!TryCatch(decider, decider.Frame(frameId), state, failure)) FailScope(decider, decider.Frame(frameId), state, failure);
    }

    /// <summary>
    /// History tells a failed expression in an event of its own. Where the state has done nothing else yet, it follows what the state
    /// followed, as recorded.
    /// </summary>
    private static void TellEvaluation(Decider decider, int frameId, StateFailure failure)
    {
        if (!failure.IsEvaluation) return;
        var frame = decider.Frame(frameId);
        var asEntered = frame.LastEventId == frame.EnteredEventId && !failure.FollowsLastEvent;
        decider.Emit(
            new ExecutionEvent.EvaluationFailed(failure.Error, failure.Cause, failure.Location, frame.State!), frame.Id, asEntered ? frame.EnteredPreviousId : frame.LastEventId);
    }

    private static bool TryRetry(Decider decider, Frame frame, State state, StateFailure failure)
    {
        var retriers = RetriersOf(state);
        for (var i = 0; i < retriers.Count; i++)
        {
            if (!ErrorMatching.Matches(retriers[i].ErrorEquals, failure)) continue;

            // The first retrier that matches decides; when it is exhausted, no other one is asked.
            var made = frame.Retries.IsDefaultOrEmpty ? 0 : frame.Retries[i];
            if (made >= retriers[i].MaxAttempts) return false;
            var delay = retriers[i].DelayBefore(made);
            if (retriers[i].FullJitter) delay *= decider.Context.Randomness.NextDouble();
            decider.EmitFact(new ExecutionEvent.RetryArmed(decider.Context.Now + TimeSpan.FromMilliseconds(Math.Ceiling(delay.TotalMilliseconds)), i, retriers.Count), frame.Id);
            return true;
        }
        return false;
    }

    private static bool TryCatch(Decider decider, Frame frame, State state, StateFailure failure)
    {
        var (index, catcher) = CatchersOf(state).Index().FirstOrDefault(catcher => ErrorMatching.Matches(catcher.Item.ErrorEquals, failure));
        if (catcher is null) return false;

        var error = JsonText.Of(ErrorOutput(failure));
        var scope = new StateScope(decider, frame, state) { ErrorOutput = error.Value };
        try
        {
            var assigned = DataFlow.Assign(scope, catcher.Assign, state.QueryLanguage == QueryLanguage.JsonPath ? error : frame.Data);
            var output = state.QueryLanguage == QueryLanguage.JsonPath
                ? DataFlow.Merge(scope, catcher.ResultPath, error)
                : catcher.Output is { } template ? DataFlow.Evaluate(scope, template, frame.Data, "Output") : error;
            DataFlow.Limit(scope, output);
            decider.Context.Inspector?.Caught(index);
            decider.Exit(frame, state, output, catcher.Next, assigned);
        }
        catch (StateFailure inCatcher)
        {
            TellEvaluation(decider, frame.Id, inCatcher);
            FailScope(decider, decider.Frame(frame.Id), state, inCatcher);
        }
        return true;
    }

    /// <summary>Nothing took the error: the scope fails, and with it the state that it belongs to.</summary>
    private static void FailScope(Decider decider, Frame frame, State state, StateFailure failure)
    {
        if (frame.Parent is not { } parentId)
        {
            decider.Emit(new ExecutionEvent.ExecutionFailed(failure.Error, failure.Cause), frame);
            return;
        }

        var parent = decider.Frame(parentId);
        if (!parent.FanOut!.IsParallel) decider.Emit(new ExecutionEvent.MapIterationFailed(parent.State!, frame.Index), parent.Id, frame.LastEventId);
        else if (state is TaskState or WaitState) decider.Emit(new ExecutionEvent.StateAborted(state.Type), frame);
        FanOutStates.Abort(decider, parent, decider.Frame(frame.Id));
        Handle(decider, parentId, new StateFailure(failure.Error, failure.Cause) { IsTask = failure.IsTask, IsHeartbeat = failure.IsHeartbeat });
    }

    /// <summary>What a catcher gets; an error or a cause that nobody gave is null.</summary>
    private static JsonObject ErrorOutput(StateFailure failure) => JsonObject.Of(
        ("Error", failure.Error is null ? JsonData.Null : JsonData.Of(failure.Error)),
        ("Cause", failure.Cause is null ? JsonData.Null : JsonData.Of(failure.Cause)));

    internal static IReadOnlyList<Retrier> RetriersOf(State state) => state switch
    {
        TaskState task => task.Retry,
        ParallelState parallel => parallel.Retry,
        MapState map => map.Retry,
        _ => [],
    };

    internal static IReadOnlyList<Catcher> CatchersOf(State state) => state switch
    {
        TaskState task => task.Catch,
        ParallelState parallel => parallel.Catch,
        MapState map => map.Catch,
        _ => [],
    };
}
