using System.Text.Json.Serialization;
using Baton.Client.Json;

namespace Baton.Client;

/// <summary>Whether a machine still takes executions.</summary>
[JsonConverter(typeof(WordConverter<StateMachineStatus>))]
public readonly record struct StateMachineStatus(string Value) : IWord<StateMachineStatus>
{
    public static StateMachineStatus Active { get; } = new("ACTIVE");
    public static StateMachineStatus Deleting { get; } = new("DELETING");

    static StateMachineStatus IWord<StateMachineStatus>.Of(string value) => new(value);

    public override string ToString() => Value;
}
