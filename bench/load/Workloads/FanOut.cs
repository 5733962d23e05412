using Baton.Json;
using Baton.Load.Http;

namespace Baton.Load.Workloads;

/// <summary>One workflow that starts 1,000 no-op tasks at once and joins their results; and ten of those at once.</summary>
internal static class FanOut
{
    private const int Width = 1_000;

    /// <summary>After so many the code is compiled as it stays: as many steps as those before <see cref="Chain3"/> is measured.</summary>
    private const int WarmupRuns = 24;

    private static readonly int[] AtOnce = [1, 10];
    private static readonly string Input = $"[{string.Join(',', Enumerable.Range(0, Width).Select(Orders.Of))}]";

    /// <summary>Over the plain API with workers that poll an activity.</summary>
    public static async Task RunAsync(LoadOptions options)
    {
        using var folder = new DataFolder(options);
        await using var server = await ServerUnderTest.StartAsync(options, folder);
        using var api = await server.ConnectAsync();
        var activity = await api.CreateActivityAsync("step");
        var machine = await api.CreateStateMachineAsync("fanout", Definitions.FanOut(activity));
        var tasks = new Countdown();
        using var workers = await ActivityWorkers.StartAsync(server, activity, options.Workers, _ => tasks.Signal());
        await MeasureAsync("fanout", options, server.Id, async workflows =>
        {
            var all = tasks.Set(workflows * Width);
            var started = await Task.WhenAll(Enumerable.Range(0, workflows).Select(async _ =>
            {
                using var caller = await server.ConnectAsync();
                return await caller.StartAsync(machine, Input);
            }));
            await await Task.WhenAny(all, workers.Running);
            foreach (var arn in started) await api.SucceededAsync(arn);
        });
    }

    /// <summary>Over worker streams, with a worker that takes all of it at once.</summary>
    public static async Task RunStreamAsync(LoadOptions options)
    {
        using var folder = new DataFolder(options);
        await using var server = await ServerUnderTest.StartAsync(options, folder);
        using var api = await server.ConnectAsync();
        var activity = await api.CreateActivityAsync("step");
        var machine = await api.CreateStateMachineAsync("fanout", Definitions.FanOut(activity));
        await using var workers = await StreamWorkers.StartAsync(server, [activity], Width);
        await MeasureAsync("fanout-stream", options, server.Id, workflows => Task.WhenAll(Enumerable.Range(0, workflows).Select(_ => workers.RunAsync(machine, Input))));
    }

    /// <summary>In an application that has the runtime in its own process.</summary>
    public static async Task RunEmbeddedAsync(LoadOptions options)
    {
        await using var host = await EmbeddedHost.StartAsync(options);
        var machine = await host.CreateStateMachineAsync("fanout", Definitions.FanOut(EmbeddedHost.Function));
        var input = JsonText.Parse(Input);
        await MeasureAsync("fanout-embedded", options, null, workflows => Task.WhenAll(Enumerable.Range(0, workflows).Select(_ => host.RunAsync(machine, input))));
    }

    private static async Task MeasureAsync(string workload, LoadOptions options, int? server, Func<int, Task> work)
    {
        Figures.Say($"{workload}: warming up");
        for (var run = 0; run < WarmupRuns; run++) await work(1);
        foreach (var workflows in AtOnce)
        {
            var runs = new List<Usage>();
            for (var run = 0; run < options.Runs; run++)
            {
                var end = Usage.Begin(server);
                await work(workflows);
                runs.Add(end());
            }
            var (name, tasks) = (workflows == 1 ? $"{workload}{Width}" : $"{workload}{Width}x{workflows}", workflows * Width);
            var others = runs.Select(run => run.OthersCores).ToList();
            Figures.Write(name, "time", "ms", runs.Select(run => 1000 * run.Seconds), others);
            Figures.Write(name, "steps", "steps/s", runs.Select(run => tasks / run.Seconds), others);
            Figures.Write(name, "cpu-per-step", "ms", runs.Select(run => (run.ServerCpuMs + run.LoadCpuMs) / tasks), others);
            if (server is not null) Figures.Write(name, "server-cpu-per-step", "ms", runs.Select(run => run.ServerCpuMs / tasks), others);
        }
    }
}
