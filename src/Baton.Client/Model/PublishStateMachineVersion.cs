namespace Baton.Client;

public sealed record PublishStateMachineVersionRequest
{
    public required string StateMachineArn { get; init; }

    /// <summary>The revision that is expected to be the present one; <c>INITIAL</c> for a machine that was never updated.</summary>
    public string? RevisionId { get; init; }

    public string? Description { get; init; }
}

public sealed record PublishStateMachineVersionResponse
{
    /// <summary>The version that is this revision: also one that was there before.</summary>
    public required string StateMachineVersionArn { get; init; }

    public required DateTimeOffset CreationDate { get; init; }
}
