using System.Globalization;

namespace Baton.Simulation.Tests;

/// <summary>The whole runtime under faults. A failure names its seed; <c>SEED=n</c> runs that one alone, <c>RUNS=n</c> runs more of them.</summary>
public sealed class SimulationTests
{
    private const int RunsDefault = 60;
    private const int Steps = 1_500;

    public static TheoryData<ulong> Seeds()
    {
        if (Setting("SEED") is { } seed) return [(ulong)seed];
        return [.. Enumerable.Range(1, Setting("RUNS") ?? RunsDefault).Select(run => (ulong)run)];
    }

    [Theory, MemberData(nameof(Seeds))]
    public void Whatever_fails_and_whenever_the_server_crashes_nothing_is_lost_and_nothing_happens_twice(ulong seed)
    {
        var world = Run(seed);
        var logs = world.Logs;
        Check(seed, "after the end", [
            .. world.Ledger.Breaches,
            .. Every.ExecutionEndsOnce(logs),
            .. Every.NameIsOneExecution(logs),
            .. Every.LogReplaysToItsState(logs),
            .. Every.TaskResultIsUsedOnce(logs, world.Ledger.Results),
            .. Every.PromiseIsKept(logs, world.Ledger),
            .. world.Process.Runtime.Faults.All.Select(fault => fault.ToString()),
        ]);
    }

    [Fact]
    public void A_seed_gives_the_same_run_again()
    {
        var (first, second) = (Run(7), Run(7));
        Assert.Equal(first.Fingerprint, second.Fingerprint);
        Assert.Equal(first.Process.Turns.Turns, second.Process.Turns.Turns);
        Assert.Equal((first.Crashes, first.FailedCommits, first.Calls), (second.Crashes, second.FailedCommits, second.Calls));
    }

    [Fact]
    public void Seeds_reach_what_they_are_for()
    {
        var world = Run(3);
        Assert.True(world.Crashes > 0 && world.FailedCommits > 0 && world.Calls > 0 && world.Ledger.Results.Count > 0 && world.Ledger.Started.Count > 10);
    }

    private static World Run(ulong seed)
    {
        var world = new World(seed);
        for (var step = 0; step < Steps; step++)
        {
            world.Step();
            if (step % 250 != 0) continue;
            var logs = world.Logs;
            Check(seed, $"at step {step}", [.. Every.OpenExecutionHasAnEffectAWakeUpOrATask(logs), .. Every.LogReplaysToItsState(logs)]);
        }
        if (seed % 2 == 0) world.Crash(); // and once more, whatever is under way: else a new start would hide what this one has lost
        world.Heal();
        Check(seed, "healed", [.. world.CheckLiveness(replayAll: true).Select(stuck => stuck.ToString())]);
        return world;
    }

    private static void Check(ulong seed, string when, IReadOnlyList<string> faults) =>
        Assert.True(faults.Count == 0, $"SEED={seed} {when}:\n{string.Join('\n', faults)}");

    private static int? Setting(string name) =>
        Environment.GetEnvironmentVariable(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
