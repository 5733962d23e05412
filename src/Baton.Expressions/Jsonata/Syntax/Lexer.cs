using System.Buffers;
using System.Globalization;
using Baton.Json;

namespace Baton.Expressions.Jsonata;

/// <summary>Cuts the text into tokens, one at a time: whether a slash divides or opens a regular expression, only the parser knows.</summary>
internal sealed class Lexer(string text)
{
    private const string Blank = " \t\n\r\v";
    private const string Operators = ".[]{}(),@#;:?+-*/%|=<>^&!~";

    private static readonly SearchValues<char> NameEnd = SearchValues.Create(Blank + Operators);

    private static readonly string[] Pairs = ["..", ":=", "!=", ">=", "<=", "**", "~>"];

    private int _position;

    /// <summary>The next token.</summary>
    /// <param name="afterOperand">Whether an operator is due, so that a slash divides.</param>
    public Token Next(bool afterOperand)
    {
        SkipBlanksAndComments();
        if (_position >= text.Length) return new Token(TokenKind.End, "(end)", text.Length);

        var c = text[_position];
        if (c == '/' && !afterOperand)
        {
            _position++;
            var regex = new RegexLexer(text, _position).Read(out _position);
            return new Token(TokenKind.Regex, "", _position) { Regex = regex };
        }
        if (Operators.Contains(c, StringComparison.Ordinal)) return Operator();
        return c switch
        {
            '"' or '\'' => new StringLexer(text, _position).Read(out _position),
            >= '0' and <= '9' => Number(),
            '`' => QuotedName(),
            _ => NameOrVariable(),
        };
    }

    private void SkipBlanksAndComments()
    {
        while (true)
        {
            while (_position < text.Length && Blank.Contains(text[_position], StringComparison.Ordinal)) _position++;
            if (string.CompareOrdinal(text, _position, "/*", 0, 2) != 0) return;

            var end = text.IndexOf("*/", _position + 2, StringComparison.Ordinal);
            if (end < 0) throw new Fault("S0106") { Position = _position };
            _position = end + 2;
        }
    }

    private Token Operator()
    {
        var start = _position;
        var pair = Array.Find(Pairs, pair => string.CompareOrdinal(text, start, pair, 0, 2) == 0);
        var found = pair ?? text[start].ToString();
        _position += found.Length;
        return Made(TokenKind.Operator, found);
    }

    /// <summary>number = ( "0" | nonzero digit* ) [ "." digit+ ] [ ("e" | "E") [ "+" | "-" ] digit+ ]</summary>
    private Token Number()
    {
        var start = _position;
        var at = start;
        if (text[at] == '0') at++;
        else at = AfterDigits(at);

        if (At(at) == '.' && char.IsAsciiDigit(At(at + 1))) at = AfterDigits(at + 1);
        if (At(at) is 'e' or 'E')
        {
            var digits = At(at + 1) is '+' or '-' ? at + 2 : at + 1;
            if (char.IsAsciiDigit(At(digits))) at = AfterDigits(digits);
        }

        var written = text[start..at];
        var value = double.Parse(written, NumberStyles.Float, CultureInfo.InvariantCulture);
        if (!double.IsFinite(value)) throw new Fault("S0102") { Position = start, Token = written };
        _position = at;
        return Made(TokenKind.Number, written) with { Data = (JsonNumber)Numbers.Of(value) };
    }

    private Token QuotedName()
    {
        var end = text.IndexOf('`', _position + 1);
        if (end < 0) throw new Fault("S0105") { Position = text.Length };
        var name = text[(_position + 1)..end];
        _position = end + 1;
        return Made(TokenKind.Name, name);
    }

    private Token NameOrVariable()
    {
        var length = text.AsSpan(_position).IndexOfAny(NameEnd);
        var name = length < 0 ? text[_position..] : text.Substring(_position, length);
        _position += name.Length;
        return name switch
        {
            ['$', .. var variable] => Made(TokenKind.Variable, variable),
            "and" or "or" or "in" => Made(TokenKind.Operator, name),
            "true" => Made(TokenKind.Value, name) with { Data = JsonData.True },
            "false" => Made(TokenKind.Value, name) with { Data = JsonData.False },
            "null" => Made(TokenKind.Value, name) with { Data = JsonData.Null },
            _ => Made(TokenKind.Name, name),
        };
    }

    /// <summary>The token that ends here. Like the reference, a token is reported at the place after it.</summary>
    private Token Made(TokenKind kind, string value) => new(kind, value, _position);

    private char At(int index) => index < text.Length ? text[index] : '\0';

    private int AfterDigits(int at)
    {
        while (char.IsAsciiDigit(At(at))) at++;
        return at;
    }
}
