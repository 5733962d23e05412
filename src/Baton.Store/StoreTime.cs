namespace Baton.Store;

/// <summary>How every store keeps time: whole milliseconds since 1970, in UTC. Finer parts are cut off, the offset is not kept.</summary>
/// <remarks>The last millisecond of the year 9999 is read back as <see cref="DateTimeOffset.MaxValue"/>, so that "for ever" survives.</remarks>
public static class StoreTime
{
    private static readonly long MillisecondsMax = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    /// <summary>The millisecond that <paramref name="time"/> lies in.</summary>
    public static long ToMilliseconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds();

    /// <summary>The first millisecond that is not before <paramref name="time"/>: compared with stored times, it selects what the exact time would.</summary>
    public static long ToMillisecondsCeiling(DateTimeOffset time)
    {
        var floor = time.ToUnixTimeMilliseconds();
        return time.UtcTicks % TimeSpan.TicksPerMillisecond == 0 || floor == MillisecondsMax ? floor : floor + 1; // "for ever" stays what it is
    }

    public static DateTimeOffset FromMilliseconds(long milliseconds) =>
        milliseconds >= MillisecondsMax ? DateTimeOffset.MaxValue : DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    /// <summary>The time as it reads after it was stored.</summary>
    public static DateTimeOffset Stored(DateTimeOffset time) => FromMilliseconds(ToMilliseconds(time));

    /// <inheritdoc cref="Stored(DateTimeOffset)"/>
    public static DateTimeOffset? Stored(DateTimeOffset? time) => time is { } value ? Stored(value) : null;
}
