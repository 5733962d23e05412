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
        if (text is null) throw Errors.ResourceNotFound($"Map Run Does Not Exist: '{mapRun}'");
        var arn = Arn.Parse(text, Arn.StateMachine).ToString();
        if (status == "PENDING_REDRIVE") throw Errors.Validation("The status filter PENDING_REDRIVE is for the executions of a Map Run.");
        var machine = await runtime.Machines.FindAsync(arn, caller.IsGone) ?? throw Errors.StateMachineDoesNotExist(arn);
        if (machine.Type == StateMachineType.Express) throw Errors.StateMachineTypeNotSupported();

        var scope = $"ListExecutions {arn} {status} {redriven}";
        var before = PageToken.Read(token, scope, clock.GetUtcNow()) ?? long.MaxValue;
        var rows = redriven == "REDRIVEN" ? [] : await runtime.Reader.ListAsync(new ExecutionQuery(machine.Id, Statuses.Parse(status), before, size + 1), caller.IsGone);
        response.Json.WriteStartArray("executions");
        foreach (var row in rows.Take(size)) Write(response, row, arn);
        response.Json.WriteEndArray();
        if (rows.Count > size) response.Text("nextToken", PageToken.Write(rows[size - 1].Number, scope, clock.GetUtcNow()));
    }

    private static void Write(ResponseWriter response, ExecutionRow row, string machineArn)
    {
        response.Json.WriteStartObject();
        response.Text("executionArn", row.Arn);
        response.Text("stateMachineArn", machineArn);
        response.Text("name", row.Arn[(row.Arn.LastIndexOf(':') + 1)..]);
        response.Text("status", Statuses.Of(row.Status));
        response.Time("startDate", row.StartedAt);
        response.Time("stopDate", row.StoppedAt);
        response.Json.WriteNumber("redriveCount", 0);
        response.Json.WriteEndObject();
    }
}
