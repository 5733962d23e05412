using Baton.Engine.Commands;
using Baton.Engine.Execution;
using Baton.Json;

namespace Baton.Engine.Tests.Commands;

/// <summary>When the Map Run of a redriven state goes on, and when another one is started.</summary>
public sealed class RedriveMapRunTests
{
    private const string Exceeded = StateErrors.ExceedToleratedFailureThreshold;

    [Theory]
    [InlineData(Exceeded)]
    [InlineData("States.ItemReaderFailed")]
    [InlineData("States.ResultWriterFailed")]
    public void A_run_that_failed_goes_on_as_the_same_run(string error)
    {
        var scenario = Scenario.Given(Map(), "[1]");
        var run = Open(scenario);
        Fail(scenario, error);
        scenario.Told().WhenRedriven().Then("ExecutionRedriven 1", "StateRedriven", "MapRunRedriven 1");
        var redriven = Open(scenario);
        Assert.Equal((run.Arn, 1, scenario.Run.Now), (redriven.Arn, redriven.RedriveCount, redriven.RedrivenAt));
        Assert.Equal(redriven, Assert.IsType<Effect.RunMap>(Assert.Single(ExecutionEngine.PendingEffects(scenario.State))).Run);

        scenario.When(new ExecutionCommand.FailMapRun(run.Token, error, null)).ThenRejected(RejectionKind.TaskNotOpen); // the word of the attempt before
        scenario.When(new ExecutionCommand.CompleteMapRun(redriven.Token, JsonText.Parse("[2]"))).Then("MapRunSucceeded", "MapStateSucceeded", "MapStateExited M [2]", "ExecutionSucceeded [2]");
    }

    [Fact]
    public void What_a_redriven_run_is_owed_is_asked_for_after_the_decision()
    {
        var scenario = Scenario.Given(Map(), "[1]");
        Fail(scenario, Exceeded);
        var accepted = (Decision.Accepted)ExecutionEngine.Decide(scenario.State, new ExecutionCommand.RedriveExecution(null), scenario.Run.Context());
        Assert.Equal(1, Assert.IsType<Effect.RunMap>(Assert.Single(ExecutionEngine.NewEffects(accepted))).Run.RedriveCount);
    }

    [Fact]
    public void A_run_is_redriven_again_and_again_up_to_the_limit()
    {
        var limits = EngineLimits.Default with { MapRunRedrivesMax = 2 };
        var scenario = Scenario.Given(Map(), "[1]", new LocalOptions { Limits = limits });
        foreach (var count in new[] { 1, 2 })
        {
            Fail(scenario, Exceeded);
            scenario.Told().WhenRedriven().Then($"ExecutionRedriven {count}", "StateRedriven", $"MapRunRedriven {count}");
        }
        Fail(scenario, Exceeded);
        scenario.Told().WhenRedriven().Then("ExecutionRedriven 3", "StateRedriven", "ExecutionFailed States.Runtime: The Map Run");
    }

    [Theory]
    [InlineData("States.DataLimitExceeded")]
    [InlineData("States.Runtime")]
    public void A_run_with_too_much_data_or_a_broken_data_flow_is_followed_by_a_new_one(string error)
    {
        var scenario = Scenario.Given(Map(), "[1]");
        var run = Open(scenario);
        Fail(scenario, error);
        scenario.Told().WhenRedriven().Then("ExecutionRedriven 1", "StateRedriven", "MapStateStarted 1", "MapRunStarted");
        Assert.NotEqual(run.Arn, Open(scenario).Arn);
    }

    [Fact]
    public void A_run_whose_execution_was_stopped_goes_on()
    {
        var scenario = Scenario.Given(Map(), "[1]").WhenStopped().Told();
        scenario.WhenRedriven().Then("ExecutionRedriven 1", "StateRedriven", "MapRunRedriven 1");
    }

    [Fact]
    public void A_run_beside_a_failure_goes_on()
    {
        var scenario = Scenario.Given($$"""
            { "P": { "Type": "Parallel", "End": true, "Branches": [
              { "StartAt": "M", "States": {{Map()}} },
              { "StartAt": "T", "States": { "T": { "Type": "Task", "Resource": "arn:aws:states:us-east-1:000000000000:activity:a", "End": true } } } ] } }
            """, "[1]").WhenStarted("T").WhenFailed("T", "E").Told();
        scenario.WhenRedriven().Then("ExecutionRedriven 1", "StateRedriven", "MapRunRedriven 1", "StateRedriven", "ActivityScheduled");
    }

