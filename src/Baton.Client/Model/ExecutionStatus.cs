using System.Text.Json.Serialization;
using Baton.Client.Json;

namespace Baton.Client;

/// <summary>Where an execution is: one of the API's words, or one that this version does not know yet.</summary>
[JsonConverter(typeof(WordConverter<ExecutionStatus>))]
public readonly record struct ExecutionStatus(string Value) : IWord<ExecutionStatus>
{
    public static ExecutionStatus Running { get; } = new("RUNNING");
    public static ExecutionStatus Succeeded { get; } = new("SUCCEEDED");
    public static ExecutionStatus Failed { get; } = new("FAILED");
    public static ExecutionStatus TimedOut { get; } = new("TIMED_OUT");
    public static ExecutionStatus Aborted { get; } = new("ABORTED");
    public static ExecutionStatus PendingRedrive { get; } = new("PENDING_REDRIVE");

    /// <summary>Whether the execution has ended, well or badly.</summary>
    public bool IsClosed => this != Running && this != PendingRedrive;

    static ExecutionStatus IWord<ExecutionStatus>.Of(string value) => new(value);

    public override string ToString() => Value;
}
