namespace Baton.Runtime.Execution;

/// <summary>How many executions were started and have ended in a minute.</summary>
/// <param name="At">When the minute began.</param>
public readonly record struct ExecutionRate(DateTimeOffset At, int Started, int Ended);

/// <summary>
/// Counts starts and ends of executions, those of Map Runs too, minute by minute for the last hour. It is in memory alone: before <see cref="Since"/> nothing is known.
/// </summary>
public sealed class ExecutionRates(TimeProvider clock)
{
    public const int MinutesMax = 60;

    private readonly Lock _lock = new();
    private readonly (long Minute, int Started, int Ended)[] _minutes = new (long, int, int)[MinutesMax];

    public DateTimeOffset Since { get; } = clock.GetUtcNow();

    /// <summary>The minutes that are known, the oldest first; the last is the present one.</summary>
    public IReadOnlyList<ExecutionRate> Read()
    {
        var present = Minute(clock.GetUtcNow());
        var first = Math.Max(Minute(Since), present - MinutesMax + 1);
        var rates = new List<ExecutionRate>();
        lock (_lock)
        {
            for (var minute = first; minute <= present; minute++)
            {
                var (of, started, ended) = _minutes[minute % MinutesMax];
                var at = DateTimeOffset.UnixEpoch.AddMinutes(minute);
                rates.Add(of == minute ? new ExecutionRate(at, started, ended) : new ExecutionRate(at, 0, 0));
            }
        }
        return rates;
    }

    /// <summary>A commit has started executions, ended them, or neither.</summary>
    internal void Count(bool isStart, bool isEnd)
    {
        if (!isStart && !isEnd) return;
        var minute = Minute(clock.GetUtcNow());
        lock (_lock)
        {
            ref var counted = ref _minutes[minute % MinutesMax];
            if (counted.Minute != minute) counted = (minute, 0, 0);
            if (isStart) counted.Started++;
            if (isEnd) counted.Ended++;
        }
    }

    private static long Minute(DateTimeOffset time) => time.ToUnixTimeSeconds() / 60;
}
