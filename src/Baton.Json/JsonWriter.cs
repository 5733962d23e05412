using System.Buffers;

namespace Baton.Json;

/// <summary>Writes values as UTF-8 text without white space.</summary>
public static class JsonWriter
{
    public static void Write(JsonData value, IBufferWriter<byte> output)
    {
        using var text = new JsonOutput();
        text.Write(value);
        output.Write(text.Written);
    }

    /// <summary>Writes a quoted string: quotes, backslashes, control characters and lone surrogates are escaped, nothing else.</summary>
    public static void WriteString(ReadOnlySpan<char> text, IBufferWriter<byte> output)
    {
        using var quoted = new JsonOutput();
        quoted.WriteString(text);
        output.Write(quoted.Written);
    }
}
