namespace Baton.Client;

public sealed record DescribeStateMachineRequest
{
    /// <summary>A machine, one of its versions or one of its aliases.</summary>
    public required string StateMachineArn { get; init; }

    /// <summary>All data unless set.</summary>
    public IncludedData? IncludedData { get; init; }
}

public sealed record DescribeStateMachineResponse
{
    public required string StateMachineArn { get; init; }

    public required string Name { get; init; }

    public StateMachineStatus? Status { get; init; }

    /// <summary>The very text that was sent; <c>{}</c> where only metadata was asked for.</summary>
    public required string Definition { get; init; }

    public required string RoleArn { get; init; }

    public required StateMachineType Type { get; init; }

    public required DateTimeOffset CreationDate { get; init; }

    public LoggingConfiguration? LoggingConfiguration { get; init; }

    public TracingConfiguration? TracingConfiguration { get; init; }

    public EncryptionConfiguration? EncryptionConfiguration { get; init; }

    /// <summary>Null until the first update.</summary>
    public string? RevisionId { get; init; }

    /// <summary>The description of the version that was asked for.</summary>
    public string? Description { get; init; }

    /// <summary>Only of the machine of a Map Run's children: the label of the Map.</summary>
    public string? Label { get; init; }

    /// <summary>The names of the variables that each state uses, by its name.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? VariableReferences { get; init; }
}
