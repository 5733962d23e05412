namespace Baton.Client;

/// <summary>Creating an activity that is there already answers with it.</summary>
public sealed record CreateActivityRequest
{
    /// <summary>1 to 80 characters, unique in account and region.</summary>
    public required string Name { get; init; }

    public IReadOnlyList<Tag>? Tags { get; init; }

    public EncryptionConfiguration? EncryptionConfiguration { get; init; }
}

public sealed record CreateActivityResponse
{
    public required string ActivityArn { get; init; }

    public required DateTimeOffset CreationDate { get; init; }
}
