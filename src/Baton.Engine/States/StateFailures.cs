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
        var frame = decider.Frame(frameId);
        if (failure.IsEvaluation)
        {
            decider.Emit(new ExecutionEvent.EvaluationFailed(failure.Error, failure.Cause, failure.Location, frame.State!), frame.Id, frame.EnteredPreviousId);
            frame = decider.Frame(frameId);
        }
        var state = decider.StateOf(frame);
        if (TryRetry(decider, frame, state, failure) || TryCatch(decider, frame, state, failure)) return;
        FailScope(decider, frame, state, failure);
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
        var catcher = CatchersOf(state).FirstOrDefault(catcher => ErrorMatching.Matches(catcher.ErrorEquals, failure));
        if (catcher is null) return false;

        var error = JsonText.Of(ErrorOutput(failure));
        var scope = new StateScope(decider, frame, state) { ErrorOutput = error.Value };
        try
        {
            var assigned = DataFlow.Assign(scope, catcher.Assign, state.QueryLanguage == QueryLanguage.JsonPath ? error : frame.Data);
            var output = state.QueryLanguage == QueryLanguage.JsonPath
                ? DataFlow.Merge(scope, catcher.ResultPath, error)
                : catcher.Output is { } template ? DataFlow.Evaluate(scope, template, frame.Data, "Output") : error;
            decider.Exit(frame, state, output, catcher.Next, assigned);
        }
        catch (StateFailure inCatcher)
        {
            FailScope(decider, frame, state, inCatcher);
        }
        return true;
    }

    /// <summary>Nothing took the error: the scope fails, and with it the state that it belongs to.</summary>
    private static void FailScope(Decider decider, Frame frame, State state, StateFailure failure)
    {
        if (state is ParallelState) decider.Emit(new ExecutionEvent.ParallelStateFailed(), frame);
        if (state is MapState) decider.Emit(new ExecutionEvent.MapStateFailed(), frame);
        frame = decider.Frame(frame.Id);
        if (frame.Parent is not { } parentId)
        {
            decider.Emit(new ExecutionEvent.ExecutionFailed(failure.Error, failure.Cause), frame);
            return;
        }

        var parent = decider.Frame(parentId);
        if (parent.FanOut!.IsParallel)
        {
            if (state is TaskState) decider.Emit(new ExecutionEvent.StateAborted(StateType.Task), frame);
        }
        else
        {
            decider.Emit(new ExecutionEvent.MapIterationFailed(parent.State!, frame.Index), parent.Id, frame.LastEventId);
        }
        FanOutStates.Abort(decider, parent, decider.Frame(frame.Id));
        Handle(decider, parentId, new StateFailure(failure.Error, failure.Cause) { IsHeartbeat = failure.IsHeartbeat });
    }

    private static JsonObject ErrorOutput(StateFailure failure)
    {
        var output = new JsonObject.Builder();
        if (failure.Error is not null) output.Set("Error", JsonData.Of(failure.Error));
        if (failure.Cause is not null) output.Set("Cause", JsonData.Of(failure.Cause));
        return output.Build();
    }

    private static IReadOnlyList<Retrier> RetriersOf(State state) => state switch
    {
        TaskState task => task.Retry,
        ParallelState parallel => parallel.Retry,
        MapState map => map.Retry,
        _ => [],
    };

    private static IReadOnlyList<Catcher> CatchersOf(State state) => state switch
    {
        TaskState task => task.Catch,
        ParallelState parallel => parallel.Catch,
        MapState map => map.Catch,
        _ => [],
    };
}
