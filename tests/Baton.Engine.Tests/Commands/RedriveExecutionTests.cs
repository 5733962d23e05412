using Baton.Engine.Execution;

namespace Baton.Engine.Tests.Commands;

/// <summary>What runs again when an execution that did not succeed is redriven, and what does not.</summary>
public sealed class RedriveExecutionTests
{
    private const string Activity = "arn:aws:states:us-east-1:000000000000:activity:A";

    private const string PassThenTask = $$"""
        { "StartAt": "P", "States": {
            "P": { "Type": "Pass", "Result": 1, "Next": "T" },
            "T": { "Type": "Task", "Resource": "{{Activity}}", "Retry": [ { "ErrorEquals": ["Broken"], "MaxAttempts": 1, "IntervalSeconds": 1 } ], "End": true } } }
        """;

    private const string TwoBranches = $$"""
        { "P": { "Type": "Parallel", "End": true, "Branches": [
            { "StartAt": "A", "States": { "A": { "Type": "Task", "Resource": "{{Activity}}", "End": true } } },
            { "StartAt": "B", "States": { "B": { "Type": "Task", "Resource": "{{Activity}}", "End": true } } },
            { "StartAt": "C", "States": { "C": { "Type": "Wait", "Seconds": 60, "End": true } } } ] } }
        """;

    private static readonly string OneByOne = $$"""
        { "M": { "Type": "Map", "MaxConcurrency": 1, "End": true, "ItemProcessor": {
            "StartAt": "T", "States": { "T": { "Type": "Task", "Resource": "{{Activity}}", "End": true } } } } }
        """;

    [Fact]
    public void A_failed_task_is_scheduled_again_with_its_retries_and_nothing_before_it()
    {
        var scenario = Scenario.Given(PassThenTask).WhenFailed("T").After(1).WhenFailed("T").Told();
        var failed = scenario.Run.Events[^1].Id;
        scenario.WhenRedriven().Then("ExecutionRedriven 1", "StateRedriven", "ActivityScheduled A 1");
        Assert.Equal([(failed + 1, failed), (failed + 2, failed - 1)], scenario.Run.History.TakeLast(2).Select(happened => (happened.Id, happened.PreviousId)));

        scenario.WhenFailed("T").Then("ActivityFailed Broken", "RetryArmed +1s").After(1).WhenSucceeded("T", "2")
            .Then("ActivityScheduled A 1", "ActivitySucceeded 2", "TaskStateExited T 2", "ExecutionSucceeded 2");
    }

    [Fact]
    public void A_stopped_wait_waits_again_and_the_time_of_the_machine_starts_over()
    {
        var scenario = Scenario.Given("""{ "StartAt": "W", "TimeoutSeconds": 60, "States": { "W": { "Type": "Wait", "Seconds": 40, "End": true } } }""");
        scenario.After(30).WhenStopped().Told().WhenRedriven().Then("ExecutionRedriven 1", "StateRedriven", "WaitArmed +40s");
        scenario.After(39).Then().After(1).Then("WaitStateExited W {}", "ExecutionSucceeded {}");
    }

    [Fact]
    public void A_timestamp_that_has_passed_is_left_at_once()
    {
        var at = LocalOptions.DefaultStart.AddMinutes(1).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        var scenario = Scenario.Given($$"""{ "W": { "Type": "Wait", "Timestamp": "{{at}}", "End": true } }""").WhenStopped().Told();
        scenario.Run.Advance(TimeSpan.FromMinutes(2));
        scenario.WhenRedriven().Then("ExecutionRedriven 1", "StateRedriven", "WaitStateExited W {}", "ExecutionSucceeded {}");
    }

    [Fact]
    public void A_fail_state_is_entered_and_fails_again()
    {
        var scenario = Scenario.Given("""{ "F": { "Type": "Fail", "Error": "E", "Cause": "so" } }""").Told();
        scenario.WhenRedriven().Then("ExecutionRedriven 1", "StateRedriven", "FailStateEntered F {}", "ExecutionFailed E: so");
        scenario.WhenRedriven().Then("ExecutionRedriven 2", "StateRedriven", "FailStateEntered F {}", "ExecutionFailed E: so");
    }

