namespace Baton.Expressions.Jsonata;

/// <summary>
/// What the flag <c>i</c> holds to be the same: characters with the same upper case, if that is one character, and none
/// outside ASCII with one inside.
/// </summary>
internal static class CaseFolding
{
    private static readonly Lazy<Dictionary<char, List<char>>> Classes = new(MakeClasses);

    /// <summary>The character that stands for all that are the same as this one.</summary>
    public static char Canonical(char c)
    {
        if (c < 128) return char.IsAsciiLetterLower(c) ? (char)(c - 32) : c;
        if (LetterCase.HasSpecialUpper(c)) return c;
        var upper = char.ToUpperInvariant(c);
        return upper < 128 ? c : upper;
    }

    /// <summary>The set with everything that is the same as something in it.</summary>
    public static CharSet Close(CharSet set)
    {
        var ranges = new List<(char First, char Last)>(set.Ranges);
        foreach (var (first, last) in set.Ranges)
        {
            for (int c = first; c <= last; c++)
            {
                var at = (char)c;
                if (at < 128)
                {
                    if (char.IsAsciiLetter(at)) ranges.Add(((char)(at ^ 0x20), (char)(at ^ 0x20)));
                }
                else if (Classes.Value.TryGetValue(Canonical(at), out var same))
                {
                    ranges.AddRange(same.Select(other => (other, other)));
                }
            }
        }
        return new CharSet(ranges);
    }

    /// <summary>The classes of more than one character outside ASCII.</summary>
    private static Dictionary<char, List<char>> MakeClasses()
    {
        var classes = new Dictionary<char, List<char>>();
        for (var c = 128; c <= char.MaxValue; c++)
        {
            var at = (char)c;
            var canonical = Canonical(at);
            if (canonical == at) continue;
            if (!classes.TryGetValue(canonical, out var same)) classes[canonical] = same = [canonical];
            same.Add(at);
        }
        return classes;
    }
}
