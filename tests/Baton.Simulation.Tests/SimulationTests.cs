using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Baton.Testing;

namespace Baton.Simulation.Tests;

/// <summary>The first 200 seeds, or as many as <c>BATON_SIMULATION_SEEDS</c> says; scripts/simulate tells more of them.</summary>
public sealed class SimulationTests
{
    private static readonly int Seeds = Environment.GetEnvironmentVariable("BATON_SIMULATION_SEEDS") is { } seeds ? int.Parse(seeds, CultureInfo.InvariantCulture) : 200;

    [Fact]
    public void Whatever_fails_and_whenever_the_server_crashes_nothing_is_lost_and_nothing_happens_twice()
    {
        var failed = new ConcurrentQueue<string>();
        Parallel.For(1, Seeds + 1, seed =>
        {
            var outcome = Simulation.Run(Plan.Of((ulong)seed));
            if (outcome.Breaches.Count > 0) failed.Enqueue($"scripts/simulate {outcome.Plan}\n{string.Join('\n', outcome.Breaches)}");
        });
        Assert.True(failed.IsEmpty, string.Join('\n', failed));
    }

    [Fact]
    public void A_seed_gives_the_same_run_again_in_another_process_too()
    {
        var first = Simulation.Run(Plan.Of(7)).Trace;
        Assert.Equal(first, Simulation.Run(Plan.Of(7)).Trace);
        Assert.Contains($"trace {first:x16}", InAnotherProcess("1", "7"), StringComparison.Ordinal);
    }

    [Fact]
    public void Seeds_differ() => Assert.NotEqual(Simulation.Run(Plan.Of(1)).Trace, Simulation.Run(Plan.Of(2)).Trace);

    [Fact]
    public void Seeds_reach_what_they_are_for()
    {
        var counts = new Counts();
        for (ulong seed = 1; seed <= 30; seed++) counts.Add(Simulation.Run(Plan.Of(seed)).Counts);
        Assert.All(Enum.GetValues<CommitFault>(), fault => Assert.True(counts.Of(fault) > 0, $"{fault}"));
        Assert.True(counts is { Crashes: > 20, Stops: > 0, Jumps: > 0, RefusedReads: > 0, Executions: > 100, Express: > 10, MapRuns: > 10, Calls: > 100, Acknowledged: > 300, Reads: > 50 });
    }

    [Fact]
    public void A_plan_says_how_it_is_run_again()
    {
        var whole = Plan.Of(7);
        var (fault, feature) = (Plan.Each(whole.Faults).First(), Plan.Each(whole.Features).First());
        Assert.Equal("1 7", whole.ToString());
        Assert.Equal($"1 7 --steps 10 --without {fault},Features.{feature}", (whole with { Steps = 10 }).Without($"{fault}").Without($"Features.{feature}").ToString());
    }

    private static string InAnotherProcess(params ReadOnlySpan<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Baton.Simulation.dll"), .. arguments]) { RedirectStandardOutput = true };
        using var process = System.Diagnostics.Process.Start(start)!;
        return process.StandardOutput.ReadToEnd();
    }
}
