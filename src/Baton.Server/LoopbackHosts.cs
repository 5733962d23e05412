using System.Net;
using Microsoft.AspNetCore.Http;

namespace Baton.Server;

/// <summary>
/// Answers only requests that name this machine. A web page whose own name was made to lead here (DNS rebinding) would otherwise be
/// let in by the browser that shows it.
/// </summary>
internal static class LoopbackHosts
{
    /// <summary>What SDKs put before the host for some operations.</summary>
    private const string SyncPrefix = "sync-";

    public static Task CheckAsync(HttpContext http, RequestDelegate next)
    {
        if (IsLoopback(http.Request.Host.Host)) return next(http);
        http.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
        return http.Response.WriteAsync($"This server answers for localhost and loopback addresses, not for '{http.Request.Host}'.\n");
    }

    /// <summary>Whether a name leads to this machine, and nowhere else.</summary>
    public static bool IsLoopback(string host)
    {
        var name = host.StartsWith(SyncPrefix, StringComparison.OrdinalIgnoreCase) ? host[SyncPrefix.Length..] : host;
        return name.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(name.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
    }
}
