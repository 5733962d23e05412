using Baton.Expressions;
using Baton.Json;
using Baton.Language.Model;

namespace Baton.Engine.States;

/// <summary>What a Map iterates over: an array, and where each item is an execution of its own also an object's properties.</summary>
internal static class MapItems
{
    public static JsonData Of(StateScope scope, MapState state, JsonText input)
    {
        if (state.QueryLanguage == QueryLanguage.JsonPath)
        {
            var selected = DataFlow.Select(scope, state.ItemsPath, input, "ItemsPath").Value;
            if (!IsIterable(state, selected)) throw Failures.Runtime(scope, $"Reference path \"{PathText(state.ItemsPath)}\" must point to array.");
            scope.Decider.Context.Inspector?.Passed(DataFlowStage.ItemsPath, JsonText.Of(selected));
            return selected;
        }
        if (state.Items is { } template)
        {
            var computed = DataFlow.Evaluate(scope, template, input, "Items").Value;
            return IsIterable(state, computed) ? computed : throw Failures.WrongType(scope, template, "Items", "array", computed);
        }
        return IsIterable(state, input.Value) ? input.Value : throw Failures.Evaluation(scope, $"Map state input must be an array but was: {input}", location: null);
    }

    public static int Count(JsonData items) => items is JsonArray array ? array.Count : ((JsonObject)items).Count;

    public static MapItem At(JsonData items, int index)
    {
        if (items is JsonArray array) return new MapItem(index, array[index], null);
        var (key, value) = ((JsonObject)items).Properties[index];
        return new MapItem(index, value, key);
    }

    /// <summary>As recorded, a path into the context object is told as the path there.</summary>
    private static string PathText(JsonPath path) => path.IsContext ? path.Text[1..] : path.Text;

    private static bool IsIterable(MapState state, JsonData items) => items is JsonArray || (items is JsonObject && state.Distributed is not null);
}
