using Baton.Engine;
using Baton.Json;

namespace Baton.Runtime.MapRuns;

/// <summary>
/// Which part of a definition the children of a Map Run run. It stands in the settings of the revision that they are stored with, whose
/// definition is the whole machine's, because what a state means depends on where it stands.
/// </summary>
/// <param name="State">The Map.</param>
public sealed record ItemProcessor(string State)
{
    private const string Member = "itemProcessorOf";

    /// <summary>Reads the settings of a revision; null for one that is a machine's own.</summary>
    public static ItemProcessor? Parse(string settings) => JsonData.Parse(settings) is JsonObject json && json[Member] is JsonString state ? new ItemProcessor(state.Value) : null;

    /// <summary>The settings of a machine's revision as those of its children's.</summary>
    public string In(string settings) => ((JsonObject)JsonData.Parse(settings)).With(Member, JsonData.Of(State)).ToString();

    /// <summary>The part as a definition of its own.</summary>
    public string DefinitionIn(string definition)
    {
        var map = Find((JsonObject)JsonData.Parse(definition), State) ?? throw new InvariantException($"The definition has the state '{State}'.");
        return (map["ItemProcessor"] ?? map["Iterator"])!.ToString();
    }

    /// <summary>Finds a state by its name, which is unique in the whole machine.</summary>
    private static JsonObject? Find(JsonObject scope, string name)
    {
        var states = (JsonObject)scope["States"]!;
        return states[name] as JsonObject
            ?? states.Select(state => state.Value).OfType<JsonObject>().SelectMany(Scopes).Select(inner => Find(inner, name)).FirstOrDefault(found => found is not null);
    }

    private static IEnumerable<JsonObject> Scopes(JsonObject state)
    {
        if ((state["ItemProcessor"] ?? state["Iterator"]) is JsonObject processor) yield return processor;
        if (state["Branches"] is not JsonArray branches) yield break;
        foreach (var branch in branches.OfType<JsonObject>()) yield return branch;
    }
}
