using Baton.Store;

namespace Baton.Testing;

/// <summary>What happens to a commit.</summary>
public enum CommitFault
{
    None,

    /// <summary>It takes a while.</summary>
    Slow,

    /// <summary>Nothing is written; it may succeed later.</summary>
    Refused,

    /// <summary>Nothing is written, because another one has written meanwhile.</summary>
    Conflict,

    /// <summary>Nothing is written, but the caller cannot know.</summary>
    BrokenBefore,

    /// <summary>All is written, but the caller cannot know.</summary>
    BrokenAfter,

    /// <summary>The process ends in the commit, before it is durable.</summary>
    CrashBefore,

    /// <summary>The process ends in the commit, when it is durable and nobody has heard of it.</summary>
    CrashAfter,
}

/// <summary>What happens to a read.</summary>
public enum ReadFault
{
    None,

    /// <summary>It may succeed later.</summary>
    Refused,

    /// <summary>Others have their turn before it.</summary>
    Late,

    /// <summary>Others have their turn after it: what is given back may be old by then.</summary>
    Old,
}

/// <summary>A store that fails when it is told to.</summary>
public sealed class FaultyStore(IStore inner, TimeProvider clock) : IStore
{
    private const int TurnsYielded = 4;

    private bool _broken;

    /// <summary>Asked for each commit.</summary>
    public Func<IReadOnlyList<StoreChange>, CommitFault> OnCommit { get; set; } = _ => CommitFault.None;

    /// <summary>Asked for each read.</summary>
    public Func<ReadFault> OnRead { get; set; } = () => ReadFault.None;

    /// <summary>Waited for before each commit: a test holds commits back with it.</summary>
    public Func<Task> Gate { get; set; } = () => Task.CompletedTask;

    /// <summary>Waited for after each read: a test holds back with it what was read.</summary>
    public Func<Task> AfterRead { get; set; } = () => Task.CompletedTask;

    /// <summary>Told of what was written, whatever the caller was told.</summary>
    public Action<IReadOnlyList<StoreChange>> OnWritten { get; set; } = _ => { };

    /// <summary>Told that the process ends here: the commit never comes back.</summary>
    public Action OnCrash { get; set; } = () => { };

    public TimeSpan SlowCommit { get; init; } = TimeSpan.FromSeconds(2);

    public StoreStatus Status => inner.Status;

    public bool OwesRedelivery
    {
        get => inner.OwesRedelivery;
        set => inner.OwesRedelivery = value;
    }

    public async ValueTask CommitAsync(IReadOnlyList<StoreChange> changes, CancellationToken cancellationToken)
    {
        await Gate();
        if (_broken) throw Broken();
        var fault = OnCommit(changes);
        switch (fault)
        {
            case CommitFault.Refused: throw Refused();
            case CommitFault.Conflict: throw new StoreConflictException("Another one has written meanwhile.");
            case CommitFault.BrokenBefore: _broken = true; throw Broken();
            case CommitFault.CrashBefore: await CrashAsync(); break;
            case CommitFault.Slow: await PassAsync(); break;
        }
        await inner.CommitAsync(changes, cancellationToken);
        OnWritten(changes);
        if (fault == CommitFault.CrashAfter) await CrashAsync();
        if (fault != CommitFault.BrokenAfter) return;
        _broken = true;
        throw Broken();
    }

    public ValueTask<IReadOnlyList<EventBatch>> ReadEventsAsync(long number, long fromVersion, int batchesMax, CancellationToken cancellationToken) =>
        Read(() => inner.ReadEventsAsync(number, fromVersion, batchesMax, cancellationToken));

    public ValueTask<IReadOnlyList<EventBatch>> ReadEventsBackAsync(long number, long beforeVersion, int batchesMax, CancellationToken cancellationToken) =>
        Read(() => inner.ReadEventsBackAsync(number, beforeVersion, batchesMax, cancellationToken));

    public ValueTask<ExecutionRow?> FindExecutionAsync(long number, CancellationToken cancellationToken) => Read(() => inner.FindExecutionAsync(number, cancellationToken));

    public ValueTask<ExecutionRow?> FindExecutionAsync(string arn, CancellationToken cancellationToken) => Read(() => inner.FindExecutionAsync(arn, cancellationToken));

    public ValueTask<IReadOnlyList<ExecutionRow>> ListExecutionsAsync(ExecutionQuery query, CancellationToken cancellationToken) =>
        Read(() => inner.ListExecutionsAsync(query, cancellationToken));

