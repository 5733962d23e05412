using Baton.Api.Protocol;
using Baton.Runtime;

namespace Baton.Api.Operations;

internal sealed class ListActivities(WorkflowRuntime runtime, TimeProvider clock) : IOperation
{
    public async Task ExecuteAsync(RequestReader request, ResponseWriter response, ApiCaller caller)
    {
        var size = request.PageSize();
        var token = request.Optional("nextToken", 1024, 1);
        request.Check();

        var scope = $"ListActivities {caller.Region}";
        var after = PageToken.ReadNumber(token, scope, clock.GetUtcNow()) ?? 0;
        var rows = await runtime.Store.ListActivitiesAsync(caller.Region, after, size + 1, caller.IsGone);
        response.Json.WriteStartArray("activities");
        foreach (var row in rows.Take(size))
        {
            response.Json.WriteStartObject();
            response.Text("activityArn", row.Arn);
            response.Text("name", row.Name);
            response.Time("creationDate", row.CreatedAt);
            response.Json.WriteEndObject();
        }
        response.Json.WriteEndArray();
        if (rows.Count > size) response.Text("nextToken", PageToken.Write(rows[size - 1].Id, scope, clock.GetUtcNow()));
    }
}
