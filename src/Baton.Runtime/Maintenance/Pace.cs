namespace Baton.Runtime.Maintenance;

/// <summary>Keeps work in the background in the background: after each stretch it rests a multiple of the time that the stretch took, so that it slows down as the server gets busy.</summary>
/// <param name="clock">Measures and rests.</param>
/// <param name="restTimes">How many times as long as it worked it rests; 0 for no rest.</param>
public sealed class Pace(TimeProvider clock, int restTimes)
{
    private static readonly TimeSpan RestMax = TimeSpan.FromSeconds(2);

    private long _begun = clock.GetTimestamp();

    /// <summary>Ends a stretch of work, and begins the next after the rest.</summary>
    public async Task RestAsync(CancellationToken cancellationToken)
    {
        var milliseconds = Math.Ceiling(Math.Min((clock.GetElapsedTime(_begun) * restTimes).TotalMilliseconds, RestMax.TotalMilliseconds)); // timers count in whole ones
        if (milliseconds > 0) await clock.DelayAsync(TimeSpan.FromMilliseconds(milliseconds), cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        _begun = clock.GetTimestamp();
    }
}
