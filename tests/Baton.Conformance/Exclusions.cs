using Baton.Json;

namespace Baton.Conformance;

/// <summary>Cases that are not held against us, each with its reason; a case that passes has no business here.</summary>
public sealed class Exclusions
{
    private readonly Dictionary<(string Corpus, string Id), string> _reasons = [];

    private Exclusions()
    {
    }

    /// <summary>Reads <c>{"CORPUS": {"ID": "REASON"}}</c>.</summary>
    public static Exclusions Read(string path)
    {
        var exclusions = new Exclusions();
        foreach (var (corpus, ids) in (JsonObject)JsonFile.Read(path))
        {
            foreach (var (id, reason) in (JsonObject)ids) exclusions._reasons[(corpus, id)] = ((JsonString)reason).Value;
        }
        return exclusions;
    }

    /// <summary>Why a case is not held against us; null where it is.</summary>
    public string? ReasonFor(string corpus, string id) => _reasons.GetValueOrDefault((corpus, id));
}
