namespace Baton.Client;

public sealed record CreateStateMachineRequest
{
    /// <summary>1 to 80 characters, unique in account and region.</summary>
    public required string Name { get; init; }

    /// <summary>The machine as Amazon States Language text.</summary>
    public required string Definition { get; init; }

    public required string RoleArn { get; init; }

    /// <summary>STANDARD unless set; cannot be changed later.</summary>
    public StateMachineType? Type { get; init; }

    public LoggingConfiguration? LoggingConfiguration { get; init; }

    public TracingConfiguration? TracingConfiguration { get; init; }

    public EncryptionConfiguration? EncryptionConfiguration { get; init; }

    public IReadOnlyList<Tag>? Tags { get; init; }

    /// <summary>Whether a version is published from this first revision.</summary>
    public bool? Publish { get; init; }

    public string? VersionDescription { get; init; }
}

public sealed record CreateStateMachineResponse
{
    public required string StateMachineArn { get; init; }

    public required DateTimeOffset CreationDate { get; init; }

    /// <summary>Only when the request asked for a version.</summary>
    public string? StateMachineVersionArn { get; init; }
}
