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
    private static readonly ExecutionCommand FireTimers = new ExecutionCommand.FireTimers();

    /// <summary>So many within so short a time are a rush, which the host is told of as much before.</summary>
    internal const int RushMin = 2_000;
    private static readonly TimeSpan RushSpan = TimeSpan.FromMilliseconds(100);

    /// <summary>After so many, those who tell of commits have their turn.</summary>
    private const int TakenAtOnceMax = 1_024;

    private readonly IStore _store;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _horizonLength;
    private readonly IWakeUpRush? _rush;
    private readonly ILogger<WakeUpService> _logger;
    private readonly Lock _lock = new();
    private readonly WakeUpQueue _queue = new();
    private readonly Signal _changed = new();
    private DateTimeOffset _horizon; // every durable wake-up before it is in the queue
    private bool _isHorizonNear; // there was more than memory holds
    private bool _waitsForRoom;
    private bool _isRush;
    private DateTimeOffset _rushLookedAt;
    private int _firing;
    private bool _readFailing;
    private int _firesFailing;

    public WakeUpService(IStore store, TimeProvider clock, RuntimeOptions options, ILogger<WakeUpService> logger)
    {
        _store = store;
        _clock = clock;
        _horizonLength = options.WakeUpHorizon;
        _rush = options.Rush;
        _logger = logger;
    }

    /// <summary>Sends commands to executions of a partition, and comes back at once; set by the router, which needs this service first.</summary>
    public Action<int, IReadOnlyList<PartitionWork.Command>> Post { get; set; } = (_, _) => throw new InvalidOperationException("The router is not wired.");

    /// <summary>So many wake-ups are read into memory; what is due later waits in the store.</summary>
    internal int EntriesMax { get; init; } = 100_000;

    /// <summary>So many are read at once.</summary>
    internal int RowsPerRead { get; init; } = 10_000;

    /// <summary>So many may be on their way to the partitions at once.</summary>
    internal int FiringMax { get; init; } = 16_384;

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
        TellOfRush();
        FireDue();
        lock (_lock)
        {
            if (_waitsForRoom) return DateTimeOffset.MaxValue; // the next one that ends says so
            if (!_readFailing) readsAgain = HasRoomToRead ? DateTimeOffset.MinValue : _isHorizonNear ? DateTimeOffset.MaxValue : _horizon - (_horizonLength / 2);
            if (_queue.First is not { } first) return readsAgain;
            var looksAgain = _rush is null || _isRush || _queue.Count < RushMin ? first : Later(first - RushSpan, _rushLookedAt + RushSpan);
            return Earlier(Earlier(first, looksAgain), readsAgain);
        }
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    /// <summary>Tells the host that many are about to be woken, and that they have been.</summary>
    private void TellOfRush()
    {
        if (_rush is null) return;
        var now = _clock.GetUtcNow();
        bool wasRush;
        lock (_lock)
        {
            wasRush = _isRush;
            var isNear = _queue.First <= now + RushSpan;
            if (wasRush) _isRush = isNear || _firing > 0;
            else if (isNear && _queue.Count >= RushMin && (now - _rushLookedAt).Duration() >= RushSpan)
            {
                _rushLookedAt = now; // looking is dear where there are many of other times
                _isRush = _queue.HasDueBy(now + RushSpan, RushMin);
            }
            if (wasRush == _isRush) return;
        }
        if (wasRush) _rush.End();
        else _rush.Begin();
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
        while (TakeDue(now) is { Count: > 0 } due)
        {
            foreach (var (partition, commands) in due) Post(partition, commands);
        }
    }

    /// <returns>The commands to send, by partition.</returns>
    private Dictionary<int, List<PartitionWork.Command>> TakeDue(DateTimeOffset now)
    {
        var taken = new Dictionary<int, List<PartitionWork.Command>>();
        lock (_lock)
        {
            for (var count = 0; count < TakenAtOnceMax; count++)
            {
                _waitsForRoom = _firing >= FiringMax;
                if (_waitsForRoom || _queue.TakeDue(now) is not { } due) break;
                _firing++;
                if (!taken.TryGetValue(due.Partition, out var commands)) taken[due.Partition] = commands = [];
                commands.Add(new PartitionWork.Command(due.Number, FireTimers, new Firing(this, due)));
            }
        }
        return taken;
    }

    /// <param name="error">Why it was not decided or is not durable; null where it is.</param>
    private void Fired(WakeUp due, Exception? error)
    {
        var again = error is not (null or ExecutionFaultedException or RuntimeStoppedException); // those were said already, and the next start fires them
        if (Interlocked.Exchange(ref _firesFailing, again ? 1 : 0) == 0 && again) FiringFailed(_logger, due.Number, error!);
        bool isToLook;
        lock (_lock)
        {
            _firing--;
            if (_queue.IsFiring(due))
            {
                if (again) _queue.Set(due.Number, due.Partition, _clock.GetUtcNow() + RetryDelay);
                else _queue.Remove(due.Number);
            }
            isToLook = again || (_isRush && _firing == 0) || HasRoomToRead || (_waitsForRoom && _firing <= FiringMax / 2);
        }
        if (isToLook) _changed.Set();
    }

    /// <summary>A wake-up that is on its way.</summary>
    private sealed class Firing(WakeUpService service, WakeUp due) : IReply<Decision>
    {
        public void Set(Decision answer) => service.Fired(due, null);

        public void Fail(Exception error) => service.Fired(due, error);
    }

    [LoggerMessage(EventId = 3201, Level = LogLevel.Error, Message = "Reading wake-ups failed; it is tried again every second.")]
    private static partial void ReadingFailed(ILogger logger, Exception exception);

    [LoggerMessage(EventId = 3202, Level = LogLevel.Error, Message = "Waking up execution {Number} failed; it and others that fail are tried again every second.")]
    private static partial void FiringFailed(ILogger logger, long number, Exception exception);

    [LoggerMessage(EventId = 3203, Level = LogLevel.Information, Message = "Wake-ups are read again.")]
    private static partial void ReadingSucceedsAgain(ILogger logger);
}
