namespace Baton.Engine.Tests.Commands;

/// <summary>The times in a history never go back.</summary>
public sealed class TimeTests
{
    private const string TaskThenWait =
        """
        { "TimeoutSeconds": 30, "StartAt": "T", "States": {
          "T": { "Type": "Task", "Resource": "arn:aws:states:us-east-1:000000000000:activity:A", "Next": "W" },
          "W": { "Type": "Wait", "Seconds": 5, "End": true } } }
        """;

    [Fact]
    public void What_happens_after_the_clock_was_set_back_is_of_the_time_of_what_happened_before()
    {
        var scenario = Scenario.Given(TaskThenWait).WhenStarted("T");
        var before = scenario.Run.Events[^1].Timestamp;
        scenario.Run.Advance(TimeSpan.FromMinutes(-5));
        scenario.WhenSucceeded("T");
        Assert.Equal(before, scenario.Run.Events[^1].Timestamp);
        Assert.Equal(before + TimeSpan.FromSeconds(5), scenario.State.Root.WakeUpAt);
    }

    [Fact]
    public void An_execution_that_went_on_after_its_time_was_over_does_not_end_before_what_it_did()
    {
        var scenario = Scenario.Given(TaskThenWait).WhenStarted("T");
        scenario.Run.Advance(TimeSpan.FromSeconds(31)); // its timer is late
        scenario.WhenSucceeded("T").After(1).Told();
        var times = scenario.Run.Events.Select(happened => happened.Timestamp).ToList();
        Assert.Equal(times.Order(), times);
        Assert.Equal("ExecutionTimedOut", scenario.Run.Events[^1].HistoryType);
        Assert.Equal(times[0] + TimeSpan.FromSeconds(31), times[^1]);
    }

    [Fact]
    public void However_late_it_is_noticed_an_execution_that_did_nothing_more_timed_out_when_its_time_was_over()
    {
        var scenario = Scenario.Given(TaskThenWait).After(100);
        Assert.Equal(scenario.Run.Events[0].Timestamp + TimeSpan.FromSeconds(30), scenario.Run.Events[^1].Timestamp);
    }
}
