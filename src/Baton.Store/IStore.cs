namespace Baton.Store;

/// <summary>
/// Everything durable: the streams of executions, the registry of machines, activities and functions, and the queries over both.
/// One instance owns its data; the implementation says how others are kept out.
/// </summary>
/// <remarks>
/// Reads see what was committed before they began. All members may be called from several threads, <see cref="CommitAsync"/> from one at a time.
/// A read that the storage refuses throws <see cref="StoreUnavailableException"/>, or <see cref="StoreBrokenException"/> where the data is damaged.
/// Every bound on a count is at least 1.
/// </remarks>
public interface IStore : IAsyncDisposable
{
    /// <summary>What the store says of itself and of how it was left; as of its opening.</summary>
    StoreStatus Status { get; }

    /// <summary>
    /// Whether something that was handed out may not have arrived and is not offered again yet. While it is so, commits leave the time of the last commit as
    /// it is, and closing does not say that nothing was lost: the next opening has the same to take up. False when opened.
    /// </summary>
    bool OwesRedelivery { get; set; }

    /// <summary>Writes a group of changes as one durable transaction; when it returns, all of them survive a crash.</summary>
    /// <param name="cancellationToken">Looked at before the write begins; a write under way is finished.</param>
    /// <exception cref="ArgumentException">A change breaks one of the <see cref="ChangeRules"/>; nothing was written.</exception>
    /// <exception cref="StoreConflictException">A change continues a version or an epoch that is not there (any more); nothing was written.</exception>
    /// <exception cref="StoreUnavailableException">The write failed and can be tried again later; nothing was written.</exception>
    /// <exception cref="StoreBrokenException">Whether the write is durable is unknown: the process takes no more writes.</exception>
    ValueTask CommitAsync(IReadOnlyList<StoreChange> changes, CancellationToken cancellationToken);

    /// <summary>
    /// Gives back a little of the space that removed executions took: one short write, which commits wait for. To be called again, with rests between,
    /// until nothing is left to do.
    /// </summary>
    /// <returns>Whether more is left.</returns>
    /// <exception cref="StoreUnavailableException">The write failed and can be tried again later; nothing was written.</exception>
    /// <exception cref="StoreBrokenException">Whether the write is durable is unknown: the process takes no more writes.</exception>
    ValueTask<bool> ReclaimAsync(CancellationToken cancellationToken);

    /// <summary>How much space everything takes, in bytes.</summary>
    ValueTask<long> MeasureBytesAsync(CancellationToken cancellationToken);

    /// <summary>Checks the storage itself, as far as that goes beside the work.</summary>
    /// <returns>What is wrong, a sentence each; empty where all is well.</returns>
    ValueTask<IReadOnlyList<string>> CheckStorageAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Finds rows that belong to no execution, among those with numbers after <paramref name="afterNumber"/> and up to
    /// <paramref name="throughNumber"/>.
    /// </summary>
    /// <returns>What is wrong, a sentence each; empty where all is well.</returns>
    ValueTask<IReadOnlyList<string>> FindOrphansAsync(long afterNumber, long throughNumber, CancellationToken cancellationToken);

    /// <summary>Reads the stored batches of one execution in order, from the one that holds <paramref name="fromVersion"/> on.</summary>
    /// <param name="number">The execution's number.</param>
    /// <param name="fromVersion">Version of the first event wanted; 1 is the beginning, beyond the end is nothing.</param>
    /// <param name="batchesMax">How many batches at most.</param>
    ValueTask<IReadOnlyList<EventBatch>> ReadEventsAsync(long number, long fromVersion, int batchesMax, CancellationToken cancellationToken);

    /// <summary>Reads the stored batches of one execution from the end, the last first, from those that begin before <paramref name="beforeVersion"/> on.</summary>
    /// <param name="number">The execution's number.</param>
    /// <param name="beforeVersion">Version of the first event not wanted; <see cref="long.MaxValue"/> is the end.</param>
    /// <param name="batchesMax">How many batches at most.</param>
    ValueTask<IReadOnlyList<EventBatch>> ReadEventsBackAsync(long number, long beforeVersion, int batchesMax, CancellationToken cancellationToken);

