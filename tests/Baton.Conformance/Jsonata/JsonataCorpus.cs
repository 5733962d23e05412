using System.Collections.Concurrent;
using Baton.Json;

namespace Baton.Conformance.Jsonata;

/// <summary>The official JSONata suite, held to what version 2.0.6 makes of it, and the expressions that benchmarks run.</summary>
public sealed class JsonataCorpus : ICorpus
{
    private readonly ConcurrentDictionary<string, JsonData> _read = new();

    public string Name => "jsonata";

    public IEnumerable<CaseResult> Run(string folder) => Suite(folder).Concat(Workflows(folder)).Select(test => CaseResult.Of(test.Id, test.Fault));

    private IEnumerable<JsonataCase> Suite(string folder) =>
        from @group in Files(Path.Combine(folder, "groups"))
        from fields in ((JsonArray)JsonFile.Read(@group)).Cast<JsonObject>()
        select new JsonataCase(fields, name => Read(folder, "datasets", name));

    /// <summary>Expressions as workflows have them: no input, but <c>$states</c>.</summary>
    private IEnumerable<JsonataCase> Workflows(string folder)
    {
        var path = Path.Combine(folder, "perf.json");
        if (!File.Exists(path)) yield break;
        var perf = (JsonObject)JsonFile.Read(path);
        foreach (var fields in perf.Items("cases").Cast<JsonObject>())
        {
            var states = JsonObject.Of(("input", Read(folder, "perf-data", Path.GetFileNameWithoutExtension(fields.Text("input")!))), ("context", perf["context"]!));
            yield return new JsonataCase(fields.With("bindings", JsonObject.Of(("states", states))), _ => JsonData.Null);
        }
    }

    private JsonData Read(string folder, string kind, string name) => _read.GetOrAdd(Path.Combine(folder, kind, $"{name}.json"), JsonFile.Read);

    private static IEnumerable<string> Files(string folder) =>
        Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal) : [];
}
