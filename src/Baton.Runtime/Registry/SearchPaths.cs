using System.Collections.Concurrent;
using Baton.Engine.Execution;
using Baton.Json;
using Baton.Runtime.Execution;
using Baton.Store;

namespace Baton.Runtime.Registry;

/// <summary>
/// By which values of their input executions are found: what machines declare by tags, and what is stored for it with each start. Whoever looks for a value finds the
/// executions that were started since its path was declared in an index, and looks at those before.
/// </summary>
public sealed class SearchPaths
{
    private readonly IStore _store;
    private readonly ExecutionNumbers _numbers;
    private readonly ConcurrentDictionary<long, IReadOnlyList<SearchPath>> _known = [];

    internal SearchPaths(IStore store, ExecutionNumbers numbers) => (_store, _numbers) = (store, numbers);

    public async ValueTask<IReadOnlyList<SearchPath>> OfAsync(long stateMachineId, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(stateMachineId, out var known)) return known;
        var record = await _store.FindRecordAsync(RecordKind.SearchPaths, stateMachineId, cancellationToken);
        return _known.GetOrAdd(stateMachineId, record is null ? [] : Read(record));
    }

    /// <summary>What is stored with the start of an execution. To be asked after the execution has its number.</summary>
    internal async ValueTask<IReadOnlyList<StoreChange>> AlongsideAsync(long number, long stateMachineId, ExecutionIdentity identity)
    {
        if (identity.Parent is not null) return []; // children of Map Runs are found under their run
        var paths = await OfAsync(stateMachineId, CancellationToken.None);
        if (paths.Count == 0) return [];
        var facets = paths.Select(path => path.FacetIn(stateMachineId, identity.Input.Value)).OfType<string>().ToList();
        if (facets.Count == 0) return [];
        return [new StoreChange.PutRecord(new RecordRow { Kind = RecordKind.SearchValues, Id = number, Version = 1, ExecutionNumber = number, Body = "{}" }, facets)];
    }

    /// <summary>Takes over what the tags of a machine declare. One at a time may change a machine.</summary>
    /// <param name="row">The machine with its new tags.</param>
    /// <param name="commit">Stores them, and in the same commit what it is given.</param>
    internal async Task ChangeAsync(StateMachineRow row, Func<StoreChange?, Task> commit)
    {
        var before = await OfAsync(row.Id, CancellationToken.None);
        var declared = SearchPath.Declared((JsonObject)JsonData.Parse(row.Tags));
        if (declared.Count == before.Count && before.All(path => declared.Contains(path.Path)))
        {
            await commit(null);
            return;
        }
        try
        {
            // Each execution that gets its number from here on is stored with these, too; only then may it be said from which number on that is so.
            _known[row.Id] = [.. before, .. declared.Except(before.Select(path => path.Path)).Select(path => new SearchPath(path, long.MaxValue))];
            var last = _numbers.Last;
            SearchPath[] after = [.. declared.Select(path => before.FirstOrDefault(known => known.Path == path) ?? new SearchPath(path, last))];
            var stored = await _store.FindRecordAsync(RecordKind.SearchPaths, row.Id, CancellationToken.None);
            await commit(new StoreChange.PutRecord(new RecordRow { Kind = RecordKind.SearchPaths, Id = row.Id, Version = (stored?.Version ?? 0) + 1, Body = Write(after) }, []));
            _known[row.Id] = after;
        }
        catch
        {
            _known[row.Id] = before;
            throw;
        }
    }

    /// <summary>What is removed with a machine.</summary>
    internal static StoreChange RemovalOf(StateMachineRow row) => new StoreChange.RemoveRecord(RecordKind.SearchPaths, row.Id);

    private static SearchPath[] Read(RecordRow record) => [.. ((JsonObject)JsonData.Parse(record.Body)).Select(path => new SearchPath(path.Key, ((JsonNumber)path.Value).TryGetInt64(out var after) ? after : long.MaxValue))];

    private static string Write(IEnumerable<SearchPath> paths) => JsonObject.Of([.. paths.Select(path => KeyValuePair.Create(path.Path, (JsonData)JsonData.Of(path.After)))]).ToString();
}
