using Baton.Api.Protocol;
using Baton.Runtime;
using Baton.Runtime.Registry;

namespace Baton.Api.Operations;

[Deviation("The first created comes first, as AWS was seen to do; its documentation says the last.")]
internal sealed class ListStateMachineAliases(WorkflowRuntime runtime, TimeProvider clock) : IOperation
{
    public async Task ExecuteAsync(RequestReader request, ResponseWriter response, ApiCaller caller)
    {
        var text = request.Required("stateMachineArn", 256);
        var size = request.PageSize();
        var token = request.Optional("nextToken", 1024, 1);
        request.Check();
        var arn = StateMachineArn.ParseUnlabelled(text);
        var scope = $"ListStateMachineAliases {text}";
        var after = PageToken.ReadNumber(token, scope, clock.GetUtcNow()) ?? 0;
        var machine = await runtime.Machines.FindAsync(arn.Machine.ToString(), caller.IsGone);
        if (machine is null || arn.Alias is not null) throw Errors.StateMachineDoesNotExist(text);
        if (machine.Deleting) throw Errors.StateMachineDeleting(text);
        if (arn.Version is { } number && await runtime.Versions.FindAsync(machine, number, caller.IsGone) is null) throw Errors.ReferenceNotFound();

        var all = await runtime.Store.ListAliasesAsync(machine.Id, (int)after, AliasRegistry.CountMax, caller.IsGone);
        var rows = arn.Version is { } version ? [.. all.Where(alias => alias.First.Version == version || alias.Second?.Version == version)] : all;
        response.Json.WriteStartArray("stateMachineAliases");
        foreach (var row in rows.Take(size))
        {
            response.Json.WriteStartObject();
            response.Text("stateMachineAliasArn", arn.Machine.Qualified(row.Name));
            response.Time("creationDate", row.CreatedAt);
            response.Json.WriteEndObject();
        }
        response.Json.WriteEndArray();
        if (rows.Count > size) response.Text("nextToken", PageToken.Write(rows[size - 1].Number, scope, clock.GetUtcNow()));
    }
}
