using System.Collections.Frozen;

namespace Baton.Language;

/// <summary>The headers that a task of <c>http:invoke</c> cannot set, as published: those that frame the message, speak for proxies, or are the service's own.</summary>
public static class HttpHeaderRules
{
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

    private static readonly string[] Prefixes = ["X-Forwarded-", "X-Amz-", "X-Amzn-"];

    /// <summary>Whether a task's own headers cannot have this one.</summary>
    public static bool IsRefused(string name) => Refused.Contains(name) || Prefixes.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a connection cannot set it either: it says where one message ends and the next begins, or whom it is for.</summary>
    public static bool IsFraming(string name) => Framing.Contains(name);
}
