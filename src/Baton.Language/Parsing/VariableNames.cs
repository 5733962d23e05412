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

    private static bool IsStart(Rune rune) => Rune.IsLetter(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.LetterNumber;

    private static bool Continues(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.ConnectorPunctuation;
}
