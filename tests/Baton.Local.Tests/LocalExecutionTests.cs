using Baton.Engine.Execution;
using Baton.Json;
using Baton.Testing;

namespace Baton.Local.Tests;

/// <summary>The two ways in which time passes, and what a seed repeats.</summary>
public sealed class LocalExecutionTests
{
    private const string Waits = """{ "W": { "Type": "Wait", "Seconds": 10, "Next": "V" }, "V": { "Type": "Wait", "Seconds": 5, "End": true } }""";

    [Fact]
    public void Virtual_time_jumps_to_what_happens_next()
    {
        var run = Start(Waits).RunToEnd();
        Assert.Equal((RunStatus.Succeeded, LocalOptions.DefaultStart.AddSeconds(15)), (run.State.Status, run.Now));
    }

    [Theory]
    [InlineData(9.999, "W")]
    [InlineData(10, "V")]
    [InlineData(14.999, "V")]
    public void A_clock_is_followed_and_not_overtaken(double seconds, string state)
    {
        var run = Start(Waits);
        for (var passed = 0.0; passed < seconds; passed += 1) run.RunUntil(LocalOptions.DefaultStart.AddSeconds(passed));
        run.RunUntil(LocalOptions.DefaultStart.AddSeconds(seconds));
        Assert.Equal((RunStatus.Running, state), (run.State.Status, run.State.Root.State));
    }

    [Fact]
    public void A_clock_that_is_late_finds_everything_done()
    {
        var run = Start("""{ "W": { "Type": "Wait", "Seconds": 10, "End": true } }""");
        run.RunUntil(LocalOptions.DefaultStart.AddHours(1));
        Assert.Equal(RunStatus.Succeeded, run.State.Status);
    }

    [Theory]
    [InlineData(7, 7, true)]
    [InlineData(7, 8, false)]
    public void A_seed_repeats_what_is_random(ulong first, ulong second, bool isSame)
    {
        string Output(ulong seed) => Start("""{ "P": { "Type": "Pass", "QueryLanguage": "JSONata", "Output": "{% [$uuid(), $random()] %}", "End": true } }""", seed).RunToEnd().State.Outcome!.Output!.ToString();
        Assert.Equal(isSame, Output(first) == Output(second));
    }

    private static LocalExecution Start(string states, ulong seed = 1) =>
        new LocalExecution(Machines.Parse(states), null, new LocalOptions { Seed = seed }).Start(JsonText.Parse("{}"));
}