    public ValueTask<IReadOnlyList<WakeUp>> ListWakeUpsAsync(DateTimeOffset before, WakeUp? after, int countMax, CancellationToken cancellationToken) =>
        Read(() => inner.ListWakeUpsAsync(before, after, countMax, cancellationToken));

    public ValueTask<IReadOnlyList<ExecutionRow>> ListOwingAsync(DateTimeOffset since, long afterNumber, int countMax, CancellationToken cancellationToken) =>
        Read(() => inner.ListOwingAsync(since, afterNumber, countMax, cancellationToken));

    public ValueTask<IReadOnlyList<ExpressExecutionRow>> ListExpressExecutionsAsync(long afterNumber, int countMax, CancellationToken cancellationToken) =>
        Read(() => inner.ListExpressExecutionsAsync(afterNumber, countMax, cancellationToken));

    public ValueTask<RecordRow?> FindRecordAsync(RecordKind kind, long id, CancellationToken cancellationToken) => Read(() => inner.FindRecordAsync(kind, id, cancellationToken));

    public ValueTask<long> FindLastRecordIdAsync(RecordKind kind, CancellationToken cancellationToken) => Read(() => inner.FindLastRecordIdAsync(kind, cancellationToken));

    public ValueTask<BoundedCount> CountRecordsAsync(RecordKind kind, string facet, int countMax, CancellationToken cancellationToken) => Read(() => inner.CountRecordsAsync(kind, facet, countMax, cancellationToken));

    public ValueTask<BoundedCount> CountExecutionsAsync(long stateMachineId, ExecutionStatus status, long afterNumber, int countMax, CancellationToken cancellationToken) =>
        Read(() => inner.CountExecutionsAsync(stateMachineId, status, afterNumber, countMax, cancellationToken));

    public ValueTask<long> MeasureBytesAsync(CancellationToken cancellationToken) => Read(() => inner.MeasureBytesAsync(cancellationToken));

    public ValueTask<IReadOnlyList<RecordRow>> ListRecordsAsync(RecordQuery query, CancellationToken cancellationToken) => Read(() => inner.ListRecordsAsync(query, cancellationToken));

    public ValueTask<IReadOnlyList<RecordRow>> ListRecordWakeUpsAsync(RecordKind kind, DateTimeOffset before, int countMax, CancellationToken cancellationToken) =>
        Read(() => inner.ListRecordWakeUpsAsync(kind, before, countMax, cancellationToken));

    public ValueTask<StateMachineRow?> FindStateMachineAsync(string arn, CancellationToken cancellationToken) => Read(() => inner.FindStateMachineAsync(arn, cancellationToken));

    public ValueTask<StateMachineRevisionRow?> FindRevisionAsync(long stateMachineId, int revision, CancellationToken cancellationToken) =>
        Read(() => inner.FindRevisionAsync(stateMachineId, revision, cancellationToken));

    public ValueTask<IReadOnlyList<StateMachineSummary>> ListStateMachinesAsync(string region, string afterName, int countMax, CancellationToken cancellationToken) =>
        Read(() => inner.ListStateMachinesAsync(region, afterName, countMax, cancellationToken));

    public ValueTask<bool> HasOpenExecutionsAsync(long stateMachineId, CancellationToken cancellationToken) => Read(() => inner.HasOpenExecutionsAsync(stateMachineId, cancellationToken));

    public ValueTask<IReadOnlyList<StateMachineRow>> ListDeletingAsync(CancellationToken cancellationToken) => Read(() => inner.ListDeletingAsync(cancellationToken));

    public ValueTask<MapRunRow?> FindMapRunAsync(string arn, CancellationToken cancellationToken) => Read(() => inner.FindMapRunAsync(arn, cancellationToken));

    public ValueTask<IReadOnlyList<MapRunRow>> ListMapRunsAsync(long executionNumber, long afterId, int countMax, CancellationToken cancellationToken) =>
        Read(() => inner.ListMapRunsAsync(executionNumber, afterId, countMax, cancellationToken));

    public ValueTask<IReadOnlyList<MapRunRow>> ListRunningMapRunsAsync(CancellationToken cancellationToken) => Read(() => inner.ListRunningMapRunsAsync(cancellationToken));

    public ValueTask<IReadOnlyList<MapRunChildRow>> ListMapRunChildrenAsync(long mapRunId, int afterIndex, int countMax, CancellationToken cancellationToken) =>
        Read(() => inner.ListMapRunChildrenAsync(mapRunId, afterIndex, countMax, cancellationToken));

