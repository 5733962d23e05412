using Baton.Engine;
using Baton.Engine.Commands;
using Baton.Store;
using Microsoft.Extensions.Logging;

namespace Baton.Runtime.Execution;

/// <summary>
/// Fires wake-ups. Every open execution's next one is durable in its row; those before the horizon are also in memory here. After
/// each commit the partition says when its execution is to be woken next; after a wake-up that found nothing due, too.
/// </summary>
internal sealed partial class WakeUpService
{
    /// <summary>The wall clock can be set forward while we wait: then this is how late it is noticed.</summary>
    private static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    private readonly IStore _store;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _horizonLength;
    private readonly ILogger<WakeUpService> _logger;
    private readonly Lock _lock = new();
    private readonly WakeUpQueue _queue = new();
    private readonly Signal _changed = new();
    private DateTimeOffset _horizon; // every durable wake-up before it is in the queue
    private bool _isHorizonNear; // there was more than memory holds
    private bool _waitsForRoom;
    private int _firing;
    private bool _readFailing;
    private int _firesFailing;

    public WakeUpService(IStore store, TimeProvider clock, RuntimeOptions options, ILogger<WakeUpService> logger)
    {
        _store = store;
        _clock = clock;
        _horizonLength = options.WakeUpHorizon;
        _logger = logger;
    }

    /// <summary>Sends a command to an execution and tells its decision; set by the router, which needs this service first.</summary>
    public Func<long, int, ExecutionCommand, Task<Decision>> Send { get; set; } = (_, _, _) => throw new InvalidOperationException("The router is not wired.");

    /// <summary>So many wake-ups are read into memory; what is due later waits in the store.</summary>
    internal int EntriesMax { get; init; } = 100_000;

    /// <summary>So many are read at once.</summary>
    internal int RowsPerRead { get; init; } = 10_000;

    /// <summary>So many may be on their way to the partitions at once.</summary>
    internal int FiringMax { get; init; } = 4_096;

    /// <summary>How many wake-ups are in memory.</summary>
    internal int Count
    {
        get
        {
            lock (_lock) return _queue.Count;
        }
    }

    /// <summary>Whether memory was full and is no longer.</summary>
    private bool HasRoomToRead => _isHorizonNear && _queue.Count <= EntriesMax / 2;

    /// <summary>Says when an execution is to be woken next, which is durable; null for never.</summary>
    public void Set(long number, int partition, DateTimeOffset? at)
    {
        bool isFirst;
        lock (_lock)
        {
            isFirst = at < (_queue.First ?? DateTimeOffset.MaxValue);
            if (at is { } time && time < _horizon) _queue.Set(number, partition, time);
            else _queue.Remove(number); // it is read again when its time comes near
        }
        if (isFirst) _changed.Set();
    }

