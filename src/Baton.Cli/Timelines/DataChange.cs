using Baton.Json;

namespace Baton.Cli.Timelines;

/// <summary>What a state made of its input, on one line.</summary>
internal static class DataChange
{
    /// <returns>The output; where it is the input with members added or set anew, only these; null where nothing changed.</returns>
    public static string? Of(string? input, string output)
    {
        var after = JsonData.Parse(output);
        if (input is null) return after.ToString();
        var before = JsonData.Parse(input);
        if (before.Equals(after)) return null;
        if (before is not JsonObject from || after is not JsonObject to || from.Any(member => !to.Has(member.Key))) return after.ToString();
        var changed = JsonObject.Owning([.. to.Where(member => !member.Value.Equals(from[member.Key]))]);
        return changed.Count == to.Count ? changed.ToString() : $"{{… {changed.ToString()[1..]}";
    }
}
