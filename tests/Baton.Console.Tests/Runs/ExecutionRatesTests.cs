namespace Baton.WebConsole.Tests.Runs;

public sealed class ExecutionRatesTests
{
    [Fact]
    public void Starts_and_ends_are_counted_by_the_minute_for_the_last_hour()
    {
        var harness = new ConsoleHarness();
        var machine = harness.CreateMachine("orders");
        harness.Start(machine, "a", "pass");
        harness.Start(machine, "b", "wait");
        harness.Clock.Advance(TimeSpan.FromMinutes(2));
        harness.Start(machine, "c", "fail");
        Assert.Equal([(2, 1), (0, 0), (1, 1)], harness.Runtime.Rates.Read().Select(rate => (rate.Started, rate.Ended)));
        Assert.Equal(new DateTimeOffset(2026, 11, 12, 8, 0, 0, TimeSpan.Zero), harness.Runtime.Rates.Read()[0].At);

        harness.Clock.Advance(TimeSpan.FromMinutes(59)); // the first two minutes are out of sight, and their places taken again
        harness.Start(machine, "d", "pass");
        var rates = harness.Runtime.Rates.Read();
        Assert.Equal(60, rates.Count);
        Assert.Equal((1, 1, 1, 1), (rates[0].Started, rates[0].Ended, rates[^1].Started, rates[^1].Ended));
        Assert.Equal(2, rates.Sum(rate => rate.Started));
        Assert.Equal(harness.Clock.GetUtcNow().AddMinutes(-61), harness.Runtime.Rates.Since);
    }
}
