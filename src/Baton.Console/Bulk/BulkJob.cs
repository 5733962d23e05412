using System.Text.Json.Serialization;

namespace Baton.WebConsole.Bulk;

/// <summary>What is done to each execution. The names are stored.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BulkAction>))]
internal enum BulkAction
{
    [JsonStringEnumMemberName("STOP")]
    Stop = 1,

    [JsonStringEnumMemberName("REDRIVE")]
    Redrive = 2,
}

/// <summary>Where a job stands. The names are stored.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BulkStatus>))]
internal enum BulkStatus
{
    [JsonStringEnumMemberName("RUNNING")]
    Running = 1,

    /// <summary>Went through everything that it was asked for.</summary>
    [JsonStringEnumMemberName("DONE")]
    Done = 2,

    /// <summary>Was told to stop before that.</summary>
    [JsonStringEnumMemberName("CANCELLED")]
    Cancelled = 3,
}

/// <summary>What is to be done, and to which executions: those of a query, or those that are named.</summary>
/// <param name="Query">Null where executions are named.</param>
/// <param name="ExecutionArns">Null where a query finds them.</param>
/// <param name="Error">The error that stopped executions end with; null for none.</param>
/// <param name="Cause">The cause of it; null for none.</param>
internal sealed record BulkOrder(BulkAction Action, string? Query = null, IReadOnlyList<string>? ExecutionArns = null, string? Error = null, string? Cause = null);

/// <summary>Something that is done to many executions, as it is stored. Names and shapes only ever grow.</summary>
internal sealed record BulkJob
{
    [JsonIgnore]
    public long Id { get; init; }

    [JsonIgnore]
    public int Version { get; init; }

    public required BulkOrder Order { get; init; }

    public required string Region { get; init; }

    public BulkStatus Status { get; init; } = BulkStatus.Running;

    /// <summary>Relative times of the query are relative to this.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public bool IsToBeCancelled { get; init; }

    /// <summary>Where to go on: the executions of the query with lower numbers; of those that are named, how many were taken.</summary>
    public long Next { get; init; } = long.MaxValue;

    /// <summary>Whether all were taken.</summary>
    public bool IsThrough { get; init; }

    /// <summary>The executions that were taken and are being dealt with.</summary>
    public IReadOnlyList<string> Pending { get; init; } = [];

    /// <summary>When these were taken: what has happened to them since then was this job.</summary>
    public DateTimeOffset? PendingSince { get; init; }

    /// <summary>How many executions were looked at.</summary>
    public long Looked { get; init; }

    public int Done { get; init; }

    public int Refused { get; init; }

    /// <summary>How many pieces of results are stored.</summary>
    public int Pieces { get; init; }
}

/// <summary>How it went for one execution.</summary>
/// <param name="Reason">Why it was refused; null where it was done.</param>
internal sealed record BulkResult(string ExecutionArn, string? Reason);

/// <summary>How it went for some executions, as it is stored.</summary>
internal sealed record BulkPiece(IReadOnlyList<BulkResult> Results);
