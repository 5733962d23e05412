using System.Data.Common;
using Npgsql;

namespace Baton.Store.Postgres;

/// <summary>Runs a statement on one connection.</summary>
internal static class Querying
{
    /// <summary>The first column of the first row of a statement that is used once.</summary>
    public static async Task<T> ReadAsync<T>(this NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync() ?? throw new InvalidOperationException($"Expected a value from '{sql}', found none."));
    }

    /// <summary>Runs one or more statements that give no rows worth reading.</summary>
    public static async Task ExecuteAsync(this NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Runs statements in one round trip; each of them then knows how many rows it was about.</summary>
    public static async Task ExecuteAsync(this NpgsqlConnection connection, params IEnumerable<NpgsqlBatchCommand> commands)
    {
        await using var batch = connection.CreateBatch();
        foreach (var command in commands) batch.BatchCommands.Add(command);
        await batch.ExecuteNonQueryAsync();
    }

    /// <summary>All rows of a statement.</summary>
    public static async Task<List<T>> AllAsync<T>(this NpgsqlConnection connection, NpgsqlBatchCommand command, Func<DbDataReader, T> read, CancellationToken cancellationToken)
    {
        await using var batch = connection.CreateBatch();
        batch.BatchCommands.Add(command);
        await using var rows = await batch.ExecuteReaderAsync(cancellationToken);
        var all = new List<T>();
        while (await rows.ReadAsync(cancellationToken))
        {
            all.Add(read(rows));
        }
        return all;
    }
}
