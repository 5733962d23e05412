using System.Globalization;

namespace Baton.Expressions.Paths.Regexes;

/// <summary>The character classes that Java's regexes know by a letter or a name.</summary>
internal static class CharClasses
{
    /// <summary><c>\d</c> and its kind; null for a letter that names no class.</summary>
    public static CharSet? OfLetter(char letter, bool isUnicode) => letter switch
    {
        'd' => isUnicode ? Category("Nd") : CharSet.Digits,
        'w' => isUnicode ? CharSet.Where("w", c => char.IsLetterOrDigit(c) || Is(c, "M") || Is(c, "Pc")) : CharSet.WordChars,
        's' => isUnicode ? CharSet.Where("s", char.IsWhiteSpace) : CharSet.Spaces,
        'h' => CharSet.OfRanges("\t\t  \u00A0\u00A0\u1680\u1680\u180E\u180E\u2000\u200A\u202F\u202F\u205F\u205F\u3000\u3000"),
        'v' => CharSet.OfRanges("\n\r\u0085\u0085\u2028\u2029"),
        'D' or 'W' or 'S' or 'H' or 'V' => OfLetter(char.ToLowerInvariant(letter), isUnicode)!.Not(),
        _ => null,
    };

    /// <summary>What stands in <c>\p{…}</c>; null for a name that is not known.</summary>
    public static CharSet? OfName(string name, JavaRegexFlags flags)
    {
        var ignoresCase = flags.HasFlag(JavaRegexFlags.IgnoreCase);
        if (ignoresCase && name is ("Lower" or "Upper")) name = "Alpha";
        if (flags.HasFlag(JavaRegexFlags.UnicodeClasses) && UnicodeOfPosix(name) is { } unicode) return unicode;
        if (Posix(name) is { } posix) return posix;
        var category = name.StartsWith("Is", StringComparison.Ordinal) ? name[2..] : name;
        category = category.StartsWith("gc=", StringComparison.OrdinalIgnoreCase) ? category[3..] : category;
        if (ignoresCase && category is ("Lu" or "Ll" or "Lt" or "Lowercase" or "Uppercase" or "javaLowerCase" or "javaUpperCase"))
        {
            return Category("Lu").Or(Category("Ll")).Or(Category("Lt"));
        }
        return category switch
        {
            "Alphabetic" or "javaLetter" or "javaAlphabetic" => Category("L"),
            "Lowercase" or "javaLowerCase" => CharSet.Where("lower", char.IsLower),
            "Uppercase" or "javaUpperCase" => CharSet.Where("upper", char.IsUpper),
            "Digit" or "javaDigit" => Category("Nd"),
            "White_Space" or "javaWhitespace" => CharSet.Where("s", char.IsWhiteSpace),
            "javaLetterOrDigit" => CharSet.Where("letterOrDigit", char.IsLetterOrDigit),
            "Punctuation" => Category("P"),
            "Control" => Category("Cc"),
            _ => Abbreviations.Contains(category) || category is [_] && "LMNPSZC".Contains(category[0], StringComparison.Ordinal) ? Category(category) : null,
        };
    }

    private static readonly string[] Abbreviations =
    [
        "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "No", "Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Co",
        "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Sm", "Sc", "Sk", "So", "Cn",
    ];

    private static CharSet? Posix(string name) => name switch
    {
        "Lower" => CharSet.OfRanges("az"),
        "Upper" => CharSet.OfRanges("AZ"),
        "ASCII" => CharSet.OfRanges("\0\u007F"),
        "Alpha" => CharSet.Letters,
        "Digit" => CharSet.Digits,
        "Alnum" => CharSet.Letters.Or(CharSet.Digits),
        "Punct" => CharSet.OfRanges("!/:@[`{~"),
        "Graph" => CharSet.OfRanges("!~"),
        "Print" => CharSet.OfRanges(" ~"),
        "Blank" => CharSet.OfRanges("\t\t  "),
        "Cntrl" => CharSet.OfRanges("\0\u001F\u007F\u007F"),
        "XDigit" => CharSet.OfRanges("09AFaf"),
        "Space" => CharSet.Spaces,
        _ => null,
    };

    private static CharSet? UnicodeOfPosix(string name) => name switch
    {
        "Lower" => CharSet.Where("lower", char.IsLower),
        "Upper" => CharSet.Where("upper", char.IsUpper),
        "Alpha" => Category("L"),
        "Digit" => Category("Nd"),
        "Alnum" => CharSet.Where("letterOrDigit", char.IsLetterOrDigit),
        "Punct" => Category("P"),
        "Space" => CharSet.Where("s", char.IsWhiteSpace),
        _ => null,
    };

    private static CharSet Category(string abbreviation) => CharSet.Where(abbreviation, c => Is(c, abbreviation));

    private static bool Is(char c, string abbreviation)
    {
        // The enumeration has the order of the abbreviations.
        var category = CharUnicodeInfo.GetUnicodeCategory(c);
        return Abbreviations[(int)category].StartsWith(abbreviation, StringComparison.Ordinal);
    }
}
