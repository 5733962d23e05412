using Baton.Json;
using Baton.Language.Parsing;

namespace Baton.Language.Validation;

/// <summary>One way from state to state, and where it is written.</summary>
internal sealed record Edge(string Target, string Location);

/// <summary>A state as a node of a graph: what leads out of it and what it holds, whatever else is wrong with it.</summary>
internal sealed record StateOutline(string Name, string Location, IReadOnlyList<Edge> Edges, bool IsTerminal, string? Label, IReadOnlyList<ScopeOutline> Inner);

/// <summary>A scope as a graph.</summary>
/// <param name="Location">Where the scope stands; empty for the machine.</param>
/// <param name="Start">The edge that <c>StartAt</c> is; null where there is none.</param>
/// <param name="States">The states in the order of the text.</param>
internal sealed record ScopeOutline(string Location, Edge? Start, IReadOnlyList<StateOutline> States)
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

    public static ScopeOutline Of(JsonObject json, string location = "")
    {
        var start = json["StartAt"] is JsonString name ? new Edge(name.Value, $"{location}/StartAt") : null;
        var states = new List<StateOutline>();
        if (json["States"] is not JsonObject members) return new ScopeOutline(location, start, states);
        foreach (var (key, value) in members.Properties)
        {
            if (value is JsonObject state) states.Add(State(key, state, $"{location}/States/{Texts.Shown(key)}"));
        }
        return new ScopeOutline(location, start, states);
    }

    private static StateOutline State(string name, JsonObject json, string location)
    {
        var edges = Edges(json, location).ToList();
        var ends = edges.Count == 0 || json["End"] is JsonBoolean { Value: true };
        return new StateOutline(name, location, edges, ends, (json["Label"] as JsonString)?.Value, [.. Inner(json, location)]);
    }

    private static IEnumerable<Edge> Edges(JsonObject json, string location)
    {
        if (json["Next"] is JsonString next) yield return new Edge(next.Value, $"{location}/Next");
        foreach (var edge in Listed(json, "Choices", location)) yield return edge;
        if (json["Default"] is JsonString otherwise) yield return new Edge(otherwise.Value, $"{location}/Default");
        foreach (var edge in Listed(json, "Catch", location)) yield return edge;
    }

    private static IEnumerable<Edge> Listed(JsonObject json, string field, string location)
    {
        if (json[field] is not JsonArray items) yield break;
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is JsonObject item && item["Next"] is JsonString next) yield return new Edge(next.Value, $"{location}/{field}[{i}]/Next");
        }
    }

    private static IEnumerable<ScopeOutline> Inner(JsonObject json, string location)
    {
        if (json["Branches"] is JsonArray branches)
        {
            for (var i = 0; i < branches.Count; i++)
            {
                if (branches[i] is JsonObject branch) yield return Of(branch, $"{location}/Branches[{i}]");
            }
        }
        foreach (var field in new[] { "ItemProcessor", "Iterator" })
        {
            if (json[field] is JsonObject processor) yield return Of(processor, $"{location}/{field}");
        }
    }
}
