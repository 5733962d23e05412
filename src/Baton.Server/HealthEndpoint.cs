using Baton.Runtime.Storage;
using Baton.Server.Maintenance;
using Baton.Store;
using Microsoft.AspNetCore.Http;

namespace Baton.Server;

/// <summary><c>GET /health</c>: 200 while the store takes writes, also while the server is paused; else 503 with the reason.</summary>
internal static class HealthEndpoint
{
    public static async Task HandleAsync(HttpContext http, GroupCommitter committer, Pausing pausing)
    {
        var reason = await WhyNotAsync(committer);
        if (reason is not null) http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        await http.Response.WriteAsync($"{reason ?? (pausing.IsPaused ? Pausing.Advice : "ok")}\n");
    }

    /// <summary>After a refused commit an empty one is tried: whoever waits for the answer to be well sends no other.</summary>
    private static async Task<string?> WhyNotAsync(GroupCommitter committer)
    {
        if (committer.BrokenBy is { } broken) return broken.Message;
        if (committer.RefusedBy is not StoreUnavailableException) return null;
        try
        {
            await committer.CommitAsync(new StoreChange.Group([]));
            return null;
        }
        catch (Exception e) when (e is StoreUnavailableException or StoreBrokenException)
        {
            return e.Message;
        }
    }
}