    [Fact]
    public void Choices_and_passes_are_evaluated_again()
    {
        const string Machine = """
            { "QueryLanguage": "JSONata", "StartAt": "C", "States": {
                "C": { "Type": "Choice", "Choices": [ { "Condition": "{% $states.context.Execution.RedriveCount = 0 ? $error('first') : true %}", "Next": "P" } ] },
                "P": { "Type": "Pass", "Output": "{% $states.context.Execution.RedriveCount = 1 ? $error('second') : $states.context.Execution.RedriveTime %}", "End": true } } }
            """;
        var scenario = Scenario.Given(Machine);
        scenario.State.Fails("States.QueryEvaluationError");
        scenario.Told().WhenRedriven().State.Fails("States.QueryEvaluationError");
        Assert.Equal(["ExecutionRedriven", "ChoiceStateExited", "PassStateEntered", "EvaluationFailed", "ExecutionFailed"], scenario.Run.History.TakeLast(5).Select(happened => happened.HistoryType));
        scenario.WhenRedriven();
        scenario.State.Gives($"\"{LocalOptions.DefaultStart.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}\"");
    }

    [Fact]
    public void Of_a_Parallel_only_the_failed_and_the_aborted_branches_run_again()
    {
        var scenario = Scenario.Given(TwoBranches).WhenSucceeded("A", "\"a\"").WhenFailed("B").Told();
        scenario.WhenRedriven().Then("ExecutionRedriven 1", "StateRedriven", "ActivityScheduled A {}", "StateRedriven", "WaitArmed +60s");
        scenario.WhenSucceeded("B", "\"b\"").After(60).State.Gives("""["a","b",{}]""");
    }

    [Fact]
    public void A_Parallel_that_failed_with_too_much_data_runs_with_all_of_its_branches()
    {
        var limits = EngineLimits.Default with { PayloadBytesMax = 20 };
        var scenario = Scenario.Given(TwoBranches, options: new LocalOptions { Limits = limits }).WhenSucceeded("A", "\"aaaaaaaa\"").WhenSucceeded("B", "\"bbbbbbbb\"").After(60);
        scenario.State.Fails("States.DataLimitExceeded");
        scenario.Told().WhenRedriven().Then(
            "ExecutionRedriven 1", "StateRedriven", "ParallelStateStarted", "TaskStateEntered A {}", "ActivityScheduled A {}", "TaskStateEntered B {}", "ActivityScheduled A {}",
            "WaitStateEntered C {}", "WaitArmed +60s");
    }

    [Fact]
    public void Of_a_Map_the_failed_iteration_runs_again_and_those_that_never_started_follow()
    {
        var scenario = Scenario.Given(OneByOne, "[1,2,3]").WhenSucceeded("T", "10").WhenFailed("T").Told();
        scenario.WhenRedriven().Then("ExecutionRedriven 1", "StateRedriven", "ActivityScheduled A 2").WhenSucceeded("T", "20")
            .Then("ActivitySucceeded 20", "TaskStateExited T 20", "MapIterationSucceeded M #1", "MapIterationStarted M #2 3", "TaskStateEntered T 3", "ActivityScheduled A 3");
        scenario.WhenSucceeded("T", "30").State.Gives("[10,20,30]");
    }

    [Fact]
    public void What_failed_deep_inside_goes_on_there()
    {
        var scenario = Scenario.Given($$"""{ "Outer": { "Type": "Parallel", "End": true, "Branches": [ { "StartAt": "P", "States": {{TwoBranches}} }, { "StartAt": "M", "States": {{OneByOne}} } ] } }""", "[1,2]");
        scenario.WhenSucceeded("T", "10").WhenSucceeded("A", "\"a\"").WhenFailed("B").Told();
        scenario.WhenRedriven().WhenSucceeded("B", "\"b\"").WhenSucceeded("T", "20").After(60);
        scenario.State.Gives("""[["a","b",[1,2]],[10,20]]""");
    }

