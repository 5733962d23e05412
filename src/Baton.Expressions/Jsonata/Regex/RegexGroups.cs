namespace Baton.Expressions.Jsonata;

/// <summary>Looks over a pattern for its groups before it is read: a reference may come before its group.</summary>
internal static class RegexGroups
{
    /// <summary>The number of groups, with the whole match as the first; collects the names.</summary>
    public static int Count(string text, List<(string Name, int Number)> names)
    {
        var count = 1;
        var inClass = false;
        for (var at = 0; at < text.Length; at++)
        {
            switch (text[at])
            {
                case '\\':
                    at++;
                    break;
                case '[':
                    inClass = true;
                    break;
                case ']':
                    inClass = false;
                    break;
                case '(' when !inClass && IsCapturing(text, at + 1, out var isNamed):
                    if (isNamed) names.Add((Name(text, at + 3, names), count));
                    count++;
                    break;
            }
        }
        return count;
    }

    /// <summary>The place of the bracket that ends a name.</summary>
    public static int EndOfName(string text, int start)
    {
        var end = text.IndexOf('>', start);
        return end > start ? end : throw RegexParser.Invalid("Invalid capture group name", start);
    }

    private static string Name(string text, int start, List<(string Name, int Number)> names)
    {
        var name = text[start..EndOfName(text, start)];
        if (names.Exists(known => known.Name == name)) throw RegexParser.Invalid("Duplicate capture group name", start);
        return name;
    }

    private static bool IsCapturing(string text, int at, out bool isNamed)
    {
        isNamed = string.CompareOrdinal(text, at, "?<", 0, 2) == 0 && at + 2 < text.Length && text[at + 2] is not ('=' or '!');
        return isNamed || at >= text.Length || text[at] != '?';
    }
}
