namespace Baton.Engine.Tests.States;

public sealed class MapTests
{
    [Fact]
    [Proves("run.map-order run.map-concurrency")]
    public void Iterations_run_one_after_the_other_where_the_concurrency_is_one() =>
        Scenario.Given(Map(""" "MaxConcurrency": 1 """, Pass), "[7,8]").Then(
            "ExecutionStarted", "MapStateEntered M [7,8]", "MapStateStarted 2",
            "MapIterationStarted M #0 7", "PassStateEntered I 7", "PassStateExited I 7", "MapIterationSucceeded M #0",
            "MapIterationStarted M #1 8", "PassStateEntered I 8", "PassStateExited I 8", "MapIterationSucceeded M #1",
            "MapStateSucceeded", "MapStateExited M [7,8]", "ExecutionSucceeded [7,8]");

    [Fact]
    public void History_links_iterations_as_recorded()
    {
        var scenario = Scenario.Given(Map(""" "MaxConcurrency": 1 """, Pass), "[7,8]");
        Assert.Equal(
            "1<0 2<0 3<2 4<3 5<4 6<5 7<6 8<6 9<8 10<9 11<10 12<11 13<11 14<13",
            string.Join(' ', scenario.Run.History.Select(happened => $"{happened.Id}<{happened.PreviousId}")));
    }

    [Fact]
    public void Without_a_limit_all_iterations_start_at_once() =>
        Scenario.Given(Map("\"Comment\": \"\"", Task), "[7,8]").Then(
            "ExecutionStarted", "MapStateEntered M", "MapStateStarted 2", "MapIterationStarted M #0 7", "MapIterationStarted M #1 8",
            "TaskStateEntered I 7", "TaskScheduled", "TaskStarted", "TaskStateEntered I 8", "TaskScheduled", "TaskStarted");

    [Fact]
    [Proves("run.map-concurrency")]
    public void The_next_iteration_starts_when_one_ends() =>
        Scenario.Given(Map(""" "MaxConcurrencyPath": "$.n", "ItemsPath": "$.items" """, Task), """{"n":2,"items":[1,2,3]}""").Told()
            .WhenSucceeded("I", "\"x\"").Then(
                "TaskSucceeded \"x\"", "TaskStateExited I \"x\"", "MapIterationSucceeded M", "MapIterationStarted M #2 3", "TaskStateEntered I 3", "TaskScheduled", "TaskStarted");

    [Fact]
    [Proves("run.map-empty")]
    public void An_empty_list_gives_an_empty_list() =>
        Scenario.Given(Map("\"Comment\": \"\"", Pass), "[]").Then(
            "ExecutionStarted", "MapStateEntered M", "MapStateStarted 0", "MapStateSucceeded", "MapStateExited M []", "ExecutionSucceeded []");

    [Fact]
    public void An_item_selector_builds_the_input_of_each_iteration() =>
        Scenario.Given(
            Map(""" "ItemsPath": "$.items", "ItemSelector": { "i.$": "$$.Map.Item.Index", "v.$": "$$.Map.Item.Value", "all.$": "$.all" } """, Pass),
            """{"items":["a"],"all":true}""").State.Gives("""[{"i":0,"v":"a","all":true}]""");

    [Fact]
    [Proves("run.map-fail errors.scope")]
    public void An_iteration_that_fails_gives_up_the_others() =>
        Scenario.Given(Map("\"Comment\": \"\"", Task), "[7,8]").Told().WhenFailed("I", "E").Then(
            "TaskFailed E", "MapIterationFailed M #0", "TaskStateAborted", "MapIterationAborted M #1", "BranchesDropped", "MapStateFailed", "ExecutionFailed E");

    [Fact]
    public void A_catcher_follows_the_failed_event() =>
        Scenario.Given(
            """
            { "M": { "Type": "Map", "MaxConcurrency": 1, "Catch": [ { "ErrorEquals": ["E"], "ResultPath": "$.error", "Next": "Z" } ], "Next": "Z", "ItemsPath": "$.i",
                     "ItemProcessor": { "StartAt": "F", "States": { "F": { "Type": "Fail", "Error": "E" } } } },
              "Z": { "Type": "Succeed" } }
            """, """{"i":[1]}""").Then(
            "ExecutionStarted", "MapStateEntered M", "MapStateStarted 1", "MapIterationStarted M #0 1", "FailStateEntered F 1", "MapIterationFailed M #0", "BranchesDropped",
            "MapStateFailed", """MapStateExited M {"i":[1],"error":{"Error":"E","Cause":null}}""", "SucceedStateEntered Z", "SucceedStateExited Z", "ExecutionSucceeded");

    [Fact]
    public void Maps_nest() =>
        Scenario.Given(
            """
            { "M": { "Type": "Map", "End": true, "ItemProcessor": { "StartAt": "N", "States": {
                "N": { "Type": "Map", "End": true, "ItemProcessor": { "StartAt": "I", "States": { "I": { "Type": "Pass", "End": true } } } } } } } }
            """, "[[1,2],[],[3]]").State.Gives("[[1,2],[],[3]]");

    [Theory]
    [InlineData(""" "ItemsPath": "$.x" """, """{"x":1}""", "Reference path \"$.x\" must point to array.")]
    [InlineData(""" "ItemsPath": "$.x" """, """{"x":{"a":1}}""", "Reference path \"$.x\" must point to array.")]
    [InlineData(""" "ItemsPath": "$.x", "MaxConcurrencyPath": "$.n" """, """{"x":[],"n":-1}""", "MaxConcurrency cannot be negative.")]
    [InlineData(""" "ItemsPath": "$.x", "MaxConcurrencyPath": "$.n" """, """{"x":[],"n":"many"}""",
        "The MaxConcurrencyPath field refers to value \"many\" which is not a valid integer: $.n")]
    public void A_bad_setting_fails_the_execution(string fields, string input, string cause) =>
        Scenario.Given(Map(fields, Pass), input).State.FailsWith("States.Runtime", $"An error occurred while executing the state 'M' (entered at the event id #2). {cause}");

    [Fact]
    [Proves("errors.runtime")]
    public void What_an_iteration_does_at_run_time_without_hope_fails_the_execution_at_once() =>
        Scenario.Given(Map(""" "MaxConcurrency": 1, "Catch": [ { "ErrorEquals": ["States.ALL"], "Next": "Z" } ] """, """{ "I": { "Type": "Pass", "InputPath": "$.gone", "End": true } }"""), "[{}]").Then(
            "ExecutionStarted", "MapStateEntered M", "MapStateStarted 1", "MapIterationStarted M #0 {}", "PassStateEntered I {}", "ExecutionFailed States.Runtime:");

    private const string Pass = """{ "I": { "Type": "Pass", "End": true } }""";

    private const string Task = """{ "I": { "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": { "FunctionName": "f" }, "End": true } }""";

    private static string Map(string fields, string states) =>
        $$"""
        { "M": { "Type": "Map", {{fields}}, "ItemProcessor": { "StartAt": "I", "States": {{states}} }, {{(fields.Contains("Catch", StringComparison.Ordinal) ? "\"Next\": \"Z\"" : "\"End\": true")}} }
          {{(fields.Contains("Catch", StringComparison.Ordinal) ? ", \"Z\": { \"Type\": \"Succeed\" }" : "")}} }
        """;
}
