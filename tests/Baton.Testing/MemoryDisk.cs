using Baton.Store;

namespace Baton.Testing;

/// <summary>
/// What outlives a <see cref="MemoryStore"/>. Opening another store on it is a restart: it sees every commit of the store before, and that one
/// writes no more, as the process it stands for is gone.
/// </summary>
public sealed class MemoryDisk(int partitions = 64)
{
    private readonly Lock _lock = new();
    private volatile MemoryState _state = new();
    private object? _owner;

    public int Partitions => partitions;

    /// <summary>Every execution that stands on the disk, with what was appended to it, by number.</summary>
    public IEnumerable<(ExecutionRow Row, IReadOnlyList<EventBatch> Batches)> Executions =>
        _state.Executions.Values.Select(stored => (stored.Row, (IReadOnlyList<EventBatch>)stored.Batches));

    /// <summary>Every record that stands on the disk.</summary>
    public IEnumerable<RecordRow> Records => _state.Records.Values.Select(record => record.Row);

    public IEnumerable<StateMachineRow> StateMachines => _state.StateMachines.Values;

    public IEnumerable<StateMachineVersionRow> Versions => _state.Versions.Values;

    public IEnumerable<StateMachineAliasRow> Aliases => _state.Aliases.Values;

    public IEnumerable<MapRunRow> MapRuns => _state.MapRuns.Values;

    public IEnumerable<ExpressExecutionRow> ExpressExecutions => _state.ExpressExecutions.Values;

    internal MemoryState State => _state;

    /// <summary>One execution with what was appended to it; null where there is none.</summary>
    public (ExecutionRow Row, IReadOnlyList<EventBatch> Batches)? FindExecution(long number) =>
        _state.Executions.TryGetValue(number, out var stored) ? (stored.Row, stored.Batches) : null;

    /// <summary>Makes <paramref name="owner"/> the one that may write.</summary>
    internal MemoryState Take(object owner)
    {
        lock (_lock)
        {
            _owner = owner;
            return _state;
        }
    }

    internal bool IsOwnedBy(object owner)
    {
        lock (_lock)
        {
            return _owner == owner;
        }
    }

    internal void Write(object owner, Func<MemoryState, MemoryState> change)
    {
        lock (_lock)
        {
            if (_owner != owner)
                throw new StoreConflictException("Expected to own the data, found another owner: a later store was opened on it.");
            _state = change(_state);
        }
    }
}
