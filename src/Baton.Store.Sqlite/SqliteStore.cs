using System.ComponentModel.DataAnnotations;
using System.Runtime.CompilerServices;
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
    private readonly FolderLock? _folderLock;
    private readonly Writer? _writer;
    private readonly ReaderPool _readers;
    private readonly StoreOpening _opening;
    private readonly TimeProvider _clock;
    private readonly Lock _writing = new();
    private BackupWriter? _backup;
    private bool _disposed;

    /// <param name="folderLock">Null, as the writer is, for a file that is only read.</param>
    private SqliteStore(FolderLock? folderLock, Writer? writer, ReaderPool readers, StoreStatus status, StoreOpening opening, TimeProvider clock)
    {
        _folderLock = folderLock;
        _writer = writer;
        _readers = readers;
        _opening = opening;
        _clock = clock;
        Status = status;
    }

    public StoreStatus Status { get; }

    public bool OwesRedelivery
    {
        get
        {
            lock (_writing) return Writer.OwesRedelivery;
        }
        set
        {
            lock (_writing) Writer.OwesRedelivery = value;
        }
    }

    /// <summary>The name of the database's file in its folder.</summary>
    public static string FileName => StoreOpening.FileName;

    /// <summary>Whether a folder has a store.</summary>
    public static bool Exists(string folder) => File.Exists(Path.Combine(folder, FileName));

    /// <summary>Opens the store in a data folder, or creates it there.</summary>
    /// <exception cref="StoreOpenException">Somebody else has the folder, what is in it is not ours or of a later version, or it cannot be used.</exception>
    public static ValueTask<SqliteStore> OpenAsync(SqliteStoreOptions options, TimeProvider clock, CancellationToken cancellationToken) =>
        OpenAsync(options, clock, vfs: null, cancellationToken);

    /// <summary>Opens a file that nobody writes, to be read only: a backup.</summary>
    /// <exception cref="StoreOpenException">It is not a store of ours, is of another version, or cannot be read.</exception>
    public static SqliteStore OpenFile(string file, TimeProvider clock)
    {
        StoreOpening.CheckLibrary();
        Connection? connection = null;
        try
        {
            var opening = new StoreOpening(new SqliteStoreOptions { Folder = "" }, clock.GetUtcNow()) { Path = file };
            connection = StoreOpening.OpenFile(file);
            if (Schema.VersionOf(connection) is var version && version != Schema.Version)
                throw new StoreOpenException($"'{file}' has schema {version}, and is read with {Schema.Version} only. Restore it to a folder, which brings it up to date, and look there.");
            var status = opening.ReadStatus(connection);
            return new SqliteStore(null, null, new ReaderPool([new Reader(connection)], new Breakage()), status, opening, clock);
        }
        catch (Exception e)
        {
            connection?.Dispose();
            if (e is DatabaseException failure)
            {
                var isDamaged = Failures.IsCorrupt(failure);
                throw new StoreOpenException(isDamaged ? StorageCheck.Damage(failure) : $"'{file}' cannot be read: {e.Message}", e) { IsDamaged = isDamaged };
            }
            throw;
        }
    }

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
                Writer.Commit(changes, _clock.GetUtcNow());
        }
        return ValueTask.CompletedTask;
    }

    public ValueTask<bool> ReclaimAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_writing)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return ValueTask.FromResult(Writer.Reclaim());
        }
    }

    /// <summary>
    /// Copies the store as it is into a new file while everything goes on: a step for each element that is taken, and a rest is the taker's. The copy is
    /// the store at the end of the last step.
    /// </summary>
    /// <param name="path">Where to; what is not finished is to be thrown away by the caller.</param>
    /// <exception cref="IOException">The copy could not be written, or another one is under way.</exception>
    public async IAsyncEnumerable<BackupProgress> BackUpAsync(string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        var backup = BeginBackup(path);
        try
        {
            for (var isMore = true; isMore;)
            {
                cancellationToken.ThrowIfCancellationRequested();
                (var progress, isMore) = Step(backup, path);
                yield return progress;
            }
        }
        finally
        {
            lock (_writing)
            {
                backup.Dispose();
                _backup = null;
            }
        }
        using var written = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite);
        RandomAccess.FlushToDisk(written);
    }

    /// <summary>Lets SQLite check the file, unless too much is written meanwhile: what a long reader sees cannot leave the log.</summary>
    public async ValueTask<IReadOnlyList<string>> CheckStorageAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        // A thread of its own: it takes as long as reading the whole file takes.
        var findings = await Task.Factory.StartNew(
            () =>
            {
                using var connection = _writer is null ? StoreOpening.OpenFile(_opening.Path) : _opening.OpenReader();
                return StorageCheck.Run(connection, () => cancellationToken.IsCancellationRequested || _opening.IsLogTooLong);
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        cancellationToken.ThrowIfCancellationRequested();
        return findings;
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

    public ValueTask<IReadOnlyList<ExecutionRow>> ListExecutionsByNumberAsync(long afterNumber, int countMax, CancellationToken cancellationToken) =>
        PageAsync((afterNumber, countMax), countMax, static (reader, q) => reader.ExecutionsByNumber(q.afterNumber, q.countMax), cancellationToken);

    public ValueTask<IReadOnlyList<string>> FindOrphansAsync(long afterNumber, long throughNumber, CancellationToken cancellationToken) =>
        _readers.ReadAsync((afterNumber, throughNumber), static (reader, q) => reader.Orphans(q.afterNumber, q.throughNumber), cancellationToken);

    public ValueTask<IReadOnlyList<WakeUp>> ListWakeUpsAsync(DateTimeOffset before, WakeUp? after, int countMax, CancellationToken cancellationToken) =>
        PageAsync((before, after, countMax), countMax, static (reader, q) => reader.WakeUps(q.before, q.after, q.countMax), cancellationToken);

    public ValueTask<IReadOnlyList<ExecutionRow>> ListOwingAsync(DateTimeOffset since, long afterNumber, int countMax, CancellationToken cancellationToken) =>
        PageAsync((since, afterNumber, countMax), countMax, static (reader, q) => reader.Owing(q.since, q.afterNumber, q.countMax), cancellationToken);

    public ValueTask<IReadOnlyList<ExpressExecutionRow>> ListExpressExecutionsAsync(long afterNumber, int countMax, CancellationToken cancellationToken) =>
        PageAsync((afterNumber, countMax), countMax, static (reader, q) => reader.ExpressExecutions(q.afterNumber, q.countMax), cancellationToken);

    public ValueTask<StateMachineRow?> FindStateMachineAsync(string arn, CancellationToken cancellationToken) =>
        _readers.ReadAsync(arn, static (reader, arn) => reader.StateMachine(arn), cancellationToken);

    public ValueTask<StateMachineRevisionRow?> FindRevisionAsync(long stateMachineId, int revision, CancellationToken cancellationToken) =>
        _readers.ReadAsync((stateMachineId, revision), static (reader, q) => reader.Revision(q.stateMachineId, q.revision), cancellationToken);

    public ValueTask<IReadOnlyList<StateMachineSummary>> ListStateMachinesAsync(string region, string afterName, int countMax, CancellationToken cancellationToken) =>
        PageAsync((region, afterName, countMax), countMax, static (reader, q) => reader.StateMachines(q.region, q.afterName, q.countMax), cancellationToken);

    public ValueTask<IReadOnlyList<StateMachineRow>> ListDeletingAsync(CancellationToken cancellationToken) =>
        _readers.ReadAsync(0, static (reader, _) => reader.Deleting(), cancellationToken);

    public ValueTask<bool> HasOpenExecutionsAsync(long stateMachineId, CancellationToken cancellationToken) =>
        _readers.ReadAsync(stateMachineId, static (reader, id) => reader.HasOpenExecutions(id), cancellationToken);

    public ValueTask<MapRunRow?> FindMapRunAsync(string arn, CancellationToken cancellationToken) =>
        _readers.ReadAsync(arn, static (reader, arn) => reader.MapRun(arn), cancellationToken);

    public ValueTask<IReadOnlyList<MapRunRow>> ListMapRunsAsync(long executionNumber, long afterId, int countMax, CancellationToken cancellationToken) =>
        PageAsync((executionNumber, afterId, countMax), countMax, static (reader, q) => reader.MapRuns(q.executionNumber, q.afterId, q.countMax), cancellationToken);

    public ValueTask<IReadOnlyList<MapRunRow>> ListRunningMapRunsAsync(CancellationToken cancellationToken) =>
        _readers.ReadAsync(0, static (reader, _) => reader.RunningMapRuns(), cancellationToken);

    public ValueTask<IReadOnlyList<MapRunChildRow>> ListMapRunChildrenAsync(long mapRunId, int afterIndex, int countMax, CancellationToken cancellationToken) =>
        PageAsync((mapRunId, afterIndex, countMax), countMax, static (reader, q) => reader.MapRunChildren(q.mapRunId, q.afterIndex, q.countMax), cancellationToken);

    public ValueTask<StateMachineVersionRow?> FindVersionAsync(long stateMachineId, int number, CancellationToken cancellationToken) =>
        _readers.ReadAsync((stateMachineId, number), static (reader, q) => reader.Version(q.stateMachineId, q.number), cancellationToken);

    public ValueTask<IReadOnlyList<StateMachineVersionRow>> ListVersionsAsync(
        long stateMachineId, int beforeNumber, int countMax, CancellationToken cancellationToken) =>
        PageAsync((stateMachineId, beforeNumber, countMax), countMax, static (reader, q) => reader.Versions(q.stateMachineId, q.beforeNumber, q.countMax), cancellationToken);

    public ValueTask<StateMachineAliasRow?> FindAliasAsync(long stateMachineId, string name, CancellationToken cancellationToken) =>
        _readers.ReadAsync((stateMachineId, name), static (reader, q) => reader.Alias(q.stateMachineId, q.name), cancellationToken);

    public ValueTask<IReadOnlyList<StateMachineAliasRow>> ListAliasesAsync(
        long stateMachineId, int afterNumber, int countMax, CancellationToken cancellationToken) =>
        PageAsync((stateMachineId, afterNumber, countMax), countMax, static (reader, q) => reader.Aliases(q.stateMachineId, q.afterNumber, q.countMax), cancellationToken);

    public ValueTask<ActivityRow?> FindActivityAsync(string arn, CancellationToken cancellationToken) =>
        _readers.ReadAsync(arn, static (reader, arn) => reader.Activity(arn), cancellationToken);

    public ValueTask<IReadOnlyList<ActivityRow>> ListActivitiesAsync(string region, long afterId, int countMax, CancellationToken cancellationToken) =>
        PageAsync((region, afterId, countMax), countMax, static (reader, q) => reader.Activities(q.region, q.afterId, q.countMax), cancellationToken);

    public ValueTask<ConnectionRow?> FindConnectionAsync(string region, string name, CancellationToken cancellationToken) =>
        _readers.ReadAsync((region, name), static (reader, q) => reader.Connection(q.region, q.name), cancellationToken);

    public ValueTask<IReadOnlyList<ConnectionRow>> ListConnectionsAsync(string region, string afterName, int countMax, CancellationToken cancellationToken) =>
        PageAsync((region, afterName, countMax), countMax, static (reader, q) => reader.Connections(q.region, q.afterName, q.countMax), cancellationToken);

    public ValueTask<IReadOnlyList<FunctionRow>> ListFunctionsAsync(string afterName, int countMax, CancellationToken cancellationToken) =>
        PageAsync((afterName, countMax), countMax, static (reader, q) => reader.Functions(q.afterName, q.countMax), cancellationToken);

    public ValueTask<IReadOnlyList<FunctionEventRow>> ListFunctionEventsAsync(string afterRequestId, int countMax, CancellationToken cancellationToken) =>
        PageAsync((afterRequestId, countMax), countMax, static (reader, q) => reader.FunctionEvents(q.afterRequestId, q.countMax), cancellationToken);

    public ValueTask<RecordRow?> FindRecordAsync(RecordKind kind, long id, CancellationToken cancellationToken) =>
        _readers.ReadAsync((kind, id), static (reader, q) => reader.Record(q.kind, q.id), cancellationToken);

    public ValueTask<long> FindLastRecordIdAsync(RecordKind kind, CancellationToken cancellationToken) =>
        _readers.ReadAsync(kind, static (reader, kind) => reader.LastRecordId(kind), cancellationToken);

    public ValueTask<BoundedCount> CountRecordsAsync(RecordKind kind, string facet, int countMax, CancellationToken cancellationToken) =>
        _readers.ReadAsync((kind, facet, countMax), static (reader, q) => reader.CountRecords(q.kind, q.facet, q.countMax), cancellationToken);

    public ValueTask<BoundedCount> CountExecutionsAsync(long stateMachineId, ExecutionStatus status, long afterNumber, int countMax, CancellationToken cancellationToken) =>
        _readers.ReadAsync((stateMachineId, status, afterNumber, countMax), static (reader, q) => reader.CountExecutions(q.stateMachineId, q.status, q.afterNumber, q.countMax), cancellationToken);

    /// <summary>The database and what of its log is not in it yet.</summary>
    public ValueTask<long> MeasureBytesAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult(new FileInfo(_opening.Path).Length + (new FileInfo(_opening.Path + "-wal") is { Exists: true } log ? log.Length : 0));

    public ValueTask<IReadOnlyList<RecordRow>> ListRecordsAsync(RecordQuery query, CancellationToken cancellationToken)
    {
        query.Check();
        return _readers.ReadAsync(query, static (reader, query) => reader.Records(query), cancellationToken);
    }

    public ValueTask<IReadOnlyList<RecordRow>> ListRecordWakeUpsAsync(RecordKind kind, DateTimeOffset before, int countMax, CancellationToken cancellationToken) =>
        PageAsync((kind, before, countMax), countMax, static (reader, q) => reader.RecordWakeUps(q.kind, q.before, q.countMax), cancellationToken);

    /// <summary>Waits for what is under way, marks the store as closed and lets go of the folder.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_writing)
        {
            if (_disposed)
                return;
            _disposed = true;
            _backup?.Dispose();
        }
        await _readers.DisposeAsync();
        using (_folderLock)
        {
            _writer?.Close();
        }
    }

    private ValueTask<IReadOnlyList<T>> PageAsync<TQuery, T>(TQuery query, int countMax, Func<Reader, TQuery, IReadOnlyList<T>> read, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(countMax);
        return _readers.ReadAsync(query, read, cancellationToken);
    }

    private Writer Writer => _writer ?? throw new InvalidOperationException("The store was opened to be read.");

    private BackupWriter BeginBackup(string path)
    {
        lock (_writing)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_backup is not null) throw new IOException("A backup is under way already. Wait for its end.");
            try
            {
                return _backup = Writer.BackUp(path);
            }
            catch (DatabaseException e)
            {
                throw new IOException($"A backup to '{path}' cannot begin: {e.Message}", e);
            }
        }
    }

    private (BackupProgress Progress, bool IsMore) Step(BackupWriter backup, string path)
    {
        lock (_writing)
        {
            try
            {
                return backup.Step();
            }
            catch (DatabaseException e)
            {
                throw new IOException($"The backup to '{path}' failed: {e.Message}", e);
            }
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
            var pageBytes = (int)connection.ReadInteger("PRAGMA page_size");
            var writer = new Writer(connection, new Checkpointer(connection, options, pageBytes), breakage, options, pageBytes);
            while (readers.Count < options.Readers)
            {
                readers.Add(new Reader(opening.OpenReader()));
            }
            return new SqliteStore(folderLock, writer, new ReaderPool(readers, breakage), status, opening, clock);
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
