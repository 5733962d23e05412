using Microsoft.AspNetCore.Http;

namespace Baton.Functions;

/// <summary>
/// Tells requests that a web page makes a browser send. Runtimes and SDKs send none of these headers, and a page of somebody else must neither run
/// functions nor take their work: for requests like these, browsers do not ask whether it may.
/// </summary>
internal static class WebPages
{
    public static bool HasSent(HttpRequest request) =>
        request.Headers.Origin.Count > 0 || (request.Headers["Sec-Fetch-Site"] is [{ } site] && site is not ("none" or "same-origin"));

    public static Task RefuseAsync(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status403Forbidden;
        return http.Response.WriteAsync("Functions are not for web pages.\n");
    }
}
