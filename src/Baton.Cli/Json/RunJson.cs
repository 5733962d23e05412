using System.Text.Json;

namespace Baton.Cli.Json;

/// <summary>A local run.</summary>
internal sealed record RunJson
{
    /// <summary>As the service has it; <c>RUNNING</c> where the execution would wait for ever.</summary>
    public required string Status { get; init; }

    public JsonElement? Output { get; init; }

    public string? Error { get; init; }

    public string? Cause { get; init; }

    public required DateTimeOffset StartDate { get; init; }

    public required DateTimeOffset StopDate { get; init; }

    /// <summary>What <c>--seed</c> makes the same run of.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The states that have mocks and did not call.</summary>
    public IReadOnlyList<string>? UnusedMocks { get; init; }

    /// <summary>The states in the order in which they were entered.</summary>
    public required IReadOnlyList<VisitJson> Path { get; init; }

    /// <summary>As GetExecutionHistory tells them.</summary>
    public required IReadOnlyList<JsonElement> Events { get; init; }
}
