using System.Text.Json;
using System.Text.Json.Serialization;

namespace Baton.Client.Json;

/// <summary>Times on the wire are seconds since 1970 with a fraction: <c>1766404800.123</c>.</summary>
internal sealed class EpochSecondsConverter : JsonConverter<DateTimeOffset>
{
    // decimal, not double: a double is off by a tenth of a microsecond at today's seconds, and times are compared for equality.
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        DateTimeOffset.UnixEpoch.AddTicks((long)(reader.GetDecimal() * TimeSpan.TicksPerSecond));

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteNumberValue((decimal)(value - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerSecond);
}
