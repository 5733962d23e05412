using System.ComponentModel.DataAnnotations;
using Baton.Store.Sqlite.Native;

namespace Baton.Store.Sqlite;

/// <summary>A store in one SQLite database, in a data folder that one process owns.</summary>
/// <remarks>
/// <para>A commit runs on the thread of its caller, from the first statement to the sync of the disk: milliseconds, and tens of them when the log is
/// copied into the database. The group committer has a loop of its own for it; do not call it from a thread that others wait for. A second caller
/// waits for the first.</para>
/// <para>Reads run on their caller's thread too, each on one of a few connections; they do not wait for commits, and commits do not wait for them.</para>
/// </remarks>
public sealed class SqliteStore : IStore
{
    private readonly FolderLock _folderLock;
    private readonly Writer _writer;
    private readonly ReaderPool _readers;
    private readonly TimeProvider _clock;
    private readonly Lock _writing = new();
    private bool _disposed;

    private SqliteStore(FolderLock folderLock, Writer writer, ReaderPool readers, StoreStatus status, TimeProvider clock)
    {
        _folderLock = folderLock;
        _writer = writer;
        _readers = readers;
        _clock = clock;
        Status = status;
    }

    public StoreStatus Status { get; }

    /// <summary>Opens the store in a data folder, or creates it there.</summary>
    /// <exception cref="StoreOpenException">Somebody else has the folder, what is in it is not ours or of a later version, or it cannot be used.</exception>
    public static ValueTask<SqliteStore> OpenAsync(SqliteStoreOptions options, TimeProvider clock, CancellationToken cancellationToken) =>
        OpenAsync(options, clock, vfs: null, cancellationToken);

    internal static ValueTask<SqliteStore> OpenAsync(SqliteStoreOptions options, TimeProvider clock, string? vfs, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        StoreOpening.CheckLibrary();
        CreateFolder(options.Folder);
        var folderLock = FolderLock.Take(options.Folder);
        try
        {
            return ValueTask.FromResult(Open(options, clock, vfs, folderLock));
        }
        catch (Exception e)
        {
            folderLock.Dispose();
            if (e is DatabaseException failure)
                throw Failures.OfOpening(options.Folder, failure);
            throw;
        }
    }

