namespace Baton.Engine.Tests.Language;

/// <summary>What each field of JSONPath does.</summary>
public sealed class JsonPathFieldTests
{
    private const string Input = """{"x":1,"a":{"b":2},"list":[1,2],"two":2,"at":"2026-01-01T00:00:30Z","name":"Broken"}""";

    [Theory]
    [ProvesEach(@"\S+", "JSONPath/")]
    [InlineData("Machine/QueryLanguage", """{ "QueryLanguage": "JSONPath", "StartAt": "A", "States": { "A": { "Type": "Pass", "InputPath": "$.x", "End": true } } }""", "1")]
    [InlineData("Pass/QueryLanguage", """{ "A": { "Type": "Pass", "QueryLanguage": "JSONPath", "InputPath": "$.x", "End": true } }""", "1")]
    [InlineData("Pass/InputPath", """{ "A": { "Type": "Pass", "InputPath": "$.a", "End": true } }""", """{"b":2}""")]
    [InlineData("Pass/OutputPath", """{ "A": { "Type": "Pass", "OutputPath": "$.a.b", "End": true } }""", "2")]
    [InlineData("Pass/Parameters", """{ "A": { "Type": "Pass", "Parameters": { "y.$": "$.x" }, "End": true } }""", """{"y":1}""")]
    [InlineData("Pass/Result", """{ "A": { "Type": "Pass", "Result": { "y.$": "$.x" }, "End": true } }""", """{"y.$":"$.x"}""")]
    [InlineData("Pass/ResultPath", """{ "A": { "Type": "Pass", "InputPath": "$.a", "Result": 5, "ResultPath": "$.a.c", "OutputPath": "$.a", "End": true } }""", """{"b":2,"c":5}""")]
    [InlineData("Task/QueryLanguage", """{ "T": { @lambda, "QueryLanguage": "JSONPath", "InputPath": "$.x", "End": true } }""", "1")]
    [InlineData("Task/InputPath", """{ "T": { @lambda, "InputPath": "$.a", "End": true } }""", """{"b":2}""")]
    [InlineData("Task/OutputPath", """{ "T": { @lambda, "OutputPath": "$.a", "End": true } }""", """{"b":2}""")]
    [InlineData("Task/Parameters", """{ "T": { @activity, "Parameters": { "y.$": "$.x" }, "End": true } }""", """{"y":1}""")]
    [InlineData("Task/ResultSelector", """{ "T": { @lambda, "InputPath": "$.a", "ResultSelector": { "z.$": "$.b" }, "End": true } }""", """{"z":2}""")]
    [InlineData("Task/ResultPath", """{ "T": { @lambda, "InputPath": "$.x", "ResultPath": "$.a.c", "OutputPath": "$.a", "End": true } }""", """{"b":2,"c":1}""")]
    [InlineData("Task/TimeoutSecondsPath", """{ "Silent": { @lambda, "TimeoutSecondsPath": "$.two", "End": true } }""", "States.Timeout +2s")]
    [InlineData("Task/HeartbeatSecondsPath", """{ "Waiting": { @callback, "HeartbeatSecondsPath": "$.two", "End": true } }""", "States.Timeout +2s")]
    [InlineData("Choice/QueryLanguage Choice/InputPath", """{ "C": { "Type": "Choice", "QueryLanguage": "JSONPath", "InputPath": "$.a", "Choices": [ { "Variable": "$.b", "NumericEquals": 2, "Next": "Z" } ] }, "Z": { "Type": "Succeed" } }""", """{"b":2}""")]
    [InlineData("Choice/OutputPath", """{ "C": { "Type": "Choice", "OutputPath": "$.a", "Choices": [ { "Variable": "$.x", "NumericEquals": 1, "Next": "Z" } ] }, "Z": { "Type": "Succeed" } }""", """{"b":2}""")]
    [InlineData("Rule/Variable Rule/NumericEquals", """{ "C": { "Type": "Choice", "Choices": [ { "Variable": "$.a.b", "NumericEquals": 2, "Next": "Z" } ] }, "Z": { "Type": "Succeed", "OutputPath": "$.x" } }""", "1")]
    [InlineData("Wait/QueryLanguage Wait/InputPath", """{ "A": { "Type": "Wait", "QueryLanguage": "JSONPath", "Seconds": 1, "InputPath": "$.a", "End": true } }""", """{"b":2} +1s""")]
    [InlineData("Wait/OutputPath", """{ "A": { "Type": "Wait", "Seconds": 1, "OutputPath": "$.a", "End": true } }""", """{"b":2} +1s""")]
    [InlineData("Wait/SecondsPath", """{ "A": { "Type": "Wait", "SecondsPath": "$.two", "OutputPath": "$.x", "End": true } }""", "1 +2s")]
    [InlineData("Wait/TimestampPath", """{ "A": { "Type": "Wait", "TimestampPath": "$.at", "OutputPath": "$.x", "End": true } }""", "1 +30s")]
    [InlineData("Succeed/QueryLanguage Succeed/InputPath", """{ "A": { "Type": "Succeed", "QueryLanguage": "JSONPath", "InputPath": "$.a" } }""", """{"b":2}""")]
    [InlineData("Succeed/OutputPath", """{ "A": { "Type": "Succeed", "OutputPath": "$.a.b" } }""", "2")]
    [InlineData("Fail/QueryLanguage Fail/ErrorPath", """{ "A": { "Type": "Fail", "QueryLanguage": "JSONPath", "ErrorPath": "$.name" } }""", "Broken")]
    [InlineData("Parallel/QueryLanguage Parallel/InputPath", """{ "P": { "Type": "Parallel", "QueryLanguage": "JSONPath", "InputPath": "$.x", "Branches": [ @scope ], "End": true } }""", "[1]")]
    [InlineData("Parallel/OutputPath", """{ "P": { "Type": "Parallel", "InputPath": "$.a", "OutputPath": "$[0].b", "Branches": [ @scope ], "End": true } }""", "2")]
    [InlineData("Parallel/Parameters", """{ "P": { "Type": "Parallel", "Parameters": { "y.$": "$.x" }, "Branches": [ @scope ], "End": true } }""", """[{"y":1}]""")]
    [InlineData("Parallel/ResultSelector", """{ "P": { "Type": "Parallel", "InputPath": "$.x", "ResultSelector": { "first.$": "$[0]" }, "Branches": [ @scope ], "End": true } }""", """{"first":1}""")]
    [InlineData("Parallel/ResultPath", """{ "P": { "Type": "Parallel", "InputPath": "$.x", "ResultPath": "$.a.c", "OutputPath": "$.a", "Branches": [ @scope ], "End": true } }""", """{"b":2,"c":[1]}""")]
    [InlineData("Map/QueryLanguage Map/ItemsPath", """{ "M": { "Type": "Map", "QueryLanguage": "JSONPath", "ItemsPath": "$.list", "ItemProcessor": @scope, "End": true } }""", "[1,2]")]
    [InlineData("Map/InputPath", """{ "M": { "Type": "Map", "InputPath": "$.list", "ItemProcessor": @scope, "End": true } }""", "[1,2]")]
    [InlineData("Map/OutputPath", """{ "M": { "Type": "Map", "ItemsPath": "$.list", "OutputPath": "$[1]", "ItemProcessor": @scope, "End": true } }""", "2")]
    [InlineData("Map/ItemSelector", """{ "M": { "Type": "Map", "ItemsPath": "$.list", "ItemSelector": { "i.$": "$$.Map.Item.Index", "v.$": "$$.Map.Item.Value", "x.$": "$.x" }, "ItemProcessor": @scope, "End": true } }""", """[{"i":0,"v":1,"x":1},{"i":1,"v":2,"x":1}]""")]
    [InlineData("Map/Parameters", """{ "M": { "Type": "Map", "ItemsPath": "$.list", "Parameters": { "v.$": "$$.Map.Item.Value" }, "Iterator": @scope, "End": true } }""", """[{"v":1},{"v":2}]""")]
    [InlineData("Map/ResultSelector", """{ "M": { "Type": "Map", "ItemsPath": "$.list", "ResultSelector": { "last.$": "$[-1]" }, "ItemProcessor": @scope, "End": true } }""", """{"last":2}""")]
    [InlineData("Map/ResultPath", """{ "M": { "Type": "Map", "ItemsPath": "$.list", "ResultPath": "$.a.c", "OutputPath": "$.a", "ItemProcessor": @scope, "End": true } }""", """{"b":2,"c":[1,2]}""")]
    [InlineData("Map/MaxConcurrencyPath", """{ "M": { "Type": "Map", "ItemsPath": "$.list", "MaxConcurrencyPath": "$.x", "ItemProcessor": { "StartAt": "B", "States": { "B": { "Type": "Wait", "Seconds": 5, "End": true } } }, "End": true } }""", "[1,2] +10s")]
    [InlineData("Catcher/ResultPath", """{ "Fail": { @lambda, "Catch": [ { "ErrorEquals": [ "E" ], "Next": "Z", "ResultPath": "$.a.error" } ], "End": true }, "Z": { "Type": "Succeed", "OutputPath": "$.a" } }""", """{"b":2,"error":{"Error":"E","Cause":"c"}}""")]
    public void A_field_does_what_it_says(string fields, string definition, string end)
    {
        Assert.NotEmpty(fields);
        Assert.Equal(end, Ending.Of(Ending.Machine(definition), Input));
    }

