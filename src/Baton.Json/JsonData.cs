using System.Buffers;
using System.Globalization;
using System.Text;

namespace Baton.Json;

/// <summary>
/// One immutable JSON value. Numbers keep the text they were written with, objects the order of their properties.
/// Two values are equal when they mean the same JSON: numbers by value, arrays in order, objects in any order.
/// </summary>
public abstract class JsonData : IEquatable<JsonData>
{
    private protected JsonData()
    {
    }

    /// <summary>The value <c>null</c>.</summary>
    public static JsonData Null { get; } = new JsonNull();

    /// <summary>The value <c>true</c>.</summary>
    public static JsonData True { get; } = new JsonBoolean(true);

    /// <summary>The value <c>false</c>.</summary>
    public static JsonData False { get; } = new JsonBoolean(false);

    /// <summary>Which of the six kinds this value is.</summary>
    public abstract JsonKind Kind { get; }

    /// <summary>How many arrays and objects lie one inside the other: 0 for all other values, 1 for <c>[]</c>.</summary>
    public virtual int Depth => 0;

    public static JsonData Of(bool value) => value ? True : False;

    public static JsonData Of(string value) => new JsonString(value);

    public static JsonData Of(long value) => new JsonNumber(value);

    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is not finite: JSON has no such number.</exception>
    public static JsonData Of(double value) => new JsonNumber(value);

    /// <summary>Reads one JSON value.</summary>
    /// <exception cref="JsonFormatException">The text is not JSON, or is beyond a limit.</exception>
    public static JsonData Parse(ReadOnlySpan<byte> utf8, JsonLimits? limits = null) => JsonReader.Read(utf8, limits ?? JsonLimits.Default);

    /// <inheritdoc cref="Parse(ReadOnlySpan{byte}, JsonLimits?)"/>
    public static JsonData Parse(string text, JsonLimits? limits = null) => Parse(StrictUtf8.GetBytes(text), limits);

    /// <summary>Writes the value without white space, numbers as they were written, only escapes that JSON demands.</summary>
    public void WriteTo(IBufferWriter<byte> output) => JsonWriter.Write(this, output);

    /// <summary>The bytes that <see cref="WriteTo"/> writes.</summary>
    public byte[] ToUtf8()
    {
        using var output = new JsonOutput();
        output.Write(this);
        return output.Written.ToArray();
    }

    /// <summary>The text that <see cref="WriteTo"/> writes.</summary>
    public sealed override string ToString()
    {
        using var output = new JsonOutput();
        output.Write(this);
        return Encoding.UTF8.GetString(output.Written);
    }

    public abstract bool Equals(JsonData? other);

    public sealed override bool Equals(object? obj) => obj is JsonData other && Equals(other);

    public abstract override int GetHashCode();

    private sealed class JsonNull : JsonData
    {
        public override JsonKind Kind => JsonKind.Null;

        public override bool Equals(JsonData? other) => other is JsonNull;

        public override int GetHashCode() => 0;
    }
}

/// <summary><c>true</c> or <c>false</c>; there is one instance of each.</summary>
public sealed class JsonBoolean : JsonData
{
    internal JsonBoolean(bool value) => Value = value;

    public bool Value { get; }

    public override JsonKind Kind => JsonKind.Boolean;

    public override bool Equals(JsonData? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => Value ? 1 : 2;
}

/// <summary>A string.</summary>
public sealed class JsonString(string value) : JsonData
{
    public string Value { get; } = value;

    public override JsonKind Kind => JsonKind.String;

    public override bool Equals(JsonData? other) => other is JsonString text && string.Equals(Value, text.Value, StringComparison.Ordinal);

    public override int GetHashCode() => string.GetHashCode(Value, StringComparison.Ordinal);
}

/// <summary>A number: an IEEE double and the text it was written with.</summary>
public sealed class JsonNumber : JsonData
{
    /// <summary>Up to here doubles are all whole numbers there are.</summary>
    private const long ExactMax = 1L << 53;

    private string? _text;

    public JsonNumber(long value)
    {
        Value = value;
        if (value is < -ExactMax or > ExactMax) _text = value.ToString(CultureInfo.InvariantCulture);
    }

    public JsonNumber(double value)
    {
        if (!double.IsFinite(value)) throw new ArgumentOutOfRangeException(nameof(value), value, "JSON numbers are finite.");
        Value = value;
    }

    internal JsonNumber(double value, string text)
    {
        Value = value;
        _text = text;
    }

    /// <summary>The value as an IEEE double; what does not fit exactly is the nearest one.</summary>
    public double Value { get; }

    /// <summary>The number as it was written, or for a computed one its shortest text, as ECMAScript prints it.</summary>
    public string Text => _text ??= JsonNumberText.Of(Value);

    /// <summary>The number as it was written, if it has to be kept beside the value.</summary>
    internal string? WrittenText => _text;

    /// <summary>Whether the value is a whole number.</summary>
    public bool IsInteger => Math.Floor(Value) == Value;

    public override JsonKind Kind => JsonKind.Number;

    /// <summary>The value as a 64-bit integer, if it was written as one and fits.</summary>
    public bool TryGetInt64(out long value) =>
        _text is null ? TryGetExactInt64(out value) : long.TryParse(_text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);

    public override bool Equals(JsonData? other) => other is JsonNumber number && Value == number.Value;

    /// <summary>The value as an integer, if it is one that doubles tell from its neighbours.</summary>
    internal bool TryGetExactInt64(out long value)
    {
        var isExact = Math.Abs(Value) <= ExactMax && Math.Floor(Value) == Value;
        value = isExact ? (long)Value : 0;
        return isExact;
    }

    public override int GetHashCode() => Value.GetHashCode();
}
