using System.Buffers;
using System.Text;

namespace Baton.Json;

/// <summary>Writes values as UTF-8 text without white space.</summary>
public static class JsonWriter
{
    private static readonly SearchValues<char> Escaped = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(c => (char)c), '"', '\\', .. Enumerable.Range(0xD800, 0x800).Select(c => (char)c)]);

    public static void Write(JsonData value, IBufferWriter<byte> output)
    {
        switch (value)
        {
            case JsonString text:
                WriteString(text.Value, output);
                break;
            case JsonNumber number:
                Encoding.ASCII.GetBytes(number.Text, output);
                break;
            case JsonArray array:
                WriteArray(array, output);
                break;
            case JsonObject @object:
                WriteObject(@object, output);
                break;
            case JsonBoolean boolean:
                output.Write(boolean.Value ? "true"u8 : "false"u8);
                break;
            default:
                output.Write("null"u8);
                break;
        }
    }

    /// <summary>Writes a quoted string: quotes, backslashes, control characters and lone surrogates are escaped, nothing else.</summary>
    public static void WriteString(ReadOnlySpan<char> text, IBufferWriter<byte> output)
    {
        output.Write("\""u8);
        while (true)
        {
            var plain = text.IndexOfAny(Escaped);
            if (plain < 0)
            {
                Encoding.UTF8.GetBytes(text, output);
                break;
            }
            Encoding.UTF8.GetBytes(text[..plain], output);
            text = text[(plain + WriteEscaped(text[plain..], output))..];
        }
        output.Write("\""u8);
    }

    /// <summary>Writes the character at the start that cannot stand as it is; returns how many units it took.</summary>
    private static int WriteEscaped(ReadOnlySpan<char> text, IBufferWriter<byte> output)
    {
        var c = text[0];
        if (char.IsHighSurrogate(c) && text.Length > 1 && char.IsLowSurrogate(text[1]))
        {
            Encoding.UTF8.GetBytes(text[..2], output);
            return 2;
        }
        switch (c)
        {
            case '"': output.Write("\\\""u8); break;
            case '\\': output.Write("\\\\"u8); break;
            case '\b': output.Write("\\b"u8); break;
            case '\f': output.Write("\\f"u8); break;
            case '\n': output.Write("\\n"u8); break;
            case '\r': output.Write("\\r"u8); break;
            case '\t': output.Write("\\t"u8); break;
            default: Encoding.ASCII.GetBytes($"\\u{(int)c:x4}", output); break;
        }
        return 1;
    }

    private static void WriteArray(JsonArray array, IBufferWriter<byte> output)
    {
        output.Write("["u8);
        for (var i = 0; i < array.Count; i++)
        {
            if (i > 0) output.Write(","u8);
            Write(array[i], output);
        }
        output.Write("]"u8);
    }

    private static void WriteObject(JsonObject value, IBufferWriter<byte> output)
    {
        output.Write("{"u8);
        for (var i = 0; i < value.Count; i++)
        {
            if (i > 0) output.Write(","u8);
            var (name, item) = value.Properties[i];
            WriteString(name, output);
            output.Write(":"u8);
            Write(item, output);
        }
        output.Write("}"u8);
    }
}
