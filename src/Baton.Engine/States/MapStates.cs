using Baton.Engine.Events;
using Baton.Engine.Execution;
using Baton.Json;
using Baton.Language.Model;

namespace Baton.Engine.States;

internal static class MapStates
{
    public static void Start(Decider decider, Frame frame, MapState state)
    {
        if (state.Distributed is { } distributed)
        {
            MapRunStates.Start(decider, frame, state, distributed);
            return;
        }
        var scope = new StateScope(decider, frame, state);
        var input = DataFlow.EffectiveInput(scope);
        var items = MapItems.Of(scope, state, input);
        var concurrency = MapSettings.MaxConcurrency(scope, state, input.Value);

        // What a path selects can be selected again after a restart; what an expression computed must be kept.
        decider.Emit(new ExecutionEvent.MapStateStarted(MapItems.Count(items), concurrency, state.Items is null ? null : JsonText.Of(items)), frame);
        decider.Ready(frame.Id);
    }

    /// <summary>Starts iterations as far as the concurrency allows; each enters its first state when its turn comes.</summary>
    public static void StartIterations(Decider decider, int frameId, MapState state)
    {
        var frame = decider.Frame(frameId);
        var input = DataFlow.EffectiveInput(new StateScope(decider, frame, state));
        var items = frame.FanOut!.Items?.Value ?? MapItems.Of(new StateScope(decider, frame, state), state, input);
        while (decider.Frame(frameId) is { FanOut: { MayStart: true } fanOut } now)
        {
            var item = MapItems.At(items, fanOut.Started);
            var scope = new StateScope(decider, now, state) { Item = item };
            var child = decider.State.NextFrameId;
            var iterationInput = state.ItemSelector is { } selector ? DataFlow.Evaluate(scope, selector, input, "ItemSelector") : JsonText.Of(item.Value);
            decider.Emit(new ExecutionEvent.MapIterationStarted(state.Name, fanOut.Started, child, iterationInput), frameId, fanOut.StartsAfter);
            decider.Ready(child);
        }
    }
}
