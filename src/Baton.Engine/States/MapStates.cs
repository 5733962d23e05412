using Baton.Engine.Events;
using Baton.Engine.Execution;
using Baton.Json;
using Baton.Language.Model;

namespace Baton.Engine.States;

internal static class MapStates
{
    public static void Start(Decider decider, Frame frame, MapState state)
    {
        var scope = new StateScope(decider, frame, state);
        var input = DataFlow.EffectiveInput(scope);
        var items = Items(scope, state, input);
        var concurrency = state.MaxConcurrency is { } source ? MaxConcurrency(scope, source, input.Value) : 0;

        // What a path selects can be selected again after a restart; what an expression computed must be kept.
        decider.Emit(new ExecutionEvent.MapStateStarted(CountOf(items), concurrency, state.Items is null ? null : JsonText.Of(items)), frame);
        FanOutStates.Advance(decider, decider.Frame(frame.Id));
    }

    /// <summary>Starts iterations as far as the concurrency allows.</summary>
    public static void StartIterations(Decider decider, int frameId, MapState state)
    {
        var frame = decider.Frame(frameId);
        var scope = new StateScope(decider, frame, state);
        var input = DataFlow.EffectiveInput(scope);
        var items = frame.FanOut!.Items?.Value ?? Items(scope, state, input);
        while (decider.State.Find(frameId) is { FanOut: { MayStart: true } fanOut } now)
        {
            var item = ItemAt(items, fanOut.Started);
            var iterationScope = new StateScope(decider, now, state) { Item = item };
            var child = decider.State.NextFrameId;
            var iterationInput = state.ItemSelector is { } selector ? DataFlow.Evaluate(iterationScope, selector, input, "ItemSelector") : JsonText.Of(item.Value);
            decider.Emit(new ExecutionEvent.MapIterationStarted(state.Name, fanOut.Started, child), now);
            decider.Enter(decider.Frame(child), state.ItemProcessor.StartAt, iterationInput);
        }
    }

    private static JsonData Items(StateScope scope, MapState state, JsonText input)
    {
        if (state.QueryLanguage == QueryLanguage.Jsonata)
        {
            var value = state.Items is { } template ? DataFlow.Evaluate(scope, template, input, "Items").Value : input.Value;
            if (value is JsonArray or JsonObject) return value;
            throw Evaluation(scope, state.Items is null
                ? $"Map state input must be an array but was: {value}"
                : $"The JSONata expression specified for the field 'Items' returned an unexpected result type. Expected 'array', but was '{Values.KindName(value)}' for value: {value}");
        }
        var items = DataFlow.Select(scope, state.ItemsPath, input, "ItemsPath").Value;
        return items is JsonArray or JsonObject ? items : throw Failures.Runtime(scope, $"Reference path \"{state.ItemsPath.Text}\" must point to array.");
    }

    private static StateFailure Evaluation(StateScope scope, string text) =>
        new(StateErrors.QueryEvaluationError, Failures.Prefixed(scope, text)) { IsEvaluation = true };

    private static int MaxConcurrency(StateScope scope, ValueSource source, JsonData input)
    {
        var value = Values.Read(scope, source, input);
        if (value is JsonNumber { IsInteger: true, Value: >= 0 and <= int.MaxValue } number) return (int)number.Value;
        if (source is ValueSource.Path path)
        {
            throw value is JsonNumber { IsInteger: true, Value: < 0 }
                ? Failures.Runtime(scope, "MaxConcurrency cannot be negative.")
                : Failures.Runtime(scope, $"The {path.Field} field refers to value {value} which is not a valid integer: {path.Selector.Text}");
        }
        throw Values.WrongType(scope, source, "integer", value);
    }

    private static int CountOf(JsonData items) => items is JsonArray array ? array.Count : ((JsonObject)items).Count;

    private static MapItem ItemAt(JsonData items, int index)
    {
        if (items is JsonArray array) return new MapItem(index, array[index], null);
        var (key, value) = ((JsonObject)items).Properties[index];
        return new MapItem(index, value, key);
    }
}
