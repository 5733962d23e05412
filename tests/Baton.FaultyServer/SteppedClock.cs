namespace Baton.FaultyServer;

/// <summary>The machine's time with a wall clock that somebody sets; what is measured and awaited passes as it does.</summary>
internal sealed class SteppedClock : TimeProvider
{
    private long _offsetTicks;

    /// <summary>How far the wall clock is from the machine's.</summary>
    public TimeSpan Offset
    {
        set => Interlocked.Exchange(ref _offsetTicks, value.Ticks);
    }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _offsetTicks));
}
