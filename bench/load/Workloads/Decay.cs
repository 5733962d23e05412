using System.Diagnostics;
using Baton.Load.Http;

namespace Baton.Load.Workloads;

/// <summary>What many closed executions in the store do to chain3 and to lists. They are copies of one that ran: see <see cref="Copies"/>.</summary>
internal static class Decay
{
    private const int Callers = 64;
    private const int Lists = 100;
    private const int PageSize = 100;

    public static async Task RunAsync(LoadOptions options)
    {
        foreach (var closed in options.Closed)
        {
            using var folder = new DataFolder(options);
            await using (var server = await ServerUnderTest.StartAsync(options, folder))
            {
                using var chain = await ActivityChain.StartAsync(server, workers: 1);
                await chain.LoopAsync(callers: 1, TimeSpan.FromTicks(1));
            }
            var began = Stopwatch.GetTimestamp();
            await Copies.AddAsync(folder, closed);
            Figures.Say($"decay: {closed} closed executions written in {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s");
            await MeasureAsync($"decay{closed}", options, folder);
        }
    }

    private static async Task MeasureAsync(string workload, LoadOptions options, DataFolder folder)
    {
        await using var server = await ServerUnderTest.StartAsync(options, folder);
        Figures.Write(workload, "start-to-ready", "ms", [server.Startup.TotalMilliseconds]);
        Figures.Write(workload, "disk", "MiB", [folder.StoreBytes / (1 << 20)]);
        using var chain = await ActivityChain.StartAsync(server, options.Workers);
        await Chain3.MeasureAsync(workload, options with { Callers = [Callers] }, chain.LoopAsync);

        using var api = await server.ConnectAsync();
        await ListAsync("list", null);
        await ListAsync("list-failed", "FAILED");

        // A page of the newest; of FAILED ones there is none among them all.
        async Task ListAsync(string metric, string? status)
        {
            var times = new List<double>();
            for (var i = 0; i < Lists; i++)
            {
                var since = Stopwatch.GetTimestamp();
                await api.ListAsync(chain.StateMachineArn, status, PageSize);
                times.Add(Stopwatch.GetElapsedTime(since).TotalMilliseconds);
            }
            times.Sort();
            Figures.Write(workload, $"{metric}-p50", "ms", [Figures.Percentile(times, 0.5)]);
            Figures.Write(workload, $"{metric}-p99", "ms", [Figures.Percentile(times, 0.99)]);
        }
    }
}
