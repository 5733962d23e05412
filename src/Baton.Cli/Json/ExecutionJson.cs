using System.Text.Json;
using Baton.Cli.Api;
using Baton.Client;

namespace Baton.Cli.Json;

internal sealed record ExecutionListJson(IReadOnlyList<ExecutionJson> Executions);

/// <summary>An execution. Input and output are JSON themselves, not text.</summary>
internal sealed record ExecutionJson
{
    public required string ExecutionArn { get; init; }

    public required string Name { get; init; }

    public string? StateMachineArn { get; init; }

    public string? Status { get; init; }

    public DateTimeOffset? StartDate { get; init; }

    public DateTimeOffset? StopDate { get; init; }

    public JsonElement? Input { get; init; }

    public JsonElement? Output { get; init; }

    public string? Error { get; init; }

    public string? Cause { get; init; }

    public static ExecutionJson Of(ExecutionListItem execution) => new()
    {
        ExecutionArn = execution.ExecutionArn,
        Name = execution.Name,
        StateMachineArn = execution.StateMachineArn,
        Status = execution.Status.Value,
        StartDate = execution.StartDate.ToUniversalTime(),
        StopDate = execution.StopDate?.ToUniversalTime(),
    };

    public static ExecutionJson Of(DescribeExecutionResponse execution) => new()
    {
        ExecutionArn = execution.ExecutionArn,
        Name = execution.Name ?? Arn.NameOf(execution.ExecutionArn),
        StateMachineArn = execution.StateMachineArn,
        Status = execution.Status.Value,
        StartDate = execution.StartDate.ToUniversalTime(),
        StopDate = execution.StopDate?.ToUniversalTime(),
        Input = JsonOf(execution.Input),
        Output = JsonOf(execution.Output),
        Error = execution.Error,
        Cause = execution.Cause,
    };

    internal static JsonElement? JsonOf(string? text) => text is null ? null : JsonElement.Parse(text, CliJson.Reading);
}