    ValueTask<ExecutionRow?> FindExecutionAsync(long number, CancellationToken cancellationToken);

    /// <summary>The newest execution with this ARN.</summary>
    ValueTask<ExecutionRow?> FindExecutionAsync(string arn, CancellationToken cancellationToken);

    /// <summary>Executions of one machine, newest first.</summary>
    /// <exception cref="ArgumentException">The query names a version and an alias.</exception>
    ValueTask<IReadOnlyList<ExecutionRow>> ListExecutionsAsync(ExecutionQuery query, CancellationToken cancellationToken);

    /// <summary>Counts executions of one machine that have one status, with numbers after <paramref name="afterNumber"/>.</summary>
    ValueTask<BoundedCount> CountExecutionsAsync(long stateMachineId, ExecutionStatus status, long afterNumber, int countMax, CancellationToken cancellationToken);

    /// <summary>All executions, those of Map Runs too, by number after <paramref name="afterNumber"/>.</summary>
    ValueTask<IReadOnlyList<ExecutionRow>> ListExecutionsByNumberAsync(long afterNumber, int countMax, CancellationToken cancellationToken);

    /// <summary>Open executions whose wake-up is before <paramref name="before"/>, in time order, after the place <paramref name="after"/>.</summary>
    ValueTask<IReadOnlyList<WakeUp>> ListWakeUpsAsync(DateTimeOffset before, WakeUp? after, int countMax, CancellationToken cancellationToken);

    /// <summary>
    /// Executions, also closed ones, that owe an effect (<see cref="ExecutionRow.OwedUntil"/> at or after <paramref name="since"/>), by number after
    /// <paramref name="afterNumber"/>.
    /// </summary>
    ValueTask<IReadOnlyList<ExecutionRow>> ListOwingAsync(DateTimeOffset since, long afterNumber, int countMax, CancellationToken cancellationToken);

    /// <summary>Asynchronous Express executions that have not ended, by number after <paramref name="afterNumber"/>.</summary>
    ValueTask<IReadOnlyList<ExpressExecutionRow>> ListExpressExecutionsAsync(long afterNumber, int countMax, CancellationToken cancellationToken);

    /// <summary>The machine with this ARN; null where there is none.</summary>
    ValueTask<StateMachineRow?> FindStateMachineAsync(string arn, CancellationToken cancellationToken);

    /// <summary>One revision of a machine, also of one that was deleted while executions of it are stored.</summary>
    ValueTask<StateMachineRevisionRow?> FindRevisionAsync(long stateMachineId, int revision, CancellationToken cancellationToken);

    /// <summary>Machines in the order of the code points of their names, after <paramref name="afterName"/>; every name is after the empty one.</summary>
    ValueTask<IReadOnlyList<StateMachineSummary>> ListStateMachinesAsync(string region, string afterName, int countMax, CancellationToken cancellationToken);

    /// <summary>Whether a machine has open executions.</summary>
    ValueTask<bool> HasOpenExecutionsAsync(long stateMachineId, CancellationToken cancellationToken);

    /// <summary>The machines whose deletion was asked for and not finished, in the order of their creation.</summary>
    ValueTask<IReadOnlyList<StateMachineRow>> ListDeletingAsync(CancellationToken cancellationToken);

    ValueTask<MapRunRow?> FindMapRunAsync(string arn, CancellationToken cancellationToken);

    /// <summary>
    /// The Map Runs of an execution in the order in which they were started, after the one with the id <paramref name="afterId"/>. Those of execution 0
    /// are the ones whose execution was removed.
    /// </summary>
    ValueTask<IReadOnlyList<MapRunRow>> ListMapRunsAsync(long executionNumber, long afterId, int countMax, CancellationToken cancellationToken);

