using System.Globalization;
using Baton.Runtime;
using Baton.Runtime.Tasks;
using Microsoft.AspNetCore.Http;

namespace Baton.WebConsole.Api;

/// <summary><c>GET /console/api/activities</c>: the activities in the order in which they were created, and how each stands.</summary>
internal sealed class ActivityList(WorkflowRuntime runtime)
{
    public async Task ListAsync(HttpContext http)
    {
        var query = http.Request.Query;
        var size = (int)(ConsoleApi.Number(query["maxResults"], "maxResults", 1, ConsoleApi.PageMax) ?? ConsoleApi.PageDefault);
        var after = ConsoleApi.Number(query["nextToken"], "nextToken", 0, long.MaxValue) ?? 0;
        var found = await runtime.Store.ListActivitiesAsync((string?)query["region"] ?? ConsoleApi.DefaultRegion, after, size + 1, http.RequestAborted);
        var page = found.Take(size).Select(row => ActivityView.Of(row.Arn, row.Name, row.CreatedAt, runtime.Dispatcher.StatusOf(row.Arn)));
        var next = found.Count > size ? found[size - 1].Id.ToString(CultureInfo.InvariantCulture) : null;
        await ConsoleApi.WriteAsync(http, new ActivityPage([.. page], next), ConsoleJson.Default.ActivityPage);
    }
}

internal sealed record ActivityPage(IReadOnlyList<ActivityView> Activities, string? NextToken);

/// <summary>An activity; times are RFC 3339. The members of <see cref="ActivityStatus"/> say what they are.</summary>
internal sealed record ActivityView(
    string ActivityArn, string Name, DateTimeOffset CreatedAt, int Waiting, DateTimeOffset? OldestSince, int Pollers, IReadOnlyList<StreamStatus> Streams, DateTimeOffset? LastSeenAt, string? LastSeenWorker)
{
    public static ActivityView Of(string arn, string name, DateTimeOffset createdAt, ActivityStatus status) => new(
        arn, name, createdAt, status.Waiting, status.OldestSince, status.Pollers, status.Streams, status.LastSeen?.At, status.LastSeen?.WorkerName);
}
