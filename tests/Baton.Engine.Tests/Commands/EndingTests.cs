using Baton.Engine.Commands;
using Baton.Engine.Execution;

namespace Baton.Engine.Tests.Commands;

/// <summary>How executions end from outside: stopped, out of time, out of history.</summary>
public sealed class EndingTests
{
    private const string Wait = """{ "StartAt": "W", "TimeoutSeconds": 60, "States": { "W": { "Type": "Wait", "Seconds": 1000, "End": true } } }""";

    [Fact]
    [Proves("run.stop")]
    public void A_stopped_execution_tells_why()
    {
        var scenario = Scenario.Given(Wait).Told().WhenStopped("E", "because").Then("ExecutionAborted E: because");
        Assert.Equal((RunStatus.Aborted, "E", "because"), (scenario.State.Status, scenario.State.Outcome!.Error, scenario.State.Outcome.Cause));
        Assert.Equal((4, 0), ((int)scenario.Run.Events[^1].Id + 1, (int)scenario.Run.Events[^1].PreviousId));
        Assert.Null(scenario.State.NextWakeUp);
        scenario.WhenStopped().ThenRejected(RejectionKind.ExecutionNotRunning);
    }

    [Fact]
    [Proves("run.timeout")]
    public void The_time_of_the_machine_is_over_when_it_is_over_however_late_that_is_noticed()
    {
        var scenario = Scenario.Given(Wait).Told().After(75).Then("ExecutionTimedOut");
        Assert.Equal(RunStatus.TimedOut, scenario.State.Status);
        Assert.Equal(LocalOptions.DefaultStart.AddSeconds(60), scenario.State.Outcome!.At);
        Assert.Equal(LocalOptions.DefaultStart.AddSeconds(60), scenario.Run.Events[^1].Timestamp);
        Assert.Equal((null, null), (scenario.State.Outcome.Error, scenario.State.Outcome.Cause));
    }

    [Fact]
    [Proves("run.timeout")]
    public void An_endless_loop_times_out_between_two_slices()
    {
        var scenario = Scenario.Given(
            $$"""{ "StartAt": "A", "TimeoutSeconds": 5, "States": {{Machines.EndlessLoop}} }""", options: new LocalOptions { Limits = EngineLimits.Default with { StatesPerDecisionMax = 10 } });
        Assert.Equal(RunStatus.Running, scenario.State.Status);
        scenario.Run.Advance(TimeSpan.FromSeconds(5));
        scenario.Told().When(new ExecutionCommand.ContinueExecution()).Then("ExecutionTimedOut");
    }

    [Fact]
    [Proves("run.loop States.Runtime")]
    public void The_last_event_of_a_full_history_fails_the_execution()
    {
        var run = new LocalExecution(Machines.Parse(Machines.EndlessLoop)).Start(Json.JsonText.EmptyObject).RunToEnd();
        run.State.FailsWith("States.Runtime", "The execution reached the maximum number of history events (25000).");
        Assert.Equal(25_000, run.History.Count());
        Assert.Equal((25_000, 24_999), ((int)run.Events[^1].Id, (int)run.Events[^1].PreviousId));
        Assert.Equal("ExecutionFailed", run.Events[^1].HistoryType);
    }

    [Fact]
    public void A_history_can_end_in_the_middle_of_a_step()
    {
        for (var max = 3; max < 12; max++)
        {
            var run = new LocalExecution(
                Machines.Parse(
                    """
                    { "P": { "Type": "Parallel", "End": true, "Branches": [ { "StartAt": "A", "States": { "A": { "Type": "Pass", "Next": "B" }, "B": { "Type": "Pass", "End": true } } } ] } }
                    """),
                options: new LocalOptions { Limits = EngineLimits.Default with { HistoryEventsMax = max } });
            run.Start(Json.JsonText.EmptyObject).RunToEnd();
            if (max <= 10) run.State.Fails("States.Runtime");
            else run.State.Gives("[{}]");
            Assert.Equal(Math.Min(max, 10), run.History.Count());
        }
    }
}
