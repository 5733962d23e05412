using System.Collections.Concurrent;
using Baton.Json;

namespace Baton.Conformance.Jsonata;

/// <summary>The official JSONata suite, held to what version 2.0.6 makes of it.</summary>
public sealed class JsonataCorpus : ICorpus
{
    public string Name => "jsonata";

    public IEnumerable<CaseResult> Run(string folder)
    {
        var datasets = new ConcurrentDictionary<string, JsonData>();
        foreach (var group in Directory.EnumerateFiles(Path.Combine(folder, "groups"), "*.json").Order(StringComparer.Ordinal))
        {
            foreach (var fields in ((JsonArray)JsonFile.Read(group)).Cast<JsonObject>())
            {
                var test = new JsonataCase(fields, name => datasets.GetOrAdd(name, file => JsonFile.Read(Path.Combine(folder, "datasets", $"{file}.json"))));
                yield return CaseResult.Of(test.Id, test.Fault);
            }
        }
    }
}
