namespace Baton.Runtime;

internal static class Waiting
{
    /// <summary>Waits; ends early, without a word, when cancelled.</summary>
    public static Task DelayAsync(this TimeProvider clock, TimeSpan delay, CancellationToken cancellationToken) => new Signal().WaitAsync(delay, clock, cancellationToken);
}
