using System.Buffers;

namespace Baton.Integrations.Http;

/// <summary>What a header can be written with (RFC 9110, 5.1 and 5.5): nothing that begins another header.</summary>
internal static class HttpHeaderText
{
    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    public static bool IsName(string name) => name.Length > 0 && !name.AsSpan().ContainsAnyExcept(NameCharacters);

    public static bool IsValue(string value) => value.All(c => c is '\t' or (>= ' ' and <= '~'));

    /// <summary>Headers as AWS tells them: <c>[NAME: VALUE, NAME: VALUE]</c>.</summary>
    public static string Shown(IEnumerable<KeyValuePair<string, string>> headers) => $"[{string.Join(", ", headers.Select(header => $"{header.Key}: {header.Value}"))}]";
}
