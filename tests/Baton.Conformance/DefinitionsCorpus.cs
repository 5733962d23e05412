using Baton.Json;
using Baton.Language;

namespace Baton.Conformance;

/// <summary>State machines of AWS's samples: none may be refused.</summary>
public sealed class DefinitionsCorpus : ICorpus
{
    public string Name => "definitions";

    public IEnumerable<CaseResult> Run(string folder)
    {
        foreach (var entry in ((JsonArray)JsonFile.Read(Path.Combine(folder, "index.json"))).Cast<JsonObject>())
        {
            var parsed = DefinitionParser.Parse(File.ReadAllText(Path.Combine(folder, entry.Text("file")!)), DefinitionOptions.Standard);
            yield return new CaseResult(entry.Text("id")!, parsed.HasErrors ? parsed.InvalidDefinitionMessage() : null);
        }
    }
}
