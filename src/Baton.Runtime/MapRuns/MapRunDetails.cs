using System.Text.Json;
using System.Text.Json.Serialization;
using Baton.Engine.Execution;

namespace Baton.Runtime.MapRuns;

/// <summary>What is stored of a Map Run beside its row: how it runs, and when it has ended, how.</summary>
public sealed record MapRunDetails
{
    public required string ExecutionArn { get; init; }

    /// <summary>The machine of the execution whose Map it is.</summary>
    public required string StateMachineArn { get; init; }

    public required string Label { get; init; }

    /// <summary>Whether the children run in memory as Express executions do. Runs that an earlier version began have none that do.</summary>
    public bool IsExpress { get; init; }

    /// <summary>How many children may run at once; 0 is no limit of its own.</summary>
    public required int MaxConcurrency { get; init; }

    /// <summary>How many items may fail, in percent; null where only the count decides.</summary>
    public double? ToleratedFailurePercentage { get; init; }

    /// <summary>How many items may fail; null where only the percentage decides.</summary>
    public long? ToleratedFailureCount { get; init; }

    /// <summary>How often the run was redriven.</summary>
    public int RedriveCount { get; init; }

    /// <summary>When it was last redriven; null for never.</summary>
    public DateTimeOffset? RedrivenAt { get; init; }

    /// <summary>Whether, at the end, every item had its child: a redrive reads no items again.</summary>
    public bool AllStarted { get; init; }

    /// <summary>The counts at the end; null while the run is running.</summary>
    public MapRunCounts? Counts { get; init; }

    /// <summary>The state's result as JSON, where the run succeeded.</summary>
    public string? Result { get; init; }

    public string? Error { get; init; }

    public string? Cause { get; init; }

    /// <summary>A run as it begins.</summary>
    public static MapRunDetails Of(ExecutionIdentity execution, OpenMapRun run, bool isExpress) => new()
    {
        ExecutionArn = execution.ExecutionArn,
        StateMachineArn = execution.StateMachineArn,
        Label = run.Label,
        IsExpress = isExpress,
        MaxConcurrency = run.MaxConcurrency,
        ToleratedFailurePercentage = run.ToleratedFailurePercentage,
        ToleratedFailureCount = run.ToleratedFailureCount,
        RedriveCount = run.RedriveCount,
        RedrivenAt = run.RedrivenAt,
    };

    /// <summary>The run as it goes on: what is known of its end is void.</summary>
    public MapRunDetails Redriven(OpenMapRun run) =>
        this with { RedriveCount = run.RedriveCount, RedrivenAt = run.RedrivenAt, Counts = null, Result = null, Error = null, Cause = null };

    public static MapRunDetails Parse(string stored) => JsonSerializer.Deserialize(stored, MapRunJson.Default.MapRunDetails)!;

    public override string ToString() => JsonSerializer.Serialize(this, MapRunJson.Default.MapRunDetails);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(MapRunDetails))]
internal sealed partial class MapRunJson : JsonSerializerContext;
