using System.Diagnostics;
using System.Globalization;

namespace Baton.Fuzz.Tests;

/// <summary>
/// Runs random cases one after the other until the time is over. <c>BATON_FUZZ_SECONDS</c> is how long all fuzzers together may take
/// (default 20); they run side by side, one a core. <c>BATON_FUZZ_FROM</c> is the first seed (default 1: the same cases each time). A failure names
/// its seed, and <c>SEED=…</c> runs that one alone.
/// </summary>
internal static class Fuzz
{
    private const int DefaultSeconds = 20;

    /// <summary>A case that takes longer does not end: the process is given up, as nothing else stops a thread.</summary>
    private static readonly TimeSpan HangAfter = TimeSpan.FromMinutes(2);

    private static readonly int Fuzzers = typeof(Fuzz).Assembly.GetTypes().Count(type => type.Name.EndsWith("Fuzz", StringComparison.Ordinal) && type != typeof(Fuzz));

    /// <param name="timeMax">How long one case may take, on a machine that others use too.</param>
    /// <param name="bytesMax">How much one case may allocate in all, garbage included.</param>
    /// <param name="check">One case: returns where all is well.</param>
    public static void Run(TimeSpan timeMax, long bytesMax, Action<Random> check)
    {
        var only = Setting("SEED");
        var share = only is null ? TimeSpan.FromSeconds((Setting("BATON_FUZZ_SECONDS") ?? DefaultSeconds) * (double)Math.Min(Fuzzers, Environment.ProcessorCount) / Fuzzers) : TimeSpan.Zero;
        var first = only ?? Setting("BATON_FUZZ_FROM") ?? 1;
        Console.Error.WriteLine($"{TestContext.Current.Test?.TestDisplayName} starts at SEED={first}."); // what is known of a process that ends in the middle
        Case(first, HangAfter, long.MaxValue, check); // reads the seeds, which the bounds of a case do not count
        var watch = Stopwatch.StartNew();
        var seed = first;
        do
        {
            Case(seed++, timeMax, bytesMax, check);
        }
        while (watch.Elapsed < share);
        TestContext.Current.TestOutputHelper?.WriteLine($"{seed - first} cases from SEED={first}.");
    }

    private static int? Setting(string name) => Environment.GetEnvironmentVariable(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;

    /// <summary>One that took too long is tried once more: a machine that stood still meanwhile does not do so twice.</summary>
    private static void Case(int seed, TimeSpan timeMax, long bytesMax, Action<Random> check)
    {
        var took = Once(seed, bytesMax, check);
        if (took > timeMax) took = Once(seed, bytesMax, check);
        Assert.True(took <= timeMax, $"SEED={seed} took {took}; at most {timeMax} are allowed.");
    }

    private static TimeSpan Once(int seed, long bytesMax, Action<Random> check)
    {
        using var hang = new Timer(_ => Environment.FailFast($"SEED={seed} does not end."), null, HangAfter, Timeout.InfiniteTimeSpan);
        var (started, allocated) = (Stopwatch.GetTimestamp(), GC.GetAllocatedBytesForCurrentThread());
        try
        {
            check(new Random(seed));
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"SEED={seed}: {e.Message}", e);
        }
        var (took, made) = (Stopwatch.GetElapsedTime(started), GC.GetAllocatedBytesForCurrentThread() - allocated);
        Assert.True(made <= bytesMax, $"SEED={seed} allocated {made} bytes; at most {bytesMax} are allowed.");
        return took;
    }
}
