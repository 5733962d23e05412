using Baton.Engine.Commands;
using Baton.Engine.Execution;
using Baton.Json;

namespace Baton.Engine.Tests.Commands;

public sealed class StartExecutionTests
{
    private const string Pass = """{ "A": { "Type": "Pass", "End": true } }""";

    [Fact]
    [Proves("run.start")]
    public void The_first_state_follows_nothing_as_recorded()
    {
        var history = Scenario.Given(Pass).Run.History.ToList();
        Assert.Equal([(1, 0), (2, 0), (3, 2), (4, 3)], history.Select(happened => ((int)happened.Id, (int)happened.PreviousId)));
    }

    [Fact]
    public void An_execution_starts_once()
    {
        var scenario = Scenario.Given(Pass).Told();
        scenario.When(new ExecutionCommand.StartExecution(scenario.State.Identity)).ThenRejected(RejectionKind.ExecutionExists);
    }

    [Fact]
    public void It_starts_when_it_is_decided_and_its_deadline_counts_from_there()
    {
        var scenario = Scenario.Given("""{ "StartAt": "W", "TimeoutSeconds": 90, "States": { "W": { "Type": "Wait", "Seconds": 1000, "End": true } } }""");
        Assert.Equal(LocalOptions.DefaultStart, scenario.State.Identity.StartedAt);
        Assert.Equal(LocalOptions.DefaultStart.AddSeconds(90), scenario.State.Identity.Deadline);
        Assert.Equal(LocalOptions.DefaultStart.AddSeconds(90), scenario.State.NextWakeUp);
    }

    [Fact]
    public void Nothing_can_be_done_to_an_execution_that_never_started()
    {
        var run = new LocalExecution(Machines.Parse(Pass));
        Assert.IsType<Decision.Rejected>(run.Send(new ExecutionCommand.StopExecution(null, null)));
        Assert.IsType<Decision.Rejected>(run.Send(new ExecutionCommand.FireTimers()));
        Assert.IsType<Decision.Rejected>(run.Send(new ExecutionCommand.ContinueExecution()));
        Assert.IsType<Decision.Rejected>(run.Send(new ExecutionCommand.CompleteTask(default, JsonText.EmptyObject)));
        Assert.Equal(RunStatus.None, run.State.Status);
        Assert.Empty(run.Events);
    }
}
