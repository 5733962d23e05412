using System.Globalization;
using Baton.Store.Sqlite.Native;
using SQLitePCL;

namespace Baton.Store.Sqlite;

/// <summary>Opens the database in a data folder that is locked already: checks that it is one of ours and of our time, and sets the connections up.</summary>
internal sealed class StoreOpening(SqliteStoreOptions options, DateTimeOffset now)
{
    public const string FileName = "baton.db";

    /// <summary>There as long as a copy into the database is not finished.</summary>
    public const string UnfinishedTable = "unfinished_copy";

    private const int ApplicationId = 0x42746e31;

    /// <summary>
    /// 3.51.3, the first in which two connections that write and checkpoint at once cannot damage the database (sqlite.org/wal.html#walresetbug).
    /// </summary>
    private const int LibraryVersionMin = 3_051_003;

    /// <summary>A check of the whole file is given up when the log has become so many times as long as it is meant to be.</summary>
    private const int LogTooLongTimes = 4;

    /// <summary>The database file.</summary>
    public string Path { get; init; } = System.IO.Path.GetFullPath(System.IO.Path.Combine(options.Folder, FileName));

    /// <summary>The name of SQLite's layer below; tests put a disk that fails there.</summary>
    public string? Vfs { get; init; }

    /// <summary>Opens a file that nobody writes, and leaves no trace beside it.</summary>
    /// <exception cref="StoreOpenException">It is not a store of ours, or not whole.</exception>
    public static Connection OpenFile(string file)
    {
        if (!File.Exists(file))
            throw new StoreOpenException($"There is no file '{file}'.");
        if (new FileInfo(file + "-wal") is { Exists: true, Length: > 0 })
            throw new StoreOpenException($"'{file}' is only a part of a database: the other part is '{file}-wal'. Name the data folder, or a file that 'baton backup' made.");
        var connection = Connection.Open($"file:{Uri.EscapeDataString(System.IO.Path.GetFullPath(file))}?immutable=1", raw.SQLITE_OPEN_READONLY | raw.SQLITE_OPEN_URI, vfs: null);
        try
        {
            CheckOurs(connection, file);
            if (Schema.VersionOf(connection) == 0)
                throw new StoreOpenException($"'{file}' is empty. Name the file of a backup.");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Whether a reader keeps so much in the log that it has to let go.</summary>
    public bool IsLogTooLong => new FileInfo(Path + "-wal") is { Exists: true } log && log.Length > LogTooLongTimes * options.LogBytesMax;

    /// <exception cref="StoreOpenException">The SQLite library that was found cannot be trusted with several connections.</exception>
    public static void CheckLibrary() => CheckLibrary(Connection.LibraryVersion, Connection.LibraryVersionNumber, Connection.IsThreadSafe);

    internal static void CheckLibrary(string version, int versionNumber, bool isThreadSafe)
    {
        if (versionNumber < LibraryVersionMin)
            throw new StoreOpenException($"SQLite {version} is too old: Baton needs 3.51.3 or later. Use the library that Baton ships with.");
        if (!isThreadSafe)
            throw new StoreOpenException($"SQLite {version} is built for one thread. Use the library that Baton ships with.");
    }

    public Connection OpenWriter()
    {
        var connection = Connection.Open(Path, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE, Vfs);
        try
        {
            connection.SetBusyTimeout(options.BusyTimeout);
            CheckOurs(connection, Path);
            ConfigureWriter(connection);
            Schema.Migrate(connection, now);
            CreateStoreRow(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>A new database that is no store yet.</summary>
    public Connection OpenUnfinished()
    {
        var connection = Connection.Open(Path, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE, Vfs);
        try
        {
            connection.SetBusyTimeout(options.BusyTimeout);
            ConfigureWriter(connection);
            connection.Execute($"PRAGMA wal_autocheckpoint = 1000; CREATE TABLE {UnfinishedTable} (id INTEGER) STRICT");
            Schema.Migrate(connection, now);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Whether a copy into the database was begun and not ended.</summary>
    public static bool IsUnfinished(Connection connection) => connection.ReadInteger($"SELECT count(*) FROM sqlite_schema WHERE name = '{UnfinishedTable}'") > 0;

    public Connection OpenReader()
    {
        var connection = Connection.Open(Path, raw.SQLITE_OPEN_READONLY, Vfs);
        try
        {
            connection.SetBusyTimeout(options.BusyTimeout);
            connection.Execute($"PRAGMA query_only = ON; PRAGMA mmap_size = 0; PRAGMA cache_size = {KibibytesOf(options.ReaderCacheBytes)}");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public StoreStatus ReadStatus(Connection connection)
    {
        using var statement = connection.Prepare("read_store");
        using var rows = statement.Query();
        if (!rows.Read())
            throw new StoreOpenException($"The store in '{options.Folder}' has no description of itself. Restore it from a backup.");
        var partitions = (int)statement.Integer(0);
        if (options.Partitions is { } wanted && wanted != partitions)
        {
            throw new StoreOpenException(
                $"The store in '{options.Folder}' was created with {partitions} partitions and cannot be opened with {wanted}: " +
                $"the number is fixed. Set {partitions} or none, or name another folder.");
        }
        return new StoreStatus(
            Description(), partitions, statement.Integer(1), statement.Integer(2), statement.Integer(3), RowReader.TimeOrNull(statement, 4),
            statement.Integer(5) != 0)
        {
            IsPaused = statement.Integer(6) != 0,
        };
    }

    /// <summary>Refuses what is not a Baton database, or one that a later version has changed, before anything is written to it.</summary>
    public static void CheckOurs(Connection connection, string path)
    {
        if (IsUnfinished(connection))
            throw new StoreOpenException($"The store '{path}' is a copy that was not finished: run `baton migrate` again.");
        var id = connection.ReadInteger("PRAGMA application_id");
        var isEmpty = connection.ReadInteger("SELECT count(*) FROM sqlite_schema") == 0;
        if (id != ApplicationId && !isEmpty)
            throw new StoreOpenException($"'{path}' is a database of another program. Name another one.");
        var version = Schema.VersionOf(connection);
        if (version > Schema.Version)
        {
            throw new StoreOpenException(
                $"The store '{path}' has schema {version}, and this version of Baton knows up to {Schema.Version}. " +
                "Start the later version of Baton that wrote it, or restore a backup from before.");
        }
    }

    private void ConfigureWriter(Connection connection)
    {
        // These two take effect only in an empty database: pages that hold several events each, and room to give back what a purge frees.
        connection.Execute("PRAGMA page_size = 4096; PRAGMA auto_vacuum = INCREMENTAL");
        var mode = connection.ReadText("PRAGMA journal_mode = WAL");
        if (mode != "wal")
            throw new StoreOpenException($"'{Path}' cannot keep a write-ahead log (its journal mode is '{mode}'). Put the data folder on a local disk.");
        connection.Execute(
            $"PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0; PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY; " +
            $"PRAGMA cache_size = {KibibytesOf(options.WriterCacheBytes)}; PRAGMA journal_size_limit = {options.LogBytesMax}");
        if (connection.ReadInteger("PRAGMA synchronous") != 2)
            throw new StoreOpenException($"'{Path}' does not sync every commit. Use the SQLite library that Baton ships with.");
    }

    private void CreateStoreRow(Connection connection)
    {
        if (connection.ReadInteger("SELECT count(*) FROM store") != 0)
            return;
        using var statement = connection.Prepare("insert_store", "partitions");
        statement.Bind(1, options.Partitions ?? SqliteStoreOptions.PartitionsDefault).Run();
    }

    private string Description() =>
        string.Create(CultureInfo.InvariantCulture, $"SQLite {Connection.LibraryVersion}, schema {Schema.Version}, in {Path}");

    /// <summary>SQLite reads a negative cache size as kibibytes.</summary>
    private static string KibibytesOf(long bytes) => (-bytes / 1024).ToString(CultureInfo.InvariantCulture);
}
