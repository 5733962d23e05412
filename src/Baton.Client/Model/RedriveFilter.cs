using System.Text.Json.Serialization;
using Baton.Client.Json;

namespace Baton.Client;

/// <summary>Whether executions are wanted that were redriven, or those that were not.</summary>
[JsonConverter(typeof(WordConverter<RedriveFilter>))]
public readonly record struct RedriveFilter(string Value) : IWord<RedriveFilter>
{
    public static RedriveFilter Redriven { get; } = new("REDRIVEN");
    public static RedriveFilter NotRedriven { get; } = new("NOT_REDRIVEN");

    static RedriveFilter IWord<RedriveFilter>.Of(string value) => new(value);

    public override string ToString() => Value;
}
