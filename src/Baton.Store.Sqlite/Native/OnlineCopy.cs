using SQLitePCL;

namespace Baton.Store.Sqlite.Native;

/// <summary>
/// A copy of a database under way. What the connection that it copies from writes meanwhile is written to the copy too, so that at the end it is the
/// database of that moment; between two steps nothing is locked. Not for two threads at once, and not beside a use of that connection.
/// </summary>
internal sealed class OnlineCopy(sqlite3_backup handle, sqlite3 target) : IDisposable
{
    public int PagesLeft => raw.sqlite3_backup_remaining(handle);

    public int Pages => raw.sqlite3_backup_pagecount(handle);

    /// <returns>Whether more is left.</returns>
    public bool Step(int pages) => raw.sqlite3_backup_step(handle, pages) switch
    {
        raw.SQLITE_OK or raw.SQLITE_BUSY or raw.SQLITE_LOCKED => true,
        raw.SQLITE_DONE => false,
        var code => throw new DatabaseException(code, raw.sqlite3_errstr(code).utf8_to_string()),
    };

    /// <summary>Lets go of both databases; what was not copied to the end is undone in the target.</summary>
    /// <exception cref="DatabaseException">The copy failed.</exception>
    public void Finish()
    {
        if (raw.sqlite3_backup_finish(handle) != raw.SQLITE_OK)
            throw DatabaseException.Of(target);
    }

    public void Dispose() => handle.Dispose();
}
