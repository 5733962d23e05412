using Baton.Json;
using Baton.Language;

namespace Baton.Conformance;

/// <summary>State machines of AWS's samples: none may be refused.</summary>
public sealed class DefinitionsCorpus : ICorpus
{
    public string Name => "definitions";

    public IEnumerable<CaseResult> Run(string folder) => Files(folder).Select(entry => CaseResult.Of(entry.Id, () =>
    {
        var parsed = DefinitionParser.Parse(File.ReadAllText(Path.Combine(folder, entry.File)), DefinitionOptions.Standard);
        return parsed.HasErrors ? parsed.InvalidDefinitionMessage() : null;
    }));

    /// <summary>The files of the index, or all of them where there is none.</summary>
    private static IEnumerable<(string Id, string File)> Files(string folder)
    {
        var index = Path.Combine(folder, "index.json");
        return File.Exists(index)
            ? ((JsonArray)JsonFile.Read(index)).Cast<JsonObject>().Select(entry => (entry.Text("id")!, entry.Text("file")!))
            : Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal).Select(file => (Path.GetFileName(file), Path.GetFileName(file)));
    }
}
