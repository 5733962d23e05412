using System.Text.Json.Serialization;
using Baton.Client.Json;

namespace Baton.Client;

/// <summary>How much a test of a state tells.</summary>
[JsonConverter(typeof(WordConverter<InspectionLevel>))]
public readonly record struct InspectionLevel(string Value) : IWord<InspectionLevel>
{
    public static InspectionLevel Info { get; } = new("INFO");
    public static InspectionLevel Debug { get; } = new("DEBUG");
    public static InspectionLevel Trace { get; } = new("TRACE");

    static InspectionLevel IWord<InspectionLevel>.Of(string value) => new(value);

    public override string ToString() => Value;
}
