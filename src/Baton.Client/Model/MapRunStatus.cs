using System.Text.Json.Serialization;
using Baton.Client.Json;

namespace Baton.Client;

/// <summary>Where a Map Run is.</summary>
[JsonConverter(typeof(WordConverter<MapRunStatus>))]
public readonly record struct MapRunStatus(string Value) : IWord<MapRunStatus>
{
    public static MapRunStatus Running { get; } = new("RUNNING");
    public static MapRunStatus Succeeded { get; } = new("SUCCEEDED");
    public static MapRunStatus Failed { get; } = new("FAILED");
    public static MapRunStatus Aborted { get; } = new("ABORTED");

    static MapRunStatus IWord<MapRunStatus>.Of(string value) => new(value);

    public override string ToString() => Value;
}
