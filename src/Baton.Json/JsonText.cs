using System.Buffers;
using System.Text;

namespace Baton.Json;

/// <summary>
/// A payload: JSON that passes through as the bytes that came in, and is a value only for those who read it. A payload that
/// was computed has its text only when somebody writes it.
/// </summary>
public sealed class JsonText : IEquatable<JsonText>
{
    /// <summary>A text that was admitted, or computed by joining such, is as deep as values may be.</summary>
    private static readonly JsonLimits Admitted = new(int.MaxValue, JsonLimits.DepthCap);

    private byte[]? _utf8;
    private JsonData? _value;

    private JsonText(byte[]? utf8, JsonData? value)
    {
        _utf8 = utf8;
        _value = value;
    }

    /// <summary>The payload <c>{}</c>.</summary>
    public static JsonText EmptyObject { get; } = new("{}"u8.ToArray(), JsonObject.Empty);

    /// <summary>The text in UTF-8, as it came in or as the writer writes it.</summary>
    public ReadOnlyMemory<byte> Utf8 => _utf8 ??= _value!.ToUtf8();

    /// <summary>The value that the text means.</summary>
    public JsonData Value => _value ??= JsonData.Parse(_utf8, Admitted);

    /// <summary>Takes a text over after checking that it is one JSON value within the limits.</summary>
    /// <exception cref="JsonFormatException">The text is not JSON, or is beyond a limit.</exception>
    public static JsonText Parse(byte[] utf8, JsonLimits? limits = null)
    {
        JsonReader.Check(utf8, limits ?? JsonLimits.Default);
        return new JsonText(utf8, null);
    }

    /// <inheritdoc cref="Parse(byte[], JsonLimits?)"/>
    public static JsonText Parse(string text, JsonLimits? limits = null) => Parse(StrictUtf8.GetBytes(text), limits);

    public static JsonText Of(JsonData value) => new(null, value);

    /// <summary>The array of these payloads, whose values nobody has to read for it.</summary>
    public static JsonText ArrayOf(ReadOnlySpan<JsonText> items)
    {
        var buffer = new ArrayBufferWriter<byte>();
        buffer.Write("["u8);
        for (var i = 0; i < items.Length; i++)
        {
            if (i > 0) buffer.Write(","u8);
            buffer.Write(items[i].Utf8.Span);
        }
        buffer.Write("]"u8);
        return new JsonText(buffer.WrittenSpan.ToArray(), null);
    }

    /// <summary>Takes over a text that was checked before it was stored.</summary>
    public static JsonText Trusted(byte[] utf8) => new(utf8, null);

    /// <summary>Payloads are equal when their values are.</summary>
    public bool Equals(JsonText? other) => other is not null && (ReferenceEquals(this, other) || Utf8.Span.SequenceEqual(other.Utf8.Span) || Value.Equals(other.Value));

    public override bool Equals(object? obj) => Equals(obj as JsonText);

    public override int GetHashCode() => Value.GetHashCode();

    public override string ToString() => Encoding.UTF8.GetString(Utf8.Span);
}
