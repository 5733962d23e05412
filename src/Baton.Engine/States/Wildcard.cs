namespace Baton.Engine.States;

/// <summary><c>StringMatches</c>: <c>*</c> stands for any text, <c>\*</c> and <c>\\</c> for themselves.</summary>
internal static class Wildcard
{
    public static bool Matches(string text, string pattern)
    {
        var parts = Split(pattern);
        if (parts.Count == 1) return text == parts[0];
        if (!text.StartsWith(parts[0], StringComparison.Ordinal)) return false;

        var at = parts[0].Length;
        for (var i = 1; i < parts.Count - 1; i++)
        {
            var found = text.IndexOf(parts[i], at, StringComparison.Ordinal);
            if (found < 0) return false;
            at = found + parts[i].Length;
        }
        return text.Length - at >= parts[^1].Length && text.EndsWith(parts[^1], StringComparison.Ordinal);
    }

    /// <summary>The literal texts between the wildcards.</summary>
    private static List<string> Split(string pattern)
    {
        var parts = new List<string>();
        var part = new System.Text.StringBuilder();
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '\\' && i + 1 < pattern.Length && pattern[i + 1] is '*' or '\\') part.Append(pattern[++i]);
            else if (pattern[i] == '*')
            {
                parts.Add(part.ToString());
                part.Clear();
            }
            else part.Append(pattern[i]);
        }
        parts.Add(part.ToString());
        return parts;
    }
}
