namespace Baton.Runtime;

/// <summary>
/// The time that executions live in. It never goes back: where the wall clock was set back, time passes one percent slower until the
/// two meet, so that what was to happen in a minute happens in a minute. It follows the wall clock forward at once, because a
/// machine that slept looks the same as one whose clock was set forward.
/// </summary>
internal sealed class SteadyTime(TimeProvider wall) : TimeProvider
{
    private const double SpeedBehind = 0.99;

    private readonly Lock _lock = new();
    private DateTimeOffset _anchor = wall.GetUtcNow();
    private long _anchorTimestamp = wall.GetTimestamp();

    public override long TimestampFrequency => wall.TimestampFrequency;

    public override TimeZoneInfo LocalTimeZone => wall.LocalTimeZone;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            var now = wall.GetUtcNow();
            var timestamp = wall.GetTimestamp();
            var least = _anchor + (wall.GetElapsedTime(_anchorTimestamp, timestamp) * SpeedBehind);
            if (now < least) return least;
            (_anchor, _anchorTimestamp) = (now, timestamp);
            return now;
        }
    }

    public override long GetTimestamp() => wall.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => wall.CreateTimer(callback, state, dueTime, period);
}
