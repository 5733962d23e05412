using Baton.Api.Protocol;
using Baton.Runtime;

namespace Baton.Api.Operations;

internal sealed class ListStateMachineVersions(WorkflowRuntime runtime, TimeProvider clock) : IOperation
{
    public async Task ExecuteAsync(RequestReader request, ResponseWriter response, ApiCaller caller)
    {
        var text = request.Required("stateMachineArn", 256);
        var size = request.PageSize();
        var token = request.Optional("nextToken", 1024, 1);
        request.Check();
        var arn = StateMachineArn.ParseUnlabelled(text);

        var scope = $"ListStateMachineVersions {text}";
        var before = PageToken.ReadNumber(token, scope, clock.GetUtcNow()) ?? int.MaxValue;

        // There is no published error for a machine that is not there: it has no versions.
        var machine = arn.Qualifier is null ? await runtime.Machines.FindAsync(text, caller.IsGone) : null;
        var rows = machine is null ? [] : await runtime.Store.ListVersionsAsync(machine.Id, (int)before, size + 1, caller.IsGone);
        response.Json.WriteStartArray("stateMachineVersions");
        foreach (var row in rows.Take(size))
        {
            response.Json.WriteStartObject();
            response.Text("stateMachineVersionArn", arn.Machine.Qualified(row.Number));
            response.Time("creationDate", row.CreatedAt);
            response.Json.WriteEndObject();
        }
        response.Json.WriteEndArray();
        if (rows.Count > size) response.Text("nextToken", PageToken.Write(rows[size - 1].Number, scope, clock.GetUtcNow()));
    }
}
