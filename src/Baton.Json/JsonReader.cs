using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Baton.Json;

/// <summary>Builds values from UTF-8 text: strict JSON (RFC 8259), one value, nothing after it.</summary>
internal ref struct JsonReader
{
    /// <summary>Whole numbers of so few characters are doubles exactly, and print again as they were written.</summary>
    private const int ExactCharsMax = 15;

    private Utf8JsonReader _reader;
    private readonly NameCache _names;

    // Items and properties of all open arrays and objects; each takes its own off the end when it closes.
    private readonly List<JsonData> _items = [];
    private readonly List<KeyValuePair<string, JsonData>> _properties = [];

    private JsonReader(ReadOnlySpan<byte> utf8, JsonLimits limits)
    {
        _reader = Open(utf8, limits);
        _names = new NameCache(utf8.Length);
    }

    public static JsonData Read(ReadOnlySpan<byte> utf8, JsonLimits limits)
    {
        try
        {
            var reader = new JsonReader(utf8, limits);
            reader._reader.Read();
            var value = reader.ReadValue();
            if (reader._reader.Read()) throw new InvalidOperationException("The reader stops after one value.");
            return value;
        }
        catch (JsonException e)
        {
            throw Fault(e);
        }
    }

    /// <summary>Checks a text without building its value.</summary>
    public static void Check(ReadOnlySpan<byte> utf8, JsonLimits limits)
    {
        try
        {
            var reader = Open(utf8, limits);
            while (reader.Read())
            {
            }
        }
        catch (JsonException e)
        {
            throw Fault(e);
        }
    }

    private static Utf8JsonReader Open(ReadOnlySpan<byte> utf8, JsonLimits limits)
    {
        if (utf8.Length > limits.BytesMax) throw new JsonFormatException($"The JSON text has {utf8.Length} bytes; at most {limits.BytesMax} are read.", 1, 1);
        if (!Utf8.IsValid(utf8)) throw NotUtf8(utf8);
        return new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = limits.DepthMax });
    }

    private JsonData ReadValue() => _reader.TokenType switch
    {
        JsonTokenType.Null => JsonData.Null,
        JsonTokenType.True => JsonData.True,
        JsonTokenType.False => JsonData.False,
        JsonTokenType.String => new JsonString(ReadText()),
        JsonTokenType.Number => ReadNumber(),
        JsonTokenType.StartArray => ReadArray(),
        JsonTokenType.StartObject => ReadObject(),
        _ => throw new InvalidOperationException($"No value starts with {_reader.TokenType}."),
    };

    private JsonArray ReadArray()
    {
        var start = _items.Count;
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray) _items.Add(ReadValue());
        if (_items.Count == start) return JsonArray.Empty;
        var array = new JsonArray(CollectionsMarshal.AsSpan(_items)[start..].ToArray());
        _items.RemoveRange(start, _items.Count - start);
        return array;
    }

    private JsonObject ReadObject()
    {
        var start = _properties.Count;
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndObject)
        {
            var name = _reader.ValueIsEscaped ? ReadText() : _names.Get(_reader.ValueSpan);
            _reader.Read();
            _properties.Add(new(name, ReadValue()));
        }
        if (_properties.Count == start) return JsonObject.Empty;
        var value = JsonObject.Of(CollectionsMarshal.AsSpan(_properties)[start..]);
        _properties.RemoveRange(start, _properties.Count - start);
        return value;
    }

    private JsonNumber ReadNumber()
    {
        var span = _reader.ValueSpan;
        var digits = span is [(byte)'-', ..] ? span[1..] : span;
        if (span.Length <= ExactCharsMax && !digits.ContainsAnyExceptInRange((byte)'0', (byte)'9') && span is not [(byte)'-', (byte)'0'])
        {
            return new JsonNumber(_reader.GetInt64());
        }
        var value = _reader.GetDouble();

        // Beyond the range of doubles the text is kept, and the value is the largest there is: an infinity would not be JSON.
        if (!double.IsFinite(value)) value = value > 0 ? double.MaxValue : double.MinValue;
        return new JsonNumber(value, Encoding.ASCII.GetString(span));
    }

    private string ReadText() => !_reader.ValueIsEscaped ? Encoding.UTF8.GetString(_reader.ValueSpan) : JsonEscapes.Resolve(_reader.ValueSpan);

    private static JsonFormatException Fault(JsonException e)
    {
        var message = e.Message;
        var place = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return new JsonFormatException(place < 0 ? message : message[..place], (e.LineNumber ?? 0) + 1, (e.BytePositionInLine ?? 0) + 1, e);
    }

    private static JsonFormatException NotUtf8(ReadOnlySpan<byte> utf8)
    {
        var (line, column) = (1L, 1L);
        while (Rune.DecodeFromUtf8(utf8, out var rune, out var length) == System.Buffers.OperationStatus.Done)
        {
            column = rune.Value == '\n' ? 1 : column + length;
            if (rune.Value == '\n') line++;
            utf8 = utf8[length..];
        }
        return new JsonFormatException("The JSON text is not valid UTF-8.", line, column);
    }
}
