using System.Globalization;
using Baton.Json;

namespace Baton.Expressions.Paths;

/// <summary>
/// Reads JSON as json-smart does in its permissive mode, which is how JSON inside a path is read: names and strings need no
/// quotes, or single ones.
/// </summary>
internal sealed class PermissiveJson
{
    private const int DepthMax = 100;

    private readonly string _text;
    private int _position;
    private int _depth;

    private PermissiveJson(string text) => _text = text;

    /// <summary>Reads the first value of a text; null if there is none.</summary>
    public static JsonData? TryParse(string text)
    {
        var reader = new PermissiveJson(text);
        return reader.Value("");
    }

    private char Current => _position < _text.Length ? _text[_position] : '\0';

    private void SkipBlanks()
    {
        while (_position < _text.Length && _text[_position] is ' ' or '\t' or '\r' or '\n') _position++;
    }

    /// <param name="stops">Where a value without quotes ends.</param>
    private JsonData? Value(string stops)
    {
        SkipBlanks();
        if (_position >= _text.Length || ++_depth > DepthMax) return null;
        var value = Current switch
        {
            '{' => Object(),
            '[' => Array(),
            '"' or '\'' => Quoted() is { } text ? JsonData.Of(text) : null,
            '}' or ']' or ':' => null,
            _ => Bare(stops),
        };
        _depth--;
        return value;
    }

    private JsonArray? Array()
    {
        var items = new List<JsonData>();
        _position++;
        while (true)
        {
            SkipBlanks();
            switch (Current)
            {
                case ',':
                    _position++; // a comma too many is read over
                    continue;
                case ']':
                    _position++;
                    return new JsonArray(items);
                case '\0': return null;
            }
            if (Value(",]") is not { } item) return null;
            items.Add(item);
        }
    }

    private JsonObject? Object()
    {
        var properties = new JsonObject.Builder();
        _position++;
        while (true)
        {
            SkipBlanks();
            switch (Current)
            {
                case ',':
                    _position++;
                    continue;
                case '}':
                    _position++;
                    return properties.Build();
                case '\0': return null;
            }
            var name = Current is '"' or '\'' ? Quoted() : Word(":");
            SkipBlanks();
            if (name is null || Current != ':') return null;
            _position++;
            if (Value(",}") is not { } value) return null;
            properties.Set(name, value);
        }
    }

    private string? Quoted()
    {
        var quote = Current;
        var start = ++_position;
        while (_position < _text.Length && _text[_position] != quote) _position += _text[_position] == '\\' ? 2 : 1;
        if (_position >= _text.Length) return null;
        return NameListReader.Unescape(_text[start.._position++]);
    }

    private string Word(string stops)
    {
        var end = stops.Length == 0 ? -1 : _text.AsSpan(_position).IndexOfAny(stops);
        end = end < 0 ? _text.Length : _position + end;
        var word = _text[_position..end].Trim();
        _position = end;
        return word;
    }

    private JsonData Bare(string stops)
    {
        var word = Word(stops);
        return word switch
        {
            "null" => JsonData.Null,
            "true" => JsonData.True,
            "false" => JsonData.False,
            _ => DecimalNumber.TryParse(word) is null ? JsonData.Of(word) : Number(word),
        };
    }

    private static JsonData Number(string word)
    {
        try
        {
            return JsonData.Parse(word);
        }
        catch (JsonFormatException)
        {
            return JsonData.Of(double.Parse(word, CultureInfo.InvariantCulture)); // a leading zero or point
        }
    }
}
