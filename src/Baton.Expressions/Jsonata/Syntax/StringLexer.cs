using System.Globalization;
using System.Text;
using Baton.Json;

namespace Baton.Expressions.Jsonata;

/// <summary>Reads one string literal with its escapes.</summary>
internal sealed class StringLexer(string text, int start)
{
    /// <param name="end">The place after the closing quote.</param>
    public Token Read(out int end)
    {
        var quote = text[start];
        var value = new StringBuilder();
        for (var at = start + 1; at < text.Length; at++)
        {
            var c = text[at];
            if (c == quote)
            {
                end = at + 1;
                return new Token(TokenKind.String, value.ToString(), end) { Data = new JsonString(value.ToString()) };
            }
            if (c == '\\') value.Append(Escape(ref at));
            else value.Append(c);
        }
        throw new Fault("S0101") { Position = text.Length };
    }

    /// <summary>Reads the escape whose backslash is at <paramref name="at"/>; leaves the place of its last character.</summary>
    private char Escape(ref int at)
    {
        at++;
        var c = at < text.Length ? text[at] : '\0';
        switch (c)
        {
            case '"' or '\\' or '/':
                return c;
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'u':
                var digits = text.AsSpan(at + 1, Math.Min(4, text.Length - at - 1));
                if (!ushort.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)) throw new Fault("S0104") { Position = at };
                at += 4;
                return (char)unit;
            default:
                throw new Fault("S0103") { Position = at, Token = at < text.Length ? c.ToString() : "" };
        }
    }
}