    /// <summary>Fires what is due and reads ahead, until cancelled.</summary>
    public async Task RunAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var next = await PassAsync(stoppingToken);
            var wait = next - _clock.GetUtcNow();
            if (wait <= TimeSpan.Zero) continue;
            var milliseconds = Math.Ceiling(Math.Min(wait.TotalMilliseconds, WaitMax.TotalMilliseconds)); // timers count in whole ones
            await _changed.WaitAsync(TimeSpan.FromMilliseconds(milliseconds), _clock, stoppingToken);
        }
    }

    /// <summary>Reads ahead if it is time to, and fires what is due.</summary>
    /// <returns>When to look again.</returns>
    internal async Task<DateTimeOffset> PassAsync(CancellationToken cancellationToken)
    {
        var readsAgain = DateTimeOffset.MaxValue;
        try
        {
            if (IsTimeToRead())
            {
                await ReadAheadAsync(cancellationToken);
                if (_readFailing) ReadingSucceedsAgain(_logger);
                _readFailing = false;
            }
        }
        catch (Exception e)
        {
            if (!_readFailing && !cancellationToken.IsCancellationRequested) ReadingFailed(_logger, e);
            _readFailing = true;
            readsAgain = _clock.GetUtcNow() + RetryDelay;
        }
        FireDue();
        lock (_lock)
        {
            if (_waitsForRoom) return DateTimeOffset.MaxValue; // the next one that ends says so
            if (!_readFailing) readsAgain = HasRoomToRead ? DateTimeOffset.MinValue : _isHorizonNear ? DateTimeOffset.MaxValue : _horizon - (_horizonLength / 2);
            return _queue.First is { } first && first < readsAgain ? first : readsAgain;
        }
    }

    private bool IsTimeToRead()
    {
        lock (_lock) return HasRoomToRead || (!_isHorizonNear && _clock.GetUtcNow() + (_horizonLength / 2) >= _horizon);
    }

    private async Task ReadAheadAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset before, horizon;
        lock (_lock)
        {
            before = _horizon;
            _horizon = horizon = _clock.GetUtcNow() + _horizonLength; // from here on commits say so by themselves
        }
        var isRead = false;
        try
        {
            var near = await ReadAsync(horizon, cancellationToken);
            lock (_lock)
            {
                _isHorizonNear = near is not null;
                _horizon = near ?? horizon;
            }
            isRead = true;
        }
        finally
        {
            if (!isRead) lock (_lock) _horizon = before; // what was not read is read again
        }
    }

    /// <returns>Where reading stopped because memory is full; null where it did not.</returns>
    private async Task<DateTimeOffset?> ReadAsync(DateTimeOffset horizon, CancellationToken cancellationToken)
    {
        for (WakeUp? after = null; ;)
        {
            var rows = await _store.ListWakeUpsAsync(horizon, after, RowsPerRead, cancellationToken);
            lock (_lock)
            {
                foreach (var row in rows) _queue.AddRead(row);
                if (rows.Count < RowsPerRead) return null;
                after = rows[^1];
                if (_queue.Count >= EntriesMax) return after.At;
            }
        }
    }

    /// <summary>Sends off what is due, as much as may be on its way at once.</summary>
    private void FireDue()
    {
        var now = _clock.GetUtcNow();
        while (true)
        {
            WakeUp? due;
            lock (_lock)
            {
                _waitsForRoom = _firing >= FiringMax;
                due = _waitsForRoom ? null : _queue.TakeDue(now);
                if (due is null) return;
                _firing++;
            }
            _ = FireAsync(due);
        }
    }

    private async Task FireAsync(WakeUp due)
    {
        DateTimeOffset? again = null;
        try
        {
            await Send(due.Number, due.Partition, new ExecutionCommand.FireTimers());
            Interlocked.Exchange(ref _firesFailing, 0);
        }
        catch (Exception e) when (e is ExecutionFaultedException or RuntimeStoppedException)
        {
            // It was said already; the next start fires it.
        }
        catch (Exception e)
        {
            if (Interlocked.Exchange(ref _firesFailing, 1) == 0) FiringFailed(_logger, due.Number, e);
            again = _clock.GetUtcNow() + RetryDelay;
        }
        bool isToLook;
        lock (_lock)
        {
            _firing--;
            if (_queue.IsFiring(due))
            {
                if (again is { } at) _queue.Set(due.Number, due.Partition, at);
                else _queue.Remove(due.Number);
            }
            isToLook = again is not null || HasRoomToRead || (_waitsForRoom && _firing <= FiringMax / 2);
        }
        if (isToLook) _changed.Set();
    }

    [LoggerMessage(EventId = 3201, Level = LogLevel.Error, Message = "Reading wake-ups failed; it is tried again every second.")]
    private static partial void ReadingFailed(ILogger logger, Exception exception);

    [LoggerMessage(EventId = 3202, Level = LogLevel.Error, Message = "Waking up execution {Number} failed; it and others that fail are tried again every second.")]
    private static partial void FiringFailed(ILogger logger, long number, Exception exception);

    [LoggerMessage(EventId = 3203, Level = LogLevel.Information, Message = "Wake-ups are read again.")]
    private static partial void ReadingSucceedsAgain(ILogger logger);
}
