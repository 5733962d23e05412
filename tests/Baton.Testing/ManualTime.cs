namespace Baton.Testing;

/// <summary>A clock that a test moves; its timers fire when it is moved past them. Waits up to <see cref="PassedOverMax"/> are over at once.</summary>
public sealed class ManualTime(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<ManualTimer> _timers = [];
    private DateTimeOffset _now = start;
    private TimeSpan _elapsed;

    public ManualTime() : this(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero))
    {
    }

    /// <summary>So that a test of retries need not know how long each of them waits. Zero unless set.</summary>
    public TimeSpan PassedOverMax { get; init; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>How long until the next timer fires; null where none runs.</summary>
    public TimeSpan? UntilNextTimer
    {
        get
        {
            lock (_lock) return Next() is { } timer ? timer.DueAt - _elapsed : null;
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock) return _now;
    }

    public override long GetTimestamp()
    {
        lock (_lock) return _elapsed.Ticks;
    }

    /// <summary>Lets time pass: timers fire one after the other, each at its own time.</summary>
    public void Advance(TimeSpan by)
    {
        TimeSpan end;
        lock (_lock) end = _elapsed + by;
        while (true)
        {
            ManualTimer? due;
            lock (_lock)
            {
                due = Next() is { } next && next.DueAt <= end ? next : null;
                var to = due?.DueAt is { } at && at > _elapsed ? at : due is null ? end : _elapsed;
                _now += to - _elapsed;
                _elapsed = to;
            }
            if (due is null) return;
            due.Fire();
        }
    }

    /// <summary>The process whose timers run is gone: they do not fire any more.</summary>
    public void DropTimers()
    {
        lock (_lock) _timers.Clear();
    }

    /// <summary>Sets the wall clock forward or back; no time passes, and no timer fires.</summary>
    public void JumpWallClock(TimeSpan by)
    {
        lock (_lock) _now += by;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    private ManualTimer? Next() => _timers.Where(timer => timer.DueAt is not null).MinBy(timer => timer.DueAt);

    private sealed class ManualTimer(ManualTime time, Action callback) : ITimer
    {
        private TimeSpan _period = Timeout.InfiniteTimeSpan;

        /// <summary>In the time that passed, which no jump changes.</summary>
        public TimeSpan? DueAt { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._lock)
            {
                _period = period;
                DueAt = dueTime == Timeout.InfiniteTimeSpan ? null : time._elapsed + dueTime;
                if (!time._timers.Contains(this)) time._timers.Add(this);
            }
            if (dueTime != Timeout.InfiniteTimeSpan && dueTime <= time.PassedOverMax) ThreadPool.QueueUserWorkItem(_ => Fire());
            return true;
        }

        public void Fire()
        {
            lock (time._lock)
            {
                if (DueAt is null) return;
                DueAt = _period > TimeSpan.Zero ? DueAt + _period : null;
            }
            callback();
        }

        public void Dispose()
        {
            lock (time._lock)
            {
                DueAt = null;
                time._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
