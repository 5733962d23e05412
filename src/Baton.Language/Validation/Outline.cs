using Baton.Json;
using Baton.Language.Model;

namespace Baton.Language.Validation;

/// <summary>One way from state to state, and where it is written.</summary>
internal sealed record Edge(string Target, Place Place);

/// <summary>A state as a node of a graph: what leads out of it and what it holds, whatever else is wrong with it.</summary>
internal sealed record StateOutline(string Name, Place Place, IReadOnlyList<Edge> Edges, bool IsTerminal, string? Label, IReadOnlyList<ScopeOutline> Inner);

/// <summary>A scope as a graph.</summary>
/// <param name="Place">Where the scope stands.</param>
/// <param name="Start">The edge that <c>StartAt</c> is; null where there is none.</param>
/// <param name="States">The states in the order of the text.</param>
internal sealed record ScopeOutline(Place Place, Edge? Start, IReadOnlyList<StateOutline> States)
{
    /// <summary>This scope and those inside of its states, outer before inner.</summary>
    public IEnumerable<ScopeOutline> All()
    {
        var open = new Stack<ScopeOutline>([this]);
        while (open.TryPop(out var scope))
        {
            yield return scope;
            foreach (var inner in scope.States.SelectMany(state => state.Inner).Reverse()) open.Push(inner);
        }
    }

    public static ScopeOutline Of(JsonObject json, Place place)
    {
        var start = json["StartAt"] is JsonString name ? new Edge(name.Value, place.Field("StartAt")) : null;
        var states = new List<StateOutline>();
        if (json["States"] is not JsonObject members) return new ScopeOutline(place, start, states);
        foreach (var (key, value) in members.Properties)
        {
            if (value is JsonObject state) states.Add(State(key, state, place.Field("States").Field(key)));
        }
        return new ScopeOutline(place, start, states);
    }

    private static StateOutline State(string name, JsonObject json, Place place)
    {
        var edges = Edges(json, place).ToList();
        var ends = edges.Count == 0 || json["End"] is JsonBoolean { Value: true };
        return new StateOutline(name, place, edges, ends, (json["Label"] as JsonString)?.Value, [.. Inner(json, place)]);
    }

    private static IEnumerable<Edge> Edges(JsonObject json, Place place)
    {
        if (json["Next"] is JsonString next) yield return new Edge(next.Value, place.Field("Next"));
        foreach (var edge in Listed(json, "Choices", place)) yield return edge;
        if (json["Default"] is JsonString otherwise) yield return new Edge(otherwise.Value, place.Field("Default"));
        foreach (var edge in Listed(json, "Catch", place)) yield return edge;
    }

    private static IEnumerable<Edge> Listed(JsonObject json, string field, Place place)
    {
        if (json[field] is not JsonArray items) yield break;
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is JsonObject item && item["Next"] is JsonString next) yield return new Edge(next.Value, place.Item(field, i).Field("Next"));
        }
    }

    private static IEnumerable<ScopeOutline> Inner(JsonObject json, Place place)
    {
        if (json["Branches"] is JsonArray branches)
        {
            for (var i = 0; i < branches.Count; i++)
            {
                if (branches[i] is JsonObject branch) yield return Of(branch, place.Item("Branches", i));
            }
        }
        foreach (var field in new[] { "ItemProcessor", "Iterator" })
        {
            if (json[field] is JsonObject processor) yield return Of(processor, place.Field(field));
        }
    }
}
