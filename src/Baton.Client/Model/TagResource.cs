namespace Baton.Client;

public sealed record TagResourceRequest
{
    /// <summary>A machine or an activity.</summary>
    public required string ResourceArn { get; init; }

    /// <summary>A key that is there already gets the new value.</summary>
    public required IReadOnlyList<Tag> Tags { get; init; }
}

public sealed record TagResourceResponse;
