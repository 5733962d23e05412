namespace Baton.Language.Text;

/// <summary>Walks a text as strict JSON until something is wrong. Keeps open objects and arrays on a stack of its own.</summary>
internal sealed class JsonFaultScanner(string text)
{
    private const string AnyValue = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";
    private const int TokenShownMax = 256;

    private readonly Stack<(char Kind, int Start)> _open = new();
    private int _at;

    public JsonFault? Find()
    {
        try
        {
            SkipSpace();
            if (_at == text.Length) throw new Fault("No content to map due to end-of-input");
            do Value(); while (ToNextValue());
            SkipSpace();
            if (_at == text.Length) return null;
            throw Unexpected("Expected end of text after the value");
        }
        catch (Fault fault)
        {
            var (line, column) = Place(_at);
            return new JsonFault(fault.Message, line, column);
        }
    }

    /// <summary>Reads a value up to its end, or into an object or array up to where the first value in it starts.</summary>
    private void Value()
    {
        while (true)
        {
            switch (Peek())
            {
                case '{':
                    _open.Push(('{', _at++));
                    if (Peek() != '}')
                    {
                        Name();
                        continue;
                    }
                    break;
                case '[':
                    _open.Push(('[', _at++));
                    if (Peek() != ']') continue;
                    break;
                case '"': String("string value"); return;
                case '-' or (>= '0' and <= '9'): Number(); return;
                default: Word(); return;
            }
            _at++;
            _open.Pop();
            return;
        }
    }

    /// <summary>After a value: closes what closes here, and stands at the next value, if there is one.</summary>
    private bool ToNextValue()
    {
        while (_open.TryPeek(out var open))
        {
            var (isObject, close) = (open.Kind == '{', open.Kind == '{' ? '}' : ']');
            var next = Peek();
            if (next == ',')
            {
                _at++;
                if (isObject) Name();
                return true;
            }
            if (next is '}' or ']' && next != close)
            {
                throw Skipped(new Fault($"Unexpected close marker '{next}': expected '{close}' (for {Kind(open.Kind)} starting at {Location(open.Start)})"));
            }
            if (next != close) throw Unexpected($"was expecting comma to separate {Kind(open.Kind)} entries");
            _at++;
            _open.Pop();
        }
        return false;
    }

    private void Name()
    {
        if (Peek() != '"') throw Unexpected("was expecting double-quote to start field name");
        String("field name");
        if (Peek() != ':') throw Unexpected("was expecting a colon to separate field name and value");
        _at++;
    }

    private void String(string what)
    {
        for (_at++; _at < text.Length; _at++)
        {
            var c = text[_at];
            if (c == '"')
            {
                _at++;
                return;
            }
            if (c < ' ')
            {
                throw Skipped(new Fault($"Illegal unquoted character ({Shown(c)}): has to be escaped using backslash to be included in {what}"));
            }
            if (c == '\\') Escape();
        }
        throw new Fault(what == "field name"
            ? "Unexpected end-of-input in field name"
            : "Unexpected end-of-input: was expecting closing quote for a string value");
    }

    private void Escape()
    {
        _at++;
        if (_at == text.Length) throw new Fault("Unexpected end-of-input in character escape sequence");
        if (text[_at] != 'u')
        {
            if (!"\"\\/bfnrt".Contains(text[_at], StringComparison.Ordinal)) throw Skipped(new Fault($"Unrecognized character escape {Shown(text[_at])}"));
            return;
        }
        for (var i = 0; i < 4; i++)
        {
            _at++;
            if (_at == text.Length) throw new Fault("Unexpected end-of-input in character escape sequence");
            if (!char.IsAsciiHexDigit(text[_at])) throw Unexpected("expected a hex-digit for character escape sequence");
        }
    }

    private void Number()
    {
        if (text[_at] == '-') _at++;
        if (_at == text.Length || !char.IsAsciiDigit(text[_at])) throw NumberFault("expected digit (0-9) to follow minus sign, for valid numeric value");
        if (text[_at] == '0' && _at + 1 < text.Length && char.IsAsciiDigit(text[_at + 1]))
        {
            throw Skipped(new Fault("Invalid numeric value: Leading zeroes not allowed"));
        }
        Digits();
        if (_at < text.Length && text[_at] == '.')
        {
            _at++;
            if (_at == text.Length || !char.IsAsciiDigit(text[_at])) throw NumberFault("Decimal point not followed by a digit");
            Digits();
        }
        if (_at < text.Length && text[_at] is 'e' or 'E')
        {
            _at++;
            if (_at < text.Length && text[_at] is '+' or '-') _at++;
            if (_at == text.Length || !char.IsAsciiDigit(text[_at])) throw NumberFault("Exponent indicator not followed by a digit");
            Digits();
        }
    }

    private void Digits()
    {
        while (_at < text.Length && char.IsAsciiDigit(text[_at])) _at++;
    }

    /// <summary>A word: true, false or null, and a fault for any other.</summary>
    private void Word()
    {
        var c = text[_at];
        if (!char.IsLetter(c) && c is not ('_' or '$')) throw Unexpected($"expected a valid value {AnyValue}");
        var start = _at;
        while (_at < text.Length && (char.IsLetterOrDigit(text[_at]) || text[_at] is '_' or '$')) _at++;
        var word = text[start.._at];
        if (word is "true" or "false" or "null") return;
        throw new Fault($"Unrecognized token '{(word.Length <= TokenShownMax ? word : word[..TokenShownMax] + "...")}': was expecting {AnyValue}");
    }

    /// <summary>The next character that is no white space, which is not passed.</summary>
    private char Peek()
    {
        SkipSpace();
        if (_at < text.Length) return text[_at];
        if (!_open.TryPeek(out var open)) throw new Fault("Unexpected end-of-input");
        throw new Fault($"Unexpected end-of-input: expected close marker for {Kind(open.Kind)} (start marker at {Location(open.Start)})");
    }

    private void SkipSpace()
    {
        while (_at < text.Length && text[_at] is ' ' or '\t' or '\r' or '\n') _at++;
    }

    private Fault Unexpected(string expectation) => Skipped(new Fault($"Unexpected character ({Shown(text[_at])}): {expectation}"));

    private Fault NumberFault(string expectation) =>
        _at == text.Length
            ? new Fault("Unexpected end-of-input: number is not complete")
            : Skipped(new Fault($"Unexpected character ({Shown(text[_at])}) in numeric value: {expectation}"));

    /// <summary>A fault is placed behind the character that is to blame.</summary>
    private Fault Skipped(Fault fault)
    {
        _at++;
        return fault;
    }

    private string Location(int start)
    {
        var (line, column) = Place(start);
        return JsonFault.Location(text, line, column);
    }

    private (int Line, int Column) Place(int offset)
    {
        var before = text.AsSpan(0, Math.Min(offset, text.Length));
        return (before.Count('\n') + 1, before.Length - before.LastIndexOf('\n'));
    }

    private static string Kind(char open) => open == '{' ? "Object" : "Array";

    private static string Shown(char c) => c < ' ' ? $"(CTRL-CHAR, code {(int)c})" : $"'{c}' (code {(int)c})";

    private sealed class Fault(string message) : Exception(message);
}
