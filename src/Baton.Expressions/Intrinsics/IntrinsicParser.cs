using System.Text;
using Baton.Json;

namespace Baton.Expressions.Intrinsics;

/// <summary>Reads calls of intrinsic functions.</summary>
internal sealed class IntrinsicParser
{
    /// <summary>How deep calls may nest.</summary>
    private const int DepthMax = 10;

    private readonly string _text;
    private int _position;

    private IntrinsicParser(string text) => _text = text;

    public static IntrinsicCall Parse(string text)
    {
        var parser = new IntrinsicParser(text);
        var call = parser.ReadCall(depth: 1);
        parser.SkipBlanks();
        return parser._position == text.Length ? call : throw parser.Fail("Expected the end behind the call");
    }

    private char Current => _position < _text.Length ? _text[_position] : '\0';

    // call = name "(" [ argument { "," argument } ] ")"
    private IntrinsicCall ReadCall(int depth)
    {
        if (depth > DepthMax) throw Fail($"Intrinsic functions nest at most {DepthMax} deep");
        var start = _position;
        while (char.IsAsciiLetterOrDigit(Current) || Current == '.') _position++;
        var name = _text[start.._position];
        var function = IntrinsicFunction.Find(name) ?? throw Fail($"There is no intrinsic function '{name}'");
        Take('(');
        var arguments = new List<IntrinsicArgument>();
        SkipBlanks();
        if (Current != ')')
        {
            arguments.Add(ReadArgument(depth));
            while (TryTake(',')) arguments.Add(ReadArgument(depth));
        }
        Take(')');
        return new IntrinsicCall(_text[start.._position], function, arguments);
    }

    // argument = "'" text "'" | path | call | number | "true" | "false" | "null"
    private IntrinsicArgument ReadArgument(int depth)
    {
        SkipBlanks();
        switch (Current)
        {
            case '\'': return ReadText();
            case '$': return new IntrinsicArgument.Path(JsonPath.Parse(ReadBare()));
            case 'S': return new IntrinsicArgument.Call(ReadCall(depth + 1));
        }
        var start = _position;
        var word = ReadBare();
        try
        {
            var value = JsonData.Parse(word);
            if (value.Kind is JsonKind.Number or JsonKind.Boolean or JsonKind.Null) return new IntrinsicArgument.Literal(value);
        }
        catch (JsonFormatException)
        {
            // Told below.
        }
        _position = start;
        throw Fail("Expected a string, number, path, function, true, false or null");
    }

    private IntrinsicArgument.Literal ReadText()
    {
        var start = ++_position;
        var value = new StringBuilder();
        for (; Current != '\''; _position++)
        {
            if (_position == _text.Length) throw Fail("The string is not closed");
            if (Current == '\\' && ++_position > 0 && Current is not ('\'' or '{' or '}' or '\\')) throw Fail("A backslash escapes only ' { } and itself");
            value.Append(Current);
        }
        return new IntrinsicArgument.Literal(JsonData.Of(value.ToString()), _text[start.._position++]);
    }

    /// <summary>Reads to the comma or bracket that ends an argument, over those inside brackets and quotes.</summary>
    private string ReadBare()
    {
        var start = _position;
        var depth = 0;
        for (; _position < _text.Length; _position++)
        {
            switch (Current)
            {
                case '\'' or '"' when depth > 0:
                    SkipQuoted();
                    break;
                case '(' or '[' or '{':
                    depth++;
                    break;
                case ')' or ']' or '}' when depth > 0:
                    depth--;
                    break;
                case ',' or ')' when depth == 0: return _text[start.._position].TrimEnd();
            }
        }
        return _text[start..].TrimEnd();
    }

    private void SkipQuoted()
    {
        var quote = Current;
        for (_position++; _position < _text.Length && Current != quote; _position++)
        {
            if (Current == '\\') _position++;
        }
    }

    private void SkipBlanks()
    {
        while (Current is ' ' or '\t' or '\r' or '\n') _position++;
    }

    private bool TryTake(char c)
    {
        SkipBlanks();
        if (Current != c) return false;
        _position++;
        return true;
    }

    private void Take(char c)
    {
        if (!TryTake(c)) throw Fail($"Expected '{c}'");
    }

    private ExpressionException Fail(string message) => new(ExpressionErrors.Syntax, $"{message} at position {_position}.", _position);
}
