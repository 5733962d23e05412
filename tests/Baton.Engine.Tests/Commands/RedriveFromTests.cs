using Baton.Engine.Commands;
using Baton.Engine.Execution;
using Baton.Json;
using Baton.Language.Model;

namespace Baton.Engine.Tests.Commands;

/// <summary>Redrives that do not go on where the execution stood: from an earlier state, with another input, under another definition.</summary>
public sealed class RedriveFromTests
{
    private const string Steps = """
        { "StartAt": "A", "States": {
            "A": { "Type": "Pass", "Parameters": { "a": 1 }, "Assign": { "v": "of A" }, "Next": "B" },
            "B": { "Type": "Pass", "Parameters": { "b.$": "$.a", "v.$": "$v" }, "Assign": { "v": "of B", "w": 2 }, "Next": "T" },
            "T": { "Type": "Task", "Resource": "arn:aws:states:us-east-1:000000000000:activity:A", "Parameters": { "in.$": "$", "v.$": "$v" }, "Next": "C" },
            "C": { "Type": "Choice", "Choices": [ { "Variable": "$.again", "BooleanEquals": true, "Next": "B" } ], "Default": "D" },
            "D": { "Type": "Succeed" } } }
        """;

    [Fact]
    public void An_earlier_state_is_entered_with_the_input_and_the_variables_of_its_entry()
    {
        var scenario = Scenario.Given(Steps).WhenFailed("T").Told();
        var failed = scenario.Run.Events[^1].Id;
        scenario.WhenRedrivenFrom("B").Then(
            "ExecutionRedriven 1 from B", """PassStateEntered B {"a":1}""", """PassStateExited B {"b":1,"v":"of A"} assigns $v = "of B", $w = 2""",
            """TaskStateEntered T {"b":1,"v":"of A"}""", """ActivityScheduled A {"in":{"b":1,"v":"of A"},"v":"of B"}""");
        Assert.Equal([(failed + 1, failed), (failed + 2, failed + 1)], scenario.Run.History.Skip((int)failed).Take(2).Select(happened => (happened.Id, happened.PreviousId)));
    }

    [Fact]
    public void Variables_that_were_set_later_are_gone()
    {
        var scenario = Scenario.Given(Steps).WhenFailed("T").WhenRedrivenFrom("A");
        Assert.Equal(["v", "w"], scenario.State.Root.Variables.Keys.Order());
        scenario.WhenFailed("T").Told().When(new ExecutionCommand.RedriveExecution(null) { From = new("T", JsonText.EmptyObject, []) });
        Assert.Empty(scenario.State.Root.Variables);
        Assert.Equal(0, scenario.State.VariableBytes);
    }

    [Fact]
    public void Of_several_entries_the_last_counts()
    {
        var scenario = Scenario.Given(Steps).WhenSucceeded("T", """{ "again": true, "a": 7 }""").WhenFailed("T").Told();
        scenario.WhenRedrivenFrom("B").Then("ExecutionRedriven 1 from B", """PassStateEntered B { "again": true, "a": 7 }""", "PassStateExited", "TaskStateEntered", "ActivityScheduled");
    }

    [Fact]
    public void Another_input_goes_to_the_state_that_is_entered_and_not_to_the_context_object()
    {
        var machine = Steps.Replace("\"v.$\": \"$v\" }, \"Next\": \"C\"", "\"first.$\": \"$$.Execution.Input\" }, \"Next\": \"C\"", StringComparison.Ordinal);
        var scenario = Scenario.Given(machine, "9").WhenFailed("T").Told();
        scenario.WhenRedrivenFrom(null, """{"x":1}""").Then("ExecutionRedriven 1 from T", """TaskStateEntered T {"x":1}""", """ActivityScheduled A {"in":{"x":1},"first":9}""");
        scenario.WhenFailed("T").Told().WhenRedrivenFrom("B", """{"a":5}""").Then(
            "ExecutionRedriven 2 from B", """PassStateEntered B {"a":5}""", "PassStateExited", "TaskStateEntered", "ActivityScheduled");
    }

    [Fact]
    public void After_such_a_redrive_a_plain_one_goes_on_where_it_stood()
    {
        var scenario = Scenario.Given(Steps).WhenFailed("T").WhenRedrivenFrom("A").WhenFailed("T").Told();
        scenario.WhenRedriven().Then("ExecutionRedriven 2", "StateRedriven", "ActivityScheduled").WhenSucceeded("T", """{"again":false}""");
        scenario.State.Gives("""{"again":false}""");
    }

