namespace Baton.Client;

/// <summary>What is null stays as it is; at least one of definition, role and settings must be given.</summary>
public sealed record UpdateStateMachineRequest
{
    public required string StateMachineArn { get; init; }

    public string? Definition { get; init; }

    public string? RoleArn { get; init; }

    public LoggingConfiguration? LoggingConfiguration { get; init; }

    public TracingConfiguration? TracingConfiguration { get; init; }

    public EncryptionConfiguration? EncryptionConfiguration { get; init; }

    public bool? Publish { get; init; }

    public string? VersionDescription { get; init; }
}

public sealed record UpdateStateMachineResponse
{
    public required DateTimeOffset UpdateDate { get; init; }

    /// <summary>The same as before when nothing changed.</summary>
    public string? RevisionId { get; init; }

    public string? StateMachineVersionArn { get; init; }
}