    [Theory]
    [ProvesEach(@"\S+", "JSONPath/Fail/")]
    [InlineData("Cause", "\"Cause\": \"so\"", "so")]
    [InlineData("CausePath", "\"CausePath\": \"$.name\"", "Broken")]
    [InlineData("CausePath", "\"CausePath\": \"States.Format('{}!', $.name)\"", "Broken!")]
    public void A_Fail_has_a_cause(string field, string written, string cause)
    {
        Assert.Contains(field, written, StringComparison.Ordinal);
        Scenario.Given($$"""{ "A": { "Type": "Fail", {{written}} } }""", Input).State.FailsWith(null, cause);
    }

    [Theory]
    [ProvesEach(@"\S+", "JSONPath/Credentials/")]
    [InlineData("RoleArn", "arn:role", "arn:role")]
    [InlineData("RoleArn.$", "$.name", "Broken")]
    [InlineData("RoleArn.$", "States.Format('arn:{}', $.name)", "arn:Broken")]
    [Proves("JSONPath/Task/Credentials")]
    public void The_role_of_a_task_is_told(string field, string value, string role)
    {
        var task = $$"""{ "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Credentials": { "{{field}}": "{{value}}" }, "End": true }""";
        var scheduled = Scenario.Given($$"""{ "T": {{task}} }""", Input).Run.Events.OfType<Events.ExecutionEvent.TaskScheduled>().Single();
        Assert.Equal(role, scheduled.RoleArn);
    }
}
