namespace Baton.Client;

public sealed record ListTagsForResourceRequest
{
    /// <summary>A machine or an activity.</summary>
    public required string ResourceArn { get; init; }
}

public sealed record ListTagsForResourceResponse
{
    public IReadOnlyList<Tag>? Tags { get; init; }
}