    /// <summary>All Map Runs that are running, in the order of their start.</summary>
    ValueTask<IReadOnlyList<MapRunRow>> ListRunningMapRunsAsync(CancellationToken cancellationToken);

    /// <summary>The children of a Map Run by index, after <paramref name="afterIndex"/>; -1 is the beginning.</summary>
    ValueTask<IReadOnlyList<MapRunChildRow>> ListMapRunChildrenAsync(long mapRunId, int afterIndex, int countMax, CancellationToken cancellationToken);

    /// <summary>A version of a machine; null where there is none (any more).</summary>
    ValueTask<StateMachineVersionRow?> FindVersionAsync(long stateMachineId, int number, CancellationToken cancellationToken);

    /// <summary>Versions of a machine, the highest first, below <paramref name="beforeNumber"/>.</summary>
    ValueTask<IReadOnlyList<StateMachineVersionRow>> ListVersionsAsync(long stateMachineId, int beforeNumber, int countMax, CancellationToken cancellationToken);

    /// <summary>The alias of a machine that has this name; null where there is none.</summary>
    ValueTask<StateMachineAliasRow?> FindAliasAsync(long stateMachineId, string name, CancellationToken cancellationToken);

    /// <summary>Aliases of a machine in the order in which they were created, after the one with the number <paramref name="afterNumber"/>.</summary>
    ValueTask<IReadOnlyList<StateMachineAliasRow>> ListAliasesAsync(long stateMachineId, int afterNumber, int countMax, CancellationToken cancellationToken);

    ValueTask<ActivityRow?> FindActivityAsync(string arn, CancellationToken cancellationToken);

    /// <summary>Activities in the order in which they were created, after the one with the id <paramref name="afterId"/>.</summary>
    ValueTask<IReadOnlyList<ActivityRow>> ListActivitiesAsync(string region, long afterId, int countMax, CancellationToken cancellationToken);

    ValueTask<ConnectionRow?> FindConnectionAsync(string region, string name, CancellationToken cancellationToken);

    /// <summary>Connections in the order of the code points of their names, after <paramref name="afterName"/>; every name is after the empty one.</summary>
    ValueTask<IReadOnlyList<ConnectionRow>> ListConnectionsAsync(string region, string afterName, int countMax, CancellationToken cancellationToken);

    /// <summary>Functions in the order of the code points of their names, after <paramref name="afterName"/>; every name is after the empty one.</summary>
    ValueTask<IReadOnlyList<FunctionRow>> ListFunctionsAsync(string afterName, int countMax, CancellationToken cancellationToken);

    /// <summary>Events that functions owe, in the order of the code points of their ids, after <paramref name="afterRequestId"/>.</summary>
    ValueTask<IReadOnlyList<FunctionEventRow>> ListFunctionEventsAsync(string afterRequestId, int countMax, CancellationToken cancellationToken);

    ValueTask<RecordRow?> FindRecordAsync(RecordKind kind, long id, CancellationToken cancellationToken);

    /// <summary>The highest id of a kind; 0 where there is none.</summary>
    ValueTask<long> FindLastRecordIdAsync(RecordKind kind, CancellationToken cancellationToken);

    /// <exception cref="ArgumentException">The query breaks one of the rules of <see cref="RecordQuery.Check"/>.</exception>
    ValueTask<IReadOnlyList<RecordRow>> ListRecordsAsync(RecordQuery query, CancellationToken cancellationToken);

    /// <summary>Counts records of one kind that have a facet.</summary>
    ValueTask<BoundedCount> CountRecordsAsync(RecordKind kind, string facet, int countMax, CancellationToken cancellationToken);

    /// <summary>Records of a kind whose <see cref="RecordRow.WakeUpAt"/> is before <paramref name="before"/>, in time order.</summary>
    ValueTask<IReadOnlyList<RecordRow>> ListRecordWakeUpsAsync(RecordKind kind, DateTimeOffset before, int countMax, CancellationToken cancellationToken);
}
