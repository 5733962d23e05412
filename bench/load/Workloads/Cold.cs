using System.Diagnostics;
using Baton.Load.Http;

namespace Baton.Load.Workloads;

/// <summary>Process start to the first finished workflow, and what a server costs that has nothing to do. Each run has a new process and data folder.</summary>
internal static class Cold
{
    /// <summary>Until then code that ran a few times, timers included, is still being compiled: that is no idling.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(20);

    private sealed record Run(double ReadyMs, double FirstPassMs, double FirstChainMs, double ResidentMiB, double IdleCpuPercent);

    public static async Task RunAsync(LoadOptions options)
    {
        var runs = new List<Run>();
        for (var run = 0; run < options.Runs; run++) runs.Add(await OnceAsync(options));
        void Figure(string metric, string unit, Func<Run, double> value) => Figures.Write("cold", metric, unit, runs.Select(value));

        Figure("start-to-ready", "ms", run => run.ReadyMs);
        Figure("start-to-first-workflow", "ms", run => run.FirstPassMs);
        Figure("start-to-first-chain3", "ms", run => run.FirstChainMs);
        Figure("rss-idle-server", "MiB", run => run.ResidentMiB);
        Figure("cpu-idle-server", "% of one core", run => run.IdleCpuPercent);
        Figures.Write("cold", "install-size", "MiB", [Machine.FolderBytes(Path.GetDirectoryName(options.Server)!) / (1 << 20)]);
    }

    private static async Task<Run> OnceAsync(LoadOptions options)
    {
        using var folder = new DataFolder(options);
        var began = Stopwatch.GetTimestamp();
        await using var server = await ServerUnderTest.StartAsync(options, folder);
        using var api = await server.ConnectAsync();
        var machine = await api.CreateStateMachineAsync("pass", """{"StartAt":"Done","States":{"Done":{"Type":"Pass","End":true}}}""");
        await api.SucceededAsync(await api.StartAsync(machine, Orders.Of(1)));
        var firstPass = Stopwatch.GetElapsedTime(began);
        using var chain = await ActivityChain.StartAsync(server, workers: 1);
        await chain.LoopAsync(callers: 1, TimeSpan.FromTicks(1));
        var firstChain = Stopwatch.GetElapsedTime(began);

        await Task.Delay(Settling);
        var cpu = Machine.CpuSeconds(server.Id);
        await Task.Delay(Idle);
        var idle = (Machine.CpuSeconds(server.Id) - cpu) / Idle.TotalSeconds;
        return new Run(server.Startup.TotalMilliseconds, firstPass.TotalMilliseconds, firstChain.TotalMilliseconds, Machine.ResidentBytes(server.Id) / (1 << 20), 100 * idle);
    }
}
