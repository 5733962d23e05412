using Baton.Engine;
using Baton.Engine.Commands;
using Baton.Store;
using Microsoft.Extensions.Logging;

namespace Baton.Runtime.Execution;

/// <summary>
/// Fires wake-ups. Every open execution's next one is durable in its row; those due within the horizon are also in memory here, in
/// time order. What is in memory may be stale: an execution that is woken too early finds nothing due.
/// </summary>
public sealed partial class WakeUpService
{
    private const int RowsPerRead = 10_000;

    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    private readonly IStore _store;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _horizonLength;
    private readonly ILogger<WakeUpService> _logger;
    private readonly Lock _lock = new();
    private readonly PriorityQueue<WakeUp, DateTimeOffset> _due = new();
    private readonly Dictionary<long, DateTimeOffset> _armed = [];
    private TaskCompletionSource _earlier = NewSignal();
    private DateTimeOffset _horizon;

    public WakeUpService(IStore store, TimeProvider clock, RuntimeOptions options, ILogger<WakeUpService> logger)
    {
        _store = store;
        _clock = clock;
        _horizonLength = options.WakeUpHorizon;
        _logger = logger;
    }

    /// <summary>Sends a command to an execution and tells its decision; set by the router, which needs this service first.</summary>
    internal Func<long, int, ExecutionCommand, Task<Decision>> Send { get; set; } = (_, _, _) => throw new InvalidOperationException("The router is not wired.");

    /// <summary>Remembers a wake-up that was just made durable; what lies beyond the horizon is read when its time comes near.</summary>
    public void Arm(long number, int partition, DateTimeOffset at)
    {
        lock (_lock)
        {
            if (at > _horizon) return;
            if (_armed.TryGetValue(number, out var armed) && armed <= at && armed > _clock.GetUtcNow()) return; // wakes up earlier anyway, and looks again then
            _armed[number] = at;
            var first = !_due.TryPeek(out _, out var earliest) || at < earliest;
            _due.Enqueue(new WakeUp(at, number, partition), at);
            if (first) _earlier.TrySetResult();
        }
    }

    /// <summary>Fires what is due and reads ahead, until cancelled.</summary>
    public async Task RunAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var next = _clock.GetUtcNow() + RetryDelay;
            try
            {
                if (_clock.GetUtcNow() + (_horizonLength / 2) >= _horizon) await ReadAheadAsync(stoppingToken);
                next = FireDue();
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                PassFailed(_logger, e);
            }
            await WaitUntilAsync(next, stoppingToken);
        }
    }

    /// <summary>Reads the wake-ups between the present horizon and a new one.</summary>
    internal async Task ReadAheadAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset horizon;
        lock (_lock) _horizon = horizon = _clock.GetUtcNow() + _horizonLength; // from here on, commits arm by themselves
        WakeUp? after = null;
        while (true)
        {
            var rows = await _store.ListWakeUpsAsync(horizon, after, RowsPerRead, cancellationToken);
            foreach (var row in rows) Arm(row.Number, row.Partition, row.At);
            if (rows.Count < RowsPerRead) return;
            after = rows[^1];
        }
    }

    /// <summary>Fires everything that is due.</summary>
    /// <returns>When to look again.</returns>
    internal DateTimeOffset FireDue()
    {
        var now = _clock.GetUtcNow();
        var due = new List<WakeUp>();
        DateTimeOffset next;
        lock (_lock)
        {
            while (_due.TryPeek(out _, out var at) && at <= now)
            {
                var wakeUp = _due.Dequeue();
                if (!_armed.TryGetValue(wakeUp.Number, out var armed) || armed != wakeUp.At) continue; // replaced by an earlier one
                _armed.Remove(wakeUp.Number);
                due.Add(wakeUp);
            }
            next = _due.TryPeek(out _, out var first) ? first : DateTimeOffset.MaxValue;
            var readAhead = _horizon - (_horizonLength / 2);
            if (readAhead < next) next = readAhead;
        }
        foreach (var wakeUp in due) _ = FireAsync(wakeUp);
        return next;
    }

    private async Task FireAsync(WakeUp wakeUp)
    {
        try
        {
            await Send(wakeUp.Number, wakeUp.Partition, new ExecutionCommand.FireTimers());
        }
        catch (Exception e)
        {
            FireFailed(_logger, wakeUp.Number, e);
            Arm(wakeUp.Number, wakeUp.Partition, _clock.GetUtcNow() + RetryDelay);
        }
    }

    private async Task WaitUntilAsync(DateTimeOffset next, CancellationToken cancellationToken)
    {
        TaskCompletionSource earlier;
        lock (_lock)
        {
            if (_earlier.Task.IsCompleted) _earlier = NewSignal();
            earlier = _earlier;
            if (_due.TryPeek(out _, out var first) && first < next) next = first; // armed since we looked
        }
        var delay = next - _clock.GetUtcNow();
        if (delay <= TimeSpan.Zero) return;
        try
        {
            await earlier.Task.WaitAsync(delay < _horizonLength ? delay : _horizonLength, _clock, cancellationToken);
        }
        catch (TimeoutException)
        {
            // the time has come
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // the loop ends
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    [LoggerMessage(EventId = 3201, Level = LogLevel.Error, Message = "Reading wake-ups failed; it is tried again.")]
    private static partial void PassFailed(ILogger logger, Exception exception);

    [LoggerMessage(EventId = 3202, Level = LogLevel.Error, Message = "Waking up execution {Number} failed; it is tried again.")]
    private static partial void FireFailed(ILogger logger, long number, Exception exception);
}
