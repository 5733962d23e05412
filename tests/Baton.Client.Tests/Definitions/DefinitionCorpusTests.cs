using System.Text.Json.Nodes;

namespace Baton.Client.Tests.Definitions;

/// <summary>Whatever AWS's samples say can be said with the builder, and comes out as the same text.</summary>
public sealed class DefinitionCorpusTests
{
    private static readonly string? Folder = Find();

    public static TheoryData<string> Samples() =>
        Folder is null ? [""] : [.. Directory.EnumerateFiles(Folder, "*.json").Where(file => Path.GetFileName(file) != "index.json").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Samples))]
    public void A_sample_is_built_and_comes_out_the_same(string file)
    {
        Assert.SkipWhen(Folder is null, "The corpus 'definitions' is absent: set BATON_CONFORMANCE to the folder that holds it.");
        var machine = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, file)))!.AsObject();
        var built = JsonNode.Parse(Transcription.Of(machine).Text)!;
        var expected = Plain(machine);
        Assert.True(JsonNode.DeepEquals(expected, Plain(built)), $"Expected\n{expected}\nfound\n{built}");
    }

    /// <summary>One way to say what can be said in several: the newer names, and nothing of what holds anyway.</summary>
    private static JsonNode? Plain(JsonNode? node)
    {
        switch (node)
        {
            case JsonArray array:
                return new JsonArray([.. array.Select(item => Plain(item))]);
            case JsonObject fields:
                var isHere = fields["Type"]?.ToString() == "Map" && (fields.ContainsKey("Iterator") || fields.ContainsKey("ItemProcessor"));
                var plain = new JsonObject();
                foreach (var (name, value) in fields)
                {
                    if (name == "ProcessorConfig" && value!["Mode"]?.ToString() == "INLINE") continue;
                    if (name == "QueryLanguage" && value!.ToString() == "JSONPath") continue;
                    if (name is "Condition" or "Items" && value is JsonValue) plain[name] = value.ToString().Replace(" ", "", StringComparison.Ordinal);
                    else if (name.EndsWith("Seconds", StringComparison.Ordinal) && value is JsonValue && double.TryParse(value.ToString(), out var number)) plain[name] = number;
                    else if (name is "BackoffRate" or "NumericEquals" or "NumericGreaterThan") plain[name] = value!.GetValue<double>();
                    else plain[isHere && name == "Iterator" ? "ItemProcessor" : isHere && name == "Parameters" ? "ItemSelector" : name] = Plain(value);
                }
                return plain;
            default:
                return node?.DeepClone();
        }
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("BATON_CONFORMANCE") is { Length: > 0 } named) return Path.Combine(named, "definitions");
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "conformance", "definitions");
            if (Directory.Exists(candidate)) return candidate;
        }
        return null;
    }
}
