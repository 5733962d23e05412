using System.Diagnostics;

namespace Baton.Load;

/// <summary>Callers of whom each begins a piece of work as soon as it has the result of the one before.</summary>
internal static class ClosedLoop
{
    /// <summary>What one closed loop did.</summary>
    /// <param name="Count">Pieces of work that ended.</param>
    /// <param name="LatenciesMs">How long each took, ascending.</param>
    internal sealed record Result(int Count, IReadOnlyList<double> LatenciesMs, Usage Usage)
    {
        /// <summary>How long each start took until it was acknowledged, ascending; none where a caller only waits for the end.</summary>
        public IReadOnlyList<double> StartsMs { get; init; } = [];

        public double PerSecond => Count / Usage.Seconds;
    }

    /// <param name="callers">One function for each caller: does one piece of work.</param>
    /// <param name="duration">After it no piece of work begins; each caller does at least one.</param>
    /// <param name="server">The server's process; null where it is this one.</param>
    public static async Task<Result> RunAsync(IReadOnlyList<Func<ValueTask>> callers, TimeSpan duration, int? server)
    {
        var end = Usage.Begin(server);
        var began = Stopwatch.GetTimestamp();
        var latencies = await Task.WhenAll(callers.Select(LoopAsync));
        var usage = end();
        double[] sorted = [.. latencies.SelectMany(ofOne => ofOne).Order()];
        return new Result(sorted.Length, sorted, usage);

        async Task<List<double>> LoopAsync(Func<ValueTask> work)
        {
            var ofOne = new List<double>();
            do
            {
                var since = Stopwatch.GetTimestamp();
                await work();
                ofOne.Add(Stopwatch.GetElapsedTime(since).TotalMilliseconds);
            }
            while (Stopwatch.GetElapsedTime(began) < duration);
            return ofOne;
        }
    }

    /// <summary>Writes the usual figures of a closed loop's runs.</summary>
    public static void Write(string workload, IReadOnlyList<Result> runs)
    {
        var others = runs.Select(run => run.Usage.OthersCores).ToList();
        void Figure(string metric, string unit, Func<Result, double> value) => Figures.Write(workload, metric, unit, runs.Select(value), others);

        Figure("workflows", "workflows/s", run => run.PerSecond);
        Figure("p50", "ms", run => Figures.Percentile(run.LatenciesMs, 0.5));
        Figure("p99", "ms", run => Figures.Percentile(run.LatenciesMs, 0.99));
        if (runs[0].StartsMs.Count > 0)
        {
            Figure("start-p50", "ms", run => Figures.Percentile(run.StartsMs, 0.5));
            Figure("start-p99", "ms", run => Figures.Percentile(run.StartsMs, 0.99));
        }
        Figure("cpu-per-workflow", "ms", run => (run.Usage.ServerCpuMs + run.Usage.LoadCpuMs) / run.Count);
        if (runs[0].Usage.ServerCpuMs == 0) return;
        Figure("server-cpu-per-workflow", "ms", run => run.Usage.ServerCpuMs / run.Count);
        Figure("load-cpu-per-workflow", "ms", run => run.Usage.LoadCpuMs / run.Count);
    }
}
