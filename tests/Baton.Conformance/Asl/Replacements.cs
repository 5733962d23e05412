using System.Text.RegularExpressions;
using Baton.Json;

namespace Baton.Conformance.Asl;

/// <summary>Replaces in our answers what the recording replaced in AWS's.</summary>
internal static class Replacements
{
    private static readonly (string Text, string By)[] Standard =
    [
        ("000000000000", "111111111111"),
        ("us-east-1", "<region>"),
        ("arn:aws:", "arn:<partition>:"),
    ];

    public static JsonObject Apply(AslCase test, JsonObject snapshot)
    {
        JsonData result = snapshot;
        foreach (var replacement in test.Replacements)
        {
            if (replacement.Text("jsonpath") is { } path) result = SnapshotPath.Change(result, path, _ => replacement["by"]);
            if (replacement.Text("other") == "_convert_output_to_json") result = SnapshotPath.Change(result, "$..output", Parsed);
        }
        var texts = TextsOf(test);
        return (JsonObject)Each(result, text => Replace(text, texts));
    }

    /// <summary>Replaces in one text.</summary>
    public static string Apply(AslCase test, string text) => ((JsonString)Each(JsonData.Of(text), plain => Replace(plain, TextsOf(test)))).Value;

    private static List<(string Regex, string By)> TextsOf(AslCase test) =>
        [.. test.Replacements.Where(replacement => replacement.Text("regex") is not null && !IsOverruled(test, replacement)).Select(replacement => (replacement.Text("regex")!, replacement.Text("by")!))];

    /// <summary>Where the recording replaced the names in ARNs first, it did not find the role any more.</summary>
    private static bool IsOverruled(AslCase test, JsonObject replacement) =>
        replacement.Text("by") == "snf_role_arn" && test.Replacements.Any(other => other.Text("key") == "_resource_name_transformer");

    private static JsonData Parsed(JsonData output) => output is JsonString text ? Snapshot.TryParse(text.Value) ?? output : output;

    private static string Replace(string text, List<(string Regex, string By)> texts)
    {
        foreach (var (regex, by) in texts) text = Regex.Replace(text, regex, by.Replace("$", "$$", StringComparison.Ordinal), RegexOptions.CultureInvariant);
        foreach (var (plain, by) in Standard) text = text.Replace(plain, by, StringComparison.Ordinal);
        return text;
    }

    private static JsonData Each(JsonData value, Func<string, string> change) => value switch
    {
        JsonString text => JsonData.Of(change(text.Value)),
        JsonArray items => new JsonArray(items.Select(item => Each(item, change))),
        JsonObject members => JsonObject.Of([.. members.Select(member => new KeyValuePair<string, JsonData>(member.Key, Each(member.Value, change)))]),
        _ => value,
    };
}
