using System.ComponentModel.DataAnnotations;
using Npgsql;

namespace Baton.Store.Postgres;

/// <summary>A store in one PostgreSQL database, which one server owns.</summary>
/// <remarks>
/// One connection writes, and holds the lock that keeps other servers out; reads go over a few others and do not wait for it. When the database goes away,
/// writes and reads are refused as unavailable, and go on when it is back.
/// </remarks>
public sealed class PostgresStore : IStore
{
    private readonly Connections _connections;
    private readonly Session _session;
    private readonly Writer _writer;
    private readonly ReaderPool _readers;
    private readonly TimeProvider _clock;
    private readonly SemaphoreSlim _writing = new(1, 1);
    private bool _disposed;

    private PostgresStore(Connections connections, Session session, Breakage breakage, StoreStatus status, TimeProvider clock)
    {
        _connections = connections;
        _session = session;
        _writer = new(session, breakage);
        _readers = new(connections.Readers, breakage);
        _clock = clock;
        Status = status;
    }

    public StoreStatus Status { get; }

    public bool OwesRedelivery
    {
        get => _writer.OwesRedelivery;
        set => _writer.OwesRedelivery = value;
    }

    /// <summary>Opens the store in a database, or creates it there.</summary>
    /// <exception cref="StoreOpenException">Another server has the store, it is not ours or of a later version, or it cannot be used; the message holds no secret.</exception>
    public static async ValueTask<PostgresStore> OpenAsync(PostgresStoreOptions options, TimeProvider clock, CancellationToken cancellationToken)
    {
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        var connections = new Connections(options);
        var breakage = new Breakage();
        var session = new Session(connections, options, breakage);
        try
        {
            var connection = await session.OpenAsync(cancellationToken);
            var (status, commitNumber) = await new StoreOpening(options, connections.Place, clock.GetUtcNow()).PrepareAsync(connection);
            await session.TakePartitionsAsync(commitNumber);
            return new PostgresStore(connections, session, breakage, status, clock);
        }
        catch (Exception e)
        {
            await session.DisposeAsync();
            await connections.DisposeAsync();
            if (e is NpgsqlException failure) throw Failures.OfOpening(connections.Place, failure);
            throw;
        }
    }

