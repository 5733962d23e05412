using Baton.Engine;
using Baton.Json;
using Baton.Runtime;
using Baton.Runtime.Registry;
using Baton.Store;
using Baton.WebConsole.Query;

namespace Baton.WebConsole.Runs;

/// <summary>How far a search goes before it says so and ends.</summary>
/// <param name="Found">Executions that are what is asked for.</param>
/// <param name="Looked">Executions whose rows are looked at.</param>
/// <param name="Read">Executions whose data or case is read, which costs many times as much.</param>
/// <param name="Time">All of it.</param>
internal sealed record SearchLimits(int Found, int Looked, int Read, TimeSpan Time);

/// <summary>What a search has found, the newest first.</summary>
/// <param name="Next">The number before which to go on; null where everything was looked at.</param>
/// <param name="Looked">How many executions were looked at.</param>
/// <param name="Read">The data of how many of them was read.</param>
/// <param name="LookedTo">The start of the last of them, where the search ended at one of its limits before it was through; null for any other end.</param>
internal sealed record SearchResult(IReadOnlyList<ExecutionFacts> Found, long? Next, int Looked, int Read, DateTimeOffset? LookedTo);

/// <summary>
/// Finds executions that are what a query asks for. Status, machine, time, a whole name, the key of a case and values of the input at declared paths are found by indexes;
/// everything else is looked for among those, within limits. Children of Map Runs are not among them.
/// </summary>
internal sealed class ExecutionSearch(WorkflowRuntime runtime, TimeProvider clock)
{
    private const int MachinesPerRead = 200;

    /// <summary>More names than these are looked for rather than looked up.</summary>
    private const int LookUpsMax = 2_000;

    /// <summary>Numbers are given in the order of starts, but for those that start at the same time.</summary>
    private static readonly TimeSpan StartsOverlap = TimeSpan.FromMinutes(1);

    private IStore Store => runtime.Store;

    /// <param name="before">Only executions with lower numbers.</param>
    /// <param name="now">Until when executions last that have not ended.</param>
    public async Task<SearchResult> RunAsync(QueryNode query, string region, long before, DateTimeOffset now, SearchLimits limits, CancellationToken cancellationToken)
    {
        var begun = clock.GetTimestamp();
        var next = await OpenAsync(QueryBounds.Of(query), region, before, cancellationToken);
        var found = new List<ExecutionFacts>();
        var (looked, read) = (0, 0);
        ExecutionFacts? last = null;
        while (await next(cancellationToken) is { } facts)
        {
            var holds = QueryEvaluator.Evaluate(query, facts, now);
            var isOver = looked == limits.Looked || (holds is null && read == limits.Read) || ((looked & 63) == 63 && clock.GetElapsedTime(begun) > limits.Time);
            if (isOver && last is not null) return new SearchResult(found, last.Row.Number, looked, read, last.Row.StartedAt);
            if (holds is null)
            {
                read++;
                holds = await ReadAsync(query, facts, now, cancellationToken);
            }
            if (holds is true && found.Count == limits.Found) return new SearchResult(found, last!.Row.Number, looked, read, null);
            looked++;
            last = facts;
            if (holds is true) found.Add(facts);
        }
        return new SearchResult(found, null, looked, read, null);
    }

    /// <summary>Reads what a query has to know of an execution, the cheaper first.</summary>
    private async ValueTask<bool> ReadAsync(QueryNode query, ExecutionFacts facts, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await ReadCaseAsync(facts, cancellationToken);
        if (QueryEvaluator.Evaluate(query, facts, now) is { } holds) return holds;
        if (!await ReadDataAsync(facts, cancellationToken)) return false;
        return QueryEvaluator.Evaluate(query, facts, now) ?? throw new InvariantException("What was read says whether an execution is what is asked for.");
    }

    /// <returns>Whether it is there to be read: it can have been removed since its row was read.</returns>
    public async ValueTask<bool> ReadDataAsync(ExecutionFacts facts, CancellationToken cancellationToken) => (facts.Data ??= await runtime.Reader.TryDescribeAsync(facts.Row, cancellationToken)) is not null;

    /// <summary>The case of an execution is the record with its number.</summary>
    public async ValueTask ReadCaseAsync(ExecutionFacts facts, CancellationToken cancellationToken)
    {
        if (facts.HasCase) return;
        facts.Case = await Store.FindRecordAsync(RecordKind.Case, facts.Row.Number, cancellationToken) is { } record ? JsonData.Parse(record.Body) as JsonObject : null;
    }

    /// <summary>The standard machines of a region.</summary>
    public async Task<IReadOnlyList<StateMachineRow>> MachinesAsync(string region, IReadOnlyCollection<string>? wanted, CancellationToken cancellationToken)
    {
        var machines = new List<StateMachineRow>();
        for (var afterName = ""; ;)
        {
            var page = await Store.ListStateMachinesAsync(region, afterName, MachinesPerRead, cancellationToken);
            foreach (var machine in page.Where(machine => machine.Type == StateMachineType.Standard && (wanted is null || wanted.Contains(machine.Name) || wanted.Contains(machine.Arn))))
            {
                if (await Store.FindStateMachineAsync(machine.Arn, cancellationToken) is { } row) machines.Add(row); // else deleted meanwhile
            }
            if (page.Count < MachinesPerRead) return machines;
            afterName = page[^1].Name;
        }
    }

