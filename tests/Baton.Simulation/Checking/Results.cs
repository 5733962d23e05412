using System.Text.Json;
using Baton.Json;

namespace Baton.Simulation.Checking;

/// <summary>Compares payloads by their text alone.</summary>
internal static class Results
{
    /// <summary>Whether an output has a result under <c>result</c>.</summary>
    public static bool IsKept(JsonText result, JsonText output)
    {
        using var whole = JsonDocument.Parse(output.Utf8);
        using var part = JsonDocument.Parse(result.Utf8);
        return whole.RootElement.ValueKind == JsonValueKind.Object && whole.RootElement.TryGetProperty("result", out var kept) && JsonElement.DeepEquals(kept, part.RootElement);
    }

    public static bool AreSame(JsonText one, JsonText other)
    {
        if (one.Utf8.Span.SequenceEqual(other.Utf8.Span)) return true;
        using var first = JsonDocument.Parse(one.Utf8);
        using var second = JsonDocument.Parse(other.Utf8);
        return JsonElement.DeepEquals(first.RootElement, second.RootElement);
    }
}
