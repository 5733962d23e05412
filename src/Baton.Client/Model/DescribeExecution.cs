namespace Baton.Client;

public sealed record DescribeExecutionRequest
{
    public required string ExecutionArn { get; init; }

    /// <summary>All data unless set.</summary>
    public IncludedData? IncludedData { get; init; }
}

public sealed record DescribeExecutionResponse
{
    public required string ExecutionArn { get; init; }

    public required string StateMachineArn { get; init; }

    public string? Name { get; init; }

    public required ExecutionStatus Status { get; init; }

    public required DateTimeOffset StartDate { get; init; }

    /// <summary>Null while the execution runs.</summary>
    public DateTimeOffset? StopDate { get; init; }

    /// <summary>JSON text.</summary>
    public string? Input { get; init; }

    public DataDetails? InputDetails { get; init; }

    /// <summary>JSON text; only of an execution that succeeded.</summary>
    public string? Output { get; init; }

    public DataDetails? OutputDetails { get; init; }

    /// <summary>Only of an execution that failed or was stopped with one.</summary>
    public string? Error { get; init; }

    public string? Cause { get; init; }

    public string? TraceHeader { get; init; }

    /// <summary>Only of the child of a Map Run.</summary>
    public string? MapRunArn { get; init; }

    public string? StateMachineVersionArn { get; init; }

    public string? StateMachineAliasArn { get; init; }

    public int? RedriveCount { get; init; }

    public DateTimeOffset? RedriveDate { get; init; }

    public string? RedriveStatus { get; init; }

    public string? RedriveStatusReason { get; init; }
}
