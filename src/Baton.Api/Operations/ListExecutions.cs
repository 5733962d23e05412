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
        var owner = text is null ? await OfMapRunAsync(mapRun!, caller) : await OfMachineAsync(text, caller);

        var scope = $"ListExecutions {text ?? mapRun} {status} {redriven}";
        var before = PageToken.ReadNumber(token, scope, clock.GetUtcNow()) ?? long.MaxValue;
        var query = new ExecutionQuery(owner.Id, Statuses.Parse(status), before, size + 1)
        {
            PublishedVersion = owner.Version,
            Alias = owner.Alias,
            IsRedriven = redriven is null ? null : redriven == "REDRIVEN",
        };
        var rows = status == "PENDING_REDRIVE" ? []
            : owner.MapRun is { } run ? await runtime.Reader.ListChildrenAsync(run.Arn, query, caller.IsGone)
            : await runtime.Reader.ListAsync(query, caller.IsGone);
        var items = owner.MapRun is null ? null : await ItemsOfAsync(owner.MapRun, rows, caller);
        response.Json.WriteStartArray("executions");
        foreach (var row in rows.Take(size)) Write(response, row, owner, items);
        response.Json.WriteEndArray();
        if (rows.Count > size) response.Text("nextToken", PageToken.Write(rows[size - 1].Number, scope, clock.GetUtcNow()));
    }

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

    private ValueTask<IReadOnlyDictionary<int, int>> ItemsOfAsync(MapRunRow run, IEnumerable<ExecutionRow> children, ApiCaller caller) =>
        runtime.MapRuns.ItemsOfAsync(run, children.Select(IndexOf).OfType<int>(), caller.IsGone);

    private static string NameOf(ExecutionRow row) => Arn.ParseDescribable(row.Arn).ExecutionName;

    private static int? IndexOf(ExecutionRow row) => MapRunNames.IndexOf(NameOf(row));

    private static void Write(ResponseWriter response, ExecutionRow row, Owner owner, IReadOnlyDictionary<int, int>? items)
    {
        response.Json.WriteStartObject();
        response.Text("executionArn", row.Arn);
        response.Text("stateMachineArn", owner.Machine.ToString());
        response.Text("mapRunArn", owner.MapRun?.Arn);
        response.Text("name", NameOf(row));
        response.Text("status", Statuses.Of(row.Status));
        response.Time("startDate", row.StartedAt);
        response.Time("stopDate", row.StoppedAt);
        if (items is not null && IndexOf(row) is { } index && items.TryGetValue(index, out var count)) response.Json.WriteNumber("itemCount", count);
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
