using Baton.Store.Copying;
using Baton.Store.Sqlite.Native;

namespace Baton.Store.Sqlite;

/// <summary>A SQLite store as the source or the target of a copy. It holds the lock of the folder all the time.</summary>
public sealed class SqliteStoreCopy : IStoreSource, IStoreTarget
{
    private const int RowsPerTransaction = 10_000;

    private readonly FolderLock _folderLock;
    private readonly Connection _connection;

    private SqliteStoreCopy(FolderLock folderLock, Connection connection, string folder) => (_folderLock, _connection, Place) = (folderLock, connection, $"'{folder}'");

    public string Place { get; }

    /// <exception cref="StoreOpenException">It cannot be read: a server runs on it, it is of another version, or it is no store.</exception>
    public static SqliteStoreCopy OpenSource(SqliteStoreOptions options)
    {
        if (!File.Exists(Path.Combine(options.Folder, StoreOpening.FileName))) throw new StoreOpenException($"There is no store in '{options.Folder}'.");
        return Open(options, opening =>
        {
            var connection = opening.OpenReader();
            try
            {
                StoreOpening.CheckOurs(connection, opening.Path);
                if (Schema.VersionOf(connection) is var version && version != Schema.Version)
                {
                    throw new StoreOpenException(
                        $"The store in '{options.Folder}' has schema {version}, and this version of Baton writes {Schema.Version}. Start a server of the same version on it once.");
                }
                connection.Execute("BEGIN");
                return connection;
            }
            catch
            {
                connection.Dispose();
                throw;
            }
        });
    }

    /// <exception cref="StoreOpenException">It cannot be written: it has content, or is of another program.</exception>
    public static SqliteStoreCopy OpenTarget(SqliteStoreOptions options, TimeProvider clock)
    {
        SqliteStore.CreateFolder(options.Folder);
        return Open(options, _ =>
        {
            RemoveEmpty(options);
            return new StoreOpening(options, clock.GetUtcNow()).OpenUnfinished();
        });
    }

    public ValueTask<long> CountAsync(StoreTable table, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_connection.ReadInteger($"SELECT count(*) FROM {From(table)}"));

    public async IAsyncEnumerable<object?[]> ReadAsync(StoreTable table, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var statement = _connection.PrepareText($"SELECT {string.Join(", ", table.Columns.Select(column => column.Name))} FROM {From(table)}");
        var done = false;
        while (!done)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var row = Step(statement, table);
            done = row is null;
            if (row is not null) yield return row;
        }
        await ValueTask.CompletedTask;
    }

    public async ValueTask WriteAsync(StoreTable table, IAsyncEnumerable<object?[]> rows, CancellationToken cancellationToken)
    {
        var here = _connection.ReadTexts($"PRAGMA table_info({table.Name})", column: 1);
        var columns = Enumerable.Range(0, table.Columns.Count).Where(i => here.Contains(table.Columns[i].Name)).ToArray();
        using var insert = _connection.PrepareText(
            $"INSERT INTO {table.Name} ({string.Join(", ", columns.Select(i => table.Columns[i].Name))}) VALUES ({string.Join(", ", columns.Select(_ => "?"))})");
        var count = 0;
        _connection.Execute("BEGIN IMMEDIATE");
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            for (var i = 0; i < columns.Length; i++) Bind(insert, i + 1, row[columns[i]]);
            insert.Run();
            if (++count % RowsPerTransaction == 0) _connection.Execute("COMMIT; BEGIN IMMEDIATE");
        }
        _connection.Execute("COMMIT");
    }

    public ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        _connection.Execute($"DROP TABLE {StoreOpening.UnfinishedTable}");
        _connection.Checkpoint(SQLitePCL.raw.SQLITE_CHECKPOINT_TRUNCATE);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        using (_folderLock) _connection.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>The partition of events is not where another store has it, and those of removed executions may still be there.</summary>
    private static string From(StoreTable table) => table.Name == "events" ? "events CROSS JOIN executions USING (number)" : table.Name;

    private static SqliteStoreCopy Open(SqliteStoreOptions options, Func<StoreOpening, Connection> open)
    {
        StoreOpening.CheckLibrary();
        var folderLock = FolderLock.Take(options.Folder);
        try
        {
            return new SqliteStoreCopy(folderLock, open(new StoreOpening(options, default)), options.Folder);
        }
        catch (Exception e)
        {
            folderLock.Dispose();
            if (e is DatabaseException failure) throw Failures.OfOpening(options.Folder, failure);
            throw;
        }
    }

    /// <summary>Makes room: what a copy that was not finished has left goes, and a store that never held anything.</summary>
    private static void RemoveEmpty(SqliteStoreOptions options)
    {
        var file = Path.Combine(options.Folder, StoreOpening.FileName);
        if (!File.Exists(file)) return;
        using (var connection = new StoreOpening(options, default).OpenReader())
        {
            if (!StoreOpening.IsUnfinished(connection)
                && (connection.ReadInteger("SELECT count(*) FROM sqlite_schema WHERE name = 'store'") == 0
                    || connection.ReadInteger("SELECT count(*) FROM store WHERE last_number + last_state_machine_id + last_activity_id > 0") > 0
                    || (connection.ReadInteger("SELECT count(*) FROM sqlite_schema WHERE name = 'functions'") > 0 && connection.ReadInteger("SELECT count(*) FROM functions") > 0)))
            {
                throw new StoreOpenException($"The store in '{options.Folder}' has content, and is not written over. Name an empty folder.");
            }
        }
        foreach (var suffix in new[] { "", "-wal", "-shm" }) File.Delete(file + suffix);
    }

    private static object?[]? Step(Statement statement, StoreTable table)
    {
        if (!statement.Step()) return null;
        var values = new object?[table.Columns.Count];
        for (var i = 0; i < values.Length; i++)
        {
            var type = table.Columns[i].Type;
            values[i] = statement.IsNull(i) ? null
                : type == typeof(int) ? (int)statement.Integer(i)
                : type == typeof(long) ? statement.Integer(i)
                : type == typeof(string) ? statement.Text(i)
                : statement.Blob(i);
        }
        return values;
    }

    private static void Bind(Statement statement, int position, object? value) => _ = value switch
    {
        null => statement.Bind(position, (string?)null),
        int number => statement.Bind(position, number),
        long number => statement.Bind(position, number),
        string text => statement.Bind(position, text),
        byte[] bytes => statement.Bind(position, bytes.AsSpan()),
        _ => throw new ArgumentException($"A {value.GetType().Name} is no value of a store."),
    };
}
