using Baton.Load.Http;

namespace Baton.Load.Workloads;

/// <summary>Three no-op tasks in sequence, each with 102 bytes in and out and durable before the next begins; callers in a closed loop.</summary>
internal static class Chain3
{
    private const int WarmupCallers = 64;

    /// <summary>How many tasks of each activity a worker takes at once over a stream, where each costs no connection.</summary>
    private const int StreamTasks = 1_000;

    /// <summary>
    /// After so many the server's code is compiled as it stays. Time would not do: on a busy machine the compiler of optimized code waits, and a
    /// workflow costs twice the processor time until it has its turn.
    /// </summary>
    private const int WarmupWorkflows = 8_000;

    /// <summary>Over the plain API with workers that poll activities: see <see cref="ActivityChain"/>.</summary>
    public static async Task RunAsync(LoadOptions options)
    {
        using var folder = new DataFolder(options);
        await using var server = await ServerUnderTest.StartAsync(options, folder);
        using var chain = await ActivityChain.StartAsync(server, options.Workers);
        await MeasureAsync("chain3", options, chain.LoopAsync);
        Figures.Write("chain3", "rss-server-after", "MiB", [Machine.ResidentBytes(server.Id) / (1 << 20)]);
        Figures.Write("chain3", "disk-after", "MiB", [folder.StoreBytes / (1 << 20)]);
    }

    /// <summary>Over worker streams: see <see cref="StreamChain"/>.</summary>
    public static async Task RunStreamAsync(LoadOptions options)
    {
        using var folder = new DataFolder(options);
        await using var server = await ServerUnderTest.StartAsync(options, folder);
        await using var chain = await StreamChain.StartAsync(server, StreamTasks);
        await MeasureAsync("chain3-stream", options, chain.LoopAsync);
        Figures.Write("chain3-stream", "rss-server-after", "MiB", [Machine.ResidentBytes(server.Id) / (1 << 20)]);
    }

    /// <summary>In an application that has the runtime in its own process.</summary>
    public static async Task RunEmbeddedAsync(LoadOptions options)
    {
        await using var host = await EmbeddedHost.StartAsync(options);
        var machine = await host.CreateStateMachineAsync("chain3", Definitions.Chain(EmbeddedHost.Function, EmbeddedHost.Function, EmbeddedHost.Function));
        await MeasureAsync("chain3-embedded", options, (callers, duration) => ClosedLoop.RunAsync([.. Enumerable.Range(0, callers).Select(number => host.Caller(machine, number))], duration, server: null));
    }

    /// <summary>Warms up and measures a closed loop with each number of callers.</summary>
    public static async Task MeasureAsync(string workload, LoadOptions options, Func<int, TimeSpan, Task<ClosedLoop.Result>> loop)
    {
        Figures.Say($"{workload}: warming up");
        for (var done = 0; done < WarmupWorkflows;) done += (await loop(WarmupCallers, options.Warmup)).Count;
        foreach (var callers in options.Callers)
        {
            var runs = new List<ClosedLoop.Result>();
            for (var run = 0; run < options.Runs; run++) runs.Add(await loop(callers, options.Duration));
            ClosedLoop.Write($"{workload}-c{callers}", runs);
        }
    }
}