    [Fact]
    public void Each_retry_is_a_run_of_its_own_and_the_last_one_goes_on()
    {
        var scenario = Scenario.Given(Map(""" "Retry": [ { "ErrorEquals": [ "States.ALL" ], "IntervalSeconds": 5, "MaxAttempts": 1 } ], """), "[1]");
        var first = Open(scenario);
        Fail(scenario, Exceeded);
        scenario.After(5);
        var second = Open(scenario);
        Assert.NotEqual(first.Arn, second.Arn);
        Fail(scenario, Exceeded);
        scenario.Told().WhenRedriven().Then("ExecutionRedriven 1", "StateRedriven", "MapRunRedriven 1");
        Assert.Equal(second.Arn, Open(scenario).Arn);
        Fail(scenario, Exceeded); // retries start over
        scenario.After(5);
        Assert.NotEqual(second.Arn, Open(scenario).Arn);
    }

    [Fact]
    public void What_leaves_the_state_follows_the_redrive_in_JSONata()
    {
        var scenario = Scenario.Given(Map(""" "QueryLanguage": "JSONata", """), "[1]");
        Fail(scenario, Exceeded);
        scenario.WhenRedriven();
        var redriven = scenario.Run.History.Last();
        scenario.When(new ExecutionCommand.CompleteMapRun(Open(scenario).Token, JsonText.Parse("[2]")));
        Assert.Equal((redriven.Id, "MapRunRedriven"), (scenario.Run.History.First(happened => happened.HistoryType == "MapStateExited").PreviousId, redriven.HistoryType));
    }

    [Fact]
    public void A_child_is_redriven_by_its_run_alone_and_once_in_each_redrive()
    {
        var scenario = Child();
        scenario.WhenRedriven().ThenRejected(RejectionKind.NotRedrivable);
        scenario.When(new ExecutionCommand.RedriveExecution(null) { MapRunRedrive = 2 }).Then("ExecutionRedriven 1", "StateRedriven", "FailStateEntered", "ExecutionFailed");
        Assert.Equal(2, scenario.State.Identity.Parent!.Redrive);
        scenario.When(new ExecutionCommand.RedriveExecution(null) { MapRunRedrive = 2 }).Then();
        scenario.When(new ExecutionCommand.RedriveExecution(null) { MapRunRedrive = 3 }).Then("ExecutionRedriven 2", "StateRedriven", "FailStateEntered", "ExecutionFailed");
    }

    [Fact]
    public void An_Express_child_begins_again_at_any_age()
    {
        var scenario = Child();
        scenario.Run.Advance(TimeSpan.FromDays(400));
        scenario.When(new ExecutionCommand.RedriveExecution(null) { MapRunRedrive = 1 }).ThenRejected(RejectionKind.NotRedrivable);
        scenario.When(new ExecutionCommand.RedriveExecution(null) { MapRunRedrive = 1, StartsOver = true })
            .Then("ExecutionRedriven 1 from P", "PassStateEntered P {}", "PassStateExited P 1", "FailStateEntered F 1", "ExecutionFailed E");
    }

    private static Scenario Child()
    {
        var options = new LocalOptions();
        var machine = Machines.Parse("""{ "P": { "Type": "Pass", "Result": 1, "Next": "F" }, "F": { "Type": "Fail", "Error": "E" } }""");
        var identity = options.Identity(machine, JsonText.EmptyObject) with { Parent = new MapRunParent("arn:run", 0, 1) };
        return Scenario.Of(machine, identity).Told();
    }

    private static void Fail(Scenario scenario, string error) => scenario.When(new ExecutionCommand.FailMapRun(Open(scenario).Token, error, null));

    private static OpenMapRun Open(Scenario scenario) => scenario.State.Frames.Single(frame => frame.MapRun is not null).MapRun!;

    private static string Map(string fields = "") => $$"""
        { "M": { "Type": "Map", {{fields}} "End": true, "ItemProcessor": {
          "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "STANDARD" }, "StartAt": "I", "States": { "I": { "Type": "Pass", "End": true } } } } }
        """;
}
