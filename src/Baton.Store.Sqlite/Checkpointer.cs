using Baton.Store.Sqlite.Native;
using SQLitePCL;

namespace Baton.Store.Sqlite;

/// <summary>
/// Copies the log into the database file, on the writing connection and between two commits, every <see cref="SqliteStoreOptions.CheckpointBytes"/> written.
/// </summary>
/// <remarks>
/// SQLite begins the log anew with the first write after it was copied whole, if no reader uses it then. Readers that begin after such a copy read the
/// file alone, so a short wait for the older ones is enough; it is spent only when the log has grown to <see cref="SqliteStoreOptions.LogBytesMax"/>.
/// </remarks>
internal sealed class Checkpointer(Connection writer, SqliteStoreOptions options, int pageBytes)
{
    private static readonly TimeSpan WaitForReaders = TimeSpan.FromMilliseconds(100);

    private readonly long _pagesBetween = options.CheckpointBytes / pageBytes;
    private readonly long _logPagesMax = options.LogBytesMax / pageBytes;
    private long _pagesWritten;

    /// <summary>To be called after every commit.</summary>
    /// <exception cref="DatabaseException">The copy failed; the commits before it are in the log all the same.</exception>
    public void AfterCommit()
    {
        _pagesWritten += writer.TakePagesWritten();
        if (_pagesWritten < _pagesBetween)
            return;
        _pagesWritten = 0;
        if (writer.Checkpoint(raw.SQLITE_CHECKPOINT_PASSIVE) >= _logPagesMax)
            BeginLogAnew();
        writer.TakePagesWritten();
    }

    /// <summary>Copies what readers let it: only then does a file that was made shorter give its end back.</summary>
    public void Copy() => writer.Checkpoint(raw.SQLITE_CHECKPOINT_PASSIVE);

    /// <summary>Copies all and cuts the log to nothing, as far as readers let it.</summary>
    public void Finish() => writer.Checkpoint(raw.SQLITE_CHECKPOINT_TRUNCATE);

    private void BeginLogAnew()
    {
        writer.SetBusyTimeout(WaitForReaders);
        try
        {
            writer.Checkpoint(raw.SQLITE_CHECKPOINT_TRUNCATE);
        }
        finally
        {
            writer.SetBusyTimeout(options.BusyTimeout);
        }
    }
}
