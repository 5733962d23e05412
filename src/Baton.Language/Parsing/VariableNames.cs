using System.Globalization;
using System.Text;

namespace Baton.Language.Parsing;

/// <summary>The names that variables can have: Unicode's ID_Start, then ID_Continue, up to 80 characters.</summary>
internal static class VariableNames
{
    public const int LengthMax = 80;

    public const string Reserved = "states";

    public static bool IsName(string text)
    {
        if (text.Length == 0) return false;
        var first = true;
        foreach (var rune in text.EnumerateRunes())
        {
            if (first ? !IsStart(rune) : !IsStart(rune) && !Continues(rune)) return false;
            first = false;
        }
        return true;
    }

    /// <summary>The variables that an intrinsic call reads: every <c>$name</c> outside of its strings.</summary>
    public static IEnumerable<string> InCall(string call)
    {
        var quoted = false;
        for (var i = 0; i < call.Length; i++)
        {
            if (call[i] == '\\') i++;
            else if (call[i] == '\'') quoted = !quoted;
            else if (!quoted && call[i] == '$')
            {
                var name = NameAt(call, i + 1);
                if (name.Length > 0) yield return name;
                i += Math.Max(name.Length, i + 1 < call.Length && call[i + 1] == '$' ? 1 : 0); // $$ is the context object
            }
        }
    }

    private static string NameAt(string text, int start)
    {
        var end = start;
        while (end < text.Length && Rune.TryGetRuneAt(text, end, out var rune) && (IsStart(rune) || (end > start && Continues(rune)))) end += rune.Utf16SequenceLength;
        return text[start..end];
    }

    private static bool IsStart(Rune rune) => Rune.IsLetter(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.LetterNumber;

    private static bool Continues(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.ConnectorPunctuation;
}
