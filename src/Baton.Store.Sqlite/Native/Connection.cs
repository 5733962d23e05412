using SQLitePCL;

namespace Baton.Store.Sqlite.Native;

/// <summary>One connection to a database. Not for two threads at once.</summary>
internal sealed class Connection : IDisposable
{
    private readonly sqlite3 _handle;
    private readonly List<Statement> _statements = [];

    private Connection(sqlite3 handle) => _handle = handle;

    static Connection() => Batteries_V2.Init();

    public static string LibraryVersion => raw.sqlite3_libversion().utf8_to_string();

    public static int LibraryVersionNumber => raw.sqlite3_libversion_number();

    /// <summary>Whether different threads may use different connections.</summary>
    public static bool IsThreadSafe => raw.sqlite3_threadsafe() != 0;

    public bool InTransaction => raw.sqlite3_get_autocommit(_handle) == 0;

    /// <summary>Rows that the last statement changed.</summary>
    public int Changes => raw.sqlite3_changes(_handle);

    /// <param name="flags"><c>SQLITE_OPEN_…</c></param>
    /// <param name="vfs">The name of SQLite's layer below, null for the platform's own.</param>
    /// <exception cref="DatabaseException">The file cannot be opened.</exception>
    public static Connection Open(string path, int flags, string? vfs)
    {
        var code = raw.sqlite3_open_v2(path, out var handle, flags | raw.SQLITE_OPEN_NOMUTEX, vfs!);
        if (code == raw.SQLITE_OK)
            return new Connection(handle);
        using (handle)
        {
            throw handle is { IsInvalid: false } ? DatabaseException.Of(handle) : new DatabaseException(code, raw.sqlite3_errstr(code).utf8_to_string());
        }
    }

    /// <summary>How long a call waits for a lock that somebody else holds before it fails with <c>SQLITE_BUSY</c>.</summary>
    public void SetBusyTimeout(TimeSpan timeout) => Check(raw.sqlite3_busy_timeout(_handle, (int)timeout.TotalMilliseconds));

    /// <summary>Leaves the log as it is when the last connection closes.</summary>
    public void DisableCheckpointOnClose() => Check(raw.sqlite3_db_config(_handle, raw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, out _));

    /// <summary>Runs one or more statements that give no rows worth reading.</summary>
    public void Execute(string sql) => Check(raw.sqlite3_exec(_handle, sql));

    /// <summary>Prepares the statement in <c>sql/name.sql</c>, which lives as long as the connection.</summary>
    /// <param name="parameters">The names of its parameters without the at sign, in the order of their first appearance: values are bound by position.</param>
    public Statement Prepare(string name, params ReadOnlySpan<string> parameters)
    {
        var statement = PrepareText(Sql.Statement(name));
        _statements.Add(statement);
        statement.CheckParameters(name, parameters);
        return statement;
    }

    /// <summary>Prepares a text of the caller's, who disposes of the statement.</summary>
    public Statement PrepareText(string sql)
    {
        Check(raw.sqlite3_prepare_v3(_handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out var handle));
        return new Statement(_handle, handle);
    }

    /// <summary>The first column of the first row of a statement that is used once.</summary>
    public string ReadText(string sql) =>
        ReadTexts(sql, column: 0) is [var first, ..] ? first : throw new InvalidOperationException($"Expected a row from '{sql}', found none.");

    /// <summary>One column of all rows of a statement that is used once.</summary>
    public IReadOnlyList<string> ReadTexts(string sql, int column)
    {
        var texts = new List<string>();
        using var statement = PrepareText(sql);
        using var rows = statement.Query();
        while (rows.Read())
        {
            texts.Add(statement.Text(column));
        }
        return texts;
    }

    /// <inheritdoc cref="ReadText"/>
    public long ReadInteger(string sql)
    {
        using var statement = PrepareText(sql);
        using var rows = statement.Query();
        return rows.Read() ? statement.Integer(0) : throw new InvalidOperationException($"Expected a row from '{sql}', found none.");
    }

    /// <summary>Copies what the log holds into the database file, as far as readers let it.</summary>
    /// <param name="mode"><c>SQLITE_CHECKPOINT_…</c></param>
    /// <returns>Pages in the log, copied or not; 0 after it was cut.</returns>
    public int Checkpoint(int mode)
    {
        var code = raw.sqlite3_wal_checkpoint_v2(_handle, "main", mode, out var logPages, out _);
        return code is raw.SQLITE_OK or raw.SQLITE_BUSY ? logPages : throw DatabaseException.Of(_handle);
    }

    /// <summary>Begins a copy of this whole database into an empty one; see <see cref="OnlineCopy"/>.</summary>
    public OnlineCopy CopyInto(Connection target) =>
        raw.sqlite3_backup_init(target._handle, "main", _handle, "main") is { IsInvalid: false } copy ? new OnlineCopy(copy, target._handle) : throw DatabaseException.Of(target._handle);

    /// <summary>Ends what runs with <c>SQLITE_INTERRUPT</c> when <paramref name="isToEnd"/> says so, which is asked every thousands of steps.</summary>
    public void EndWhen(Func<bool> isToEnd)
    {
        const int StepsBetween = 20_000;
        raw.sqlite3_progress_handler(_handle, StepsBetween, _ => isToEnd() ? 1 : 0, null);
    }

    /// <summary>Pages that this connection wrote, to the log or the file, since the last call.</summary>
    public int TakePagesWritten()
    {
        Check(raw.sqlite3_db_status(_handle, raw.SQLITE_DBSTATUS_CACHE_WRITE, out var current, out _, resetFlg: 1));
        return current;
    }

    public void Dispose()
    {
        foreach (var statement in _statements)
        {
            statement.Dispose();
        }
        _handle.Dispose();
    }

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK)
            throw DatabaseException.Of(_handle);
    }
}
