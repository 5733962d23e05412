namespace Baton.Client;

public sealed record StartSyncExecutionRequest
{
    /// <summary>An Express machine, one of its versions or one of its aliases.</summary>
    public required string StateMachineArn { get; init; }

    /// <summary>1 to 80 characters; several executions can have the same.</summary>
    public string? Name { get; init; }

    /// <summary>JSON text; <c>{}</c> when null.</summary>
    public string? Input { get; init; }

    public string? TraceHeader { get; init; }

    /// <summary>All data unless set.</summary>
    public IncludedData? IncludedData { get; init; }
}

public sealed record StartSyncExecutionResponse
{
    public required string ExecutionArn { get; init; }

    public string? StateMachineArn { get; init; }

    public string? Name { get; init; }

    public required DateTimeOffset StartDate { get; init; }

    public required DateTimeOffset StopDate { get; init; }

    /// <summary>An execution that failed is an answer, not an exception.</summary>
    public required SyncExecutionStatus Status { get; init; }

    public string? Error { get; init; }

    public string? Cause { get; init; }

    /// <summary>JSON text.</summary>
    public string? Input { get; init; }

    public DataDetails? InputDetails { get; init; }

    /// <summary>JSON text; only of an execution that succeeded.</summary>
    public string? Output { get; init; }

    public DataDetails? OutputDetails { get; init; }

    public string? TraceHeader { get; init; }

    public BillingDetails? BillingDetails { get; init; }
}

public sealed record BillingDetails
{
    public long? BilledMemoryUsedInMB { get; init; }

    /// <summary>In steps of 100.</summary>
    public long? BilledDurationInMilliseconds { get; init; }
}
