using System.Globalization;
using System.Text.RegularExpressions;
using Baton.Json;

namespace Baton.Conformance.Asl;

/// <summary>A path of <c>notCompared</c> or <c>replacements</c>: names after one dot or at any depth after two, and indexes.</summary>
internal static partial class SnapshotPath
{
    /// <summary>Changes every value that a path names: null takes it out.</summary>
    public static JsonData Change(JsonData root, string path, Func<JsonData, JsonData?> change)
    {
        var steps = Steps().Matches(path).Select(match => match.Value).ToArray();
        return Change(root, steps, change) ?? JsonData.Null;
    }

    private static JsonData? Change(JsonData value, ReadOnlySpan<string> steps, Func<JsonData, JsonData?> change)
    {
        if (steps.IsEmpty) return change(value);
        var step = steps[0];
        var rest = steps[1..];
        return value switch
        {
            JsonObject members => ChangeMembers(members, steps, step, rest, change),
            JsonArray items => ChangeItems(items, steps, step, rest, change),
            _ => value,
        };
    }

    private static JsonObject ChangeMembers(JsonObject members, ReadOnlySpan<string> steps, string step, ReadOnlySpan<string> rest, Func<JsonData, JsonData?> change)
    {
        var result = new JsonObject.Builder(members.Count);
        foreach (var (name, value) in members)
        {
            JsonData? changed = value;
            if (step.TrimStart('.') == name) changed = Change(value, rest, change);
            if (changed is not null && step.StartsWith("..", StringComparison.Ordinal)) changed = Change(changed, steps, change);
            if (changed is not null) result.Set(name, changed);
        }
        return result.Build();
    }

    private static JsonArray ChangeItems(JsonArray items, ReadOnlySpan<string> steps, string step, ReadOnlySpan<string> rest, Func<JsonData, JsonData?> change)
    {
        var result = new List<JsonData>(items.Count);
        for (var i = 0; i < items.Count; i++)
        {
            JsonData? changed = items[i];
            if (step.StartsWith('[') && step[1..^1] == i.ToString(CultureInfo.InvariantCulture)) changed = Change(changed, rest, change);
            else if (step.StartsWith("..", StringComparison.Ordinal)) changed = Change(changed, steps, change);
            if (changed is not null) result.Add(changed);
        }
        return new JsonArray(result);
    }

    [GeneratedRegex(@"\.{1,2}[^.\[\]]+|\[[^\]]+\]")]
    private static partial Regex Steps();
}
