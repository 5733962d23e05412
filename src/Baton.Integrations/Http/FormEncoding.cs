using System.Globalization;
using Baton.Json;

namespace Baton.Integrations.Http;

/// <summary>Writes JSON as a form: <c>customer=1&amp;metadata%5Bkey%5D=value&amp;list%5B0%5D=a</c>.</summary>
internal static class FormEncoding
{
    /// <param name="arrays">INDICES, REPEAT, COMMAS or BRACKETS.</param>
    public static string Write(JsonObject body, string arrays)
    {
        var pairs = new List<string>();
        foreach (var (name, value) in body) Add(pairs, name, value, arrays);
        return string.Join('&', pairs);
    }

    /// <summary>Names and values as a query has them.</summary>
    public static string Write(IEnumerable<KeyValuePair<string, string>> pairs) =>
        string.Join('&', pairs.Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value)}"));

    private static void Add(List<string> pairs, string name, JsonData value, string arrays)
    {
        switch (value)
        {
            case JsonObject members:
                foreach (var (key, member) in members) Add(pairs, $"{name}[{key}]", member, arrays);
                break;
            case JsonArray items when arrays == "COMMAS" && items.All(item => item is not (JsonObject or JsonArray)):
                pairs.Add($"{Uri.EscapeDataString(name)}={string.Join(',', items.Select(item => Uri.EscapeDataString(Text(item))))}");
                break;
            case JsonArray items:
                for (var i = 0; i < items.Count; i++) Add(pairs, NameOf(name, i, items[i], arrays), items[i], arrays);
                break;
            default:
                pairs.Add($"{Uri.EscapeDataString(name)}={Uri.EscapeDataString(Text(value))}");
                break;
        }
    }

    /// <summary>What has members of its own is told apart by its index, whatever the format: repeated names would mix them up.</summary>
    private static string NameOf(string name, int index, JsonData item, string arrays) =>
        arrays == "INDICES" || item is JsonObject or JsonArray ? string.Create(CultureInfo.InvariantCulture, $"{name}[{index}]") : arrays == "BRACKETS" ? $"{name}[]" : name;

    private static string Text(JsonData value) => HttpCall.Text(value) ?? ""; // a null is a name without a value
}
