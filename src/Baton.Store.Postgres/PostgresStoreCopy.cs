using System.Runtime.CompilerServices;
using Baton.Store.Copying;
using Npgsql;
using NpgsqlTypes;

namespace Baton.Store.Postgres;

/// <summary>A PostgreSQL store as the source or the target of a copy. It holds the lock of the store all the time.</summary>
public sealed class PostgresStoreCopy : IStoreSource, IStoreTarget
{
    /// <summary>How long the server may be silent while it takes the rows of a table.</summary>
    private static readonly TimeSpan RowsTimeout = TimeSpan.FromDays(1);

    private const string Begin = $"DROP SCHEMA IF EXISTS baton CASCADE; {Schema.Create}; CREATE TABLE unfinished_copy ()";

    private const string Complete = """
        INSERT INTO partitions (partition, epoch) SELECT partition, 0 FROM store, generate_series(0, partitions - 1) AS partition;
        DROP TABLE unfinished_copy
        """;

    private readonly Connections _connections;
    private readonly Session _session;
    private readonly NpgsqlConnection _connection;

    private PostgresStoreCopy(Connections connections, Session session, NpgsqlConnection connection) =>
        (_connections, _session, _connection) = (connections, session, connection);

    public string Place => _connections.Place;

    /// <exception cref="StoreOpenException">It cannot be read: a server runs on it, it is of another version, or it is no store.</exception>
    public static Task<PostgresStoreCopy> OpenSourceAsync(PostgresStoreOptions options, CancellationToken cancellationToken) => OpenAsync(options, async (connection, place) =>
    {
        await StoreOpening.CheckFinishedAsync(connection, place);
        var version = await Schema.VersionOfAsync(connection);
        if (version != Schema.Version)
        {
            throw new StoreOpenException(version == 0
                ? $"There is no store in {place}."
                : $"The store in {place} has schema {version}, and this version of Baton writes {Schema.Version}. Start a server of the same version on it once.");
        }
        await connection.ExecuteAsync("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    }, cancellationToken);

    /// <exception cref="StoreOpenException">It cannot be written: it has content, or the database is not what it must be.</exception>
    public static Task<PostgresStoreCopy> OpenTargetAsync(PostgresStoreOptions options, TimeProvider clock, CancellationToken cancellationToken) => OpenAsync(options, async (connection, place) =>
    {
        var opening = new StoreOpening(options, place, clock.GetUtcNow());
        await opening.CheckServerAsync(connection);
        if (!await StoreOpening.IsUnfinishedAsync(connection) && await Schema.VersionOfAsync(connection) > 0
            && (await connection.ReadAsync<bool>("SELECT EXISTS (SELECT FROM store WHERE last_number + last_state_machine_id + last_activity_id > 0)")
                || (await connection.ReadAsync<bool>("SELECT to_regclass('functions') IS NOT NULL") && await connection.ReadAsync<bool>("SELECT EXISTS (SELECT FROM functions)"))))
        {
            throw new StoreOpenException($"The store in {place} has content, and is not written over. Name an empty database.");
        }
        await connection.ExecuteAsync(Begin); // one batch is one transaction
        await Schema.MigrateAsync(connection, clock.GetUtcNow());
    }, cancellationToken);

    public async ValueTask<long> CountAsync(StoreTable table, CancellationToken cancellationToken) =>
        await _connection.ReadAsync<long>($"SELECT count(*) FROM {table.Name}", isLong: true);

    public async IAsyncEnumerable<object?[]> ReadAsync(StoreTable table, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"SELECT {Columns(table)} FROM {table.Name}", _connection) { CommandTimeout = 0 };
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            var values = new object?[table.Columns.Count];
            for (var i = 0; i < values.Length; i++)
            {
                var value = rows.IsDBNull(i) ? null : rows.GetValue(i);
                values[i] = value is string text ? StoredText.Decode(text) : value;
            }
            yield return values;
        }
    }

    public async ValueTask WriteAsync(StoreTable table, IAsyncEnumerable<object?[]> rows, CancellationToken cancellationToken)
    {
        await using var import = await _connection.BeginBinaryImportAsync($"COPY {table.Name} ({Columns(table)}) FROM STDIN (FORMAT BINARY)", cancellationToken);
        import.Timeout = RowsTimeout;
        await foreach (var row in rows)
        {
            await import.StartRowAsync(cancellationToken);
            for (var i = 0; i < row.Length; i++)
            {
                if (row[i] is null) await import.WriteNullAsync(cancellationToken);
                else await import.WriteAsync(row[i] is string text ? StoredText.Encode(text) : row[i]!, TypeOf(table.Columns[i]), cancellationToken);
            }
        }
        await import.CompleteAsync(cancellationToken);
    }

    public async ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        await _connection.ExecuteAsync(Complete); // one batch is one transaction
        await _connection.ExecuteAsync("ANALYZE", isLong: true);
    }

    public async ValueTask DisposeAsync()
    {
        await _session.DisposeAsync();
        await _connections.DisposeAsync();
    }

    private static async Task<PostgresStoreCopy> OpenAsync(PostgresStoreOptions options, Func<NpgsqlConnection, string, Task> prepare, CancellationToken cancellationToken)
    {
        var connections = new Connections(options);
        var session = new Session(connections, options, new Breakage());
        try
        {
            var connection = await session.OpenAsync(cancellationToken);
            await prepare(connection, connections.Place);
            return new PostgresStoreCopy(connections, session, connection);
        }
        catch (Exception e)
        {
            await session.DisposeAsync();
            await connections.DisposeAsync();
            if (e is NpgsqlException failure) throw Failures.OfOpening(connections.Place, failure);
            throw;
        }
    }

    private static string Columns(StoreTable table) => string.Join(", ", table.Columns.Select(column => column.Name));

    private static NpgsqlDbType TypeOf(StoreColumn column) =>
        column.Type == typeof(int) ? NpgsqlDbType.Integer
        : column.Type == typeof(long) ? NpgsqlDbType.Bigint
        : column.Type == typeof(string) ? NpgsqlDbType.Text
        : NpgsqlDbType.Bytea;
}
