using Baton.Json;

namespace Baton.Conformance.Asl;

/// <summary>Compares what a run gave with what was recorded, and says where they first part.</summary>
internal sealed class SnapshotComparison
{
    private readonly Placeholders _placeholders = new();

    /// <returns>The first difference; null where there is none.</returns>
    public string? Difference(JsonData expected, JsonData actual, string at = "")
    {
        switch (expected)
        {
            case JsonObject members when actual is JsonObject ours:
                foreach (var (name, value) in members)
                {
                    if (!ours.TryGet(name, out var our)) return $"{at}/{name}: expected {Short(value)}, found nothing";
                    if (Difference(value, our, $"{at}/{name}") is { } difference) return difference;
                }
                foreach (var (name, value) in ours)
                {
                    if (!members.Has(name)) return $"{at}/{name}: expected nothing, found {Short(value)}";
                }
                return null;
            case JsonArray items when actual is JsonArray ours:
                for (var i = 0; i < Math.Min(items.Count, ours.Count); i++)
                {
                    if (Difference(items[i], ours[i], $"{at}/{i}") is { } difference) return difference;
                }
                if (items.Count > ours.Count) return $"{at}: {items.Count} expected, {ours.Count} found; missing {Short(items[ours.Count])}";
                return items.Count < ours.Count ? $"{at}: {items.Count} expected, {ours.Count} found; too much {Short(ours[items.Count])}" : null;
            case JsonString text when actual is JsonString our && _placeholders.Matches(text.Value, our.Value):
                return null;
            default:
                return expected.Equals(actual) ? null : $"{at}:\n    expected {Short(expected)}\n    found    {Short(actual)}";
        }
    }

    private static string Short(JsonData value) => value.ToString() is { Length: > 700 } text ? $"{text[..700]}…" : value.ToString();
}
