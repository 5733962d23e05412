using Npgsql;

namespace Baton.Store.Postgres;

/// <summary>What a failure of PostgreSQL, or of the way to it, means for the caller.</summary>
internal static class Failures
{
    /// <summary>Whether a row with this key is there already.</summary>
    public static bool IsDuplicate(NpgsqlException failure) => failure.SqlState == PostgresErrorCodes.UniqueViolation;

    /// <summary>Whether the transaction lost against another one and may succeed at once when it is done again.</summary>
    public static bool IsLostRace(NpgsqlException failure) =>
        failure.SqlState is PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected;

    /// <summary>Whether somebody else holds a lock for longer than we wait.</summary>
    public static bool IsLocked(NpgsqlException failure) => failure.SqlState == PostgresErrorCodes.LockNotAvailable;

    /// <summary>Whether the connection is gone, or never was: what was asked on it may succeed on another.</summary>
    public static bool IsSessionLost(NpgsqlException failure) => failure is not PostgresException
        || failure.SqlState is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or "57P05"; // idle_session_timeout

    /// <summary>Whether data that was written before is not what it was.</summary>
    public static bool IsDamaged(NpgsqlException failure) => failure.SqlState is PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted;

    /// <summary>What to throw for a failed read, or for a write that failed before COMMIT was asked for: nothing was written.</summary>
    public static Exception Of(NpgsqlException failure) => failure switch
    {
        _ when IsDamaged(failure) => new StoreBrokenException("The database is damaged: check the disk of its server, and restore it from a backup.", failure),
        PostgresException refusal when IsOurFault(refusal.SqlState) => new InvalidOperationException("PostgreSQL refused a statement of ours.", failure),
        _ => new StoreUnavailableException(Sentence(failure), failure),
    };

    /// <summary>What to throw when the store cannot be opened: what is wrong, and what to do.</summary>
    public static StoreOpenException OfOpening(string place, NpgsqlException failure)
    {
        var advice = failure.SqlState switch
        {
            PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification => "Name a user that may log in, and the right password",
            PostgresErrorCodes.InvalidCatalogName => "Create the database, or name another one",
            PostgresErrorCodes.InsufficientPrivilege => "Give the user the right to create and use the schema 'baton' (GRANT CREATE ON DATABASE)",
            _ => Sentence(failure).TrimEnd('.'),
        };
        return new StoreOpenException($"The store in {place} cannot be opened: {advice}. {Reason(failure)}", failure);
    }

    private static string Sentence(NpgsqlException failure) => failure.SqlState switch
    {
        PostgresErrorCodes.DiskFull => "The disk of the database is full: free space, or give it more.",
        PostgresErrorCodes.OutOfMemory => "The database is out of memory.",
        PostgresErrorCodes.TooManyConnections => "The database takes no more connections: raise max_connections, or let others use fewer.",
        PostgresErrorCodes.ReadOnlySqlTransaction => "The database only reads: it is a standby, or was set to. Connect to the primary.",
        PostgresErrorCodes.LockNotAvailable => "The database is locked from outside: another session holds a lock on what is to be written.",
        PostgresErrorCodes.QueryCanceled => "The database cancelled a statement: it took longer than the server allows, or somebody cancelled it.",
        PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow =>
            "The database is stopping or starting, or somebody ended the session.",
        PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected => "The database undid the write again and again, because another session writes the same.",
        null => "The database cannot be reached.",
        _ => "The database cannot be used now.",
    };

    /// <summary>Classes of SQLSTATE that speak of what was asked, not of the state of the server: data, constraints, syntax and names.</summary>
    private static bool IsOurFault(string sqlState) => sqlState != PostgresErrorCodes.InsufficientPrivilege && sqlState[..2] is "21" or "22" or "23" or "42" or "0A";

    /// <summary>What the server or the system said, without what might hold a secret.</summary>
    private static string Reason(NpgsqlException failure) => failure is PostgresException refusal
        ? $"PostgreSQL says: {refusal.MessageText} ({refusal.SqlState})."
        : (failure.InnerException ?? failure).Message;
}
