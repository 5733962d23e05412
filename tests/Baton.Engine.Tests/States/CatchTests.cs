namespace Baton.Engine.Tests.States;

public sealed class CatchTests
{
    [Theory]
    [InlineData("", """{"Error":"E","Cause":"c"}""")]
    [InlineData(""", "ResultPath": "$.error" """, """{"x":1,"error":{"Error":"E","Cause":"c"}}""")]
    [InlineData(""", "ResultPath": null """, """{"x":1}""")]
    [Proves("errors.output")]
    public void The_error_goes_where_the_catcher_says(string field, string output) =>
        Scenario.Given(Task($$"""{ "ErrorEquals": ["E"], "Next": "Z" {{field}} }"""), """{"x":1}""").Told()
            .WhenFailed("T", "E", "c").Then("TaskFailed E: c", $"TaskStateExited T {output}", "SucceedStateEntered Z", "SucceedStateExited Z", $"ExecutionSucceeded {output}");

    [Fact]
    public void What_nobody_told_is_null() =>
        Scenario.Given(Task("""{ "ErrorEquals": ["States.TaskFailed"], "Next": "Z" }""")).WhenFailed("T", null).State.Gives("""{"Error":null,"Cause":null}""");

    [Theory]
    [ProvesEach(@"\S+")]
    [InlineData("States.TaskFailed")]
    [InlineData("States.Permissions")]
    [InlineData("States.Http.Socket")]
    [InlineData("States.Http.StatusCode.429")]
    [InlineData("States.ParameterPathFailure")]
    [InlineData("States.BranchFailed")]
    [InlineData("States.ItemReaderFailed")]
    [InlineData("States.ResultWriterFailed")]
    [InlineData("States.ExceedToleratedFailureThreshold")]
    public void A_predefined_error_is_caught_by_its_name(string error)
    {
        Scenario.Given(Task($$"""{ "ErrorEquals": ["{{error}}"], "Next": "Y" }""")).WhenFailed("T", error).State.Gives("\"y\"");
        Scenario.Given(Task("""{ "ErrorEquals": ["States.Timeout"], "Next": "Y" }""")).WhenFailed("T", error).State.Fails(error);
    }

    [Fact]
    [Proves("errors.catch-first")]
    public void The_first_catcher_that_matches_decides() =>
        Scenario.Given(Task("""{ "ErrorEquals": ["A", "B"], "Next": "Y" }, { "ErrorEquals": ["States.TaskFailed"], "Next": "Z" }""")).Told()
            .WhenFailed("T", "B").Then("TaskFailed B", "TaskStateExited T", "PassStateEntered Y", "PassStateExited Y", "ExecutionSucceeded \"y\"");

    [Fact]
    [Proves("errors.retry-first")]
    public void Retries_come_first() =>
        Scenario.Given(Task("""{ "ErrorEquals": ["E"], "Next": "Z" }""", """ "Retry": [ { "ErrorEquals": ["E"], "MaxAttempts": 1 } ], """)).Told()
            .WhenFailed("T", "E").Then("TaskFailed E", "RetryArmed +1s").After(1).Told()
            .WhenFailed("T", "E").Then("TaskFailed E", "TaskStateExited T", "SucceedStateEntered Z", "SucceedStateExited Z", "ExecutionSucceeded");

    [Fact]
    [Proves("variables.catch")]
    public void A_catcher_can_assign_variables() =>
        Scenario.Given(Task("""{ "ErrorEquals": ["E"], "Next": "Y2", "Assign": { "error.$": "$.Error" } }""")).WhenFailed("T", "E").State.Gives("""{"v":"E"}""");

    [Fact]
    [Proves("States.DataLimitExceeded")]
    public void The_name_of_what_is_too_long_must_be_named()
    {
        // The result is short enough, the output with it is not: a transition fails, and wildcards do not stand for that.
        var options = new LocalOptions { Limits = EngineLimits.Default with { PayloadBytesMax = 60 } };
        const string input = """{"x":"0123456789012345678901234567890123456789"}""";
        string Caught(string name) => Task($$"""{ "ErrorEquals": ["{{name}}"], "Next": "Z", "ResultPath": null }""", """ "ResultPath": "$.result", """);
        Scenario.Given(Caught("States.TaskFailed"), input, options).WhenSucceeded("T", "\"0123456789\"").State.Fails("States.DataLimitExceeded");
        Scenario.Given(Caught("States.DataLimitExceeded"), input, options).WhenSucceeded("T", "\"0123456789\"").State.Gives(input);
    }

    [Fact]
    [Proves("States.HeartbeatTimeout")]
    public void A_missed_heartbeat_is_a_timeout_by_name_and_can_be_told_apart() =>
        Scenario.Given(Task("""{ "ErrorEquals": ["States.HeartbeatTimeout"], "Next": "Y" }, { "ErrorEquals": ["States.Timeout"], "Next": "Z" }""", """ "HeartbeatSeconds": 5, """, "arn:aws:states:us-east-1:000000000000:activity:A"))
            .WhenStarted("T").Told().After(5).Then("ActivityTimedOut States.Timeout", "TaskStateExited T", "PassStateEntered Y", "PassStateExited Y", "ExecutionSucceeded");

    private static string Task(string catchers, string fields = "", string resource = "arn:aws:states:::lambda:invoke") =>
        $$"""
        { "T": { "Type": "Task", "Resource": "{{resource}}", {{fields}} "Catch": [ {{catchers}}, { "ErrorEquals": ["Y"], "Next": "Y" }, { "ErrorEquals": ["Y2"], "Next": "Y2" } ], "Next": "Z" },
          "Y": { "Type": "Pass", "Result": "y", "End": true },
          "Y2": { "Type": "Pass", "Parameters": { "v.$": "$error" }, "End": true },
          "Z": { "Type": "Succeed" } }
        """;
}
