using System.Diagnostics;
using Baton.Load.Http;

namespace Baton.Load.Workloads;

/// <summary>
/// Many workflows asleep until much later, copies of one that was started: what they cost on disk and in memory, and how late others
/// wake up beside them.
/// </summary>
internal static class Parked
{
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(2);

    public static async Task RunAsync(LoadOptions options)
    {
        using var folder = new DataFolder(options);
        double memory;
        await using (var server = await ServerUnderTest.StartAsync(options, folder))
        {
            using var api = await server.ConnectAsync();
            var machine = await api.CreateStateMachineAsync("parked", Definitions.SleepUntil);
            await api.StartAsync(machine, Timers.Input(DateTimeOffset.UtcNow.AddDays(300)));
            await Task.Delay(Settling);
            memory = Machine.ResidentBytes(server.Id);
        }
        var disk = folder.StoreBytes;
        var began = Stopwatch.GetTimestamp();
        await Copies.AddAsync(folder, options.Parked);
        Figures.Say($"parked: {options.Parked} sleeping executions written in {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s");

        await using var restarted = await ServerUnderTest.StartAsync(options, folder);
        await Task.Delay(Settling);
        var workload = $"parked{options.Parked}";
        Figures.Write(workload, "start-to-ready", "ms", [restarted.Startup.TotalMilliseconds]);
        Figures.Write(workload, "rss-idle-server", "MiB", [Machine.ResidentBytes(restarted.Id) / (1 << 20)]);
        Figures.Write(workload, "server-rss-growth-per-workflow", "B", [(Machine.ResidentBytes(restarted.Id) - memory) / options.Parked]);
        Figures.Write(workload, "disk-per-workflow", "B", [(folder.StoreBytes - disk) / options.Parked]);
        Timers.Write($"due{options.Timers}-beside-{workload}", "due-to-all-done", options, [await Timers.DueAtOnceAsync(options, restarted, folder)]);
    }
}
