namespace Baton.Client;

public sealed record UntagResourceRequest
{
    /// <summary>A machine or an activity.</summary>
    public required string ResourceArn { get; init; }

    public required IReadOnlyList<string> TagKeys { get; init; }
}

public sealed record UntagResourceResponse;
