using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Baton.Json;

namespace Baton.Api.Protocol;

/// <summary>Writes the members of a response: absent keys rather than nulls, times as epoch seconds, payloads as JSON text.</summary>
internal sealed class ResponseWriter : IDisposable
{
    private readonly ArrayBufferWriter<byte> _buffer = new(512);

    public ResponseWriter()
    {
        Json = new Utf8JsonWriter(_buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        Json.WriteStartObject();
    }

    public Utf8JsonWriter Json { get; }

    public void Text(string member, string? value)
    {
        if (value is not null) Json.WriteString(member, value);
    }

    public void Time(string member, DateTimeOffset? value)
    {
        if (value is { } time) Json.WriteNumber(member, time.ToUnixTimeMilliseconds() / 1000m);
    }

    /// <summary>A payload, as the text of a JSON string.</summary>
    public void Payload(string member, JsonText? value)
    {
        if (value is not null) Json.WriteString(member, value.Utf8.Span);
    }

    /// <summary>That the payload beside it is there as a whole.</summary>
    public void DataIncluded(string member)
    {
        Json.WriteStartObject(member);
        Json.WriteBoolean("included", true);
        Json.WriteEndObject();
    }

    public void Raw(string member, JsonData? value)
    {
        if (value is null) return;
        Json.WritePropertyName(member);
        Json.WriteRawValue(value.ToUtf8(), skipInputValidation: true);
    }

    /// <summary>Ends the response.</summary>
    public ReadOnlyMemory<byte> Finish()
    {
        Json.WriteEndObject();
        Json.Flush();
        return _buffer.WrittenMemory;
    }

    public void Dispose() => Json.Dispose();
}
