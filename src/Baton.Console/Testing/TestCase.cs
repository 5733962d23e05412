using System.Text.Json.Serialization;

namespace Baton.WebConsole.Testing;

/// <summary>A test of one state of a machine, as it is stored: what TestState is told, and what it has to answer. Data are JSON texts. Names and shapes only ever grow.</summary>
internal sealed record TestCase
{
    /// <summary>Where the store and the API have it.</summary>
    [JsonIgnore]
    public long Id { get; init; }

    [JsonIgnore]
    public int Version { get; init; }

    public required string StateMachineArn { get; init; }

    /// <summary>The state that is tested. A definition that comes later may have it no more.</summary>
    public required string StateName { get; init; }

    /// <summary>What it shows, in words; no two cases of a state have one name.</summary>
    public required string Name { get; init; }

    public required string Input { get; init; }

    public string? Variables { get; init; }

    /// <summary>What stands for what the state calls; null where it is really called, or calls nothing.</summary>
    public TestMock? Mock { get; init; }

    /// <summary>How often the state was retried before.</summary>
    public int? RetryCount { get; init; }

    public required TestExpectation Expected { get; init; }
}

/// <summary>A result, or else an error.</summary>
internal sealed record TestMock(string? Result, TestMockError? ErrorOutput);

internal sealed record TestMockError(string Error, string? Cause);

/// <summary>What a test has to come to, in the words of TestState's answer; what is null is not looked at.</summary>
internal sealed record TestExpectation(string Status, string? Output, string? Error, string? NextState);
