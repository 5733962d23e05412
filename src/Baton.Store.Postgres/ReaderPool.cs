using System.Data.Common;
using Npgsql;

namespace Baton.Store.Postgres;

/// <summary>A few reading connections, apart from the one that writes. A read that finds them all taken waits for one.</summary>
internal sealed class ReaderPool(NpgsqlDataSource connections, Breakage breakage) : IAsyncDisposable
{
    private volatile bool _disposed;

    public async ValueTask<IReadOnlyList<T>> AllAsync<T>(NpgsqlBatchCommand query, Func<DbDataReader, T> read, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        for (var isFirst = true; ; isFirst = false)
        {
            try
            {
                await using var connection = await connections.OpenConnectionAsync(cancellationToken);
                return await connection.AllAsync(query, read, cancellationToken);
            }
            catch (NpgsqlException e) when (isFirst && Failures.IsSessionLost(e))
            {
                connections.Clear(); // the server was away: none of the idle connections is any good
                query = Again(query);
            }
            catch (NpgsqlException e)
            {
                var failure = Failures.Of(e);
                throw failure is StoreBrokenException broken ? breakage.Note(broken) : failure; // a damaged database gets worse with every write
            }
        }
    }

    public async ValueTask<T?> FirstAsync<T>(NpgsqlBatchCommand query, Func<DbDataReader, T> read, CancellationToken cancellationToken) where T : class =>
        await AllAsync(query, read, cancellationToken) is [var first, ..] ? first : null;

    /// <summary>Closes the connections, those in use when their read has ended. Reads that come later are refused.</summary>
    public ValueTask DisposeAsync()
    {
        _disposed = true;
        return connections.DisposeAsync();
    }

    /// <summary>The same statement for another connection: Npgsql remembers in it how the one before had prepared it.</summary>
    private static NpgsqlBatchCommand Again(NpgsqlBatchCommand query)
    {
        var again = new NpgsqlBatchCommand(query.CommandText);
        foreach (NpgsqlParameter parameter in query.Parameters) again.Parameters.Add(parameter.Clone());
        return again;
    }
}
