using Baton.Store.Sqlite.Native;

namespace Baton.Store.Sqlite;

/// <summary>Brings a database to the schema of this version: each missing migration in one transaction, so that a crash leaves it between two.</summary>
internal static class Schema
{
    private const string CreateTable = """
        CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT
        """;

    /// <summary>The schema that this version writes.</summary>
    public static int Version => Sql.Migrations[^1].Number;

    /// <summary>The schema of a database, without changing it; 0 of an empty one.</summary>
    public static int VersionOf(Connection connection) =>
        connection.ReadInteger("SELECT count(*) FROM sqlite_schema WHERE name = 'migrations'") == 0
            ? 0
            : (int)connection.ReadInteger("SELECT ifnull(max(number), 0) FROM migrations");

    public static void Migrate(Connection connection, DateTimeOffset now) => Migrate(connection, now, Version);

    internal static void Migrate(Connection connection, DateTimeOffset now, int upTo)
    {
        var present = VersionOf(connection);
        foreach (var (number, name, text) in Sql.Migrations)
        {
            if (number > present && number <= upTo)
                Apply(connection, number, name, text, now);
        }
    }

    private static void Apply(Connection connection, int number, string name, string text, DateTimeOffset now)
    {
        connection.Execute("BEGIN IMMEDIATE");
        try
        {
            connection.Execute(CreateTable);
            connection.Execute(text);
            using var record = connection.Prepare("insert_migration", "number", "name", "applied_at");
            record.Bind(1, number).Bind(2, name).Bind(3, StoreTime.ToMilliseconds(now)).Run();
            connection.Execute("COMMIT");
        }
        finally
        {
            if (connection.InTransaction)
                connection.Execute("ROLLBACK");
        }
    }
}