    [Fact]
    public void A_branch_that_is_given_up_by_a_retry_starts_from_its_beginning()
    {
        var retried = TwoBranches.Replace("\"Branches\"", """ "Retry": [ { "ErrorEquals": ["Broken"], "IntervalSeconds": 10 } ], "Branches" """, StringComparison.Ordinal);
        var scenario = Scenario.Given(retried).WhenSucceeded("A").WhenFailed("B").WhenStopped().Told();
        scenario.WhenRedriven().Then(
            "ExecutionRedriven 1", "StateRedriven", "ParallelStateStarted", "TaskStateEntered A {}", "ActivityScheduled A {}", "TaskStateEntered B {}", "ActivityScheduled A {}",
            "WaitStateEntered C {}", "WaitArmed +60s");
    }

    [Fact]
    public void The_variables_are_those_that_were_set()
    {
        var scenario = Scenario.Given($$"""
            { "StartAt": "P", "States": {
                "P": { "Type": "Pass", "Assign": { "v": "kept" }, "Next": "T" },
                "T": { "Type": "Task", "Resource": "{{Activity}}", "Parameters": { "v.$": "$v" }, "End": true } } }
            """).WhenFailed("T").Told().WhenRedriven().Then("ExecutionRedriven 1", "StateRedriven", """ActivityScheduled A {"v":"kept"}""");
        Assert.Equal("\"kept\"".Length, scenario.State.VariableBytes);
    }

    [Fact]
    public void The_same_request_once_more_changes_nothing_for_a_quarter_of_an_hour()
    {
        var scenario = Scenario.Given(PassThenTask).WhenStopped().Told().WhenRedriven("t").Told();
        scenario.WhenRedriven("t").Then();
        scenario.WhenRedriven("u").ThenRejected(RejectionKind.NotRedrivable);
        scenario.WhenStopped().Told();
        scenario.WhenRedriven("t").Then();
        Assert.Equal(RunStatus.Aborted, scenario.State.Status);

        scenario.Run.Advance(TimeSpan.FromMinutes(15.1));
        scenario.WhenRedriven("t").Then("ExecutionRedriven 2", "StateRedriven", "ActivityScheduled");
    }

    [Fact]
    public void Of_the_redrives_the_last_ten_are_known()
    {
        var scenario = Scenario.Given(PassThenTask).WhenStopped();
        for (var i = 0; i < 11; i++) scenario.WhenRedriven($"t{i}").WhenStopped();
        scenario.Told().WhenRedriven("t1").Then().WhenRedriven("t0").Then("ExecutionRedriven 12", "StateRedriven", "ActivityScheduled");
    }

    [Theory]
    [InlineData("""{ "S": { "Type": "Succeed" } }""", 0, "Execution is SUCCEEDED and cannot be redriven")]
    [InlineData("""{ "S": { "Type": "Wait", "Seconds": 1, "End": true } }""", 0, "Execution is RUNNING and cannot be redriven")]
    [InlineData("""{ "S": { "Type": "Fail" } }""", 14.1, "Execution redrivable period exceeded")]
    public void What_cannot_be_redriven_says_why(string machine, double days, string reason)
    {
        var scenario = Scenario.Given(machine).Told();
        scenario.Run.Advance(TimeSpan.FromDays(days));
        scenario.WhenRedriven().ThenRejected(RejectionKind.NotRedrivable);
        Assert.Equal(reason, Redrivability.WhyNot(scenario.State, scenario.Run.Now, EngineLimits.Default));
    }

    [Fact]
    public void A_full_history_has_no_room_for_a_redrive()
    {
        var limits = EngineLimits.Default with { HistoryEventsMax = 5 };
        var scenario = Scenario.Given("""{ "F": { "Type": "Fail" } }""", options: new LocalOptions { Limits = limits }).Told();
        scenario.WhenRedriven().Then("ExecutionRedriven 1", "StateRedriven", "ExecutionFailed States.Runtime: The execution reached the maximum number of history events (5).");
        scenario.WhenRedriven().ThenRejected(RejectionKind.NotRedrivable);
        Assert.Equal("Execution history event limit exceeded", Redrivability.WhyNot(scenario.State, scenario.Run.Now, limits));
    }
}
