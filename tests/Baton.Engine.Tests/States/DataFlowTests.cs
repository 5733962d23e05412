namespace Baton.Engine.Tests.States;

/// <summary>How JSONPath's fields carry data through a state.</summary>
public sealed class DataFlowTests
{
    private const string Input = """{"a":{"b":7},"list":[1,2,3],"nothing":null}""";

    [Theory]
    [InlineData("""  "InputPath": "$.a" """, """{"b":7}""")]
    [InlineData("""  "InputPath": null """, "{}")]
    [InlineData("""  "OutputPath": "$.list[1]" """, "2")]
    [InlineData("""  "OutputPath": null """, "{}")]
    [InlineData("""  "ResultPath": null """, Input)]
    [InlineData("""  "InputPath": "$.a", "ResultPath": "$.copy" """, """{"a":{"b":7},"list":[1,2,3],"nothing":null,"copy":{"b":7}}""")]
    [InlineData("""  "InputPath": "$.a", "Parameters": { "x.$": "$.b" }, "ResultPath": "$.a.c", "OutputPath": "$.a" """, """{"b":7,"c":{"x":7}}""")]
    [InlineData("""  "InputPath": "$.list[*]" """, "[1,2,3]")]
    [InlineData("""  "InputPath": "$.absent[*]" """, "[]")]
    [InlineData("""  "InputPath": "$$.Execution.Input.a" """, """{"b":7}""")]
    [InlineData("""  "Parameters": { "whole.$": "$", "nested": [ { "n.$": "$.a.b" } ], "c.$": "$$.State.Name" } """,
        """{"whole":{"a":{"b":7},"list":[1,2,3],"nothing":null},"nested":[{"n":7}],"c":"A"}""")]
    [Proves("data.order data.null-path")]
    public void Fields_shape_the_data_in_their_order(string fields, string output) => Ends(fields).Gives(output);

    [Theory]
    [InlineData("""  "InputPath": "$.x" """, "Invalid path '$.x' : No results for path: $['x']")]
    [InlineData("""  "OutputPath": "$.x.y" """, "Invalid path '$.x.y' : Missing property in path $['x']")]
    [InlineData("""  "Parameters": { "p.$": "$.x" } """, """The JSONPath '$.x' specified for the field 'p.$' could not be found in the input '{"a":{"b":7},"list":[1,2,3],"nothing":null}'""")]
    [InlineData("""  "InputPath": "$.nothing", "OutputPath": "$.x" """, "Unable to apply Path transformation to null or empty input.")]
    [InlineData("""  "InputPath": "$.nothing", "Parameters": { "p.$": "$" } """, "Unable to apply Path transformation to null or empty input.")]
    [Proves("data.missing")]
    public void A_path_that_leads_nowhere_fails_the_execution(string fields, string cause) => Ends(fields).FailsWith(
        "States.Runtime", $"An error occurred while executing the state 'A' (entered at the event id #2). {cause}");

    [Fact]
    [Proves("data.result-path States.ResultPathMatchFailure")]
    public void A_ResultPath_through_a_value_that_is_no_object_fails() =>
        Assert.Equal("States.ResultPathMatchFailure", Ends(""" "Result": 1, "ResultPath": "$.a.b.c" """).Outcome!.Error);

    [Fact]
    [Proves("States.IntrinsicFailure")]
    public void An_intrinsic_function_that_fails_is_named() =>
        Assert.Equal("States.IntrinsicFailure", Ends(""" "Parameters": { "p.$": "States.StringToJson($.a)" } """).Outcome!.Error);

    [Fact]
    [Proves("data.bytes")]
    public void A_payload_that_nothing_touches_passes_as_the_bytes_that_came()
    {
        const string spaced = """{ "number": 1.50e0,   "text": "\u00e9" }""";
        var state = Scenario.Given("""{ "A": { "Type": "Pass", "Next": "B" }, "B": { "Type": "Succeed" } }""", spaced).State;
        Assert.Equal(spaced, state.Outcome!.Output!.ToString());
    }

    [Fact]
    public void A_result_is_selected_before_it_is_placed() =>
        Scenario.Given(
            """
            { "T": { "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": { "FunctionName": "f" },
                     "ResultSelector": { "code.$": "$.StatusCode", "state.$": "$$.State.Name" }, "ResultPath": "$.r", "OutputPath": "$.r", "End": true } }
            """)
            .WhenSucceeded("T", """{"StatusCode":200,"Payload":{}}""").State.Gives("""{"code":200,"state":"T"}""");

    private static Execution.ExecutionState Ends(string fields) => Scenario.Given($$"""{ "A": { "Type": "Pass", {{fields}}, "End": true } }""", Input).State;
}
