using System.Globalization;

namespace Baton.Expressions.Paths.Regexes;

/// <summary>Reads the parts of a Java regex that are the same inside and outside of character classes.</summary>
internal sealed class JavaRegexReader(string pattern)
{
    public int Position { get; set; }

    public bool IsEnd => Position >= pattern.Length;

    public char Current => IsEnd ? '\0' : pattern[Position];

    public char Take() => IsEnd ? throw Fail("Unexpected end") : pattern[Position++];

    public bool TryTake(string text)
    {
        if (string.CompareOrdinal(pattern, Position, text, 0, text.Length) != 0) return false;
        Position += text.Length;
        return true;
    }

    /// <summary>Reads up to an end mark, which is read over.</summary>
    public string TakeUntil(string end)
    {
        var at = pattern.IndexOf(end, Position, StringComparison.Ordinal);
        if (at < 0) throw Fail($"Expected '{end}'");
        var text = pattern[Position..at];
        Position = at + end.Length;
        return text;
    }

    /// <summary>Reads <c>\Q…\E</c>, of which the end may be missing; the reader is behind <c>\Q</c>.</summary>
    public string TakeQuoted() => pattern.IndexOf("\\E", Position, StringComparison.Ordinal) >= 0 ? TakeUntil("\\E") : TakeRest();

    /// <summary>The class that a letter behind a backslash names, read with what belongs to it; null if it names none.</summary>
    public CharSet? TryTakeClass(JavaRegexFlags flags)
    {
        if (CharClasses.OfLetter(Current, flags.HasFlag(JavaRegexFlags.UnicodeClasses)) is { } set)
        {
            Position++;
            return set;
        }
        if (Current is not ('p' or 'P')) return null;
        var isNegated = Take() == 'P';
        var name = Current == '{' ? TakeUntil("}")[1..] : Take().ToString();
        set = CharClasses.OfName(name, flags) ?? throw Fail($"Unknown character property name {{{name}}}");
        return isNegated ? set.Not() : set;
    }

    /// <summary>The code point that an escape stands for; the reader is behind the backslash.</summary>
    public int TakeEscapedChar()
    {
        var c = Take();
        switch (c)
        {
            case 't': return '\t';
            case 'n': return '\n';
            case 'r': return '\r';
            case 'f': return '\f';
            case 'a': return '\a';
            case 'e': return '\u001B';
            case 'c': return Take() ^ 64;
            case '0': return TakeOctal();
            case 'x' when Current == '{': return Hex(TakeUntil("}").AsSpan(1));
            case 'x': return TakeHex(2);
            case 'u': return TakeHex(4);
        }
        if (char.IsAsciiLetterOrDigit(c)) throw Fail($"Illegal escape \\{c}");
        if (char.IsHighSurrogate(c) && char.IsLowSurrogate(Current)) return char.ConvertToUtf32(c, Take());
        return c;
    }

    /// <summary>The code point here.</summary>
    public int TakeChar()
    {
        var c = Take();
        return char.IsHighSurrogate(c) && char.IsLowSurrogate(Current) ? char.ConvertToUtf32(c, Take()) : c;
    }

    public void SkipComments()
    {
        while (!IsEnd)
        {
            if (Current is ' ' or '\t' or '\n' or '\v' or '\f' or '\r') Position++;
            else if (Current == '#') SkipLine();
            else return;
        }
    }

    public ExpressionException Fail(string message) => PathParser.Refuse($"{message} near index {Position} of the regex {pattern}", 0);

    private string TakeRest()
    {
        var rest = pattern[Position..];
        Position = pattern.Length;
        return rest;
    }

    private void SkipLine()
    {
        while (!IsEnd && Current is not ('\n' or '\r')) Position++;
    }

    private int TakeOctal()
    {
        var start = Position;
        var value = 0;
        while (Position - start < 3 && Current is >= '0' and <= '7' && value * 8 + (Current - '0') <= 255) value = value * 8 + (Take() - '0');
        return Position > start ? value : throw Fail("Illegal octal escape sequence");
    }

    private int TakeHex(int digits)
    {
        if (Position + digits > pattern.Length) throw Fail("Illegal hexadecimal escape sequence");
        var value = Hex(pattern.AsSpan(Position, digits));
        Position += digits;
        return value;
    }

    private int Hex(ReadOnlySpan<char> digits) =>
        int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) && value is >= 0 and <= 0x10FFFF
            ? value
            : throw Fail("Illegal hexadecimal escape sequence");
}
