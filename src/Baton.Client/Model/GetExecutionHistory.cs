namespace Baton.Client;

public sealed record GetExecutionHistoryRequest
{
    public required string ExecutionArn { get; init; }

    /// <summary>0 to 1,000; 0 or null is the service's default of 100.</summary>
    public int? MaxResults { get; init; }

    /// <summary>The last event first.</summary>
    public bool? ReverseOrder { get; init; }

    /// <summary>False leaves inputs, outputs and parameters out. True unless set.</summary>
    public bool? IncludeExecutionData { get; init; }

    public string? NextToken { get; init; }
}

public sealed record GetExecutionHistoryResponse
{
    public required IReadOnlyList<HistoryEvent> Events { get; init; }

    /// <summary>Null on the last page.</summary>
    public string? NextToken { get; init; }
}
