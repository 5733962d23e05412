using System.Text.Json.Serialization;
using Baton.Client.Json;

namespace Baton.Client;

/// <summary>How the executions of a machine are kept.</summary>
[JsonConverter(typeof(WordConverter<StateMachineType>))]
public readonly record struct StateMachineType(string Value) : IWord<StateMachineType>
{
    public static StateMachineType Standard { get; } = new("STANDARD");
    public static StateMachineType Express { get; } = new("EXPRESS");

    static StateMachineType IWord<StateMachineType>.Of(string value) => new(value);

    public override string ToString() => Value;
}
