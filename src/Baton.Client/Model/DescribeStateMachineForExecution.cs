namespace Baton.Client;

public sealed record DescribeStateMachineForExecutionRequest
{
    public required string ExecutionArn { get; init; }

    /// <summary>All data unless set.</summary>
    public IncludedData? IncludedData { get; init; }
}

public sealed record DescribeStateMachineForExecutionResponse
{
    public required string StateMachineArn { get; init; }

    public required string Name { get; init; }

    /// <summary>The very text that was sent; <c>{}</c> where only metadata was asked for.</summary>
    public required string Definition { get; init; }

    public required string RoleArn { get; init; }

    public required DateTimeOffset UpdateDate { get; init; }

    public LoggingConfiguration? LoggingConfiguration { get; init; }

    public TracingConfiguration? TracingConfiguration { get; init; }

    public EncryptionConfiguration? EncryptionConfiguration { get; init; }

    /// <summary>Null where the machine was never updated.</summary>
    public string? RevisionId { get; init; }

    /// <summary>Only of the child of a Map Run.</summary>
    public string? MapRunArn { get; init; }

    /// <summary>Only of the child of a Map Run: the label of its Map.</summary>
    public string? Label { get; init; }

    /// <summary>The names of the variables that each state uses, by its name.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? VariableReferences { get; init; }
}