    /// <summary>Opens the shortest way to all executions within bounds, the newest first.</summary>
    private async Task<Func<CancellationToken, ValueTask<ExecutionFacts?>>> OpenAsync(QueryBounds bounds, string region, long before, CancellationToken cancellationToken)
    {
        var machines = await MachinesAsync(region, bounds.Machines, cancellationToken);
        if (bounds.CaseKeys is { } keys) return Listed(await OfCasesAsync(keys, cancellationToken), machines, before);
        if (bounds.Names is { } names && names.Count * machines.Count <= LookUpsMax) return Listed(await OfNamesAsync(names, machines, cancellationToken), machines, before);

        var after = bounds.From is { } from ? await LastBeforeAsync(from - StartsOverlap, cancellationToken) : 0;
        if (bounds.To is { } to) before = Math.Min(before, 1 + await LastBeforeAsync(to < DateTimeOffset.MaxValue - StartsOverlap ? to + StartsOverlap : to, cancellationToken));
        var streams = new ExecutionStreams(Store, after);
        var statuses = bounds.Statuses is { } some && some.Count < Enum.GetValues<ExecutionStatus>().Length ? some.Cast<ExecutionStatus?>() : [null];
        foreach (var machine in machines)
        {
            var toLookAt = await AddFoundAsync(streams, machine, bounds, before, cancellationToken);
            foreach (var status in statuses) await streams.AddAsync(new ExecutionQuery(machine.Id, status, toLookAt, 1), machine.Arn, cancellationToken);
        }
        return async cancelled => await streams.NextAsync(cancelled) is { } next && next.Row.Number > after ? new ExecutionFacts(next.Row, next.StateMachineArn) : null;
    }

    /// <summary>Finds the executions of a machine by a value of their input, where it has declared the path.</summary>
    /// <returns>The number before which the others have to be looked at.</returns>
    private async Task<long> AddFoundAsync(ExecutionStreams streams, StateMachineRow machine, QueryBounds bounds, long before, CancellationToken cancellationToken)
    {
        if (bounds.Inputs is not { Count: > 0 } inputs) return before;
        var declared = (await runtime.SearchPaths.OfAsync(machine.Id, cancellationToken)).Where(path => inputs.ContainsKey(path.Path)).ToList();
        if (declared.MinBy(path => (path.After, inputs[path.Path].Count)) is not { } path || path.After >= before) return before;
        foreach (var value in inputs[path.Path])
        {
            if (SearchPath.FacetOf(machine.Id, path.Path, value) is { } facet) await streams.AddFoundAsync(facet, path.After, before, machine.Arn, cancellationToken);
        }
        return path.After + 1;
    }

    private static Func<CancellationToken, ValueTask<ExecutionFacts?>> Listed(IEnumerable<ExecutionRow> rows, IReadOnlyList<StateMachineRow> machines, long before)
    {
        var arns = machines.ToDictionary(machine => machine.Id, machine => machine.Arn);
        var all = rows.Where(row => row.Number < before && arns.ContainsKey(row.StateMachineId)).OrderByDescending(row => row.Number).GetEnumerator();
        return _ => ValueTask.FromResult(all.MoveNext() ? new ExecutionFacts(all.Current, arns[all.Current.StateMachineId]) : null);
    }

    private async Task<List<ExecutionRow>> OfCasesAsync(IEnumerable<string> keys, CancellationToken cancellationToken)
    {
        var rows = new Dictionary<long, ExecutionRow>();
        foreach (var key in keys)
        {
            var cases = await Store.ListRecordsAsync(new RecordQuery(RecordKind.Case, long.MaxValue, LookUpsMax) { Facets = [$"key:{key}"] }, cancellationToken);
            foreach (var one in cases)
            {
                if (await Store.FindExecutionAsync(one.Id, cancellationToken) is { } row) rows[row.Number] = row;
            }
        }
        return [.. rows.Values];
    }

    private async Task<List<ExecutionRow>> OfNamesAsync(IReadOnlyCollection<string> names, IReadOnlyList<StateMachineRow> machines, CancellationToken cancellationToken)
    {
        var rows = new List<ExecutionRow>();
        foreach (var machine in machines)
        {
            var prefix = machine.Arn.Replace(":stateMachine:", ":execution:", StringComparison.Ordinal);
            foreach (var name in names)
            {
                if (await Store.FindExecutionAsync($"{prefix}:{name}", cancellationToken) is { } row) rows.Add(row);
            }
        }
        return rows;
    }

    /// <summary>The number up to which executions were started before a time: found by halves, because numbers rise with the time.</summary>
    public async Task<long> LastBeforeAsync(DateTimeOffset time, CancellationToken cancellationToken)
    {
        async Task<bool> IsStartedAfter(long number) => (await Store.ListExecutionsByNumberAsync(number, 1, cancellationToken)) is not [{ StartedAt: var started }] || started >= time;
        var (low, high) = (0L, 1L);
        while (!await IsStartedAfter(high)) (low, high) = (high, high * 2);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (await IsStartedAfter(middle)) high = middle;
            else low = middle + 1;
        }
        return low;
    }
}
