using Microsoft.AspNetCore.Http;

namespace Baton.Functions;

/// <summary>
/// Tells requests that a web page of somebody else makes a browser send. Runtimes and SDKs send none of these headers, and such a page must neither run
/// functions nor take their work: for requests like these, browsers do not ask whether it may. The server's own pages may.
/// </summary>
public static class WebPages
{
    public static bool HasSent(HttpRequest request)
    {
        if (request.Headers["Sec-Fetch-Site"] is [{ } site]) return site is not ("none" or "same-origin");
        return request.Headers.Origin.Count > 0 && request.Headers.Origin != $"{request.Scheme}://{request.Host}";
    }

    public static Task RefuseAsync(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status403Forbidden;
        return http.Response.WriteAsync("This is not for web pages of others.\n");
    }
}
