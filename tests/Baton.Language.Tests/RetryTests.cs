using Baton.Language.Model;
using static Baton.Language.Tests.Checks;

namespace Baton.Language.Tests;

/// <summary>Retry and Catch.</summary>
public sealed class RetryTests
{
    [Theory]
    [InlineData("""[ { "MaxAttempts": 1 } ]""", "[0]: These fields are required: [ErrorEquals]")]
    [InlineData("""[ { "ErrorEquals": [] } ]""", "[0]/ErrorEquals: Value cannot be empty")]
    [InlineData("""[ { "ErrorEquals": "x" } ]""", "[0]/ErrorEquals: Expected value of type [ARRAY]")]
    [InlineData("""[ { "ErrorEquals": [ 5 ] } ]""", "[0]/ErrorEquals[0]: Expected value of type [STRING]")]
    [InlineData("""[ { "ErrorEquals": [ "x", "States.ALL" ] } ]""", "[0]/ErrorEquals[1]: States.ALL must appear alone and at end of list")]
    [InlineData("""[ { "ErrorEquals": [ "States.ALL" ] }, { "ErrorEquals": [ "x" ] } ]""", "[0]/ErrorEquals[0]: States.ALL must appear alone and at end of list")]
    [InlineData("""[ { "ErrorEquals": [ "x" ], "IntervalSeconds": -1 } ]""", "[0]/IntervalSeconds: Minimum value is 0")]
    [InlineData("""[ { "ErrorEquals": [ "x" ], "MaxAttempts": -1 } ]""", "[0]/MaxAttempts: Minimum value is 0")]
    [InlineData("""[ { "ErrorEquals": [ "x" ], "MaxAttempts": 100000000 } ]""", "[0]/MaxAttempts: Maximum value is 99999999")]
    [InlineData("""[ { "ErrorEquals": [ "x" ], "BackoffRate": 0.5 } ]""", "[0]/BackoffRate: Minimum value is 1")]
    [InlineData("""[ { "ErrorEquals": [ "x" ], "MaxDelaySeconds": 0 } ]""", "[0]/MaxDelaySeconds: Minimum value is 1")]
    [InlineData("""[ { "ErrorEquals": [ "x" ], "MaxDelaySeconds": 31622401 } ]""", "[0]/MaxDelaySeconds: Maximum value is 31622400")]
    [InlineData("""[ { "ErrorEquals": [ "x" ], "JitterStrategy": "HALF" } ]""", "[0]/JitterStrategy: Value should be one of the following: [NONE, FULL]")]
    [InlineData("""[ { "ErrorEquals": [ "x" ], "Next": "A" } ]""", "[0]: Field 'Next' is not supported")]
    [InlineData("""[ 5 ]""", "[0]: Expected value of type [OBJECT]")]
    [Proves("document.all-last")]
    public void A_retrier_that_cannot_be(string retry, string message) => Check(Task($"\"Retry\": {retry}"), $"error SCHEMA_VALIDATION_FAILED /States/A/Retry{message}");

    [Theory]
    [InlineData("""[ { "ErrorEquals": [ "x" ] } ]""", "[0]: These fields are required: [Next]")]
    [InlineData("""[ { "Next": "A" } ]""", "[0]: These fields are required: [ErrorEquals]")]
    [InlineData("""[ { "ErrorEquals": [ "States.ALL" ], "Next": "A" }, { "ErrorEquals": [ "x" ], "Next": "A" } ]""", "[0]/ErrorEquals[0]: States.ALL must appear alone and at end of list")]
    [InlineData("""[ { "ErrorEquals": [ "x" ], "Next": "A", "ResultPath": "x" } ]""", "[0]/ResultPath: Value must be a valid JSONPath.")]
    [InlineData("""[ { "ErrorEquals": [ "x" ], "Next": "A", "OutputPath": "$" } ]""", "[0]: Field 'OutputPath' is not supported")]
    [InlineData("""[ { "ErrorEquals": [ "x" ], "Next": "A", "Output": 1 } ]""", "[0]: The QueryLanguage is set to 'JSONPath', but field 'Output' is only supported for the 'JSONata' QueryLanguage")]
    [Proves("document.all-last")]
    public void A_catcher_that_cannot_be(string @catch, string message) => Check(Task($"\"Catch\": {@catch}"), $"error SCHEMA_VALIDATION_FAILED /States/A/Catch{message}");

    [Fact]
    public void A_retrier_has_defaults()
    {
        var retrier = Assert.Single(((TaskState)Accepted(Task("""  "Retry": [ { "ErrorEquals": [ "x" ] } ] """)).States["A"]).Retry);
        Assert.Equal(["x"], retrier.ErrorEquals);
        Assert.Equal((1, 3, 2.0, null, false), (retrier.IntervalSeconds, retrier.MaxAttempts, retrier.BackoffRate, retrier.MaxDelaySeconds, retrier.FullJitter));
    }

    [Fact]
    public void A_retrier_says_all_it_can_say()
    {
        var retrier = Assert.Single(((TaskState)Accepted(Task("""
            "Retry": [ { "ErrorEquals": [ "States.ALL" ], "IntervalSeconds": 2, "MaxAttempts": 0, "BackoffRate": 1.5, "MaxDelaySeconds": 9, "JitterStrategy": "FULL", "Comment": "c" } ]
            """)).States["A"]).Retry);
        Assert.Equal((2, 0, 1.5, 9, true), (retrier.IntervalSeconds, retrier.MaxAttempts, retrier.BackoffRate, retrier.MaxDelaySeconds, retrier.FullJitter));
    }

    [Fact]
    public void A_catcher_puts_the_error_somewhere_or_discards_it()
    {
        var catchers = ((TaskState)Accepted(Task("""
            "Catch": [ { "ErrorEquals": [ "x" ], "Next": "A" }, { "ErrorEquals": [ "y" ], "Next": "A", "ResultPath": "$.error" },
                       { "ErrorEquals": [ "z" ], "Next": "A", "ResultPath": null, "Assign": { "failed": true } } ]
            """)).States["A"]).Catch;
        Assert.Equal(["$", "$.error", null], catchers.Select(catcher => catcher.ResultPath?.Text));
        Assert.Equal([false, false, true], catchers.Select(catcher => catcher.Assign is not null));
    }

    [Fact]
    [Proves("errors.reserved")]
    public void A_name_of_the_reserved_family_must_be_known() => Check(
        Task("""  "Retry": [ { "ErrorEquals": [ "States.TaskFailed", "States.TimeOut", "States.Http.StatusCode.429" ] } ] """),
        "warning UNKNOWN_ERROR_NAME /States/A/Retry[0]/ErrorEquals[1]: 'States.TimeOut' is not a predefined error, and names that start with 'States.' are reserved.");

    private static string Task(string field) => One($$"""{ "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "End": true, {{field}} }""");
}