    public ValueTask CommitAsync(IReadOnlyList<StoreChange> changes, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ChangeRules.Check(changes, Status.Partitions);
        lock (_writing)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (changes.Count > 0)
                _writer.Commit(changes, _clock.GetUtcNow());
        }
        return ValueTask.CompletedTask;
    }

    public ValueTask<IReadOnlyList<EventBatch>> ReadEventsAsync(long number, long fromVersion, int batchesMax, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batchesMax);
        return _readers.ReadAsync(
            (number, fromVersion, batchesMax), static (reader, q) => reader.Events(q.number, q.fromVersion, q.batchesMax), cancellationToken);
    }

    public ValueTask<IReadOnlyList<EventBatch>> ReadEventsBackAsync(long number, long beforeVersion, int batchesMax, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batchesMax);
        return _readers.ReadAsync(
            (number, beforeVersion, batchesMax), static (reader, q) => reader.EventsBack(q.number, q.beforeVersion, q.batchesMax), cancellationToken);
    }

    public ValueTask<ExecutionRow?> FindExecutionAsync(long number, CancellationToken cancellationToken) =>
        _readers.ReadAsync(number, static (reader, number) => reader.Execution(number), cancellationToken);

    public ValueTask<ExecutionRow?> FindExecutionAsync(string arn, CancellationToken cancellationToken) =>
        _readers.ReadAsync(arn, static (reader, arn) => reader.Execution(arn), cancellationToken);

    public ValueTask<IReadOnlyList<ExecutionRow>> ListExecutionsAsync(ExecutionQuery query, CancellationToken cancellationToken)
    {
        query.Check();
        return _readers.ReadAsync(query, static (reader, query) => reader.Executions(query), cancellationToken);
    }

    public ValueTask<IReadOnlyList<WakeUp>> ListWakeUpsAsync(DateTimeOffset before, WakeUp? after, int countMax, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(countMax);
        return _readers.ReadAsync((before, after, countMax), static (reader, q) => reader.WakeUps(q.before, q.after, q.countMax), cancellationToken);
    }

    public ValueTask<IReadOnlyList<ExecutionRow>> ListOwingAsync(DateTimeOffset since, long afterNumber, int countMax, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(countMax);
        return _readers.ReadAsync((since, afterNumber, countMax), static (reader, q) => reader.Owing(q.since, q.afterNumber, q.countMax), cancellationToken);
    }

    public ValueTask<IReadOnlyList<ExpressExecutionRow>> ListExpressExecutionsAsync(long afterNumber, int countMax, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(countMax);
        return _readers.ReadAsync((afterNumber, countMax), static (reader, q) => reader.ExpressExecutions(q.afterNumber, q.countMax), cancellationToken);
    }

    public ValueTask<StateMachineRow?> FindStateMachineAsync(string arn, CancellationToken cancellationToken) =>
        _readers.ReadAsync(arn, static (reader, arn) => reader.StateMachine(arn), cancellationToken);

    public ValueTask<StateMachineRevisionRow?> FindRevisionAsync(long stateMachineId, int revision, CancellationToken cancellationToken) =>
        _readers.ReadAsync((stateMachineId, revision), static (reader, q) => reader.Revision(q.stateMachineId, q.revision), cancellationToken);

    public ValueTask<IReadOnlyList<StateMachineRow>> ListStateMachinesAsync(string region, string afterName, int countMax, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(countMax);
        return _readers.ReadAsync((region, afterName, countMax), static (reader, q) => reader.StateMachines(q.region, q.afterName, q.countMax), cancellationToken);
    }

    public ValueTask<IReadOnlyList<StateMachineRow>> ListDeletingAsync(CancellationToken cancellationToken) =>
        _readers.ReadAsync(0, static (reader, _) => reader.Deleting(), cancellationToken);

    public ValueTask<bool> HasOpenExecutionsAsync(long stateMachineId, CancellationToken cancellationToken) =>
        _readers.ReadAsync(stateMachineId, static (reader, id) => reader.HasOpenExecutions(id), cancellationToken);

    public ValueTask<MapRunRow?> FindMapRunAsync(string arn, CancellationToken cancellationToken) =>
        _readers.ReadAsync(arn, static (reader, arn) => reader.MapRun(arn), cancellationToken);

    public ValueTask<IReadOnlyList<MapRunRow>> ListMapRunsAsync(long executionNumber, long afterId, int countMax, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(countMax);
        return _readers.ReadAsync((executionNumber, afterId, countMax), static (reader, q) => reader.MapRuns(q.executionNumber, q.afterId, q.countMax), cancellationToken);
    }

    public ValueTask<IReadOnlyList<MapRunRow>> ListRunningMapRunsAsync(CancellationToken cancellationToken) =>
        _readers.ReadAsync(0, static (reader, _) => reader.RunningMapRuns(), cancellationToken);

    public ValueTask<IReadOnlyList<MapRunChildRow>> ListMapRunChildrenAsync(long mapRunId, int afterIndex, int countMax, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(countMax);
        return _readers.ReadAsync((mapRunId, afterIndex, countMax), static (reader, q) => reader.MapRunChildren(q.mapRunId, q.afterIndex, q.countMax), cancellationToken);
    }

    public ValueTask<StateMachineVersionRow?> FindVersionAsync(long stateMachineId, int number, CancellationToken cancellationToken) =>
        _readers.ReadAsync((stateMachineId, number), static (reader, q) => reader.Version(q.stateMachineId, q.number), cancellationToken);

    public ValueTask<IReadOnlyList<StateMachineVersionRow>> ListVersionsAsync(
        long stateMachineId, int beforeNumber, int countMax, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(countMax);
        return _readers.ReadAsync(
            (stateMachineId, beforeNumber, countMax), static (reader, q) => reader.Versions(q.stateMachineId, q.beforeNumber, q.countMax), cancellationToken);
    }

    public ValueTask<StateMachineAliasRow?> FindAliasAsync(long stateMachineId, string name, CancellationToken cancellationToken) =>
        _readers.ReadAsync((stateMachineId, name), static (reader, q) => reader.Alias(q.stateMachineId, q.name), cancellationToken);

    public ValueTask<IReadOnlyList<StateMachineAliasRow>> ListAliasesAsync(
        long stateMachineId, int afterNumber, int countMax, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(countMax);
        return _readers.ReadAsync(
            (stateMachineId, afterNumber, countMax), static (reader, q) => reader.Aliases(q.stateMachineId, q.afterNumber, q.countMax), cancellationToken);
    }

    public ValueTask<ActivityRow?> FindActivityAsync(string arn, CancellationToken cancellationToken) =>
        _readers.ReadAsync(arn, static (reader, arn) => reader.Activity(arn), cancellationToken);

    public ValueTask<IReadOnlyList<ActivityRow>> ListActivitiesAsync(string region, long afterId, int countMax, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(countMax);
        return _readers.ReadAsync((region, afterId, countMax), static (reader, q) => reader.Activities(q.region, q.afterId, q.countMax), cancellationToken);
    }

    /// <summary>Waits for what is under way, marks the store as closed and lets go of the folder.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_writing)
        {
            if (_disposed)
                return;
            _disposed = true;
        }
        await _readers.DisposeAsync();
        using (_folderLock)
        {
            _writer.Close();
        }
    }

    private static SqliteStore Open(SqliteStoreOptions options, TimeProvider clock, string? vfs, FolderLock folderLock)
    {
        var opening = new StoreOpening(options, clock.GetUtcNow()) { Vfs = vfs };
        var connection = opening.OpenWriter();
        var readers = new List<Reader>();
        try
        {
            var status = opening.ReadStatus(connection);
            var breakage = new Breakage();
            var checkpointer = new Checkpointer(connection, options, (int)connection.ReadInteger("PRAGMA page_size"));
            var writer = new Writer(connection, checkpointer, breakage);
            while (readers.Count < options.Readers)
            {
                readers.Add(new Reader(opening.OpenReader()));
            }
            return new SqliteStore(folderLock, writer, new ReaderPool(readers, breakage), status, clock);
        }
        catch
        {
            readers.ForEach(reader => reader.Dispose());
            connection.Dispose();
            throw;
        }
    }

    internal static void CreateFolder(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreOpenException($"The data folder '{folder}' cannot be created: {e.Message} Make it, or name another folder.", e);
        }
    }
}
