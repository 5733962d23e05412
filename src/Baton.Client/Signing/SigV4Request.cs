namespace Baton.Client;

/// <summary>A request as it goes over the wire, reduced to what is signed.</summary>
public sealed record SigV4Request
{
    public required string Method { get; init; }

    /// <summary>The path as sent, dot segments already resolved (<see cref="Uri"/> does that).</summary>
    public string Path { get; init; } = "/";

    /// <summary>The query as sent, without the question mark.</summary>
    public string Query { get; init; } = "";

    /// <summary>The headers to sign, host and date included; a name may come several times.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; }

    public ReadOnlyMemory<byte> Body { get; init; }
}
