namespace Baton.Engine.Tests.States;

public sealed class PassTests
{
    [Fact]
    public void A_Pass_hands_its_input_on() =>
        Scenario.Given("""{ "A": { "Type": "Pass", "Next": "B" }, "B": { "Type": "Pass", "End": true } }""", """{"x":1}""").Then(
            "ExecutionStarted",
            """PassStateEntered A {"x":1}""",
            """PassStateExited A {"x":1}""",
            """PassStateEntered B {"x":1}""",
            """PassStateExited B {"x":1}""",
            """ExecutionSucceeded {"x":1}""");

    [Fact]
    public void A_result_is_put_where_ResultPath_says() =>
        Scenario.Given("""{ "A": { "Type": "Pass", "Result": [1], "ResultPath": "$.r", "End": true } }""", """{"x":1}""").Told().State
            .Gives("""{"x":1,"r":[1]}""");

    [Fact]
    [Proves("data.static-result")]
    public void A_result_is_data_and_not_a_template() =>
        Scenario.Given("""{ "A": { "Type": "Pass", "Result": { "p.$": "$.x" }, "End": true } }""", """{"x":1}""").State
            .Gives("""{"p.$":"$.x"}""");

    [Fact]
    public void Parameters_are_a_template() =>
        Scenario.Given("""{ "A": { "Type": "Pass", "Parameters": { "p.$": "$.x", "q": { "r.$": "States.Array($.x, 2)" } }, "End": true } }""", """{"x":1}""").State
            .Gives("""{"p":1,"q":{"r":[1,2]}}""");

    [Fact]
    [Proves("data.limit States.DataLimitExceeded")]
    public void An_output_over_the_limit_fails_the_execution_at_once() =>
        Scenario.Given(
            """{ "A": { "Type": "Pass", "Result": "0123456789", "End": true } }""",
            options: new LocalOptions { Limits = EngineLimits.Default with { PayloadBytesMax = 10 } }).Then(
            "ExecutionStarted",
            "PassStateEntered A",
            "ExecutionFailed States.DataLimitExceeded: The state/task 'A' returned a result with a size exceeding the maximum number of bytes service limit.");
}
