using static Baton.Language.Tests.Checks;

namespace Baton.Language.Tests;

/// <summary>What is allowed and will hurt.</summary>
public sealed class WarningTests
{
    private const string NoTimeout = "The task waits for a worker or a callback with neither TimeoutSeconds nor HeartbeatSeconds: an answer that never comes holds the execution for years.";

    [Fact]
    public void An_activity_without_a_timeout() => Check(
        One("""{ "Type": "Task", "Resource": "arn:aws:states:us-east-1:123456789012:activity:work", "End": true }"""),
        $"warning TASK_WITHOUT_TIMEOUT /States/A: {NoTimeout}");

    [Fact]
    public void A_callback_without_a_timeout_and_without_its_token() => Check(
        One("""{ "Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken", "Parameters": { "QueueUrl": "q", "MessageBody": "go" }, "End": true }"""),
        $"warning TASK_WITHOUT_TIMEOUT /States/A: {NoTimeout}",
        "warning TOKEN_NOT_PASSED /States/A: The task waits for a callback, but its arguments do not hold the task token ($$.Task.Token).");

    [Theory]
    [InlineData("""{ "QueueUrl": "q", "MessageBody": { "token.$": "$$.Task.Token" } }""")]
    [InlineData("""{ "QueueUrl": "q", "MessageBody.$": "States.JsonToString($$.Task)" }""")]
    [InlineData("""{ "QueueUrl": "q", "MessageBody.$": "$$" }""")]
    public void A_callback_that_has_both(string parameters) => Check(One($$"""
        { "Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken", "Parameters": {{parameters}}, "HeartbeatSeconds": 60, "End": true }
        """));

    [Theory]
    [InlineData("\"$.x\"")]
    [InlineData("""{ "a": [ "States.UUID()" ] }""")]
    [InlineData("""{ "a.$": "$$.Execution.Id" }""")]
    [Proves("data.static-result")]
    public void A_pass_result_is_static(string result) => Check(One($$"""{ "Type": "Pass", "Result": {{result}}, "End": true }"""),
        "warning PASS_RESULT_IS_STATIC /States/A/Result: The Result of a Pass state is static: paths and intrinsic functions in it are not evaluated. Use Parameters instead.");

    [Fact]
    public void A_path_without_the_suffix_that_makes_it_one() => Check(
        One("""{ "Type": "Pass", "Parameters": { "a": "$.x", "b": [ { "c": "States.UUID()" } ], "d": "$5 off" }, "End": true }"""),
        "warning NO_DOLLAR /States/A/Parameters: The value of 'a' looks like a JSONPath or an intrinsic function call, but the name does not end with '.$'.",
        "warning NO_DOLLAR /States/A/Parameters/b[0]: The value of 'c' looks like a JSONPath or an intrinsic function call, but the name does not end with '.$'.");

    [Fact]
    public void A_path_in_a_field_that_is_not_called_Path() => Check(Machine("""
        "A": { "Type": "Choice", "Choices": [ { "Not": { "Variable": "$.x", "StringEquals": "$.y" }, "Next": "B" } ] },
        "B": { "Type": "Fail", "Error": "$.error", "Cause": "costs $.50" }
        """),
        "warning NO_PATH /States/A/Choices[0]/Not/StringEquals: The value of 'StringEquals' looks like a path, but is taken as it stands. Use 'StringEqualsPath' instead.",
        "warning NO_PATH /States/B/Error: The value of 'Error' looks like a path, but is taken as it stands. Use 'ErrorPath' instead.");

    [Fact]
    public void A_JSONata_expression_in_a_JSONPath_state() => Check(One("""{ "Type": "Pass", "Parameters": { "a": "{% $states.input %}" }, "End": true }"""),
        "warning JSONATA_IN_JSONPATH /States/A/Parameters/a: The value looks like a JSONata expression, but the state's QueryLanguage is JSONPath.");
}
