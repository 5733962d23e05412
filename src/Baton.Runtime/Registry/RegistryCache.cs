namespace Baton.Runtime.Registry;

/// <summary>Remembers rows by their ARN. What was read while somebody wrote is not kept: it may be older than what was written.</summary>
internal sealed class RegistryCache<TRow>
    where TRow : class
{
    private const int CountMax = 10_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, TRow> _rows = new(StringComparer.Ordinal);
    private long _writes;

    public TRow? Find(string arn)
    {
        lock (_lock) return _rows.GetValueOrDefault(arn);
    }

    public async ValueTask<TRow?> FindAsync(string arn, Func<string, CancellationToken, ValueTask<TRow?>> read, CancellationToken cancellationToken)
    {
        long writes;
        lock (_lock)
        {
            if (_rows.TryGetValue(arn, out var known)) return known;
            writes = _writes;
        }
        var row = await read(arn, cancellationToken);
        lock (_lock)
        {
            if (row is not null && _writes == writes) Keep(arn, row);
        }
        return row;
    }

    /// <summary>Remembers a row that was just written.</summary>
    public void Put(string arn, TRow row)
    {
        lock (_lock)
        {
            _writes++;
            Keep(arn, row);
        }
    }

    public void Remove(string arn)
    {
        lock (_lock)
        {
            _writes++;
            _rows.Remove(arn);
        }
    }

    private void Keep(string arn, TRow row)
    {
        if (_rows.Count >= CountMax) _rows.Clear(); // rare, and cheaper than keeping an order
        _rows[arn] = row;
    }
}
