using Baton.Json;
using Baton.Language.Model;
using Baton.Language.Parsing;

namespace Baton.Language.Validation;

/// <summary>Reads the outline of a definition from its JSON, and passes over what is not as it should be.</summary>
internal static class OutlineReader
{
    public static ScopeOutline Scope(JsonObject json, Place place)
    {
        var start = json["StartAt"] is JsonString name ? new Edge(name.Value, place.Field("StartAt"), []) : null;
        var states = new List<StateOutline>();
        foreach (var (key, value) in (json["States"] as JsonObject ?? JsonObject.Empty).Properties)
        {
            if (value is JsonObject state) states.Add(State(key, state, place.Field("States").Field(key)));
        }
        return new ScopeOutline(place, start, states);
    }

    private static StateOutline State(string name, JsonObject json, Place place)
    {
        var own = Assigns(json, place);
        var edges = Edges(json, place, own).ToList();
        return new StateOutline(name, place, edges, [.. own, .. edges.SelectMany(edge => edge.Assigns).Except(own)], [.. Inner(json, place)])
        {
            IsTerminal = edges.Count == 0 || json["End"] is JsonBoolean { Value: true },
            IsDistributed = (json["ItemProcessor"] ?? json["Iterator"]) is JsonObject processor && ProcessorParser.IsDistributed(processor),
            Label = (json["Label"] as JsonString)?.Value,
        };
    }

    /// <summary>The ways out of a state: the state's own Assign belongs to its Next and Default, each rule's and catcher's to that one alone.</summary>
    private static IEnumerable<Edge> Edges(JsonObject json, Place place, IReadOnlyList<Assignment> own)
    {
        if (json["Next"] is JsonString next) yield return new Edge(next.Value, place.Field("Next"), own);
        foreach (var edge in Listed(json, "Choices", place)) yield return edge;
        if (json["Default"] is JsonString otherwise) yield return new Edge(otherwise.Value, place.Field("Default"), own);
        foreach (var edge in Listed(json, "Catch", place)) yield return edge;
    }

    private static IEnumerable<Edge> Listed(JsonObject json, string field, Place place)
    {
        if (json[field] is not JsonArray items) yield break;
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is not JsonObject item || item["Next"] is not JsonString next) continue;
            var at = place.Item(field, i);
            yield return new Edge(next.Value, at.Field("Next"), Assigns(item, at));
        }
    }

    private static IReadOnlyList<Assignment> Assigns(JsonObject json, Place place)
    {
        if (json["Assign"] is not JsonObject assign) return [];
        var at = place.Field("Assign");
        return [.. assign.Select(property => new Assignment(Plain(property.Key), at.Field(property.Key)))];
    }

    private static string Plain(string field) => field.EndsWith(Templates.HoleSuffix, StringComparison.Ordinal) ? field[..^Templates.HoleSuffix.Length] : field;

    private static IEnumerable<ScopeOutline> Inner(JsonObject json, Place place)
    {
        if (json["Branches"] is JsonArray branches)
        {
            for (var i = 0; i < branches.Count; i++)
            {
                if (branches[i] is JsonObject branch) yield return Scope(branch, place.Item("Branches", i));
            }
        }
        if (json["ItemProcessor"] is JsonObject processor) yield return Scope(processor, place.Field("ItemProcessor"));
        if (json["Iterator"] is JsonObject iterator) yield return Scope(iterator, place.Field("Iterator"));
    }
}
