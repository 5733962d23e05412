using System.Security.Cryptography;

namespace Baton.Client.Signing;

/// <summary>The normal form of a request that both sides sign: the same text, whatever way the request was written.</summary>
/// <remarks>AWS General Reference, "Create a signed AWS API request", step 1.</remarks>
internal sealed class CanonicalRequest
{
    /// <param name="encodesPath">Whether the path is encoded once more than it was for sending: every service but S3 wants that.</param>
    public CanonicalRequest(SigV4Request request, bool encodesPath = true)
    {
        var headers = Headers(request);
        SignedHeaders = string.Join(';', headers.Select(header => header.Name));
        Text = string.Join(
            '\n',
            request.Method,
            encodesPath ? Path(request.Path) : request.Path,
            Query(request.Query),
            string.Concat(headers.Select(header => $"{header.Name}:{header.Values}\n")),
            SignedHeaders,
            Convert.ToHexStringLower(SHA256.HashData(request.Body.Span)));
    }

    public string Text { get; }

    public string SignedHeaders { get; }

    private static List<(string Name, string Values)> Headers(SigV4Request request) =>
    [
        .. request.Headers
            .GroupBy(header => header.Key.ToLowerInvariant(), header => OneSpaced(header.Value), StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => (group.Key, string.Join(',', group))),
    ];

    private static string OneSpaced(string value) => string.Join(' ', value.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static string Path(string path) => path.Length == 0 ? "/" : string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    private static string Query(string query) => string.Join(
        '&',
        query.Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(Parameter)
            .OrderBy(parameter => parameter.Name, StringComparer.Ordinal)
            .ThenBy(parameter => parameter.Value, StringComparer.Ordinal)
            .Select(parameter => $"{parameter.Name}={parameter.Value}"));

    private static (string Name, string Value) Parameter(string text)
    {
        var split = text.IndexOf('=', StringComparison.Ordinal);
        return split < 0 ? (Encoded(text), "") : (Encoded(text[..split]), Encoded(text[(split + 1)..]));
    }

    private static string Encoded(string text) => Uri.EscapeDataString(Uri.UnescapeDataString(text));
}
