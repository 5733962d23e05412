using System.Data.Common;
using Npgsql;

namespace Baton.Store.Postgres;

/// <summary>Runs a statement on one connection.</summary>
internal static class Querying
{
    /// <summary>The first column of the first row of a statement that is used once.</summary>
    /// <param name="isLong">Whether it may take as long as it takes.</param>
    public static async Task<T> ReadAsync<T>(this NpgsqlConnection connection, string sql, bool isLong = false)
    {
        await using var command = Command(connection, sql, isLong);
        return (T)(await command.ExecuteScalarAsync() ?? throw new InvalidOperationException($"Expected a value from '{sql}', found none."));
    }

    /// <summary>Runs one or more statements that give no rows worth reading.</summary>
    /// <param name="isLong">Whether they may take as long as they take.</param>
    public static async Task ExecuteAsync(this NpgsqlConnection connection, string sql, bool isLong = false)
    {
        await using var command = Command(connection, sql, isLong);
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

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, bool isLong)
    {
        var command = new NpgsqlCommand(sql, connection);
        if (isLong) command.CommandTimeout = 0;
        return command;
    }
}
