namespace Baton.Engine.Tests.States;

/// <summary>Succeed and Fail.</summary>
public sealed class EndTests
{
    [Fact]
    [Proves("run.output")]
    public void A_Succeed_ends_the_execution_with_its_output() =>
        Scenario.Given("""{ "S": { "Type": "Succeed", "InputPath": "$.a", "OutputPath": "$.b" } }""", """{"a":{"b":1}}""")
            .Then("ExecutionStarted", "SucceedStateEntered S", "SucceedStateExited S 1", "ExecutionSucceeded 1");

    [Fact]
    [Proves("run.fail")]
    public void A_Fail_ends_the_execution_with_its_error() =>
        Scenario.Given("""{ "F": { "Type": "Fail", "Error": "E", "Cause": "because" } }""").Then("ExecutionStarted", "FailStateEntered F", "ExecutionFailed E: because");

    [Fact]
    public void A_Fail_needs_neither_error_nor_cause() => Scenario.Given("""{ "F": { "Type": "Fail" } }""").State.FailsWith(null);

    [Fact]
    public void Error_and_cause_can_be_computed() =>
        Scenario.Given("""{ "F": { "Type": "Fail", "ErrorPath": "$.e", "CausePath": "States.Format('at {}', $.where)" } }""", """{"e":"E","where":"home"}""").State
            .FailsWith("E", "at home");

    [Fact]
    public void An_error_that_is_not_there_is_one_itself() =>
        Scenario.Given("""{ "F": { "Type": "Fail", "ErrorPath": "$.e" } }""").State.FailsWith(
            "States.Runtime",
            "An error occurred while executing the state 'F' (entered at the event id #2). The JSONPath '$.e' specified for the field 'ErrorPath' could not be found in the input '{}'");
}
