using Baton.Api.Protocol;
using Baton.Runtime;
using Baton.Runtime.MapRuns;
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
        if (text is not null && status == "PENDING_REDRIVE") throw Errors.Validation("The status filter PENDING_REDRIVE is for the executions of a Map Run.");
        var (machine, arn, runArn) = text is null ? await OfMapRunAsync(mapRun!, caller) : await OfMachineAsync(text, caller);

        var scope = $"ListExecutions {runArn ?? arn} {status} {redriven}";
        var before = PageToken.Read(token, scope, clock.GetUtcNow()) ?? long.MaxValue;
        var rows = redriven == "REDRIVEN" || status == "PENDING_REDRIVE" ? [] : await runtime.Reader.ListAsync(new ExecutionQuery(machine, Statuses.Parse(status), before, size + 1), caller.IsGone);
        response.Json.WriteStartArray("executions");
        foreach (var row in rows.Take(size)) Write(response, row, arn, runArn);
        response.Json.WriteEndArray();
        if (rows.Count > size) response.Text("nextToken", PageToken.Write(rows[size - 1].Number, scope, clock.GetUtcNow()));
    }

    private async Task<(long Id, string MachineArn, string? MapRunArn)> OfMachineAsync(string text, ApiCaller caller)
    {
        var arn = Arn.Parse(text, Arn.StateMachine).ToString();
        var machine = await runtime.Machines.FindAsync(arn, caller.IsGone) ?? throw Errors.StateMachineDoesNotExist(arn);
        return (machine.Id, arn, null);
    }

    private async Task<(long Id, string MachineArn, string? MapRunArn)> OfMapRunAsync(string text, ApiCaller caller)
    {
        var run = await MapRuns.FindAsync(runtime, text, caller);
        var details = MapRunDetails.Parse(run.Details);
        return (run.Id, $"{details.StateMachineArn}/{details.Label}", run.Arn);
    }

    private static void Write(ResponseWriter response, ExecutionRow row, string machineArn, string? mapRunArn)
    {
        response.Json.WriteStartObject();
        response.Text("executionArn", row.Arn);
        response.Text("stateMachineArn", machineArn);
        response.Text("mapRunArn", mapRunArn);
        response.Text("name", row.Arn[(row.Arn.LastIndexOf(':') + 1)..]);
        response.Text("status", Statuses.Of(row.Status));
        response.Time("startDate", row.StartedAt);
        response.Time("stopDate", row.StoppedAt);
        response.Json.WriteNumber("redriveCount", 0);
        response.Json.WriteEndObject();
    }
}
