using SQLitePCL;

namespace Baton.Store.Sqlite.Native;

/// <summary>SQLite refused a call.</summary>
/// <param name="code">SQLite's extended result code.</param>
internal sealed class DatabaseException(int code, string message) : Exception($"SQLite says: {message} (code {code & 0xff}, extended {code}).")
{
    public int ExtendedCode => code;

    /// <summary>The primary code: <c>SQLITE_BUSY</c>, <c>SQLITE_IOERR</c> and so on.</summary>
    public int Code => code & 0xff;

    public static DatabaseException Of(sqlite3 connection) =>
        new(raw.sqlite3_extended_errcode(connection), raw.sqlite3_errmsg(connection).utf8_to_string());
}
