using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Baton.Json;

/// <summary>Builds values from UTF-8 text: strict JSON (RFC 8259), one value, nothing after it.</summary>
internal static class JsonReader
{
    public static JsonData Read(ReadOnlySpan<byte> utf8, JsonLimits limits)
    {
        var reader = Open(utf8, limits);
        try
        {
            reader.Read();
            var value = ReadValue(ref reader);
            if (reader.Read()) throw new InvalidOperationException("The reader stops after one value.");
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
        var reader = Open(utf8, limits);
        try
        {
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
        return new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = limits.DepthMax });
    }

    private static JsonData ReadValue(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null: return JsonData.Null;
            case JsonTokenType.True: return JsonData.True;
            case JsonTokenType.False: return JsonData.False;
            case JsonTokenType.String: return new JsonString(Text(ref reader));
            case JsonTokenType.Number: return Number(ref reader);
            case JsonTokenType.StartArray: return Array(ref reader);
            case JsonTokenType.StartObject: return Object(ref reader);
            default: throw new InvalidOperationException($"No value starts with {reader.TokenType}.");
        }
    }

    private static JsonArray Array(ref Utf8JsonReader reader)
    {
        List<JsonData>? items = null;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) (items ??= []).Add(ReadValue(ref reader));
        return items is null ? JsonArray.Empty : new JsonArray(items);
    }

    private static JsonObject Object(ref Utf8JsonReader reader)
    {
        var builder = new JsonObject.Builder();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = Text(ref reader);
            reader.Read();
            builder.Set(name, ReadValue(ref reader));
        }
        return builder.Build();
    }

    private static JsonNumber Number(ref Utf8JsonReader reader)
    {
        var value = reader.GetDouble();
        var text = Encoding.ASCII.GetString(reader.ValueSpan);
        if (!double.IsFinite(value))
        {
            // The text is kept, the value is the largest one there is: an infinity would not be JSON.
            value = value > 0 ? double.MaxValue : double.MinValue;
        }
        return new JsonNumber(value, text);
    }

    private static string Text(ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped) return Encoding.UTF8.GetString(reader.ValueSpan);
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return Unescape(reader.ValueSpan); // a lone surrogate: legal in JSON, and kept
        }
    }

    private static string Unescape(ReadOnlySpan<byte> escaped)
    {
        var source = Encoding.UTF8.GetString(escaped);
        var text = new StringBuilder(source.Length);
        for (var i = 0; i < source.Length; i++)
        {
            if (source[i] != '\\')
            {
                text.Append(source[i]);
                continue;
            }
            i++;
            if (source[i] == 'u')
            {
                text.Append((char)int.Parse(source.AsSpan(i + 1, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                i += 4;
                continue;
            }
            text.Append(source[i] switch { 'b' => '\b', 'f' => '\f', 'n' => '\n', 'r' => '\r', 't' => '\t', var same => same });
        }
        return text.ToString();
    }

    private static JsonFormatException Fault(JsonException e)
    {
        var message = e.Message;
        var place = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return new JsonFormatException(place < 0 ? message : message[..place], (e.LineNumber ?? 0) + 1, (e.BytePositionInLine ?? 0) + 1, e);
    }
}
