namespace Baton.Engine.Tests.Language;

/// <summary>What each field of JSONata does, and the fields of both languages with an expression.</summary>
public sealed class JsonataFieldTests
{
    private const string Input = """{"x":1,"a":{"b":2},"list":[1,2],"two":2,"at":"2026-01-01T00:00:30Z","name":"Broken"}""";

    /// <summary>The machine is JSONPath, its states ask for JSONata, except in the first row.</summary>
    [Theory]
    [ProvesEach(@"\S+", "JSONata/")]
    [InlineData("Machine/QueryLanguage Pass/Output", """{ "QueryLanguage": "JSONata", "StartAt": "A", "States": { "A": { "Type": "Pass", "Output": { "y": "{% $states.input.x + 1 %}" }, "End": true } } }""", """{"y":2}""")]
    [InlineData("Pass/QueryLanguage Pass/Assign", """{ "A": { "Type": "Pass", @jsonata, "Assign": { "v": "{% $states.input.two * 2 %}" }, "Output": "{% $states.input.a %}", "Next": "Z" }, "Z": { "Type": "Succeed", @jsonata, "Output": "{% $states.input.b + $v %}" } }""", "6")]
    [InlineData("Task/QueryLanguage Task/Arguments", """{ "T": { @activity, @jsonata, "Arguments": { "y": "{% $states.input.x %}" }, "End": true } }""", """{"y":1}""")]
    [InlineData("Task/Output", """{ "T": { @lambda, @jsonata, "Output": "{% $states.result.a.b %}", "End": true } }""", "2")]
    [InlineData("Task/TimeoutSeconds", """{ "Silent": { @lambda, @jsonata, "TimeoutSeconds": "{% $states.input.two + 1 %}", "End": true } }""", "States.Timeout +3s")]
    [InlineData("Task/HeartbeatSeconds", """{ "Waiting": { @callback, @jsonata, "TimeoutSeconds": 9, "HeartbeatSeconds": "{% $states.input.two %}", "End": true } }""", "States.Timeout +2s")]
    [InlineData("Choice/QueryLanguage Rule/Condition Rule/Output", """{ "C": { "Type": "Choice", @jsonata, "Choices": [ { "Condition": "{% $states.input.x = 1 %}", "Next": "Z", "Output": "{% $states.input.a %}" } ] }, "Z": { "Type": "Succeed" } }""", """{"b":2}""")]
    [InlineData("Choice/Output", """{ "C": { "Type": "Choice", @jsonata, "Choices": [ { "Condition": "{% $states.input.x = 2 %}", "Next": "Z", "Output": "no" } ], "Default": "Z", "Output": "{% $states.input.a.b %}" }, "Z": { "Type": "Succeed" } }""", "2")]
    [InlineData("Wait/QueryLanguage Wait/Seconds Wait/Output", """{ "A": { "Type": "Wait", @jsonata, "Seconds": "{% $states.input.two %}", "Output": "{% $states.input.x %}", "End": true } }""", "1 +2s")]
    [InlineData("Wait/Timestamp", """{ "A": { "Type": "Wait", @jsonata, "Timestamp": "{% $states.input.at %}", "Output": 1, "End": true } }""", "1 +30s")]
    [InlineData("Succeed/QueryLanguage Succeed/Output", """{ "A": { "Type": "Succeed", @jsonata, "Output": "{% $sum($states.input.list) %}" } }""", "3")]
    [InlineData("Fail/QueryLanguage Fail/Error", """{ "A": { "Type": "Fail", @jsonata, "Error": "{% $states.input.name & '!' %}" } }""", "Broken!")]
    [InlineData("Parallel/QueryLanguage Parallel/Arguments", """{ "P": { "Type": "Parallel", @jsonata, "Arguments": { "y": "{% $states.input.x %}" }, "Branches": [ @scope ], "End": true } }""", """[{"y":1}]""")]
    [InlineData("Parallel/Output", """{ "P": { "Type": "Parallel", @jsonata, "Branches": [ @scope ], "Output": "{% $states.result[0].a %}", "End": true } }""", """{"b":2}""")]
    [InlineData("Map/QueryLanguage Map/Items", """{ "M": { "Type": "Map", @jsonata, "Items": "{% $states.input.list %}", "ItemProcessor": @scope, "End": true } }""", "[1,2]")]
    [InlineData("Map/ItemSelector", """{ "M": { "Type": "Map", @jsonata, "Items": [3], "ItemSelector": { "v": "{% $states.context.Map.Item.Value %}", "x": "{% $states.input.x %}" }, "ItemProcessor": @scope, "End": true } }""", """[{"v":3,"x":1}]""")]
    [InlineData("Map/Output", """{ "M": { "Type": "Map", @jsonata, "Items": [3, 4], "ItemProcessor": @scope, "Output": "{% $sum($states.result) %}", "End": true } }""", "7")]
    [InlineData("Map/MaxConcurrency", """{ "M": { "Type": "Map", @jsonata, "Items": [3, 4], "MaxConcurrency": "{% $states.input.x %}", "ItemProcessor": { "StartAt": "B", "States": { "B": { "Type": "Wait", "Seconds": 5, "End": true } } }, "End": true } }""", "[3,4] +10s")]
    [InlineData("Catcher/Output", """{ "Fail": { @lambda, @jsonata, "Catch": [ { "ErrorEquals": [ "E" ], "Next": "Z", "Output": "{% $states.errorOutput.Error & $states.input.x %}" } ], "End": true }, "Z": { "Type": "Succeed" } }""", "\"E1\"")]
    public void A_field_does_what_it_says(string fields, string definition, string end)
    {
        Assert.NotEmpty(fields);
        Assert.Equal(end, Ending.Of(Ending.Machine(definition.Replace("@jsonata", "\"QueryLanguage\": \"JSONata\"", StringComparison.Ordinal)), Input));
    }

    [Theory]
    [ProvesEach(@"\S+", "JSONata/Fail/")]
    [InlineData("Cause", "so", "so")]
    [InlineData("Cause", "{% $states.input.name & '!' %}", "Broken!")]
    public void A_Fail_has_a_cause(string field, string value, string cause) =>
        Scenario.Given($$"""{ "A": { "Type": "Fail", "QueryLanguage": "JSONata", "{{field}}": "{{value}}" } }""", Input).State.FailsWith(null, cause);

    [Theory]
    [ProvesEach(@"\S+", "JSONata/Credentials/")]
    [Proves("JSONata/Task/Credentials")]
    [InlineData("RoleArn", "arn:role", "arn:role")]
    [InlineData("RoleArn", "{% 'arn:' & $states.input.name %}", "arn:Broken")]
    public void The_role_of_a_task_is_told(string field, string value, string role)
    {
        var task = $$"""{ "Type": "Task", "QueryLanguage": "JSONata", "Resource": "arn:aws:states:::lambda:invoke", "Credentials": { "{{field}}": "{{value}}" }, "End": true }""";
        var scheduled = Scenario.Given($$"""{ "T": {{task}} }""", Input).Run.Events.OfType<Events.ExecutionEvent.TaskScheduled>().Single();
        Assert.Equal(role, scheduled.RoleArn);
    }
}
