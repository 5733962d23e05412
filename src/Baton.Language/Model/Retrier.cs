namespace Baton.Language.Model;

/// <summary>When and how often a failed state is tried again. Defaults and ranges as published.</summary>
public sealed record Retrier
{
    public required IReadOnlyList<string> ErrorEquals { get; init; }

    /// <summary>Seconds before the first retry; at least 1.</summary>
    public int IntervalSeconds { get; init; } = 1;

    /// <summary>How many retries at most; 0 is never.</summary>
    public int MaxAttempts { get; init; } = 3;

    /// <summary>The factor by which the interval grows; at least 1.</summary>
    public double BackoffRate { get; init; } = 2.0;

    /// <summary>The longest interval in seconds; null is no cap.</summary>
    public int? MaxDelaySeconds { get; init; }

    /// <summary>Whether the delay is drawn at random between zero and the computed interval (<c>JitterStrategy: FULL</c>).</summary>
    public bool FullJitter { get; init; }

    /// <summary>How long to wait before a retry, without jitter.</summary>
    /// <param name="retriesMade">Retries this retrier has already made in this visit of the state; 0 before the first.</param>
    public TimeSpan DelayBefore(int retriesMade)
    {
        var seconds = IntervalSeconds == 0 ? 0 : IntervalSeconds * Math.Pow(BackoffRate, retriesMade); // the power may be infinite
        if (MaxDelaySeconds is { } max) seconds = Math.Min(seconds, max);
        return TimeSpan.FromSeconds(Math.Min(seconds, SecondsMax));
    }

    /// <summary>The longest time span of the language, 99,999,999 seconds (about three years).</summary>
    public const double SecondsMax = 99_999_999;
}
