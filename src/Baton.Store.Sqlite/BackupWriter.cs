using Baton.Store.Sqlite.Native;
using SQLitePCL;

namespace Baton.Store.Sqlite;

/// <summary>
/// Copies the database of the writing connection into a new file, a step at a time between two commits. Not for two threads at once. What is committed
/// meanwhile is in the copy too, and no reader keeps the log from beginning anew.
/// </summary>
internal sealed class BackupWriter : IDisposable
{
    /// <summary>256 KiB at once: about a millisecond for which commits wait.</summary>
    private const int StepPages = 64;

    private readonly Connection _target;
    private readonly OnlineCopy _copying;
    private readonly int _pageBytes;
    private bool _isOver;

    /// <exception cref="DatabaseException">The file cannot be made.</exception>
    public BackupWriter(Connection source, string path, int pageBytes)
    {
        _pageBytes = pageBytes;
        _target = Connection.Open(path, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE, vfs: null);
        try
        {
            _target.Execute("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF"); // a copy that is not finished is thrown away
            _copying = source.CopyInto(_target);
        }
        catch
        {
            _target.Dispose();
            throw;
        }
    }

    /// <returns>How far the copy is, and whether more is left.</returns>
    /// <exception cref="DatabaseException">The disk of the copy, or the database, failed.</exception>
    public (BackupProgress Progress, bool IsMore) Step()
    {
        ObjectDisposedException.ThrowIf(_isOver, this);
        var isMore = _copying.Step(StepPages);
        var progress = new BackupProgress((long)(_copying.Pages - _copying.PagesLeft) * _pageBytes, (long)_copying.Pages * _pageBytes);
        if (!isMore)
            _copying.Finish();
        return (progress, isMore);
    }

    /// <summary>Ends the copy, whole or not.</summary>
    public void Dispose()
    {
        _isOver = true;
        _copying.Dispose();
        _target.Dispose();
    }
}
