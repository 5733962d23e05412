using System.Text.Json.Serialization;
using Baton.Client.Json;

namespace Baton.Client;

/// <summary>How an execution ended that was waited for.</summary>
[JsonConverter(typeof(WordConverter<SyncExecutionStatus>))]
public readonly record struct SyncExecutionStatus(string Value) : IWord<SyncExecutionStatus>
{
    public static SyncExecutionStatus Succeeded { get; } = new("SUCCEEDED");
    public static SyncExecutionStatus Failed { get; } = new("FAILED");
    public static SyncExecutionStatus TimedOut { get; } = new("TIMED_OUT");

    static SyncExecutionStatus IWord<SyncExecutionStatus>.Of(string value) => new(value);

    public override string ToString() => Value;
}
