using Baton.Conformance;
using Baton.Json;
using Baton.Language;

namespace Baton.Fuzz.Tests;

/// <summary>What mutations start from: the corpora where they are, and always something of our own.</summary>
internal static class Seeds
{
    /// <summary>Definitions of AWS's samples and recordings.</summary>
    public static IReadOnlyList<JsonData> Definitions { get; } = [.. Own("definitions").Concat(Files("definitions")).Concat(Recorded("definition")).Where(IsDefinition)];

    /// <summary>Definitions that are accepted, each with an input that it was made for, where there is one.</summary>
    public static IReadOnlyList<(JsonData Definition, JsonData Input)> Runs { get; } =
    [
        .. from definition in Own("definitions") from input in Own("inputs") select (definition, input),
        .. from test in Files("asl").OfType<JsonObject>() where test.Has("definition") && test.Has("input") && IsAccepted(Called(test["definition"]!)) select (Called(test["definition"]!), test["input"]!),
        .. from definition in Files("definitions").Select(Called) where IsAccepted(definition) select (definition, (JsonData)JsonObject.Empty),
    ];

    /// <summary>Inputs that AWS's recordings start from.</summary>
    public static IReadOnlyList<JsonData> Inputs { get; } = [.. Own("inputs"), .. Recorded("input")];

    public static IReadOnlyList<string> Paths { get; } = [.. Own("paths").Select(Text), .. Cases().Select(test => Text(test["path"]!))];

    public static IReadOnlyList<JsonData> Documents { get; } = [.. Own("inputs"), .. Cases().Select(test => test["document"]!).Distinct()];

    public static IReadOnlyList<string> Intrinsics { get; } = [.. Own("intrinsics").Select(Text), .. Definitions.SelectMany(Strings).Where(text => text.StartsWith("States.", StringComparison.Ordinal)).Distinct()];

    public static IReadOnlyList<JsonData> Templates { get; } = [.. Own("templates"), .. Definitions.SelectMany(Members("Parameters", "ResultSelector", "ItemSelector", "Assign"))];

    public static IReadOnlyList<JsonData> Rules { get; } = [.. Own("rules"), .. Definitions.SelectMany(Members("Choices")).OfType<JsonArray>().SelectMany(rules => rules)];

    public static IReadOnlyList<string> Regexes { get; } = [.. Own("regexes").Select(Text)];

    public static T Pick<T>(this IReadOnlyList<T> items, Random random) => items[random.Next(items.Count)];

    private static string Text(JsonData value) => ((JsonString)value).Value;

    private static bool IsAccepted(JsonData definition) => DefinitionParser.Parse(definition.ToString(), DefinitionOptions.Standard).Machine is not null;

    /// <summary>A definition whose tasks are activities where they call functions: samples have a blank to fill in there.</summary>
    private static JsonData Called(JsonData value) => value switch
    {
        JsonArray items => new JsonArray(items.Select(Called)),
        JsonObject members => JsonObject.Of([.. members.Select(member => KeyValuePair.Create(member.Key, Called(member.Key, member.Value)))]),
        _ => value,
    };

    private static JsonData Called(string name, JsonData value) =>
        name == "Resource" && value is JsonString { Value: var arn } && !arn.StartsWith("arn:aws:states:::", StringComparison.Ordinal) ? JsonData.Of("arn:aws:states:us-east-1:000000000000:activity:a") : Called(value);

    private static bool IsDefinition(JsonData value) => value is JsonObject json && json.Has("States");

    private static JsonArray Own(string kind) => (JsonArray)((JsonObject)JsonData.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "seeds.json"))))[kind]!;

    private static IEnumerable<JsonObject> Cases() => Folder("jsonpath") is { } folder
        ? ((JsonArray)JsonData.Parse(File.ReadAllBytes(Path.Combine(folder, "cases.json")))).Cast<JsonObject>()
        : [];

    private static IEnumerable<JsonData> Recorded(string member) => Files("asl").OfType<JsonObject>().Select(test => test[member]).OfType<JsonData>();

    private static IEnumerable<JsonData> Files(string corpus) => Folder(corpus) is { } folder
        ? Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).Where(path => Path.GetFileName(path) != "index.json").Order(StringComparer.Ordinal)
            .Select(path => JsonData.Parse(File.ReadAllBytes(path)))
        : [];

    private static string? Folder(string corpus) => Corpora.Find() is { } root && Directory.Exists(Path.Combine(root, corpus)) ? Path.Combine(root, corpus) : null;

    private static IEnumerable<string> Strings(JsonData value) => value switch
    {
        JsonString text => [text.Value],
        JsonArray items => items.SelectMany(Strings),
        JsonObject members => members.SelectMany(member => Strings(member.Value)),
        _ => [],
    };

    private static Func<JsonData, IEnumerable<JsonData>> Members(params string[] names) => value => value switch
    {
        JsonArray items => items.SelectMany(Members(names)),
        JsonObject members => members.SelectMany(member => names.Contains(member.Key) ? [member.Value] : Members(names)(member.Value)),
        _ => [],
    };
}
