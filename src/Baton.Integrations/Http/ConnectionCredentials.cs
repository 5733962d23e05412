namespace Baton.Integrations.Http;

/// <summary>What a connection adds to a request; all of it counts as secret.</summary>
internal sealed record ConnectionCredentials
{
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    public IReadOnlyList<KeyValuePair<string, string>> Query { get; init; } = [];

    public IReadOnlyList<KeyValuePair<string, string>> Body { get; init; } = [];

    /// <summary>The token of OAuth among them; null for another kind.</summary>
    public string? Token { get; init; }
}
