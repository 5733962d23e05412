using System.Text.Json.Serialization;
using Baton.Client.Json;

namespace Baton.Client;

/// <summary>How a mocked result is held against the API model of the service that it stands for.</summary>
[JsonConverter(typeof(WordConverter<MockFieldValidationMode>))]
public readonly record struct MockFieldValidationMode(string Value) : IWord<MockFieldValidationMode>
{
    public static MockFieldValidationMode Strict { get; } = new("STRICT");
    public static MockFieldValidationMode Present { get; } = new("PRESENT");
    public static MockFieldValidationMode None { get; } = new("NONE");

    static MockFieldValidationMode IWord<MockFieldValidationMode>.Of(string value) => new(value);

    public override string ToString() => Value;
}
