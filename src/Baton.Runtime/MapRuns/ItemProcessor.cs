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
        var map = Find((JsonObject)JsonData.Parse(definition), (name, _) => name == State) ?? throw new InvariantException($"The definition has the state '{State}'.");
        return (map["ItemProcessor"] ?? map["Iterator"])!.ToString();
    }

    /// <summary>Finds a state in a scope or one below it.</summary>
    /// <param name="scope">An object with <c>States</c>.</param>
    /// <param name="isIt">Told the name and the state.</param>
    public static JsonObject? Find(JsonObject scope, Func<string, JsonObject, bool> isIt)
    {
        foreach (var (name, value) in scope["States"] as JsonObject ?? JsonObject.Empty)
        {
            if (value is not JsonObject state) continue;
            if (isIt(name, state)) return state;
            if (Scopes(state).Select(inner => Find(inner, isIt)).FirstOrDefault(found => found is not null) is { } found) return found;
        }
        return null;
    }

    private static IEnumerable<JsonObject> Scopes(JsonObject state)
    {
        if ((state["ItemProcessor"] ?? state["Iterator"]) is JsonObject processor) yield return processor;
        if (state["Branches"] is not JsonArray branches) yield break;
        foreach (var branch in branches.OfType<JsonObject>()) yield return branch;
    }
}
