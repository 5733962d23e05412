namespace Baton.Engine.Tests.States;

/// <summary>States in the other query language.</summary>
public sealed class JsonataTests
{
    private const string QueryLanguage = "\"QueryLanguage\": \"JSONata\"";

    [Fact]
    [Proves("variables.before")]
    public void Output_and_Assign_see_the_values_from_before_the_state() =>
        Scenario.Given(
            $$"""
            { "StartAt": "A", {{QueryLanguage}}, "States": {
                "A": { "Type": "Pass", "Assign": { "v": 1 }, "Next": "B" },
                "B": { "Type": "Pass", "Assign": { "v": "{% $v + 1 %}" }, "Output": { "v": "{% $v %}", "in": "{% $states.input.x %}" }, "Next": "C" },
                "C": { "Type": "Pass", "Output": { "last": "{% $states.input.v %}", "v": "{% $v %}" }, "End": true } } }
            """, """{"x":7}""").State.Gives("""{"last":1,"v":2}""");

    [Fact]
    public void A_task_is_called_with_its_arguments_and_shapes_its_result() =>
        Scenario.Given(Task("\"Output\": \"{% $states.result.code & $states.input.x %}\""), """{"x":"y"}""")
            .Then("ExecutionStarted", "TaskStateEntered T", """TaskScheduled lambda:invoke {"FunctionName":"f","Payload":"y"}""", "TaskStarted")
            .WhenSucceeded("T", """{"code":"a"}""").State.Gives("\"ay\"");

    [Fact]
    public void Without_an_Output_the_result_is_handed_on() => Scenario.Given(Task("\"Comment\": \"\""), """{"x":1}""").WhenSucceeded("T", "5").State.Gives("5");

    [Fact]
    [Proves("jsonata.caught")]
    public void A_failed_expression_has_an_event_of_its_own_and_can_be_caught() =>
        Scenario.Given(Task(""" "Output": "{% $gone %}", "Catch": [ { "ErrorEquals": ["States.QueryEvaluationError"], "Next": "Z", "Output": "{% $states.errorOutput.Error %}" } ] """, "\"Next\": \"Z\""), """{"x":1}""").Told()
            .WhenSucceeded("T").Then(
                "TaskSucceeded", "EvaluationFailed T Output States.QueryEvaluationError:", "TaskStateExited T \"States.QueryEvaluationError\"",
                "SucceedStateEntered Z", "SucceedStateExited Z", "ExecutionSucceeded");

    [Fact]
    [Proves("jsonata.undefined States.QueryEvaluationError")]
    public void A_failed_expression_in_a_Pass_fails_the_execution() =>
        Scenario.Given($$"""{ "StartAt": "A", {{QueryLanguage}}, "States": { "A": { "Type": "Pass", "Output": { "r": "{% $states.input.gone %}" }, "End": true } } }""").State.FailsWith(
            "States.QueryEvaluationError",
            "An error occurred while executing the state 'A' (entered at the event id #2). The JSONata expression '$states.input.gone' specified for the field 'Output/r' returned nothing (undefined).");

    [Fact]
    public void The_error_of_a_caught_failure_is_there_for_Output_and_Assign() =>
        Scenario.Given(
            $$"""
            { "StartAt": "T", {{QueryLanguage}}, "States": {
                "T": { "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Arguments": { "FunctionName": "f" }, "Next": "Z",
                       "Catch": [ { "ErrorEquals": ["E"], "Next": "Z", "Assign": { "e": "{% $states.errorOutput.Error %}" }, "Output": "{% $states.errorOutput.Cause %}" } ] },
                "Z": { "Type": "Pass", "Output": "{% $exists($e) ? $e & $states.input : 'none' %}", "End": true } } }
            """).WhenFailed("T", "E", "!").State.Gives("\"E!\"");

    [Theory]
    [InlineData("{% $states.input.n > 1 %}", "\"yes\"")]
    [InlineData("{% $states.input.n > 5 %}", "\"no\"")]
    public void A_condition_decides(string condition, string output) =>
        Scenario.Given(
            $$"""
            { "StartAt": "C", {{QueryLanguage}}, "States": {
                "C": { "Type": "Choice", "Choices": [ { "Condition": "{{condition}}", "Next": "E", "Output": "yes" } ], "Default": "E", "Output": "no" }, "E": { "Type": "Succeed" } } }
            """, """{"n":3}""").State.Gives(output);

    [Fact]
    [Proves("jsonata.type")]
    public void A_condition_that_is_no_boolean_fails_the_execution() =>
        Scenario.Given(
            $$"""
            { "StartAt": "C", {{QueryLanguage}}, "States": {
                "C": { "Type": "Choice", "Choices": [ { "Condition": "{% $states.input.n %}", "Next": "E" } ], "Default": "E" }, "E": { "Type": "Succeed" } } }
            """, """{"n":3}""").State.Fails("States.QueryEvaluationError");

    [Fact]
    public void A_map_computes_its_items_once_and_keeps_them()
    {
        var scenario = Scenario.Given(
            $$"""
            { "StartAt": "M", {{QueryLanguage}}, "States": { "M": { "Type": "Map", "Items": "{% [$random(), $random()] %}", "MaxConcurrency": 1, "End": true,
                "ItemSelector": { "i": "{% $states.context.Map.Item.Index %}", "v": "{% $states.context.Map.Item.Value %}" },
                "ItemProcessor": { "StartAt": "I", "States": { "I": { "Type": "Wait", "Seconds": 1, "End": true } } } } } }
            """).After(1).After(1);
        var items = scenario.Run.Events.OfType<Events.ExecutionEvent.MapStateStarted>().Single().Items!.Value;
        var outputs = (Json.JsonArray)scenario.State.Outcome!.Output!.Value;
        Assert.Equal(items, new Json.JsonArray(outputs.Select(output => ((Json.JsonObject)output)["v"]!)));
    }

    [Fact]
    public void Spans_can_be_computed() =>
        Scenario.Given($$"""{ "StartAt": "W", {{QueryLanguage}}, "States": { "W": { "Type": "Wait", "Seconds": "{% 2 * 4 %}", "End": true } } }""")
            .Then("ExecutionStarted", "WaitStateEntered W", "WaitArmed +8s");

    private static string Task(string fields, string end = "\"End\": true") =>
        $$"""
        { "StartAt": "T", {{QueryLanguage}}, "States": {
            "T": { "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Arguments": { "FunctionName": "f", "Payload": "{% $states.input.x %}" }, {{fields}}, {{end}} }
            {{(end.Contains("Next", StringComparison.Ordinal) ? ", \"Z\": { \"Type\": \"Succeed\" }" : "")}} } }
        """;
}