    [Fact]
    public void A_Parallel_that_is_entered_anew_runs_with_all_of_its_branches()
    {
        const string Activity = """{ "Type": "Task", "Resource": "arn:aws:states:us-east-1:000000000000:activity:A", "End": true }""";
        var scenario = Scenario.Given($$"""
            { "P": { "Type": "Parallel", "End": true, "Branches": [ { "StartAt": "X", "States": { "X": {{Activity}} } }, { "StartAt": "Y", "States": { "Y": {{Activity}} } } ] } }
            """).WhenSucceeded("X").WhenFailed("Y").Told();
        scenario.WhenRedrivenFrom("P", "1").Then(
            "ExecutionRedriven 1 from P", "ParallelStateEntered P 1", "ParallelStateStarted", "TaskStateEntered X 1", "ActivityScheduled", "TaskStateEntered Y 1", "ActivityScheduled");
        scenario.WhenSucceeded("X", "1").WhenSucceeded("Y", "2").State.Gives("[1,2]");
    }

    [Fact]
    public void A_distributed_Map_that_is_entered_anew_has_a_new_run()
    {
        var scenario = Scenario.Given("""
            { "M": { "Type": "Map", "End": true, "ItemProcessor": { "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "STANDARD" }, "StartAt": "I", "States": { "I": { "Type": "Pass", "End": true } } } } }
            """, "[1]").WhenStopped().Told();
        scenario.WhenRedrivenFrom("M", "[1,2]").Then("ExecutionRedriven 1 from M", "MapStateEntered M [1,2]", "MapStateStarted 2", "MapRunStarted");
    }

    [Fact]
    public void Another_definition_enters_the_state_in_which_the_execution_stood()
    {
        var scenario = Scenario.Given(Steps).WhenFailed("T").Told();
        var changed = Machines.Parse("""{ "StartAt": "T", "States": { "T": { "Type": "Pass", "Parameters": { "v.$": "$v" }, "End": true } } }""");
        var redriven = Accepted(scenario, changed, new(null) { Revision = 2 });
        Assert.Equal(["ExecutionRedriven 1 from T", """PassStateEntered T {"b":1,"v":"of A"}""", """PassStateExited T {"v":"of B"}""", """ExecutionSucceeded {"v":"of B"}"""], redriven.Events.Select(EventText.Of));
        Assert.Equal(CanonicalText.Of(redriven.State), CanonicalText.Of(ExecutionEngine.Replay([.. scenario.Run.Events, .. redriven.Events])));
    }

    [Theory]
    [InlineData("""{ "StartAt": "U", "States": { "U": { "Type": "Succeed" } } }""")]
    [InlineData("""{ "StartAt": "P", "States": { "P": { "Type": "Parallel", "End": true, "Branches": [ { "StartAt": "T", "States": { "T": { "Type": "Succeed" } } } ] } } }""")]
    public void A_definition_that_lacks_the_state_is_refused(string definition)
    {
        var scenario = Scenario.Given(Steps).WhenFailed("T");
        var rejected = Assert.IsType<Decision.Rejected>(Decide(scenario, Machines.Parse(definition), new(null) { Revision = 2 }));
        Assert.Equal((RejectionKind.NotRedrivable, "The state 'T' is not a state of the machine's own scope in the definition to be run"), (rejected.Kind, rejected.Message));
    }

    [Fact]
    public void An_execution_that_stood_before_its_first_state_begins_with_the_first_of_the_other_definition()
    {
        var scenario = Scenario.Given(Steps);
        var stopped = ExecutionState.Initial;
        foreach (var happened in scenario.Run.Events.Take(1)) stopped = ExecutionEngine.Evolve(stopped, happened);
        stopped = ((Decision.Accepted)ExecutionEngine.Decide(stopped, new ExecutionCommand.StopExecution(null, null), scenario.Run.Context())).State;
        var changed = Machines.Parse("""{ "StartAt": "U", "States": { "U": { "Type": "Succeed" } } }""");
        var decision = ExecutionEngine.Decide(stopped, new ExecutionCommand.RedriveExecution(null) { Revision = 2 }, In(scenario, changed));
        Assert.Equal(RunStatus.Succeeded, Assert.IsType<Decision.Accepted>(decision).State.Status);
    }

    private static Decision.Accepted Accepted(Scenario scenario, StateMachine definition, ExecutionCommand.RedriveExecution command) =>
        Assert.IsType<Decision.Accepted>(Decide(scenario, definition, command));

    private static Decision Decide(Scenario scenario, StateMachine definition, ExecutionCommand.RedriveExecution command) =>
        ExecutionEngine.Decide(scenario.State, command, In(scenario, definition));

    private static DecisionContext In(Scenario scenario, StateMachine definition)
    {
        var context = scenario.Run.Context();
        return new DecisionContext
        {
            Definition = definition,
            Now = context.Now,
            Randomness = context.Randomness,
            BudgetClock = context.BudgetClock,
            Partition = context.Partition,
            Number = context.Number,
        };
    }
}
