namespace Baton.Client;

public sealed record DescribeActivityRequest
{
    public required string ActivityArn { get; init; }
}

public sealed record DescribeActivityResponse
{
    public required string ActivityArn { get; init; }

    public required string Name { get; init; }

    public required DateTimeOffset CreationDate { get; init; }

    public EncryptionConfiguration? EncryptionConfiguration { get; init; }
}
