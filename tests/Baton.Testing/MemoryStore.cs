using Baton.Store;

namespace Baton.Testing;

/// <summary>A store in memory that keeps every promise of <see cref="IStore"/> but durability: the model that the others are compared with.</summary>
public sealed class MemoryStore : IStore
{
    private readonly MemoryDisk _disk;
    private readonly TimeProvider _clock;
    private volatile bool _disposed;
    private bool _hasCommitted;

    public MemoryStore(MemoryDisk disk, TimeProvider clock)
    {
        _disk = disk;
        _clock = clock;
        var found = disk.Take(this);
        Status = new StoreStatus(
            "in memory", disk.Partitions, found.LastNumber, found.LastStateMachineId, found.LastActivityId, found.LastCommitAt, found.ClosedCleanly)
        {
            IsPaused = found.IsPaused,
        };
    }

    public StoreStatus Status { get; }

    public bool OwesRedelivery { get; set; }

    private MemoryState State
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _disk.State;
        }
    }

    public ValueTask CommitAsync(IReadOnlyList<StoreChange> changes, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ChangeRules.Check(changes, Status.Partitions);
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (changes.Count == 0)
            return ValueTask.CompletedTask;
        var now = StoreTime.Stored(_clock.GetUtcNow());
        _disk.Write(this, state => changes.Aggregate(state, (current, change) => current.Apply(change)) with
        {
            LastCommitAt = OwesRedelivery ? state.LastCommitAt ?? now : now,
            ClosedCleanly = false,
        });
        _hasCommitted = true;
        return ValueTask.CompletedTask;
    }

    public ValueTask<IReadOnlyList<EventBatch>> ReadEventsAsync(long number, long fromVersion, int batchesMax, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batchesMax);
        if (State.Executions.GetValueOrDefault(number) is not { } execution || fromVersion > execution.Row.Version)
            return ValueTask.FromResult<IReadOnlyList<EventBatch>>([]);
        var first = Math.Max(0, execution.Batches.FindLastIndex(batch => batch.FirstVersion <= fromVersion));
        return ValueTask.FromResult<IReadOnlyList<EventBatch>>([.. execution.Batches.Skip(first).Take(batchesMax)]);
    }

    public ValueTask<IReadOnlyList<EventBatch>> ReadEventsBackAsync(long number, long beforeVersion, int batchesMax, CancellationToken cancellationToken) =>
        Page((State.Executions.GetValueOrDefault(number)?.Batches ?? []).Reverse().Where(batch => batch.FirstVersion < beforeVersion), batchesMax);

    public ValueTask<ExecutionRow?> FindExecutionAsync(long number, CancellationToken cancellationToken) =>
        ValueTask.FromResult(State.Executions.GetValueOrDefault(number)?.Row);

    public ValueTask<ExecutionRow?> FindExecutionAsync(string arn, CancellationToken cancellationToken)
    {
        var state = State;
        return ValueTask.FromResult(state.NewestByArn.TryGetValue(arn, out var number) ? state.Executions[number].Row : null);
    }

    public ValueTask<IReadOnlyList<ExecutionRow>> ListExecutionsAsync(ExecutionQuery query, CancellationToken cancellationToken)
    {
        query.Check();
        return Page(
            from row in Rows.Reverse()
            where row.StateMachineId == query.StateMachineId && row.Number < query.BeforeNumber
                && (query.Status is null || row.Status == query.Status)
                && (query.PublishedVersion is null || row.PublishedVersion == query.PublishedVersion)
                && (query.Alias is null || row.Alias == query.Alias)
                && (query.IsRedriven is null || row.RedriveCount > 0 == query.IsRedriven)
            select row,
            query.CountMax);
    }

    public ValueTask<IReadOnlyList<ExecutionRow>> ListExecutionsByNumberAsync(long afterNumber, int countMax, CancellationToken cancellationToken) =>
        Page(Rows.Where(row => row.Number > afterNumber), countMax);

    /// <summary>What is removed is gone at once.</summary>
    public ValueTask<bool> ReclaimAsync(CancellationToken cancellationToken) => ValueTask.FromResult(false);

    public ValueTask<IReadOnlyList<string>> CheckStorageAsync(CancellationToken cancellationToken) => ValueTask.FromResult<IReadOnlyList<string>>([]);

    /// <summary>Events are part of their execution; a Map Run may be without one.</summary>
    public ValueTask<IReadOnlyList<string>> FindOrphansAsync(long afterNumber, long throughNumber, CancellationToken cancellationToken)
    {
        var state = State;
        return ValueTask.FromResult<IReadOnlyList<string>>([
            .. from run in state.MapRuns.Values
               where run.ExecutionNumber > afterNumber && run.ExecutionNumber <= throughNumber && !state.Executions.ContainsKey(run.ExecutionNumber)
               orderby run.ExecutionNumber, run.Id
               select $"Map Run {run.Id} is of execution {run.ExecutionNumber}, which is not stored."]);
    }

    public ValueTask<IReadOnlyList<WakeUp>> ListWakeUpsAsync(DateTimeOffset before, WakeUp? after, int countMax, CancellationToken cancellationToken) => Page(
        from row in Rows
        where row.WakeUpAt is { } at && at < before && (after is null || (at, row.Number).CompareTo((StoreTime.Stored(after.At), after.Number)) > 0)
        orderby row.WakeUpAt, row.Number
        select new WakeUp(row.WakeUpAt!.Value, row.Number, row.Partition),
        countMax);

    public ValueTask<IReadOnlyList<ExecutionRow>> ListOwingAsync(DateTimeOffset since, long afterNumber, int countMax, CancellationToken cancellationToken) =>
        Page(Rows.Where(row => row.OwedUntil >= since && row.Number > afterNumber), countMax);

    public ValueTask<IReadOnlyList<ExpressExecutionRow>> ListExpressExecutionsAsync(long afterNumber, int countMax, CancellationToken cancellationToken) =>
        Page(State.ExpressExecutions.Values.Where(row => row.Number > afterNumber), countMax);

    public ValueTask<RecordRow?> FindRecordAsync(RecordKind kind, long id, CancellationToken cancellationToken) =>
        ValueTask.FromResult<RecordRow?>(State.Records.GetValueOrDefault((kind, id)).Row);

    public ValueTask<long> FindLastRecordIdAsync(RecordKind kind, CancellationToken cancellationToken) =>
        ValueTask.FromResult(State.Records.Keys.Where(key => key.Kind == kind).Select(key => key.Id).DefaultIfEmpty().Max());

    public ValueTask<BoundedCount> CountRecordsAsync(RecordKind kind, string facet, int countMax, CancellationToken cancellationToken) =>
        Count(State.Records.Values.Where(record => record.Row.Kind == kind && record.Facets.Contains(facet)).Select(record => record.Row.Id), countMax);

    public ValueTask<BoundedCount> CountExecutionsAsync(long stateMachineId, ExecutionStatus status, long afterNumber, int countMax, CancellationToken cancellationToken) =>
        Count(Rows.Where(row => row.StateMachineId == stateMachineId && row.Status == status && row.Number > afterNumber).Select(row => row.Number), countMax);

    /// <summary>What is in memory takes no space.</summary>
    public ValueTask<long> MeasureBytesAsync(CancellationToken cancellationToken) => ValueTask.FromResult(0L);

    private static ValueTask<BoundedCount> Count(IEnumerable<long> ids, int countMax)
    {
        var counted = ids.Order().Take(countMax).ToList();
        return ValueTask.FromResult(new BoundedCount(counted.Count, counted.Count > 0 ? counted[0] : null));
    }

    public ValueTask<IReadOnlyList<RecordRow>> ListRecordsAsync(RecordQuery query, CancellationToken cancellationToken)
    {
        query.Check();
        return Page(
            from record in State.Records.Values
            let row = record.Row
            where row.Kind == query.Kind && row.Id < query.BeforeId && row.Id > query.AfterId && query.Facets.All(record.Facets.Contains)
            where (query.DueBefore is null || row.DueAt < query.DueBefore) && (query.PriorityMin is null || row.Priority >= query.PriorityMin)
            where query.Text is null || row.SearchText.Contains(query.Text, StringComparison.Ordinal)
            orderby row.Id descending
            select row,
            query.CountMax);
    }

    public ValueTask<IReadOnlyList<RecordRow>> ListRecordWakeUpsAsync(RecordKind kind, DateTimeOffset before, int countMax, CancellationToken cancellationToken) => Page(
        from record in State.Records.Values where record.Row.Kind == kind && record.Row.WakeUpAt < before orderby record.Row.WakeUpAt, record.Row.Id select record.Row, countMax);

    public ValueTask<StateMachineRow?> FindStateMachineAsync(string arn, CancellationToken cancellationToken) =>
        ValueTask.FromResult(State.StateMachines.Values.FirstOrDefault(row => row.Arn == arn));

    public ValueTask<StateMachineRevisionRow?> FindRevisionAsync(long stateMachineId, int revision, CancellationToken cancellationToken) =>
        ValueTask.FromResult(State.Revisions.GetValueOrDefault((stateMachineId, revision)));

    public ValueTask<IReadOnlyList<StateMachineSummary>> ListStateMachinesAsync(string region, string afterName, int countMax, CancellationToken cancellationToken) => Page(
        (from row in State.StateMachines.Values
        where row.Region == region && string.CompareOrdinal(row.Name, afterName) > 0
        select row.Summary).OrderBy(row => row.Name, StringComparer.Ordinal),
        countMax);

    public ValueTask<IReadOnlyList<StateMachineRow>> ListDeletingAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<StateMachineRow>>([.. State.StateMachines.Values.Where(row => row.Deleting)]);

    public ValueTask<bool> HasOpenExecutionsAsync(long stateMachineId, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Rows.Any(row => row.StateMachineId == stateMachineId && row.Status == ExecutionStatus.Running));

    public ValueTask<MapRunRow?> FindMapRunAsync(string arn, CancellationToken cancellationToken) =>
        ValueTask.FromResult(State.MapRuns.Values.FirstOrDefault(row => row.Arn == arn));

    public ValueTask<IReadOnlyList<MapRunRow>> ListMapRunsAsync(long executionNumber, long afterId, int countMax, CancellationToken cancellationToken) =>
        Page(State.MapRuns.Values.Where(row => row.ExecutionNumber == executionNumber && row.Id > afterId), countMax);

    public ValueTask<IReadOnlyList<MapRunRow>> ListRunningMapRunsAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<MapRunRow>>([.. State.MapRuns.Values.Where(row => row.Status == MapRunStatus.Running)]);

    public ValueTask<IReadOnlyList<MapRunChildRow>> ListMapRunChildrenAsync(long mapRunId, int afterIndex, int countMax, CancellationToken cancellationToken)
    {
        var state = State;
        return Page(
            from child in state.Children.GetValueOrDefault(mapRunId)?.Values ?? []
            where child.Child.Index > afterIndex && state.Executions.ContainsKey(child.Number)
            select new MapRunChildRow(child.Child, state.Executions[child.Number].Row),
            countMax);
    }

    public ValueTask<StateMachineVersionRow?> FindVersionAsync(long stateMachineId, int number, CancellationToken cancellationToken) =>
        ValueTask.FromResult(State.Versions.GetValueOrDefault((stateMachineId, number)));

    public ValueTask<IReadOnlyList<StateMachineVersionRow>> ListVersionsAsync(
        long stateMachineId, int beforeNumber, int countMax, CancellationToken cancellationToken) =>
        Page(State.Versions.Values.Where(row => row.StateMachineId == stateMachineId && row.Number < beforeNumber).Reverse(), countMax);

    public ValueTask<StateMachineAliasRow?> FindAliasAsync(long stateMachineId, string name, CancellationToken cancellationToken) =>
        ValueTask.FromResult(State.Aliases.Values.FirstOrDefault(row => row.StateMachineId == stateMachineId && row.Name == name));

    public ValueTask<IReadOnlyList<StateMachineAliasRow>> ListAliasesAsync(
        long stateMachineId, int afterNumber, int countMax, CancellationToken cancellationToken) =>
        Page(State.Aliases.Values.Where(row => row.StateMachineId == stateMachineId && row.Number > afterNumber), countMax);

    public ValueTask<ActivityRow?> FindActivityAsync(string arn, CancellationToken cancellationToken) =>
        ValueTask.FromResult(State.Activities.Values.FirstOrDefault(row => row.Arn == arn));

    public ValueTask<IReadOnlyList<ActivityRow>> ListActivitiesAsync(string region, long afterId, int countMax, CancellationToken cancellationToken) =>
        Page(State.Activities.Values.Where(row => row.Region == region && row.Id > afterId), countMax);

    public ValueTask<ConnectionRow?> FindConnectionAsync(string region, string name, CancellationToken cancellationToken) =>
        ValueTask.FromResult(State.Connections.GetValueOrDefault((region, name)));

    public ValueTask<IReadOnlyList<ConnectionRow>> ListConnectionsAsync(string region, string afterName, int countMax, CancellationToken cancellationToken) =>
        Page(State.Connections.Values.Where(row => row.Region == region && string.CompareOrdinal(row.Name, afterName) > 0), countMax);

    public ValueTask<IReadOnlyList<FunctionRow>> ListFunctionsAsync(string afterName, int countMax, CancellationToken cancellationToken) =>
        Page(State.Functions.Values.Where(row => string.CompareOrdinal(row.Name, afterName) > 0), countMax);

    public ValueTask<IReadOnlyList<FunctionEventRow>> ListFunctionEventsAsync(string afterRequestId, int countMax, CancellationToken cancellationToken) =>
        Page(State.FunctionEvents.Values.Where(row => string.CompareOrdinal(row.RequestId, afterRequestId) > 0), countMax);

    /// <summary>Closes the store cleanly. Without it, the next store on the disk finds the data as after a crash.</summary>
    public ValueTask DisposeAsync()
    {
        if (_disposed)
            return ValueTask.CompletedTask;
        _disposed = true;
        if (_hasCommitted && !OwesRedelivery && _disk.IsOwnedBy(this))
            _disk.Write(this, state => state with { ClosedCleanly = true });
        return ValueTask.CompletedTask;
    }

    private IEnumerable<ExecutionRow> Rows => State.Executions.Values.Select(execution => execution.Row);

    private static ValueTask<IReadOnlyList<T>> Page<T>(IEnumerable<T> rows, int countMax)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(countMax);
        return ValueTask.FromResult<IReadOnlyList<T>>([.. rows.Take(countMax)]);
    }
}
