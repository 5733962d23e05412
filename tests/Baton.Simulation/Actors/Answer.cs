using System.Globalization;
using Baton.Json;

namespace Baton.Simulation.Actors;

/// <summary>What somebody was told.</summary>
/// <param name="Body">The members of a success; null for an error.</param>
/// <param name="Error">The name of the error; null for a success, and where nobody knows what became of the request.</param>
internal sealed record Answer(JsonObject? Body, string? Error)
{
    public static Answer Unknown { get; } = new(null, null);

    public string? Text(string member) => (Body?[member] as JsonString)?.Value;

    /// <summary>A time as the API tells it, in seconds since 1970.</summary>
    public DateTimeOffset? Time(string member) =>
        Body?[member] is JsonNumber seconds ? DateTimeOffset.FromUnixTimeMilliseconds((long)Math.Round(seconds.Value * 1000)) : null;

    public IEnumerable<JsonObject> Items(string member) => ((JsonArray)Body![member]!).Cast<JsonObject>();

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Error ?? Body?.ToString() ?? "nothing"}");
}
