using System.Text.Json.Serialization;
using Baton.Client.Json;

namespace Baton.Client;

/// <summary>How a test of a state ended.</summary>
[JsonConverter(typeof(WordConverter<TestExecutionStatus>))]
public readonly record struct TestExecutionStatus(string Value) : IWord<TestExecutionStatus>
{
    public static TestExecutionStatus Succeeded { get; } = new("SUCCEEDED");
    public static TestExecutionStatus Failed { get; } = new("FAILED");
    public static TestExecutionStatus Retriable { get; } = new("RETRIABLE");
    public static TestExecutionStatus CaughtError { get; } = new("CAUGHT_ERROR");

    static TestExecutionStatus IWord<TestExecutionStatus>.Of(string value) => new(value);

    public override string ToString() => Value;
}
