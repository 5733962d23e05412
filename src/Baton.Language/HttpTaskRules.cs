using System.Collections.Frozen;

namespace Baton.Language;

/// <summary>What a task of <c>http:invoke</c> can say, as published.</summary>
public static class HttpTaskRules
{
    /// <summary>The headers that frame the message, speak for proxies, or are the service's own.</summary>
    private static readonly FrozenSet<string> Refused = new[]
    {
        "A-IM", "Accept-Charset", "Accept-Datetime", "Accept-Encoding", "Authorization", "Cache-Control", "Connection", "Content-Encoding", "Content-Length", "Content-MD5", "Date", "Expect",
        "Forwarded", "From", "Host", "HTTP2-Settings", "If-Match", "If-Modified-Since", "If-None-Match", "If-Range", "If-Unmodified-Since", "Keep-Alive", "Max-Forwards", "Origin", "Pragma",
        "Proxy-Authorization", "Proxy-Connection", "Referer", "Server", "TE", "Trailer", "Transfer-Encoding", "Upgrade", "Via", "Warning",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Framing = new[]
    {
        "Connection", "Content-Encoding", "Content-Length", "Expect", "Host", "HTTP2-Settings", "Keep-Alive", "Proxy-Authorization", "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding", "Upgrade",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly string[] RefusedPrefixes = ["X-Forwarded-", "X-Amz-", "X-Amzn-"];

    /// <summary>One of these names the connection.</summary>
    public static IReadOnlyList<string> ConnectionFields { get; } = ["Authentication", "InvocationConfig"];

    public static IReadOnlyList<string> Methods { get; } = ["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"];

    /// <summary>How the body is written; the first unless another is named.</summary>
    public static IReadOnlyList<string> BodyEncodings { get; } = ["NONE", "URL_ENCODED"];

    /// <summary>How a form has arrays; the first unless another is named.</summary>
    public static IReadOnlyList<string> ArrayFormats { get; } = ["INDICES", "REPEAT", "COMMAS", "BRACKETS"];

    /// <summary>Whether a task's own headers cannot have this one.</summary>
    public static bool IsRefusedHeader(string name) => Refused.Contains(name) || RefusedPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a connection cannot set it either: it says where one message ends and the next begins, or whom it is for.</summary>
    public static bool IsFramingHeader(string name) => Framing.Contains(name);
}
