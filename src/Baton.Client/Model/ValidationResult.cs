using System.Text.Json.Serialization;
using Baton.Client.Json;

namespace Baton.Client;

/// <summary>What a validation comes to.</summary>
[JsonConverter(typeof(WordConverter<ValidationResult>))]
public readonly record struct ValidationResult(string Value) : IWord<ValidationResult>
{
    public static ValidationResult Ok { get; } = new("OK");
    public static ValidationResult Fail { get; } = new("FAIL");

    static ValidationResult IWord<ValidationResult>.Of(string value) => new(value);

    public override string ToString() => Value;
}
