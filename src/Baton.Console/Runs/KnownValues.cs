using Baton.Json;
using Baton.Runtime;
using Baton.Store;
using Baton.WebConsole.Query;

namespace Baton.WebConsole.Runs;

/// <summary>Suggests how a query goes on: with what its language knows, and with values that the newest executions have.</summary>
internal sealed class KnownValues(WorkflowRuntime runtime, ExecutionSearch search, TimeProvider clock)
{
    private const int SuggestionsMax = 12;
    private const int PathsDepthMax = 4;
    private const int CasesLookedAt = 200;

    /// <summary>Of how many executions errors and paths are taken: the newest.</summary>
    private static readonly SearchLimits Sample = new(40, 1_000, 60, TimeSpan.FromMilliseconds(300));

    public async Task<IReadOnlyList<QuerySuggestion>> SuggestAsync(string query, QueryPlace place, string region, CancellationToken cancellationToken)
    {
        if (place.Expected is not { } expected) return [];
        IEnumerable<QuerySuggestion> known = expected switch
        {
            { Part: QueryPart.Condition } when PathField(place.Begun) is { } field => await PathsAsync(field, region, cancellationToken),
            { Part: QueryPart.Value, Field: { Type: QueryType.Json } field, Path: { } path } => (await ValuesAtAsync(field, path, region, cancellationToken)).Select(value => new QuerySuggestion(value)),
            { Part: QueryPart.Value, Field: { } field } => [.. (await ValuesAsync(field, region, cancellationToken)).Select(value => new QuerySuggestion(QuerySuggestion.Quoted(value)))],
            _ => [],
        };
        var fitting = known.Concat(QuerySuggestion.Of(expected)).Where(one => Plain(one.Text).Contains(place.Begun, StringComparison.OrdinalIgnoreCase) && one.Text != query[place.From..place.To]);
        return [.. fitting.OrderByDescending(one => Plain(one.Text).StartsWith(place.Begun, StringComparison.OrdinalIgnoreCase)).Take(SuggestionsMax)];
    }

    private static string Plain(string text) => text.TrimStart('"');

    private static QueryField? PathField(string begun) => QueryField.All.FirstOrDefault(field => field.Type == QueryType.Json && begun.StartsWith(field.Name + ".", StringComparison.OrdinalIgnoreCase));

    private async Task<IEnumerable<string>> ValuesAsync(QueryField field, string region, CancellationToken cancellationToken)
    {
        if (field == QueryField.Machine) return (await search.MachinesAsync(region, null, cancellationToken)).Select(machine => machine.Name);
        if (field == QueryField.Error) return (await NewestAsync("error != null", region, cancellationToken)).Select(facts => facts.Data!.Error!).Distinct();
        if (field == QueryField.Alias) return (await NewestAsync("alias != null", region, cancellationToken)).Select(facts => facts.Row.Alias!).Distinct();
        if (field == QueryField.ExecutionName) return (await NewestAsync("", region, cancellationToken)).Select(facts => facts.Name);
        if (field.Source != QuerySource.Case) return [];
        var cases = await runtime.Store.ListRecordsAsync(new RecordQuery(RecordKind.Case, long.MaxValue, CasesLookedAt), cancellationToken);
        return cases.Select(record => ((JsonData.Parse(record.Body) as JsonObject)?[field.Name["case.".Length..]] as JsonString)?.Value).OfType<string>().Distinct();
    }

    /// <summary>The values that the documents of the newest executions have at a path, as queries write them.</summary>
    private async Task<IEnumerable<string>> ValuesAtAsync(QueryField field, IReadOnlyList<QueryStep> path, string region, CancellationToken cancellationToken)
    {
        var values = (await NewestWithDataAsync(field, region, cancellationToken)).Select(facts => facts.JsonOf(field, path));
        return values.Where(value => value is not (null or JsonObject or JsonArray) && value.Kind != JsonKind.Null).Select(value => value is JsonString text ? QuerySuggestion.Quoted(text.Value) : value!.ToString()).Distinct();
    }

    /// <summary>The paths that machines have declared, and those that the documents of the newest executions have.</summary>
    private async Task<IEnumerable<QuerySuggestion>> PathsAsync(QueryField field, string region, CancellationToken cancellationToken)
    {
        var declared = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (field == QueryField.Input)
        {
            foreach (var machine in await search.MachinesAsync(region, null, cancellationToken))
            {
                foreach (var path in await runtime.SearchPaths.OfAsync(machine.Id, cancellationToken)) declared[path.Path] = declared.TryGetValue(path.Path, out var names) ? $"{names}, {machine.Name}" : machine.Name;
            }
        }
        var paths = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var facts in await NewestWithDataAsync(field, region, cancellationToken))
        {
            if (facts.JsonOf(field, []) is { } document) AddPaths(paths, field.Name, document, PathsDepthMax);
        }
        return [.. declared.Select(path => new QuerySuggestion(path.Key, $"found by an index: {path.Value}")), .. paths.Where(path => !declared.ContainsKey(path.Key)).Select(path => new QuerySuggestion(path.Key, path.Value))];
    }

    private async Task<IReadOnlyList<ExecutionFacts>> NewestWithDataAsync(QueryField field, string region, CancellationToken cancellationToken)
    {
        var read = new List<ExecutionFacts>();
        foreach (var facts in await NewestAsync(field == QueryField.Output ? "status = SUCCEEDED" : "", region, cancellationToken))
        {
            if (await search.ReadDataAsync(facts, cancellationToken)) read.Add(facts);
        }
        return read;
    }

    private static void AddPaths(SortedDictionary<string, string> paths, string path, JsonData value, int depth)
    {
        if (depth == 0 || value is not JsonObject members) return;
        foreach (var (name, member) in members)
        {
            var inner = name.All(c => char.IsLetterOrDigit(c) || c is '_' or '-') && name.Length > 0 ? $"{path}.{name}" : $"{path}[{QuerySuggestion.Quoted(name)}]";
            if (member is not (JsonObject or JsonArray)) paths.TryAdd(inner, $"like {(member.ToString() is { Length: <= 40 } text ? text : member.ToString()[..39] + "…")}");
            AddPaths(paths, inner, member, depth - 1);
        }
    }

    private async Task<IReadOnlyList<ExecutionFacts>> NewestAsync(string query, string region, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return (await search.RunAsync(QueryParser.Parse(query, now), region, long.MaxValue, now, Sample, cancellationToken)).Found;
    }
}
