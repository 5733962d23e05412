namespace Baton.Engine;

/// <summary>The limits that AWS has; each can be set otherwise.</summary>
public sealed record EngineLimits
{
    public static EngineLimits Default { get; } = new();

    /// <summary>The largest input or output of a state, task or execution, in bytes of UTF-8. Default 262,144.</summary>
    public int PayloadBytesMax { get; init; } = 262_144;

    /// <summary>The largest sum of all variables of an execution, in bytes of UTF-8. Default 10 MiB.</summary>
    public int VariableBytesMax { get; init; } = 10 * 1024 * 1024;

    /// <summary>The number of history events at which an execution fails. Default 25,000.</summary>
    public int HistoryEventsMax { get; init; } = 25_000;

    /// <summary>How long an execution may take, whatever its machine allows; null for as long as that does. Default null.</summary>
    public TimeSpan? DurationMax { get; init; }

    /// <summary>How long after its end an execution can be redriven. Default 14 days.</summary>
    public TimeSpan RedriveAgeMax { get; init; } = TimeSpan.FromDays(14);

    /// <summary>How long after its start an execution can be redriven. Default 365 days.</summary>
    public TimeSpan ExecutionTimeMax { get; init; } = TimeSpan.FromDays(365);

    /// <summary>How long a redrive is known by its client token. Default 15 minutes.</summary>
    public TimeSpan RedriveTokenAgeMax { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How often one Map Run can be redriven. Default 1,000.</summary>
    public int MapRunRedrivesMax { get; init; } = 1_000;

    /// <summary>How long one expression may take. Default 1 s.</summary>
    public TimeSpan ExpressionTimeMax { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How many states one decision enters before it lets others have their turn. Default 1,000.</summary>
    public int StatesPerDecisionMax { get; init; } = 1_000;
}
