using System.Diagnostics;
using System.Globalization;
using Baton.Load.Http;

namespace Baton.Load.Workloads;

/// <summary>Workflows that sleep: how fast they start, what a sleeping one costs, how late they wake up.</summary>
internal static class Timers
{
    private const int WarmupStarts = 1_000;
    private const double StartingMargin = 1.5;

    private static readonly TimeSpan Sleep = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <param name="LatenessMs">How much after its due time each one ended, as the list of executions tells it; ascending.</param>
    /// <param name="AllDoneMs">From the first start, or from the common due time, until the list shows no running one.</param>
    internal sealed record Run(double StartsPerSecond, IReadOnlyList<double> LatenessMs, double AllDoneMs, double ServerMiBBefore, double ServerMiBPeak, double DiskBytes, Usage Usage);

    /// <summary>The input of <see cref="Definitions.SleepUntil"/>; the time to the second.</summary>
    public static string Input(DateTimeOffset until) => $$"""{"until":"{{until.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)}}"}""";

    public static async Task RunAsync(LoadOptions options)
    {
        await MeasureAsync($"timers{options.Timers}", "first-start-to-all-done", options, SleepAfterStartAsync);
        await RunDueAsync(options);
    }

    public static Task RunDueAsync(LoadOptions options) => MeasureAsync($"due{options.Timers}", "due-to-all-done", options, DueAtOnceAsync);

    private static async Task MeasureAsync(string workload, string allDone, LoadOptions options, Func<LoadOptions, ServerUnderTest, DataFolder, Task<Run>> once)
    {
        var runs = new List<Run>();
        for (var run = 0; run < options.Runs; run++)
        {
            using var folder = new DataFolder(options);
            await using var server = await ServerUnderTest.StartAsync(options, folder);
            Figures.Say($"{workload}: run {run + 1}");
            runs.Add(await once(options, server, folder));
        }
        Write(workload, allDone, options, runs);
    }

    /// <summary>Writes the figures of runs.</summary>
    /// <param name="allDone">What <see cref="Run.AllDoneMs"/> is called.</param>
    public static void Write(string workload, string allDone, LoadOptions options, IReadOnlyList<Run> runs)
    {
        void Figure(string metric, string unit, Func<Run, double> value) => Figures.Write(workload, metric, unit, runs.Select(value), runs.Select(run => run.Usage.OthersCores));

        Figure("start-rate", "workflows/s", run => run.StartsPerSecond);
        Figure(allDone, "ms", run => run.AllDoneMs);
        Figure("finished", "workflows", run => run.LatenessMs.Count);
        Figure("wake-late-p50", "ms", run => Figures.Percentile(run.LatenessMs, 0.5));
        Figure("wake-late-p99", "ms", run => Figures.Percentile(run.LatenessMs, 0.99));
        Figure("server-rss-growth-per-workflow", "KiB", run => 1024 * (run.ServerMiBPeak - run.ServerMiBBefore) / options.Timers);
        Figure("server-rss-peak", "MiB", run => run.ServerMiBPeak);
        Figure("disk-per-workflow", "KiB", run => run.DiskBytes / 1024 / options.Timers);
        Figure("server-cpu-per-workflow", "ms", run => run.Usage.ServerCpuMs / options.Timers);
    }

    /// <summary>Each sleeps for 5 s from its own start.</summary>
    private static async Task<Run> SleepAfterStartAsync(LoadOptions options, ServerUnderTest server, DataFolder folder)
    {
        using var api = await server.ConnectAsync();
        var machine = await api.CreateStateMachineAsync("sleep", Definitions.Sleep(Sleep));
        var body = Api.StartBody(machine, Orders.Of(1));
        return await RunAsync(options, server, folder, machine, body, started => started + Sleep.TotalSeconds, due: null);
    }

    /// <summary>All sleep until the same moment, which comes when they have all been started.</summary>
    public static async Task<Run> DueAtOnceAsync(LoadOptions options, ServerUnderTest server, DataFolder folder)
    {
        using var api = await server.ConnectAsync();
        var warmup = await api.CreateStateMachineAsync("warmup", Definitions.SleepUntil);
        var took = await Starts.RunAsync(server, 0, WarmupStarts, _ => Api.StartBody(warmup, Input(DateTimeOffset.UtcNow)));
        await api.AllEndedAsync(warmup);
        var machine = await api.CreateStateMachineAsync("sleep", Definitions.SleepUntil);
        var due = DateTimeOffset.FromUnixTimeSeconds((DateTimeOffset.UtcNow + (took * (StartingMargin * options.Timers / WarmupStarts)) + Pause).ToUnixTimeSeconds());
        var body = Api.StartBody(machine, Input(due));
        return await RunAsync(options, server, folder, machine, body, _ => due.ToUnixTimeSeconds(), due);
    }

    /// <param name="dueOf">When an execution is due that started at a time; both in seconds since the epoch.</param>
    /// <param name="due">When all are due; null where each has a time of its own.</param>
    private static async Task<Run> RunAsync(
        LoadOptions options, ServerUnderTest server, DataFolder folder, string machine, byte[] body, Func<double, double> dueOf, DateTimeOffset? due)
    {
        using var api = await server.ConnectAsync();
        var before = Machine.ResidentBytes(server.Id) / (1 << 20);
        var disk = folder.StoreBytes;
        var end = Usage.Begin(server.Id);
        var began = Stopwatch.GetTimestamp();
        var starting = await Starts.RunAsync(server, 0, options.Timers, _ => body);
        disk = folder.StoreBytes - disk;
        if (due is { } moment)
        {
            var early = moment - DateTimeOffset.UtcNow;
            if (early < TimeSpan.Zero) throw new InvalidOperationException("The last workflow was started after the moment at which all are due: the machine is too busy to measure.");
            await Task.Delay(early);
            began = Stopwatch.GetTimestamp();
        }
        await api.AllEndedAsync(machine);
        var allDone = Stopwatch.GetElapsedTime(began);
        var usage = end();
        var lateness = new List<double>();
        await foreach (var execution in api.ListAllAsync(machine))
        {
            if (execution.Status != "SUCCEEDED") throw new InvalidOperationException($"Expected workflows that succeed, found {execution}.");
            lateness.Add(1000 * (execution.StopDate!.Value - dueOf(execution.StartDate)));
        }
        lateness.Sort();
        return new Run(options.Timers / starting.TotalSeconds, lateness, allDone.TotalMilliseconds, before, Machine.PeakResidentBytes(server.Id) / (1 << 20), disk, usage);
    }
}
