using System.Globalization;

namespace Baton.Expressions.Jsonata;

/// <summary>Reads what comes after a backslash.</summary>
internal sealed class RegexEscape(string text, int at, bool hasNames)
{
    /// <summary>The set of <c>\d \D \s \S \w \W</c>; null for any other escape.</summary>
    public CharSet? ReadClass(out int end)
    {
        end = at + 1;
        CharSet? set = text[at] switch
        {
            'd' => CharSet.Digits,
            'D' => CharSet.Digits.Complement(),
            's' => CharSet.Spaces,
            'S' => CharSet.Spaces.Complement(),
            'w' => CharSet.Words,
            'W' => CharSet.Words.Complement(),
            _ => null,
        };
        if (set is null) end = at;
        return set;
    }

    /// <summary>The character that an escape stands for.</summary>
    public char ReadCharacter(bool inClass, out int end)
    {
        var c = text[at];
        end = at + 1;
        switch (c)
        {
            case 'b' when inClass:
                return '\b';
            case 'f':
                return '\f';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'v':
                return '\v';
            case 'c':
                return Control(inClass, ref end);
            case 'x':
                return Hex(2, ref end) ?? c;
            case 'u':
                return Hex(4, ref end) ?? c;
            case >= '0' and <= '7':
                return Octal(ref end);
            case 'k' when hasNames:
                throw RegexParser.Invalid("Invalid escape", at);
            default:
                return c;
        }
    }

    /// <summary><c>\cX</c>; without a letter behind it, the backslash stands for itself and the <c>c</c> is read again.</summary>
    private char Control(bool inClass, ref int end)
    {
        if (end < text.Length && (char.IsAsciiLetter(text[end]) || (inClass && (char.IsAsciiDigit(text[end]) || text[end] == '_'))))
        {
            return (char)(text[end++] % 32);
        }
        end = at;
        return '\\';
    }

    private char? Hex(int digits, ref int end)
    {
        if (end + digits > text.Length) return null;
        var span = text.AsSpan(end, digits);
        foreach (var c in span)
        {
            if (!char.IsAsciiHexDigit(c)) return null;
        }
        end += digits;
        return (char)int.Parse(span, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
    }

    /// <summary>Up to three octal digits, at most 377.</summary>
    private char Octal(ref int end)
    {
        var value = text[at] - '0';
        var most = value <= 3 ? 3 : 2;
        for (var digits = 1; digits < most && end < text.Length && text[end] is >= '0' and <= '7'; digits++) value = (value * 8) + text[end++] - '0';
        return (char)value;
    }
}
