using System.Text.Json.Serialization;
using Baton.Client.Json;

namespace Baton.Client;

/// <summary>How bad it is what a validation found.</summary>
[JsonConverter(typeof(WordConverter<DiagnosticSeverity>))]
public readonly record struct DiagnosticSeverity(string Value) : IWord<DiagnosticSeverity>
{
    public static DiagnosticSeverity Error { get; } = new("ERROR");
    public static DiagnosticSeverity Warning { get; } = new("WARNING");

    static DiagnosticSeverity IWord<DiagnosticSeverity>.Of(string value) => new(value);

    public override string ToString() => Value;
}
