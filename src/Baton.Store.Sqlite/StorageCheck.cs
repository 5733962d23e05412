using Baton.Store.Sqlite.Native;
using SQLitePCL;

namespace Baton.Store.Sqlite;

/// <summary>Lets SQLite check its own file: pages, order of keys, and that indexes have what tables have.</summary>
internal static class StorageCheck
{
    private const string Cure = "Restore a backup, and check the disk.";

    /// <param name="connection">A connection that reads; what it sees is kept from being copied out of the log until the check ends.</param>
    /// <param name="isToEnd">Asked again and again; true gives the check up.</param>
    /// <returns>What is wrong, a sentence each; empty where all is well.</returns>
    public static IReadOnlyList<string> Run(Connection connection, Func<bool> isToEnd)
    {
        connection.EndWhen(isToEnd);
        try
        {
            return [.. connection.ReadTexts("PRAGMA integrity_check", column: 0).Where(found => found != "ok").Select(found => $"The file is damaged: {found}. {Cure}")];
        }
        catch (DatabaseException e) when (e.Code == raw.SQLITE_INTERRUPT)
        {
            return ["The file was not checked to its end: too much was written meanwhile. Make a backup, which is checked, or check when less goes on."];
        }
        catch (DatabaseException e) when (Failures.IsDamaged(e))
        {
            return [Damage(e)];
        }
    }

    /// <summary>What is wrong with a file that SQLite gives up on.</summary>
    public static string Damage(DatabaseException failure) => $"The file is damaged: {failure.Message} {Cure}";
}
