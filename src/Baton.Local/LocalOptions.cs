using Baton.Engine;
using Baton.Engine.Execution;
using Baton.Json;
using Baton.Language.Model;

namespace Baton.Local;

/// <summary>What a local execution is told about the world that it believes in.</summary>
public sealed record LocalOptions
{
    public static DateTimeOffset DefaultStart { get; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public ulong Seed { get; init; } = 1;

    public DateTimeOffset StartsAt { get; init; } = DefaultStart;

    public EngineLimits Limits { get; init; } = EngineLimits.Default;

    public string Region { get; init; } = "us-east-1";

    public string Account { get; init; } = "000000000000";

    public string StateMachineName { get; init; } = "local";

    public string Name { get; init; } = "run";

    public string RoleArn { get; init; } = "arn:aws:iam::000000000000:role/local";

    /// <summary>What polling workers call themselves.</summary>
    public string? WorkerName { get; init; }

    /// <summary>Everything before the resource of an ARN.</summary>
    public string ArnPrefix => $"arn:aws:states:{Region}:{Account}";

    public ExecutionIdentity Identity(StateMachine definition, JsonText input) => new()
    {
        ExecutionArn = $"{ArnPrefix}:execution:{StateMachineName}:{Name}",
        Name = Name,
        StateMachineArn = $"{ArnPrefix}:stateMachine:{StateMachineName}",
        StateMachineName = StateMachineName,
        Region = Region,
        RoleArn = RoleArn,
        Input = input,
        StartedAt = StartsAt,
        Deadline = StartsAt + definition.Timeout,
    };
}
