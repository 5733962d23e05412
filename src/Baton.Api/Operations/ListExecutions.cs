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
        var status = request.Word("statusFilter", "SUCCEEDED", "TIMED_OUT", Statuses.PendingRedrive, "ABORTED", "FAILED", "RUNNING");
        var redriven = request.Word("redriveFilter", "REDRIVEN", "NOT_REDRIVEN");
        var mapRun = request.Optional("mapRunArn", 2000, 1);
        var size = request.PageSize();
        var token = request.Optional("nextToken", 3096, 1);
        request.Check();
        if ((text is null) == (mapRun is null)) throw Errors.Validation("Exactly one of 'stateMachineArn' and 'mapRunArn' must be given.");
        if (text is not null && status == Statuses.PendingRedrive) throw Errors.Validation("The status filter PENDING_REDRIVE is for the executions of a Map Run.");
        var owner = text is null ? await OfMapRunAsync(mapRun!, caller) : await OfMachineAsync(text, caller);
        var isRedriven = redriven is null ? (bool?)null : redriven == "REDRIVEN";

        var scope = $"ListExecutions {text ?? mapRun} {status} {redriven}";
        var before = PageToken.ReadNumber(token, scope, clock.GetUtcNow()) ?? long.MaxValue;
        var rows = status == Statuses.PendingRedrive
            ? await runtime.MapRuns.ListPendingRedriveAsync(owner.MapRun!, before, size + 1, caller.IsGone)
            : await ListAsync(owner, new ExecutionQuery(owner.Id, Statuses.Parse(status), before, size + 1) { IsRedriven = isRedriven }, caller);
        var items = owner.MapRun is { } run ? await runtime.MapRuns.ItemsOfAsync(run, rows.Select(listed => MapRunNames.IndexOf(listed.Row.Arn)), caller.IsGone) : null;
        response.Json.WriteStartArray("executions");
        foreach (var (_, row) in rows.Take(size))
        {
            var told = StatusOf(row, owner);
            if ((status ?? told) == told && (isRedriven ?? row.RedriveCount > 0) == row.RedriveCount > 0) Write(response, row, told, owner, items?[MapRunNames.IndexOf(row.Arn)]);
        }
        response.Json.WriteEndArray();
        if (rows.Count > size) response.Text("nextToken", PageToken.Write(rows[size - 1].Place, scope, clock.GetUtcNow()));
    }

    /// <returns>Executions, each with its place in the list.</returns>
    private async Task<IReadOnlyList<(long Place, ExecutionRow Row)>> ListAsync(Owner owner, ExecutionQuery query, ApiCaller caller) =>
        [..
            (owner.MapRun is { } run
                ? await runtime.Reader.ListChildrenAsync(run.Arn, query, caller.IsGone)
                : await runtime.Reader.ListAsync(query with { PublishedVersion = owner.Version, Alias = owner.Alias }, caller.IsGone)).Select(row => (row.Number, row)),
        ];

    private string StatusOf(ExecutionRow row, Owner owner) =>
        owner.MapRun is { } run && runtime.MapRuns.IsPendingRedrive(run.Arn, row.Arn) ? Statuses.PendingRedrive : Statuses.Of(row.Status);

    private async Task<Owner> OfMachineAsync(string text, ApiCaller caller)
    {
        var arn = StateMachineArn.ParseUnlabelled(text);
        var (machine, version, alias) = await StateMachines.FindAsync(runtime, arn, caller.IsGone);
        if (machine.Type == StateMachineType.Express) throw Errors.StateMachineTypeNotSupported();
        return new Owner(machine.Id, arn.Machine, null) { Version = alias is null ? version?.Number : null, Alias = alias };
    }

    private async Task<Owner> OfMapRunAsync(string text, ApiCaller caller)
    {
        var run = await MapRuns.FindAsync(runtime, text, caller);
        var details = MapRunDetails.Parse(run.Details);
        return new Owner(run.Id, Arn.Parse($"{details.StateMachineArn}/{details.Label}", Arn.StateMachine), run);
    }

    private static void Write(ResponseWriter response, ExecutionRow row, string status, Owner owner, int? items)
    {
        response.Json.WriteStartObject();
        response.Text("executionArn", row.Arn);
        response.Text("stateMachineArn", owner.Machine.ToString());
        response.Text("mapRunArn", owner.MapRun?.Arn);
        response.Text("name", Arn.ParseDescribable(row.Arn).ExecutionName);
        response.Text("status", status);
        response.Time("startDate", row.StartedAt);
        response.Time("stopDate", row.StoppedAt);
        if (items is { } count) response.Json.WriteNumber("itemCount", count);
        response.Json.WriteNumber("redriveCount", row.RedriveCount);
        response.Time("redriveDate", row.RedrivenAt);
        if (row.PublishedVersion is { } version) response.Text("stateMachineVersionArn", owner.Machine.Qualified(version));
        if (row.Alias is { } alias) response.Text("stateMachineAliasArn", owner.Machine.Qualified(alias));
        response.Json.WriteEndObject();
    }

    /// <summary>What executions are listed of: a machine, one of its versions or aliases, or a Map Run.</summary>
    private sealed record Owner(long Id, Arn Machine, MapRunRow? MapRun)
    {
        public int? Version { get; init; }

        public string? Alias { get; init; }
    }
}
