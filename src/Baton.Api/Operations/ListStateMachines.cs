using Baton.Api.Protocol;
using Baton.Runtime;

namespace Baton.Api.Operations;

internal sealed class ListStateMachines(WorkflowRuntime runtime, TimeProvider clock) : IOperation
{
    public async Task ExecuteAsync(RequestReader request, ResponseWriter response, ApiCaller caller)
    {
        var size = request.PageSize();
        var token = request.Optional("nextToken", 1024, 1);
        request.Check();

        var scope = $"ListStateMachines {caller.Region}";
        var after = PageToken.Read(token, scope, clock.GetUtcNow()) ?? "";
        var rows = await runtime.Store.ListStateMachinesAsync(caller.Region, after, size + 1, caller.IsGone);
        response.Json.WriteStartArray("stateMachines");
        foreach (var row in rows.Take(size))
        {
            response.Json.WriteStartObject();
            response.Text("stateMachineArn", row.Arn);
            response.Text("name", row.Name);
            response.Text("type", StateMachineTypes.Of(row.Type));
            response.Time("creationDate", row.CreatedAt);
            response.Json.WriteEndObject();
        }
        response.Json.WriteEndArray();
        if (rows.Count > size) response.Text("nextToken", PageToken.Write(rows[size - 1].Name, scope, clock.GetUtcNow()));
    }
}
