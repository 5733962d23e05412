using Baton.Store;

namespace Baton.Runtime.MapRuns;

/// <summary>How the children of one Map Run stand: a few bytes for each, however many there are. Safe to call from several threads.</summary>
internal sealed class MapRunChildren
{
    private const int RowsPerRead = 1_000;

    private readonly Lock _lock = new();
    private readonly long[] _executions = new long[(int)Standing.NotRedrivable << 1];
    private readonly long[] _items = new long[(int)Standing.NotRedrivable << 1];
    private int[] _itemsOf = [];
    private Standing[] _children = []; // 0 for a child that is not there
    private long _pendingExecutions;
    private long _pendingItems;

    /// <summary>The status of a child, and what is to be known of one that did not succeed.</summary>
    [Flags]
    private enum Standing : byte
    {
        Status = 7,
        PendingRedrive = 8,
        NotRedrivable = 16,
    }

    public long Running
    {
        get
        {
            lock (_lock) return _executions[(int)ExecutionStatus.Running];
        }
    }

    /// <summary>The items of children that failed or took too long, and do not wait to be redriven.</summary>
    public long FailedItems => Count(_items, standing => StatusOf(standing) is ExecutionStatus.Failed or ExecutionStatus.TimedOut && !IsPending(standing));

    public long TotalItems => Count(_items, _ => true);

    /// <summary>How many items a child got; 0 where it is not there.</summary>
    public int ItemsOf(int index)
    {
        lock (_lock) return index < _itemsOf.Length ? _itemsOf[index] : 0;
    }

    /// <summary>Takes a child in, or notes what became of it. One that has ended stays as it ended.</summary>
    /// <param name="canBeRedriven">Of one that did not succeed.</param>
    public void Set(int index, int items, ExecutionStatus status, bool canBeRedriven = true)
    {
        lock (_lock)
        {
            if (index >= _children.Length) Grow(index);
            if (StatusOf(_children[index]) is not (0 or ExecutionStatus.Running)) return;
            if (_children[index] == 0) _itemsOf[index] = items;
            Put(index, (Standing)status | (canBeRedriven || !HasFailed(status) ? 0 : Standing.NotRedrivable));
        }
    }

    /// <summary>A child that waited to be redriven runs again, as far as is known.</summary>
    public void Redriven(int index)
    {
        lock (_lock) Put(index, (Standing)ExecutionStatus.Running);
    }

    /// <summary>Nothing is redriven any more: what waited for it stays as it ended.</summary>
    public void ForgetPending()
    {
        lock (_lock)
        {
            for (var index = 0; index < _children.Length; index++)
            {
                if (IsPending(_children[index])) Put(index, _children[index] & ~Standing.PendingRedrive);
            }
        }
    }

    public bool IsPendingRedrive(int index)
    {
        lock (_lock) return index < _children.Length && IsPending(_children[index]);
    }

    /// <summary>The children that wait to be redriven: the first of them from an index on.</summary>
    /// <returns>Null where there is none.</returns>
    public int? NextPending(int from)
    {
        lock (_lock)
        {
            for (var index = from; index < _children.Length; index++)
            {
                if (IsPending(_children[index])) return index;
            }
            return null;
        }
    }

    /// <summary>The children that wait to be redriven, the last first, below an index.</summary>
    public List<int> PendingBelow(long index, int countMax)
    {
        lock (_lock)
        {
            var found = new List<int>();
            for (var i = (int)Math.Min(index, _children.Length) - 1; i >= 0 && found.Count < countMax; i--)
            {
                if (IsPending(_children[i])) found.Add(i);
            }
            return found;
        }
    }

    /// <summary>No child is left that is not started any more, as far as is known.</summary>
    public void ForgetRest()
    {
        lock (_lock) (_pendingExecutions, _pendingItems) = (0, 0);
    }

    /// <summary>Counts a child that is not started any more.</summary>
    public void AddPending(int items)
    {
        lock (_lock) (_pendingExecutions, _pendingItems) = (_pendingExecutions + 1, _pendingItems + items);
    }

    /// <summary>Takes in those that are stored.</summary>
    /// <param name="redrive">Which redrive of the run is under way: those of an earlier one wait for it. Null where none is.</param>
    /// <param name="canBeRedriven">Asked of those that did not succeed.</param>
    public async Task LoadAsync(IStore store, long mapRunId, int? redrive, Func<ExecutionRow, ValueTask<bool>> canBeRedriven, CancellationToken cancellationToken)
    {
        for (var after = -1; ;)
        {
            var rows = await store.ListMapRunChildrenAsync(mapRunId, after, RowsPerRead, cancellationToken);
            foreach (var (child, execution) in rows)
            {
                var redrivable = HasFailed(execution.Status) && await canBeRedriven(execution);
                Set(child.Index, child.Items, execution.Status, redrivable);
                if (redrivable && child.Redrive < redrive) SetPending(child.Index);
            }
            if (rows.Count < RowsPerRead) return;
            after = rows[^1].Child.Index;
        }
    }

    public MapRunCounts Counts(bool resultsWritten)
    {
        lock (_lock) return new MapRunCounts(Of(_executions, _pendingExecutions), Of(_items, _pendingItems), resultsWritten);
    }

    private void SetPending(int index)
    {
        lock (_lock) Put(index, _children[index] | Standing.PendingRedrive);
    }

    private void Grow(int index)
    {
        var length = Math.Max(index + 1, Math.Max(64, _children.Length * 2));
        Array.Resize(ref _itemsOf, length);
        Array.Resize(ref _children, length);
    }

    private void Put(int index, Standing standing)
    {
        Add(_children[index], -1);
        Add(_children[index] = standing, 1);

        void Add(Standing counted, int by)
        {
            _executions[(int)counted] += by;
            _items[(int)counted] += by * _itemsOf[index];
        }
    }

    private static ExecutionStatus StatusOf(Standing standing) => (ExecutionStatus)(standing & Standing.Status);

    private static bool HasFailed(ExecutionStatus status) => status is not (ExecutionStatus.Running or ExecutionStatus.Succeeded);

    private static bool IsPending(Standing standing) => (standing & Standing.PendingRedrive) != 0;

    private long Count(long[] counts, Func<Standing, bool> isCounted)
    {
        lock (_lock) return Sum(counts, isCounted);
    }

    private static long Sum(long[] counts, Func<Standing, bool> isCounted)
    {
        var sum = 0L;
        for (var standing = 1; standing < counts.Length; standing++)
        {
            if (isCounted((Standing)standing)) sum += counts[standing];
        }
        return sum;
    }

    private static StatusCounts Of(long[] counts, long pending)
    {
        return new StatusCounts(
            pending,
            With(ExecutionStatus.Running),
            With(ExecutionStatus.Succeeded),
            With(ExecutionStatus.Failed),
            With(ExecutionStatus.TimedOut),
            With(ExecutionStatus.Aborted),
            Sum(counts, IsPending),
            Sum(counts, standing => (standing & Standing.NotRedrivable) != 0));

        long With(ExecutionStatus status) => Sum(counts, standing => StatusOf(standing) == status && !IsPending(standing));
    }
}
