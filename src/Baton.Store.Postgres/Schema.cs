using Npgsql;

namespace Baton.Store.Postgres;

/// <summary>Brings a database to the schema of this version: each missing migration in one transaction, so that a crash leaves it between two.</summary>
internal static class Schema
{
    /// <summary>Makes room for the first migration, unless it is there.</summary>
    public const string Create = """
        CREATE SCHEMA IF NOT EXISTS baton;
        CREATE TABLE IF NOT EXISTS migrations (number integer PRIMARY KEY, name text NOT NULL, applied_at bigint NOT NULL)
        """;

    private static readonly Statement Record = new("insert_migration", "number", "name", "applied_at");

    /// <summary>The schema that this version writes.</summary>
    public static int Version => Sql.Migrations[^1].Number;

    /// <summary>The schema of a database, without changing it; 0 of an empty one.</summary>
    /// <exception cref="StoreOpenException">The schema <c>baton</c> is another program's.</exception>
    public static async Task<int> VersionOfAsync(NpgsqlConnection connection)
    {
        if (await connection.ReadAsync<bool>("SELECT to_regclass('baton.migrations') IS NOT NULL"))
            return await connection.ReadAsync<int>("SELECT coalesce(max(number), 0) FROM migrations");
        return await connection.ReadAsync<bool>("SELECT EXISTS (SELECT FROM pg_class WHERE relnamespace = to_regnamespace('baton'))")
            ? throw new StoreOpenException("The schema 'baton' of the database is another program's. Name another database.")
            : 0;
    }

    public static Task MigrateAsync(NpgsqlConnection connection, DateTimeOffset now) => MigrateAsync(connection, now, Version);

    internal static async Task MigrateAsync(NpgsqlConnection connection, DateTimeOffset now, int upTo)
    {
        var present = await VersionOfAsync(connection);
        foreach (var (number, name, text) in Sql.Migrations)
        {
            if (number <= present || number > upTo) continue;
            await using var transaction = await connection.BeginTransactionAsync();
            await connection.ExecuteAsync(Create);
            await connection.ExecuteAsync(text, isLong: true);
            await connection.ExecuteAsync(Record.Bind(number, name, StoreTime.ToMilliseconds(now)));
            await transaction.CommitAsync();
        }
    }

}
