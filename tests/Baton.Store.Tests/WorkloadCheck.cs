using Baton.Store.CrashChild;

namespace Baton.Store.Tests;

/// <summary>Looks whether a store holds the workload up to some commit: every commit whole, and nothing of a later one.</summary>
internal static class WorkloadCheck
{
    private const int BatchesMax = 100_000;

    /// <returns>The number of the last commit.</returns>
    public static async Task<long> WholeAsync(IStore store, CancellationToken cancel)
    {
        var last = await store.FindExecutionAsync(Workload.Counter, cancel) is { } counter ? counter.Version : 0;
        var batches = await store.ReadEventsAsync(Workload.Counter, 1, BatchesMax, cancel);
        Assert.Equal(last, batches.Count);
        for (var n = 1L; n <= last; n++)
        {
            Assert.Equal(n, batches[(int)n - 1].FirstVersion);
            Assert.True(batches[(int)n - 1].Events.Span.SequenceEqual(Workload.Events(Workload.Counter, n)), $"The counter's events of commit {n} differ.");
        }
        var starts = Enumerable.Range(1, (int)last).SelectMany(n => Workload.Starts(n).Select(row => (Row: row, Commit: n))).ToList();
        var stored = await store.ListExecutionsAsync(new(1, null, long.MaxValue, BatchesMax), cancel);
        Assert.Equal(starts.Select(start => start.Row), stored.Reverse().Where(row => row.Number != Workload.Counter));
        Assert.Equal(starts.Select(start => start.Row.Number), await WakingAsync(store, cancel));
        foreach (var (row, n) in starts)
        {
            var batch = Assert.Single(await store.ReadEventsAsync(row.Number, 1, BatchesMax, cancel));
            Assert.True(batch.Events.Span.SequenceEqual(Workload.Events(row.Number, n)), $"The events of execution {row.Number} differ.");
        }
        return last;
    }

    private static async Task<IEnumerable<long>> WakingAsync(IStore store, CancellationToken cancel) =>
        (await store.ListWakeUpsAsync(DateTimeOffset.MaxValue, null, BatchesMax, cancel)).Select(wakeUp => wakeUp.Number);
}