    public async ValueTask CommitAsync(IReadOnlyList<StoreChange> changes, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ChangeRules.Check(changes, Status.Partitions);
        await _writing.WaitAsync(cancellationToken);
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (changes.Count > 0)
                await _writer.CommitAsync(changes, _clock.GetUtcNow());
        }
        finally
        {
            _writing.Release();
        }
    }

    public ValueTask<IReadOnlyList<EventBatch>> ReadEventsAsync(long number, long fromVersion, int batchesMax, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batchesMax);
        return _readers.AllAsync(Reads.Events(number, fromVersion, batchesMax), RowReader.Events, cancellationToken);
    }

    public ValueTask<IReadOnlyList<EventBatch>> ReadEventsBackAsync(long number, long beforeVersion, int batchesMax, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batchesMax);
        return _readers.AllAsync(Reads.EventsBack(number, beforeVersion, batchesMax), RowReader.Events, cancellationToken);
    }

    public ValueTask<ExecutionRow?> FindExecutionAsync(long number, CancellationToken cancellationToken) =>
        _readers.FirstAsync(Reads.Execution(number), RowReader.Execution, cancellationToken);

    public ValueTask<ExecutionRow?> FindExecutionAsync(string arn, CancellationToken cancellationToken) =>
        _readers.FirstAsync(Reads.Execution(arn), RowReader.Execution, cancellationToken);

    public ValueTask<IReadOnlyList<ExecutionRow>> ListExecutionsAsync(ExecutionQuery query, CancellationToken cancellationToken)
    {
        query.Check();
        return _readers.AllAsync(Reads.Executions(query), RowReader.Execution, cancellationToken);
    }

    public ValueTask<IReadOnlyList<ExecutionRow>> ListExecutionsByNumberAsync(long afterNumber, int countMax, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(countMax);
        return _readers.AllAsync(Reads.ExecutionsByNumber(afterNumber, countMax), RowReader.Execution, cancellationToken);
    }

    /// <summary>What is removed is gone with its commit, and the server gives the space back by itself (autovacuum).</summary>
    public ValueTask<bool> ReclaimAsync(CancellationToken cancellationToken) => ValueTask.FromResult(false);

    /// <summary>The files are the server's own, which has its own tools to check them (checksums, pg_amcheck).</summary>
    public ValueTask<IReadOnlyList<string>> CheckStorageAsync(CancellationToken cancellationToken) => ValueTask.FromResult<IReadOnlyList<string>>([]);

    public async ValueTask<IReadOnlyList<string>> FindOrphansAsync(long afterNumber, long throughNumber, CancellationToken cancellationToken)
    {
        var events = await _readers.AllAsync(Reads.OrphanedEvents(Status.Partitions, afterNumber, throughNumber), row => row.GetInt64(0), cancellationToken);
        var runs = await _readers.AllAsync(Reads.OrphanedMapRuns(afterNumber, throughNumber), row => (Id: row.GetInt64(0), Execution: row.GetInt64(1)), cancellationToken);
        return
        [
            .. events.Distinct().Order().Select(number => $"Events of execution {number} are stored, and the execution is not."),
            .. runs.OrderBy(run => (run.Execution, run.Id)).Select(run => $"Map Run {run.Id} is of execution {run.Execution}, which is not stored."),
        ];
    }

    public ValueTask<IReadOnlyList<WakeUp>> ListWakeUpsAsync(DateTimeOffset before, WakeUp? after, int countMax, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(countMax);
        return _readers.AllAsync(Reads.WakeUps(before, after, countMax), RowReader.WakeUp, cancellationToken);
    }

    public ValueTask<IReadOnlyList<ExecutionRow>> ListOwingAsync(DateTimeOffset since, long afterNumber, int countMax, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(countMax);
        return _readers.AllAsync(Reads.Owing(since, afterNumber, countMax), RowReader.Execution, cancellationToken);
    }

    public ValueTask<IReadOnlyList<ExpressExecutionRow>> ListExpressExecutionsAsync(long afterNumber, int countMax, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(countMax);
        return _readers.AllAsync(Reads.ExpressExecutions(afterNumber, countMax), RowReader.ExpressExecution, cancellationToken);
    }

    public ValueTask<StateMachineRow?> FindStateMachineAsync(string arn, CancellationToken cancellationToken) =>
        _readers.FirstAsync(Reads.StateMachine(arn), RowReader.StateMachine, cancellationToken);

    public ValueTask<StateMachineRevisionRow?> FindRevisionAsync(long stateMachineId, int revision, CancellationToken cancellationToken) =>
        _readers.FirstAsync(Reads.Revision(stateMachineId, revision), RowReader.Revision, cancellationToken);

    public ValueTask<IReadOnlyList<StateMachineSummary>> ListStateMachinesAsync(string region, string afterName, int countMax, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(countMax);
        return _readers.AllAsync(Reads.StateMachines(region, afterName, countMax), RowReader.StateMachineSummary, cancellationToken);
    }

    public ValueTask<IReadOnlyList<StateMachineRow>> ListDeletingAsync(CancellationToken cancellationToken) =>
        _readers.AllAsync(Reads.Deleting(), RowReader.StateMachine, cancellationToken);

    public async ValueTask<bool> HasOpenExecutionsAsync(long stateMachineId, CancellationToken cancellationToken) =>
        (await _readers.AllAsync(Reads.HasOpenExecutions(stateMachineId), row => row.GetBoolean(0), cancellationToken)).Single();

    public ValueTask<MapRunRow?> FindMapRunAsync(string arn, CancellationToken cancellationToken) =>
        _readers.FirstAsync(Reads.MapRun(arn), RowReader.MapRun, cancellationToken);

    public ValueTask<IReadOnlyList<MapRunRow>> ListMapRunsAsync(long executionNumber, long afterId, int countMax, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(countMax);
        return _readers.AllAsync(Reads.MapRuns(executionNumber, afterId, countMax), RowReader.MapRun, cancellationToken);
    }

    public ValueTask<IReadOnlyList<MapRunRow>> ListRunningMapRunsAsync(CancellationToken cancellationToken) =>
        _readers.AllAsync(Reads.RunningMapRuns(), RowReader.MapRun, cancellationToken);

    public ValueTask<IReadOnlyList<MapRunChildRow>> ListMapRunChildrenAsync(long mapRunId, int afterIndex, int countMax, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(countMax);
        return _readers.AllAsync(Reads.MapRunChildren(mapRunId, afterIndex, countMax), RowReader.MapRunChild, cancellationToken);
    }

    public ValueTask<StateMachineVersionRow?> FindVersionAsync(long stateMachineId, int number, CancellationToken cancellationToken) =>
        _readers.FirstAsync(Reads.Version(stateMachineId, number), RowReader.Version, cancellationToken);

    public ValueTask<IReadOnlyList<StateMachineVersionRow>> ListVersionsAsync(
        long stateMachineId, int beforeNumber, int countMax, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(countMax);
        return _readers.AllAsync(Reads.Versions(stateMachineId, beforeNumber, countMax), RowReader.Version, cancellationToken);
    }

    public ValueTask<StateMachineAliasRow?> FindAliasAsync(long stateMachineId, string name, CancellationToken cancellationToken) =>
        _readers.FirstAsync(Reads.Alias(stateMachineId, name), RowReader.Alias, cancellationToken);

    public ValueTask<IReadOnlyList<StateMachineAliasRow>> ListAliasesAsync(
        long stateMachineId, int afterNumber, int countMax, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(countMax);
        return _readers.AllAsync(Reads.Aliases(stateMachineId, afterNumber, countMax), RowReader.Alias, cancellationToken);
    }

    public ValueTask<ActivityRow?> FindActivityAsync(string arn, CancellationToken cancellationToken) =>
        _readers.FirstAsync(Reads.Activity(arn), RowReader.Activity, cancellationToken);

    public ValueTask<IReadOnlyList<ActivityRow>> ListActivitiesAsync(string region, long afterId, int countMax, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(countMax);
        return _readers.AllAsync(Reads.Activities(region, afterId, countMax), RowReader.Activity, cancellationToken);
    }

    public ValueTask<ConnectionRow?> FindConnectionAsync(string region, string name, CancellationToken cancellationToken) =>
        _readers.FirstAsync(Reads.Connection(region, name), RowReader.Connection, cancellationToken);

    public ValueTask<IReadOnlyList<ConnectionRow>> ListConnectionsAsync(string region, string afterName, int countMax, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(countMax);
        return _readers.AllAsync(Reads.Connections(region, afterName, countMax), RowReader.Connection, cancellationToken);
    }

    public ValueTask<IReadOnlyList<FunctionRow>> ListFunctionsAsync(string afterName, int countMax, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(countMax);
        return _readers.AllAsync(Reads.Functions(afterName, countMax), RowReader.Function, cancellationToken);
    }

    public ValueTask<IReadOnlyList<FunctionEventRow>> ListFunctionEventsAsync(string afterRequestId, int countMax, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(countMax);
        return _readers.AllAsync(Reads.FunctionEvents(afterRequestId, countMax), RowReader.FunctionEvent, cancellationToken);
    }

    public ValueTask<RecordRow?> FindRecordAsync(RecordKind kind, long id, CancellationToken cancellationToken) =>
        _readers.FirstAsync(Reads.Record(kind, id), RowReader.Record, cancellationToken);

    public async ValueTask<long> FindLastRecordIdAsync(RecordKind kind, CancellationToken cancellationToken) =>
        (await _readers.AllAsync(Reads.LastRecordId(kind), row => row.GetInt64(0), cancellationToken)).SingleOrDefault();

    public async ValueTask<BoundedCount> CountRecordsAsync(RecordKind kind, string facet, int countMax, CancellationToken cancellationToken) =>
        (await _readers.AllAsync(Reads.CountRecords(kind, facet, countMax), RowReader.Count, cancellationToken)).Single();

    public async ValueTask<BoundedCount> CountExecutionsAsync(long stateMachineId, ExecutionStatus status, long afterNumber, int countMax, CancellationToken cancellationToken) =>
        (await _readers.AllAsync(Reads.CountExecutions(stateMachineId, status, afterNumber, countMax), RowReader.Count, cancellationToken)).Single();

    public async ValueTask<long> MeasureBytesAsync(CancellationToken cancellationToken) => (await _readers.AllAsync(Reads.Bytes(), row => row.GetInt64(0), cancellationToken)).Single();

    public ValueTask<IReadOnlyList<RecordRow>> ListRecordsAsync(RecordQuery query, CancellationToken cancellationToken)
    {
        query.Check();
        return _readers.AllAsync(Reads.Records(query), RowReader.Record, cancellationToken);
    }

    public ValueTask<IReadOnlyList<RecordRow>> ListRecordWakeUpsAsync(RecordKind kind, DateTimeOffset before, int countMax, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(countMax);
        return _readers.AllAsync(Reads.RecordWakeUps(kind, before, countMax), RowReader.Record, cancellationToken);
    }

    /// <summary>Waits for the write under way, marks the store as closed and lets go of it.</summary>
    public async ValueTask DisposeAsync()
    {
        await _writing.WaitAsync();
        try
        {
            if (_disposed) return;
            _disposed = true;
            await _readers.DisposeAsync();
            await _writer.CloseAsync();
            await _session.DisposeAsync();
            await _connections.DisposeAsync();
        }
        finally
        {
            _writing.Release();
        }
    }
}
