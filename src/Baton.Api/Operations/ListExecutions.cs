using Baton.Api.Protocol;
using Baton.Runtime;
using Baton.Store;

namespace Baton.Api.Operations;

internal sealed class ListExecutions(WorkflowRuntime runtime, TimeProvider clock) : IOperation
{
    public async Task ExecuteAsync(RequestReader request, ResponseWriter response, ApiCaller caller)
    {
        var text = request.Optional("stateMachineArn", 256, 1);
        var status = request.Word("statusFilter", "SUCCEEDED", "TIMED_OUT", "PENDING_REDRIVE", "ABORTED", "FAILED", "RUNNING");
        var redriven = request.Word("redriveFilter", "REDRIVEN", "NOT_REDRIVEN");
        var mapRun = request.Optional("mapRunArn", 2000, 1);
        var size = request.PageSize();
        var token = request.Optional("nextToken", 3096, 1);
        request.Check();
        if ((text is null) == (mapRun is null)) throw Errors.Validation("Exactly one of 'stateMachineArn' and 'mapRunArn' must be given.");
        if (text is null) throw Errors.MapRunDoesNotExist(mapRun!);
        var arn = StateMachineArn.ParseUnlabelled(text);
        if (status == "PENDING_REDRIVE") throw Errors.Validation("The status filter PENDING_REDRIVE is for the executions of a Map Run.");
        var (machine, version, alias) = await StateMachines.FindAsync(runtime, arn, caller.IsGone);
        if (machine.Type == StateMachineType.Express) throw Errors.StateMachineTypeNotSupported();

        var scope = $"ListExecutions {text} {status} {redriven}";
        var query = new ExecutionQuery(machine.Id, Statuses.Parse(status), PageToken.ReadNumber(token, scope, clock.GetUtcNow()) ?? long.MaxValue, size + 1)
        {
            PublishedVersion = alias is null ? version?.Number : null,
            Alias = alias,
        };
        var rows = redriven == "REDRIVEN" ? [] : await runtime.Reader.ListAsync(query, caller.IsGone);
        response.Json.WriteStartArray("executions");
        foreach (var row in rows.Take(size)) Write(response, row, arn.Machine);
        response.Json.WriteEndArray();
        if (rows.Count > size) response.Text("nextToken", PageToken.Write(rows[size - 1].Number, scope, clock.GetUtcNow()));
    }

    private static void Write(ResponseWriter response, ExecutionRow row, Arn machine)
    {
        response.Json.WriteStartObject();
        response.Text("executionArn", row.Arn);
        response.Text("stateMachineArn", machine.ToString());
        response.Text("name", row.Arn[(row.Arn.LastIndexOf(':') + 1)..]);
        response.Text("status", Statuses.Of(row.Status));
        response.Time("startDate", row.StartedAt);
        response.Time("stopDate", row.StoppedAt);
        response.Json.WriteNumber("redriveCount", 0);
        if (row.PublishedVersion is { } version) response.Text("stateMachineVersionArn", machine.Qualified(version));
        if (row.Alias is { } alias) response.Text("stateMachineAliasArn", machine.Qualified(alias));
        response.Json.WriteEndObject();
    }
}
