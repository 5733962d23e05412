using System.Buffers;

namespace Baton.Language.Parsing;

/// <summary>What may stand in the names of machines, executions, activities and Map labels.</summary>
internal static class Names
{
    public const int LengthMax = 80;

    private static readonly SearchValues<char> Special = SearchValues.Create(" <>{}[]?*\"#%\\^|~`$&,;:/");

    public static bool IsName(string text) => text.Length is > 0 and <= LengthMax && FirstInvalid(text) is null;

    /// <summary>The first character that cannot stand in a name, or null.</summary>
    public static string? FirstInvalid(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var width = char.IsSurrogatePair(text, i) ? 2 : 1;
            if (IsInvalid(text.AsSpan(i, width))) return text.Substring(i, width);
            i += width - 1;
        }
        return null;
    }

    private static bool IsInvalid(ReadOnlySpan<char> character)
    {
        if (character.Length == 2) return char.ConvertToUtf32(character[0], character[1]) == 0x10FFFF;
        var c = character[0];
        return Special.Contains(c) || char.IsWhiteSpace(c) || c <= '\u001F' || c is >= '\u007F' and <= '\u009F' or '\uFFFE' or '\uFFFF' || char.IsSurrogate(c);
    }
}
