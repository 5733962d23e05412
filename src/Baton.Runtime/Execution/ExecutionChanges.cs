using Baton.Store;

namespace Baton.Runtime.Execution;

/// <summary>An execution as a commit left it.</summary>
/// <param name="Id">Rises with every change that is told, and from one start of the server to the next.</param>
/// <param name="Status">How it stands; null where not the execution has changed but what is kept beside it.</param>
public sealed record ExecutionChange(long Id, string ExecutionArn, ExecutionStatus? Status);

/// <summary>What a listener has not heard yet.</summary>
/// <param name="Changes">In the order of the commits.</param>
/// <param name="Last">Where to go on.</param>
/// <param name="HasMissed">Whether something before these is not known any more: look at everything.</param>
public sealed record ExecutionChangeBatch(IReadOnlyList<ExecutionChange> Changes, long Last, bool HasMissed);

/// <summary>
/// Tells listeners which executions have changed, after the commit. Nobody waits for a listener: one that is slow, or comes back late, hears that it has
/// missed something. While nobody listens, nothing is kept.
/// </summary>
public sealed class ExecutionChanges
{
    /// <summary>How many changes are kept for listeners that are behind.</summary>
    public const int KeptMax = 4_096;

    /// <summary>How long after the last listener went changes are kept for its return.</summary>
    public static readonly TimeSpan ReturnTime = TimeSpan.FromMinutes(1);

    private readonly TimeProvider _clock;
    private readonly Lock _lock = new();
    private readonly HashSet<Listener> _listeners = [];
    private ExecutionChange[]? _kept;
    private TaskCompletionSource? _arrived;
    private DateTimeOffset _aloneSince;
    private long _last;
    private long _missedUpTo;
    private bool _isKept;

    public ExecutionChanges(TimeProvider clock)
    {
        _clock = clock;
        _last = clock.GetUtcNow().ToUnixTimeMilliseconds() * 1_000; // above all ids of an earlier start: nobody commits a thousand times in a millisecond for long
    }

    /// <summary>Hears of what changes from now on, or after the change with an id. Dispose of it to hear no more.</summary>
    public Listener Listen(long? after = null)
    {
        lock (_lock)
        {
            if (!_isKept)
            {
                _missedUpTo = ++_last; // an id that nobody was told: what happened meanwhile is not known
                _kept = new ExecutionChange[KeptMax];
                Volatile.Write(ref _isKept, true);
            }
            var listener = new Listener(this, after ?? _last);
            _listeners.Add(listener);
            return listener;
        }
    }

    /// <summary>How many listen.</summary>
    public int Listeners
    {
        get
        {
            lock (_lock) return _listeners.Count;
        }
    }

    /// <summary>An execution has changed, and that is durable.</summary>
    internal void Tell(ExecutionRow row) => Tell(row.Arn, row.Status);

    /// <summary>What is kept beside an execution has changed, and that is durable.</summary>
    public void TellBeside(string executionArn) => Tell(executionArn, null);

    private void Tell(string executionArn, ExecutionStatus? status)
    {
        if (!Volatile.Read(ref _isKept)) return;
        lock (_lock)
        {
            if (_listeners.Count == 0 && _clock.GetUtcNow() - _aloneSince > ReturnTime)
            {
                Volatile.Write(ref _isKept, false);
                _kept = null;
            }
            if (_kept is null) return;
            _last++;
            _kept[_last % KeptMax] = new ExecutionChange(_last, executionArn, status);
            _arrived?.SetResult();
            _arrived = null;
        }
    }

    /// <summary>One that hears of changes, from one place.</summary>
    public sealed class Listener : IDisposable
    {
        private readonly ExecutionChanges _changes;
        private long _heard;

        internal Listener(ExecutionChanges changes, long heard) => (_changes, _heard) = (changes, heard);

        /// <summary>Up to which change it has heard.</summary>
        public long Heard => _heard;

        /// <summary>Waits until there is something that it has not heard.</summary>
        public async Task<ExecutionChangeBatch> ReadAsync(CancellationToken cancellationToken)
        {
            while (true)
            {
                Task arrived;
                lock (_changes._lock)
                {
                    if (_changes.Take(ref _heard) is { } batch) return batch;
                    arrived = (_changes._arrived ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
                }
                await arrived.WaitAsync(cancellationToken);
            }
        }

        public void Dispose()
        {
            lock (_changes._lock)
            {
                if (_changes._listeners.Remove(this) && _changes._listeners.Count == 0) _changes._aloneSince = _changes._clock.GetUtcNow();
            }
        }
    }

    private ExecutionChangeBatch? Take(ref long heard)
    {
        if (heard == _last) return null;
        var first = Math.Max(_missedUpTo, _last - KeptMax) + 1; // the oldest that is known
        var hasMissed = heard < first - 1 || heard > _last;
        var from = hasMissed ? first : heard + 1;
        heard = _last;
        var changes = new List<ExecutionChange>();
        for (var id = from; id <= _last; id++) changes.Add(_kept![id % KeptMax]);
        return new ExecutionChangeBatch(changes, _last, hasMissed);
    }
}
