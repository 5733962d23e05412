using System.Globalization;
using Npgsql;

namespace Baton.Store.Postgres;

/// <summary>Prepares a database whose owner we are: checks that it is one of ours and of our time and keeps what it is told, and brings it to our schema.</summary>
internal sealed class StoreOpening(PostgresStoreOptions options, string place, DateTimeOffset now)
{
    /// <summary>The oldest version that Baton is tested with.</summary>
    private const int ServerVersionMin = 15;

    private static readonly Statement InsertStore = new("insert_store", "partitions");
    private static readonly Statement InsertPartitions = new("insert_partitions", "partitions");
    private static readonly Statement ReadStore = new("read_store");

    /// <returns>What the store says of itself, and the number of its last commit.</returns>
    /// <exception cref="StoreOpenException">The database is not what it must be.</exception>
    public async Task<(StoreStatus Status, long CommitNumber)> PrepareAsync(NpgsqlConnection connection)
    {
        await CheckServerAsync(connection);
        await CheckFinishedAsync(connection, place);
        var weakness = await WeaknessAsync(connection);
        if (weakness.Length > 0 && !options.UnsafeDurability)
        {
            throw new StoreOpenException(
                $"The store in {place} would lose acknowledged commits when the machine of the database loses power: {weakness}. " +
                "Set it to on for this user or database, or take the risk with UnsafeDurability=true.");
        }
        var version = await Schema.VersionOfAsync(connection);
        if (version > Schema.Version)
        {
            throw new StoreOpenException(
                $"The store in {place} has schema {version}, and this version of Baton knows up to {Schema.Version}. " +
                "Start the later version of Baton that wrote it, or restore a backup from before.");
        }
        await Schema.MigrateAsync(connection, now);
        await CreateStoreRowAsync(connection);
        var description = string.Create(
            CultureInfo.InvariantCulture, $"PostgreSQL {connection.PostgreSqlVersion}, schema {Schema.Version}, {place}{(weakness.Length > 0 ? $", UNSAFE: {weakness}" : "")}");
        return (await connection.AllAsync(ReadStore.Bind(), row => (Status(row, description), row.GetInt64(6)), CancellationToken.None)).Single();
    }

    /// <summary>Whether a copy into the database was begun and not ended.</summary>
    public static Task<bool> IsUnfinishedAsync(NpgsqlConnection connection) => connection.ReadAsync<bool>("SELECT to_regclass('baton.unfinished_copy') IS NOT NULL");

    public static async Task CheckFinishedAsync(NpgsqlConnection connection, string place)
    {
        if (await IsUnfinishedAsync(connection)) throw new StoreOpenException($"The store in {place} is a copy that was not finished: run `baton migrate` again.");
    }

    public async Task CheckServerAsync(NpgsqlConnection connection)
    {
        if (connection.PostgreSqlVersion.Major < ServerVersionMin)
            throw new StoreOpenException($"The {place} is PostgreSQL {connection.PostgreSqlVersion}: Baton needs {ServerVersionMin} or later.");
        if (await connection.ReadAsync<bool>("SELECT pg_is_in_recovery()"))
            throw new StoreOpenException($"The {place} is a standby, which cannot be written. Connect to the primary, or name all hosts (Host=one,two).");
        if (await connection.ReadAsync<string>("SHOW server_encoding") is var encoding and not "UTF8")
            throw new StoreOpenException($"The {place} has the encoding {encoding}: create it with ENCODING 'UTF8'.");
    }

    /// <summary>The settings that let an acknowledged commit be lost, as <c>name=value</c>; empty where there are none.</summary>
    private static async Task<string> WeaknessAsync(NpgsqlConnection connection)
    {
        var settings = new[] { ("synchronous_commit", new[] { "on", "remote_apply" }), ("fsync", ["on"]), ("full_page_writes", ["on"]) };
        var weak = new List<string>();
        foreach (var (name, strong) in settings)
        {
            var value = await connection.ReadAsync<string>($"SHOW {name}");
            if (!strong.Contains(value)) weak.Add($"{name}={value}");
        }
        return string.Join(", ", weak);
    }

    private async Task CreateStoreRowAsync(NpgsqlConnection connection)
    {
        if (await connection.ReadAsync<bool>("SELECT EXISTS (SELECT FROM store)")) return;
        var partitions = options.Partitions ?? PostgresStoreOptions.PartitionsDefault;
        await connection.ExecuteAsync(InsertPartitions.Bind(partitions), InsertStore.Bind(partitions)); // one batch is one transaction
    }

    private StoreStatus Status(System.Data.Common.DbDataReader row, string description)
    {
        var partitions = row.GetInt32(0);
        if (options.Partitions is { } wanted && wanted != partitions)
        {
            throw new StoreOpenException(
                $"The store in {place} was created with {partitions} partitions and cannot be opened with {wanted}: " +
                "the number is fixed. Set it or none, or name another database.");
        }
        return new StoreStatus(
            description, partitions, row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), RowReader.TimeOrNull(row, 4), row.GetInt32(5) != 0)
        {
            IsPaused = row.GetInt32(7) != 0,
        };
    }
}
