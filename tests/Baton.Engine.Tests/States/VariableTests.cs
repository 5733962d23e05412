namespace Baton.Engine.Tests.States;

public sealed class VariableTests
{
    [Fact]
    public void A_variable_is_seen_by_the_states_after_the_one_that_sets_it() =>
        Scenario.Given(
            """
            { "A": { "Type": "Pass", "Assign": { "v.$": "$.x", "w": { "deep": [1] } }, "Next": "B" },
              "B": { "Type": "Pass", "Parameters": { "v.$": "$v", "d.$": "$w.deep[0]" }, "End": true } }
            """, """{"x":1}""").Then(
            "ExecutionStarted", "PassStateEntered A", """PassStateExited A {"x":1} assigns $v = 1, $w = {"deep":[1]}""",
            "PassStateEntered B", """PassStateExited B {"v":1,"d":1}""", "ExecutionSucceeded");

    [Fact]
    [Proves("variables.before")]
    public void All_right_hand_sides_see_the_values_from_before_the_state() =>
        Scenario.Given(
            """
            { "A": { "Type": "Pass", "Assign": { "x": 1, "y": 2 }, "Next": "B" }, "B": { "Type": "Pass", "Assign": { "x.$": "$y", "y.$": "$x" }, "Next": "C" },
              "C": { "Type": "Pass", "Parameters": { "x.$": "$x", "y.$": "$y" }, "End": true } }
            """).State.Gives("""{"x":2,"y":1}""");

    [Fact]
    public void A_task_assigns_from_its_raw_result() =>
        Scenario.Given(
            """
            { "T": { "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": { "FunctionName": "f" }, "ResultSelector": { "n": 0 }, "ResultPath": null, "Assign": { "code.$": "$.StatusCode" }, "Next": "B" },
              "B": { "Type": "Pass", "Parameters": { "c.$": "$code" }, "End": true } }
            """).WhenSucceeded("T", """{"StatusCode":200}""").State.Gives("""{"c":200}""");

    [Fact]
    [Proves("variables.inner-reads variables.siblings")]
    public void Inner_scopes_read_outer_variables_and_keep_their_own_to_themselves() =>
        Scenario.Given(
            """
            { "A": { "Type": "Pass", "Assign": { "outer": 1 }, "Next": "P" },
              "P": { "Type": "Parallel", "Next": "M", "ResultPath": "$.p", "Branches": [
                { "StartAt": "B1", "States": { "B1": { "Type": "Pass", "Assign": { "mine": "first" }, "Next": "B2" }, "B2": { "Type": "Pass", "Parameters": { "o.$": "$outer", "m.$": "$mine" }, "End": true } } },
                { "StartAt": "C1", "States": { "C1": { "Type": "Pass", "Assign": { "mine": "second" }, "Next": "C2" }, "C2": { "Type": "Pass", "Parameters": { "o.$": "$outer", "m.$": "$mine" }, "End": true } } } ] },
              "M": { "Type": "Map", "ItemsPath": "$.p", "End": true, "ItemProcessor": { "StartAt": "I", "States": { "I": { "Type": "Pass", "Parameters": { "o.$": "$outer", "i.$": "$.m" }, "End": true } } } } }
            """).State.Gives("""[{"o":1,"i":"first"},{"o":1,"i":"second"}]""");

    [Fact]
    public void Variables_of_a_retried_scope_are_gone() =>
        Scenario.Given(
            """
            { "P": { "Type": "Parallel", "Retry": [ { "ErrorEquals": ["E"], "MaxAttempts": 1 } ], "Catch": [ { "ErrorEquals": ["E"], "Next": "Z" } ], "Next": "Z", "Branches": [
                { "StartAt": "B", "States": { "B": { "Type": "Pass", "Assign": { "v": "0123456789" }, "Next": "F" }, "F": { "Type": "Fail", "Error": "E" } } } ] }, "Z": { "Type": "Wait", "Seconds": 1, "End": true } }
            """).After(1).State.Holds(state => state.VariableBytes == 0);

    [Fact]
    [Proves("variables.limits")]
    public void One_assign_is_bounded_like_a_payload() =>
        Scenario.Given("""{ "A": { "Type": "Pass", "Assign": { "v": "0123456789" }, "End": true } }""", options: Limited(payload: 11)).State.Fails("States.DataLimitExceeded");

    [Fact]
    [Proves("variables.limits")]
    public void All_variables_together_are_bounded() =>
        Scenario.Given(
            """{ "A": { "Type": "Pass", "Assign": { "v": "0123456789" }, "Next": "B" }, "B": { "Type": "Pass", "Assign": { "w": "0123456789" }, "End": true } }""",
            options: Limited(payload: 100, all: 23)).Then(
            "ExecutionStarted", "PassStateEntered A", "PassStateExited A", "PassStateEntered B",
            "ExecutionFailed States.DataLimitExceeded: The state/task 'B' assigned variables with a size exceeding the maximum number of bytes service limit.");

    private static LocalOptions Limited(int payload, int all = 1000) => new() { Limits = EngineLimits.Default with { PayloadBytesMax = payload, VariableBytesMax = all } };
}
