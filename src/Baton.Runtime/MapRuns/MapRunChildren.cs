using Baton.Store;

namespace Baton.Runtime.MapRuns;

/// <summary>How the children of one Map Run stand: a few bytes for each, however many there are. Safe to call from several threads.</summary>
internal sealed class MapRunChildren
{
    private const int RowsPerRead = 1_000;
    private const int StatusMax = (int)ExecutionStatus.Aborted;

    private readonly Lock _lock = new();
    private readonly long[] _executions = new long[StatusMax + 1];
    private readonly long[] _items = new long[StatusMax + 1];
    private int[] _itemsOf = [];
    private byte[] _statusOf = []; // 0 for a child that is not there
    private long _pendingExecutions;
    private long _pendingItems;

    public long Running
    {
        get
        {
            lock (_lock) return _executions[(int)ExecutionStatus.Running];
        }
    }

    /// <summary>The items of children that failed or took too long.</summary>
    public long FailedItems
    {
        get
        {
            lock (_lock) return _items[(int)ExecutionStatus.Failed] + _items[(int)ExecutionStatus.TimedOut];
        }
    }

    public long TotalItems
    {
        get
        {
            lock (_lock) return _items.Sum();
        }
    }

    /// <summary>How many items a child got; 0 where it is not there.</summary>
    public int ItemsOf(int index)
    {
        lock (_lock) return index < _itemsOf.Length ? _itemsOf[index] : 0;
    }

    /// <summary>Takes a child in, or notes what became of it. One that has ended stays as it ended.</summary>
    public void Set(int index, int items, ExecutionStatus status)
    {
        lock (_lock)
        {
            if (index >= _statusOf.Length) Grow(index);
            var before = (ExecutionStatus)_statusOf[index];
            if (before is not (0 or ExecutionStatus.Running)) return;
            if (before != 0) Count(before, -1, -_itemsOf[index]);
            _itemsOf[index] = items;
            _statusOf[index] = (byte)status;
            Count(status, 1, items);
        }
    }

    /// <summary>Counts a child that is not started any more.</summary>
    public void AddPending(int items)
    {
        lock (_lock) (_pendingExecutions, _pendingItems) = (_pendingExecutions + 1, _pendingItems + items);
    }

    /// <summary>Takes in those that are stored.</summary>
    public async Task LoadAsync(IStore store, long mapRunId, CancellationToken cancellationToken)
    {
        for (var after = -1; ;)
        {
            var rows = await store.ListMapRunChildrenAsync(mapRunId, after, RowsPerRead, cancellationToken);
            foreach (var row in rows) Set(row.Index, row.Items, row.Status);
            if (rows.Count < RowsPerRead) return;
            after = rows[^1].Index;
        }
    }

    public MapRunCounts Counts(bool resultsWritten)
    {
        lock (_lock) return new MapRunCounts(Of(_executions, _pendingExecutions), Of(_items, _pendingItems), resultsWritten);
    }

    private void Grow(int index)
    {
        var length = Math.Max(index + 1, Math.Max(64, _statusOf.Length * 2));
        Array.Resize(ref _itemsOf, length);
        Array.Resize(ref _statusOf, length);
    }

    private void Count(ExecutionStatus status, int executions, int items)
    {
        _executions[(int)status] += executions;
        _items[(int)status] += items;
    }

    private static StatusCounts Of(long[] counts, long pending) => new(
        pending,
        counts[(int)ExecutionStatus.Running],
        counts[(int)ExecutionStatus.Succeeded],
        counts[(int)ExecutionStatus.Failed],
        counts[(int)ExecutionStatus.TimedOut],
        counts[(int)ExecutionStatus.Aborted]);
}
