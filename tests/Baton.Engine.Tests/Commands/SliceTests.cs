using Baton.Engine.Commands;
using Baton.Engine.Execution;

namespace Baton.Engine.Tests.Commands;

/// <summary>An execution that could run for ever gives others their turn.</summary>
public sealed class SliceTests
{
    [Fact]
    public void A_slice_ends_at_its_bound_and_owes_the_rest()
    {
        var scenario = Scenario.Given(Machines.EndlessLoop, options: Slices(of: 3));
        Assert.Equal(1 + (3 * 2), scenario.Run.Events.Count);
        Assert.IsType<Effect.Continue>(Assert.Single(ExecutionEngine.PendingEffects(scenario.State)));
        scenario.Told().When(new ExecutionCommand.ContinueExecution()).Then(
            "ChoiceStateEntered C", "ChoiceStateExited C", "PassStateEntered A", "PassStateExited A", "ChoiceStateEntered C", "ChoiceStateExited C");
    }

    [Fact]
    public void Other_commands_are_decided_between_two_slices()
    {
        var scenario = Scenario.Given(
            """
            { "P": { "Type": "Parallel", "End": true, "Branches": [
                { "StartAt": "T", "States": { "T": { "Type": "Task", "Resource": "arn:aws:states:us-east-1:000000000000:activity:A", "End": true } } },
                { "StartAt": "A", "States": LOOP } ] } }
            """.Replace("LOOP", Machines.EndlessLoop, StringComparison.Ordinal), options: Slices(of: 2));
        scenario
            .Then("ExecutionStarted", "ParallelStateEntered P", "ParallelStateStarted", "TaskStateEntered T", "ActivityScheduled A {}")
            .WhenStarted("T").Then("ActivityStarted", "PassStateEntered A", "PassStateExited A", "ChoiceStateEntered C", "ChoiceStateExited C")
            .WhenStopped().Then("ExecutionAborted");
    }

    [Fact]
    public void What_ends_in_a_slice_owes_nothing()
    {
        var scenario = Scenario.Given("""{ "A": { "Type": "Pass", "End": true } }""", options: Slices(of: 1));
        Assert.Equal(RunStatus.Succeeded, scenario.State.Status);
        Assert.Empty(ExecutionEngine.PendingEffects(scenario.State));
    }

    private static LocalOptions Slices(int of) => new() { Limits = EngineLimits.Default with { StatesPerDecisionMax = of } };
}
