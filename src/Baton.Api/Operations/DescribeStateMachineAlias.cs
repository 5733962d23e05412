using Baton.Api.Protocol;
using Baton.Runtime;
using Baton.Store;

namespace Baton.Api.Operations;

internal sealed class DescribeStateMachineAlias(WorkflowRuntime runtime) : IOperation
{
    public async Task ExecuteAsync(RequestReader request, ResponseWriter response, ApiCaller caller)
    {
        var text = request.Required("stateMachineAliasArn", 256);
        request.Check();
        var arn = StateMachineArn.ParseAlias(text);
        var machine = await runtime.Machines.FindAsync(arn.Machine.ToString(), caller.IsGone) ?? throw Errors.ReferenceNotFound();
        var alias = await runtime.Aliases.FindAsync(machine, arn.Alias!, caller.IsGone) ?? throw Errors.ReferenceNotFound();
        response.Text("stateMachineAliasArn", text);
        response.Text("name", alias.Name);
        response.Text("description", alias.Description);
        response.Json.WriteStartArray("routingConfiguration");
        WriteRoute(response, arn.Machine, alias.First);
        if (alias.Second is { } second) WriteRoute(response, arn.Machine, second);
        response.Json.WriteEndArray();
        response.Time("creationDate", alias.CreatedAt);
        response.Time("updateDate", alias.UpdatedAt);
    }

    private static void WriteRoute(ResponseWriter response, Arn machine, VersionRoute route)
    {
        response.Json.WriteStartObject();
        response.Text("stateMachineVersionArn", machine.Qualified(route.Version));
        response.Json.WriteNumber("weight", route.Weight);
        response.Json.WriteEndObject();
    }
}
