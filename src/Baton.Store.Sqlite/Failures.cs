using Baton.Store.Sqlite.Native;
using SQLitePCL;

namespace Baton.Store.Sqlite;

/// <summary>What a failure of SQLite means for the caller.</summary>
internal static class Failures
{
    private const int ConstraintPrimaryKey = raw.SQLITE_CONSTRAINT | (6 << 8);
    private const int ConstraintUnique = raw.SQLITE_CONSTRAINT | (8 << 8);
    private const int ConstraintRowId = raw.SQLITE_CONSTRAINT | (10 << 8);

    /// <summary>Whether the disk or the file itself failed: what was written before may not be there either.</summary>
    public static bool IsBroken(DatabaseException failure) => failure.Code is raw.SQLITE_IOERR or raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB;

    /// <summary>Whether the database itself is wrong, whoever finds it.</summary>
    public static bool IsDamaged(DatabaseException failure) => failure.Code is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB;

    /// <summary>Whether it is a database, but a damaged one.</summary>
    public static bool IsCorrupt(DatabaseException failure) => failure.Code == raw.SQLITE_CORRUPT;

    public static bool IsFull(DatabaseException failure) => failure.Code == raw.SQLITE_FULL;

    /// <summary>Whether a row with this key is there already.</summary>
    public static bool IsDuplicate(DatabaseException failure) => failure.ExtendedCode is ConstraintPrimaryKey or ConstraintUnique or ConstraintRowId;

    /// <summary>What to throw for a failed read: only damage is for ever.</summary>
    public static Exception OfRead(DatabaseException failure) => failure switch
    {
        _ when IsDamaged(failure) => Broken(failure),
        { Code: raw.SQLITE_IOERR } => new StoreUnavailableException("The disk could not be read.", failure),
        _ => Of(failure),
    };

    /// <summary>What to throw for a failed write before COMMIT was asked for: nothing was written.</summary>
    public static Exception Of(DatabaseException failure) => failure switch
    {
        _ when IsBroken(failure) => Broken(failure),
        _ when IsFull(failure) => new StoreUnavailableException("The disk is full: free space, or give the data folder more.", failure),
        { Code: raw.SQLITE_BUSY or raw.SQLITE_LOCKED } =>
            new StoreUnavailableException("The database is locked from outside: a shell or a backup holds it.", failure),
        { Code: raw.SQLITE_NOMEM or raw.SQLITE_READONLY or raw.SQLITE_CANTOPEN or raw.SQLITE_PERM or raw.SQLITE_INTERRUPT or raw.SQLITE_PROTOCOL } =>
            new StoreUnavailableException("The database cannot be used now.", failure),
        _ => new InvalidOperationException("SQLite refused a statement of ours.", failure),
    };

    /// <summary>
    /// What to throw when COMMIT itself failed. A full disk is found before the last page of the transaction is in the log, so nothing of it counts.
    /// After anything else, a restart may find the transaction in the log or not.
    /// </summary>
    public static Exception OfCommit(DatabaseException failure) => failure.Code is raw.SQLITE_FULL or raw.SQLITE_BUSY ? Of(failure) : Broken(failure);

    public static StoreBrokenException Broken(DatabaseException failure) =>
        new("The storage failed, and what it holds is known only after a new start: check the disk, then start again.", failure);

    /// <summary>What to throw when the store cannot be opened: what is wrong, and what to do.</summary>
    public static StoreOpenException OfOpening(string folder, DatabaseException failure)
    {
        var advice = failure.Code switch
        {
            raw.SQLITE_NOTADB => "its database file is not a database. Restore it from a backup, or name another folder",
            raw.SQLITE_CORRUPT => "its database is damaged. Restore it from a backup",
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED => "its database is locked by another program. Close that program",
            raw.SQLITE_FULL => "the disk is full. Free space",
            raw.SQLITE_READONLY or raw.SQLITE_CANTOPEN or raw.SQLITE_PERM =>
                "its database cannot be written. Give the user that runs Baton read and write permission on the folder and everything in it",
            _ => "its database failed. Check the disk",
        };
        return new StoreOpenException($"The store in '{folder}' cannot be opened: {advice}. {failure.Message}", failure) { IsDamaged = IsCorrupt(failure) };
    }
}
