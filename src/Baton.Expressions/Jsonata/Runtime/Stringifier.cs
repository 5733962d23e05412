using System.Text;
using Baton.Json;

namespace Baton.Expressions.Jsonata;

/// <summary>Writes values as JSON text, the way the language makes strings of them.</summary>
internal sealed class Stringifier
{
    /// <summary>More than any message shows.</summary>
    private const int PlainLengthMax = 8192;

    private readonly StringBuilder _text = new();
    private readonly Machine? _machine;
    private readonly bool _isPretty;
    private int _depth;
    private int _charged;

    private Stringifier(Machine? machine, bool isPretty)
    {
        _machine = machine;
        _isPretty = isPretty;
    }

    /// <summary>The string of a value: itself if it is one, of a function none, else its JSON with numbers of 15 digits.</summary>
    public static string Text(object value, Machine machine) => value switch
    {
        JsonString text => text.Value,
        JsonNumber number => Numbers.Shown(number.Value),
        JsonBoolean boolean => boolean.Value ? "true" : "false",
        Function => "",
        NonFinite => throw new Fault("D3001") { Value = value },
        _ => new Stringifier(machine, isPretty: false).WriteAll(value),
    };

    public static string Pretty(object value, Machine machine) =>
        value is JsonString or JsonNumber or JsonBoolean or Function or NonFinite ? Text(value, machine) : new Stringifier(machine, isPretty: true).WriteAll(value);

    /// <summary>The JSON of a value for a message: numbers in full, nothing is a fault, and values that come after a few thousand characters are left out.</summary>
    public static string Plain(object? value) => value is null or Function ? "undefined" : new Stringifier(null, isPretty: false).WriteAll(value);

    private string WriteAll(object value)
    {
        if (value is ListValue { IsWrapper: true } wrapper) Write(wrapper[0]);
        else Write(value);
        Charge();
        return _text.ToString();
    }

    private void Write(object? value)
    {
        if (_machine is null && _text.Length > PlainLengthMax) return;
        switch (value)
        {
            case JsonString text:
                WriteString(text.Value);
                break;
            case JsonNumber number:
                _text.Append(_machine is null ? Numbers.Text(number.Value) : Numbers.Shown(number.Value));
                break;
            case NonFinite:
                if (_machine is not null) Numbers.IsNumeric(value, out _);
                _text.Append("null");
                break;
            case JsonBoolean boolean:
                _text.Append(boolean.Value ? "true" : "false");
                break;
            case Function:
                _text.Append("\"\"");
                break;
            default:
                if (Items.TryOf(value, out var items)) WriteItems(items);
                else if (Members.TryOf(value, out var members)) WriteMembers(members);
                else _text.Append("null");
                break;
        }
    }

    private void WriteItems(Items items)
    {
        Open('[');
        for (var i = 0; i < items.Count; i++)
        {
            Next(i == 0);
            Write(items[i]);
        }
        Close(']', items.Count == 0);
    }

    private void WriteMembers(Members members)
    {
        Open('{');
        var isFirst = true;
        for (var i = 0; i < members.Count; i++)
        {
            if (members.Value(i) is not { } value) continue;
            Next(isFirst);
            isFirst = false;
            WriteString(members.Name(i));
            _text.Append(_isPretty ? ": " : ":");
            Write(value);
        }
        Close('}', isFirst);
    }

    private void Open(char bracket)
    {
        Recursion.Check();
        Charge();
        _text.Append(bracket);
        _depth++;
    }

    private void Next(bool isFirst)
    {
        if (!isFirst) _text.Append(',');
        if (_isPretty) _text.Append('\n').Append(' ', _depth * 2);
    }

    private void Close(char bracket, bool isEmpty)
    {
        _depth--;
        if (_isPretty && !isEmpty) _text.Append('\n').Append(' ', _depth * 2);
        _text.Append(bracket);
    }

    private void Charge()
    {
        if (_machine is null) return;
        _machine.AllocateText(_text.Length - _charged);
        _charged = _text.Length;
    }

    private void WriteString(string text)
    {
        _text.Append('"');
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) _text.Append(c).Append(text[++i]);
            else if (c is < ' ' or '"' or '\\' || char.IsSurrogate(c)) WriteEscaped(c);
            else _text.Append(c);
        }
        _text.Append('"');
    }

    private void WriteEscaped(char c)
    {
        switch (c)
        {
            case '"':
                _text.Append("\\\"");
                break;
            case '\\':
                _text.Append("\\\\");
                break;
            case '\b':
                _text.Append("\\b");
                break;
            case '\f':
                _text.Append("\\f");
                break;
            case '\n':
                _text.Append("\\n");
                break;
            case '\r':
                _text.Append("\\r");
                break;
            case '\t':
                _text.Append("\\t");
                break;
            default:
                _text.Append($"\\u{(int)c:x4}");
                break;
        }
    }
}
