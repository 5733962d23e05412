namespace Baton.Client;

public sealed record DescribeStateMachineRequest
{
    /// <summary>A machine, one of its versions or one of its aliases.</summary>
    public required string StateMachineArn { get; init; }
}

public sealed record DescribeStateMachineResponse
{
    public required string StateMachineArn { get; init; }

    public required string Name { get; init; }

    public StateMachineStatus? Status { get; init; }

    /// <summary>The very text that was sent.</summary>
    public required string Definition { get; init; }

    public required string RoleArn { get; init; }

    public required StateMachineType Type { get; init; }

    public required DateTimeOffset CreationDate { get; init; }

    /// <summary>Null until the first update.</summary>
    public string? RevisionId { get; init; }

    /// <summary>The description of the version that was asked for.</summary>
    public string? Description { get; init; }
}