    public ValueTask<StateMachineVersionRow?> FindVersionAsync(long stateMachineId, int number, CancellationToken cancellationToken) =>
        Read(() => inner.FindVersionAsync(stateMachineId, number, cancellationToken));

    public ValueTask<IReadOnlyList<StateMachineVersionRow>> ListVersionsAsync(long stateMachineId, int beforeNumber, int countMax, CancellationToken cancellationToken) =>
        Read(() => inner.ListVersionsAsync(stateMachineId, beforeNumber, countMax, cancellationToken));

    public ValueTask<StateMachineAliasRow?> FindAliasAsync(long stateMachineId, string name, CancellationToken cancellationToken) =>
        Read(() => inner.FindAliasAsync(stateMachineId, name, cancellationToken));

    public ValueTask<IReadOnlyList<StateMachineAliasRow>> ListAliasesAsync(long stateMachineId, int afterNumber, int countMax, CancellationToken cancellationToken) =>
        Read(() => inner.ListAliasesAsync(stateMachineId, afterNumber, countMax, cancellationToken));

    public ValueTask<ActivityRow?> FindActivityAsync(string arn, CancellationToken cancellationToken) => Read(() => inner.FindActivityAsync(arn, cancellationToken));

    public ValueTask<IReadOnlyList<ActivityRow>> ListActivitiesAsync(string region, long afterId, int countMax, CancellationToken cancellationToken) =>
        Read(() => inner.ListActivitiesAsync(region, afterId, countMax, cancellationToken));

    public ValueTask<ConnectionRow?> FindConnectionAsync(string region, string name, CancellationToken cancellationToken) =>
        Read(() => inner.FindConnectionAsync(region, name, cancellationToken));

    public ValueTask<IReadOnlyList<ConnectionRow>> ListConnectionsAsync(string region, string afterName, int countMax, CancellationToken cancellationToken) =>
        Read(() => inner.ListConnectionsAsync(region, afterName, countMax, cancellationToken));

    public ValueTask<IReadOnlyList<FunctionRow>> ListFunctionsAsync(string afterName, int countMax, CancellationToken cancellationToken) =>
        Read(() => inner.ListFunctionsAsync(afterName, countMax, cancellationToken));

    public ValueTask<IReadOnlyList<FunctionEventRow>> ListFunctionEventsAsync(string afterRequestId, int countMax, CancellationToken cancellationToken) =>
        Read(() => inner.ListFunctionEventsAsync(afterRequestId, countMax, cancellationToken));

    public ValueTask<IReadOnlyList<ExecutionRow>> ListExecutionsByNumberAsync(long afterNumber, int countMax, CancellationToken cancellationToken) =>
        Read(() => inner.ListExecutionsByNumberAsync(afterNumber, countMax, cancellationToken));

    public ValueTask<bool> ReclaimAsync(CancellationToken cancellationToken) => Read(() => inner.ReclaimAsync(cancellationToken));

    public ValueTask<IReadOnlyList<string>> CheckStorageAsync(CancellationToken cancellationToken) => Read(() => inner.CheckStorageAsync(cancellationToken));

    public ValueTask<IReadOnlyList<string>> FindOrphansAsync(long afterNumber, long throughNumber, CancellationToken cancellationToken) =>
        Read(() => inner.FindOrphansAsync(afterNumber, throughNumber, cancellationToken));

    /// <summary>Closes the store; one that is broken is left as it is, and found as after a crash.</summary>
    public ValueTask DisposeAsync() => _broken ? ValueTask.CompletedTask : inner.DisposeAsync();

    private async ValueTask<T> Read<T>(Func<ValueTask<T>> read)
    {
        var fault = OnRead();
        if (fault == ReadFault.Refused) throw Refused();
        if (fault == ReadFault.Late) await YieldAsync();
        var found = await read();
        if (fault == ReadFault.Old) await YieldAsync();
        await AfterRead();
        return found;
    }

    private static async Task YieldAsync()
    {
        for (var turns = 0; turns < TurnsYielded; turns++) await Task.Yield();
    }

    private async Task PassAsync()
    {
        var passed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var timer = clock.CreateTimer(_ => passed.SetResult(), null, SlowCommit, Timeout.InfiniteTimeSpan);
        await passed.Task;
    }

    private Task CrashAsync()
    {
        _broken = true;
        OnCrash();
        return new TaskCompletionSource().Task;
    }

    private static StoreUnavailableException Refused() => new("The store is away, because a test wants it so.", new IOException());

    private static StoreBrokenException Broken() => new("The disk failed, because a test wants it so.", new IOException());
}
