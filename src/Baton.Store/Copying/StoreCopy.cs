namespace Baton.Store.Copying;

/// <summary>A store that nobody writes to, to be read whole. Reading changes nothing in it; while it is open, no server gets in.</summary>
public interface IStoreSource : IAsyncDisposable
{
    /// <summary>Where it is, for people; holds no secret.</summary>
    string Place { get; }

    ValueTask<long> CountAsync(StoreTable table, CancellationToken cancellationToken);

    /// <summary>All rows of a table, each with the values of the columns in their order.</summary>
    IAsyncEnumerable<object?[]> ReadAsync(StoreTable table, CancellationToken cancellationToken);
}

/// <summary>
/// A store in the making. Until <see cref="CompleteAsync"/>, no server opens it; what an earlier attempt has left there is gone when it is opened for a copy.
/// </summary>
public interface IStoreTarget : IAsyncDisposable
{
    /// <summary>Where it is, for people; holds no secret.</summary>
    string Place { get; }

    ValueTask<long> CountAsync(StoreTable table, CancellationToken cancellationToken);

    /// <summary>Writes rows, each with the values of the columns in their order.</summary>
    ValueTask WriteAsync(StoreTable table, IAsyncEnumerable<object?[]> rows, CancellationToken cancellationToken);

    /// <summary>Makes it a store like any other, durably.</summary>
    ValueTask CompleteAsync(CancellationToken cancellationToken);
}

/// <summary>How far a copy is.</summary>
/// <param name="Table">The table at hand.</param>
/// <param name="Rows">Rows of it that were read.</param>
/// <param name="Total">Rows that it has.</param>
public sealed record CopyProgress(string Table, long Rows, long Total);

/// <summary>Copies a whole store into another one: every row, whatever kinds the two are of.</summary>
public static class StoreCopy
{
    private const int RowsBetweenReports = 1_000;

    /// <returns>The rows of each table, counted in both.</returns>
    /// <exception cref="StoreOpenException">A table of the target has not as many rows as that of the source.</exception>
    public static async Task<IReadOnlyList<CopyProgress>> RunAsync(
        IStoreSource source, IStoreTarget target, Action<CopyProgress> report, CancellationToken cancellationToken)
    {
        foreach (var table in StoreTable.All)
        {
            var total = await source.CountAsync(table, cancellationToken);
            await target.WriteAsync(table, Counted(source.ReadAsync(table, cancellationToken), table.Name, total, report), cancellationToken);
        }
        var counts = new List<CopyProgress>();
        foreach (var table in StoreTable.All)
        {
            var (expected, found) = (await source.CountAsync(table, cancellationToken), await target.CountAsync(table, cancellationToken));
            if (expected != found)
                throw new StoreOpenException($"The copy in {target.Place} has {found} rows in {table.Name} where {source.Place} has {expected}. It stays unusable: run the copy again.");
            counts.Add(new(table.Name, found, expected));
        }
        await target.CompleteAsync(cancellationToken);
        return counts;
    }

    private static async IAsyncEnumerable<object?[]> Counted(IAsyncEnumerable<object?[]> rows, string table, long total, Action<CopyProgress> report)
    {
        long count = 0;
        await foreach (var row in rows)
        {
            yield return row;
            if (++count % RowsBetweenReports == 0 && count != total) report(new(table, count, total));
        }
        report(new(table, count, total));
    }
}
