using System.Text.Json.Serialization;
using Baton.Client.Json;

namespace Baton.Client;

/// <summary>How much of the data an answer has.</summary>
[JsonConverter(typeof(WordConverter<IncludedData>))]
public readonly record struct IncludedData(string Value) : IWord<IncludedData>
{
    public static IncludedData AllData { get; } = new("ALL_DATA");
    public static IncludedData MetadataOnly { get; } = new("METADATA_ONLY");

    static IncludedData IWord<IncludedData>.Of(string value) => new(value);

    public override string ToString() => Value;
}
