using Baton.Language.Model;
using static Baton.Language.Tests.Checks;

namespace Baton.Language.Tests;

/// <summary>Which field is allowed where, and what values fields take.</summary>
public sealed class FieldTests
{
    private const string Task = """ "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:work", "End": true """;
    private const string Scope = """{ "StartAt": "X", "States": { "X": { "Type": "Succeed" } } }""";

    /// <summary>A valid state of each type, without its braces.</summary>
    private static readonly Dictionary<StateType, string> Valid = new()
    {
        [StateType.Pass] = """ "Type": "Pass", "End": true """,
        [StateType.Task] = Task,
        [StateType.Choice] = """ "Type": "Choice", "Choices": [ { "Variable": "$.x", "IsNull": true, "Next": "Z" } ] """,
        [StateType.Wait] = """ "Type": "Wait", "Seconds": 1, "End": true """,
        [StateType.Succeed] = """ "Type": "Succeed" """,
        [StateType.Fail] = """ "Type": "Fail" """,
        [StateType.Parallel] = $$""" "Type": "Parallel", "End": true, "Branches": [ {{Scope}} ] """,
        [StateType.Map] = $$""" "Type": "Map", "End": true, "ItemProcessor": {{Scope}} """,
    };

    /// <summary>Fields with a value, and the types that have them in JSONPath.</summary>
    public static TheoryData<string, string, string> Fields => new()
    {
        { "InputPath", "\"$\"", "Pass Task Choice Wait Succeed Parallel Map" },
        { "OutputPath", "\"$\"", "Pass Task Choice Wait Succeed Parallel Map" },
        { "ResultPath", "\"$\"", "Pass Task Parallel Map" },
        { "Parameters", "{}", "Pass Task Parallel Map" },
        { "ResultSelector", "{}", "Task Parallel Map" },
        { "Result", "1", "Pass" },
        { "Assign", "{}", "Pass Task Choice Wait Parallel Map" },
        { "Retry", "[]", "Task Parallel Map" },
        { "Catch", "[]", "Task Parallel Map" },
        { "TimeoutSeconds", "1", "Task" },
        { "HeartbeatSecondsPath", "\"$.x\"", "Task" },
        { "Credentials", "{ \"RoleArn\": \"r\" }", "Task" },
        { "Default", "\"Z\"", "Choice" },
        { "ErrorPath", "\"$.x\"", "Fail" },
        { "Cause", "\"x\"", "Fail" },
        { "ItemsPath", "\"$.x\"", "Map" },
        { "MaxConcurrency", "1", "Map" },
        { "Comment", "\"x\"", "Pass Task Choice Wait Succeed Fail Parallel Map" },
        { "QueryLanguage", "\"JSONPath\"", "Pass Task Choice Wait Succeed Fail Parallel Map" },
        { "Coment", "\"x\"", "" },
    };

    [Theory, MemberData(nameof(Fields))]
    [Proves("document.unknown-field")]
    public void A_field_is_allowed_on_these_types_only(string field, string value, string types)
    {
        var allowed = types.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<StateType>).ToHashSet();
        foreach (var (type, state) in Valid)
        {
            var rest = type == StateType.Choice || field == "Default" ? """, "Z": { "Type": "Succeed" }""" : "";
            var definition = Machine($$"""  "A": { {{state}}, "{{field}}": {{value}} }{{rest}} """);
            string[] expected = allowed.Contains(type) ? [] : [$"error SCHEMA_VALIDATION_FAILED /States/A: Field '{field}' is not supported"];
            Check(definition, expected);
        }
    }

    [Fact]
    [Proves("document.all-faults")]
    public void The_machine_has_fields_of_its_own() => Check("""
        { "StartAt": "A", "Version": "2.0", "TimeoutSeconds": -1, "Timeout": 1, "Comment": 5, "States": { "A": { "Type": "Succeed" } } }
        """,
        "error SCHEMA_VALIDATION_FAILED /: Field 'Timeout' is not supported",
        "error SCHEMA_VALIDATION_FAILED /Comment: Expected value of type [STRING]",
        "error SCHEMA_VALIDATION_FAILED /Version: Value should be one of the following: [1.0]",
        "error SCHEMA_VALIDATION_FAILED /TimeoutSeconds: Minimum value is 0");

    [Theory]
    [InlineData("""{ "Type": "Pause" }""", "/Type: The field 'Type' should have one of these values: [Task, Wait, Pass, Succeed, Fail, Choice, Parallel, Map]")]
    [InlineData("""{ "Type": 1 }""", "/Type: The field 'Type' should have one of these values: [Task, Wait, Pass, Succeed, Fail, Choice, Parallel, Map]")]
    [InlineData("""{ "End": true }""", ": These fields are required: [Type]")]
    [InlineData("5", ": Expected value of type [OBJECT]")]
    [Proves("document.type")]
    public void A_state_has_a_type(string state, string message)
    {
        var parsed = DefinitionParser.Parse(One(state), DefinitionOptions.Standard);
        Assert.Contains($"error SCHEMA_VALIDATION_FAILED /States/A{message}", parsed.Findings.Select(finding => finding.ToString()));
    }

    [Theory]
    [InlineData(""" "TimeoutSeconds": 0 """, "/TimeoutSeconds: Minimum value is 1")]
    [InlineData(""" "TimeoutSeconds": 100000000 """, "/TimeoutSeconds: Maximum value is 99999999")]
    [InlineData(""" "TimeoutSeconds": 1.5 """, "/TimeoutSeconds: Expected value of type Integer")]
    [InlineData(""" "TimeoutSeconds": "$.x" """, "/TimeoutSeconds: Expected value of type Integer")]
    [InlineData(""" "HeartbeatSeconds": 0 """, "/HeartbeatSeconds: Minimum value is 1")]
    [InlineData(""" "TimeoutSeconds": 10, "HeartbeatSeconds": 10 """, "/HeartbeatSeconds: HeartbeatSeconds must be smaller than TimeoutSeconds")]
    [InlineData(""" "TimeoutSeconds": 10, "TimeoutSecondsPath": "$.x" """, ": There should only be one of the following fields: [TimeoutSeconds, TimeoutSecondsPath]")]
    [InlineData(""" "TimeoutSecondsPath": "$..x" """, "/TimeoutSecondsPath: Value is not a Reference Path: The path must identify a single node")]
    [InlineData(""" "TimeoutSecondsPath": 5 """, "/TimeoutSecondsPath: Expected value of type [STRING]")]
    [InlineData(""" "InputPath": "x" """, "/InputPath: Value must be a valid JSONPath.")]
    [InlineData(""" "OutputPath": "$['a" """, "/OutputPath: Value must be a valid JSONPath.")]
    [InlineData(""" "ResultPath": "$.a[*]" """, "/ResultPath: Value is not a Reference Path: The path must identify a single node")]
    [InlineData(""" "ResultPath": "$$.a" """, "/ResultPath: Value is not a Reference Path: The path cannot start at the context object or at a variable")]
    [InlineData(""" "Credentials": {} """, "/Credentials: The field 'RoleArn' is required but was missing")]
    [InlineData(""" "Credentials": { "RoleArn": "r", "X": 1 } """, "/Credentials: Field 'X' is not supported")]
    [InlineData(""" "Retry": {} """, "/Retry: Expected value of type [ARRAY]")]
    [InlineData(""" "Comment": 1 """, "/Comment: Expected value of type [STRING]")]
    [Proves("document.heartbeat document.exclusive-path document.reference-path")]
    public void A_task_field_with_a_wrong_value(string field, string message) =>
        Check(One($$"""{ {{Task}}, {{field}} }"""), $"error SCHEMA_VALIDATION_FAILED /States/A{message}");

    [Theory]
    [InlineData("""{ "Type": "Wait", "SecondsPath": null, "End": true }""", "/SecondsPath")]
    [InlineData("""{ "Type": "Fail", "CausePath": null }""", "/CausePath")]
    [InlineData("""{ "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "TimeoutSecondsPath": null, "End": true }""", "/TimeoutSecondsPath")]
    [InlineData("""{ "Type": "Map", "ItemsPath": null, "ItemProcessor": { "StartAt": "X", "States": { "X": { "Type": "Succeed" } } }, "End": true }""", "/ItemsPath")]
    [InlineData("""{ "Type": "Choice", "Choices": [ { "Variable": null, "IsNull": true, "Next": "A" } ], "Default": "A" }""", "/Choices[0]/Variable")]
    [InlineData("""{ "Type": "Choice", "Choices": [ { "Variable": "$.x", "NumericEqualsPath": null, "Next": "A" } ], "Default": "A" }""", "/Choices[0]/NumericEqualsPath")]
    public void Only_paths_that_can_select_nothing_may_be_null(string state, string place) =>
        Assert.Contains($"error SCHEMA_VALIDATION_FAILED /States/A{place}: Expected value of type [STRING]", DefinitionParser.Parse(One(state), DefinitionOptions.Standard).Findings.Select(finding => finding.ToString()));

    [Theory]
    [InlineData(""" "InputPath": null, "OutputPath": null, "ResultPath": null """)]
    [InlineData(""" "InputPath": "$$.Execution", "OutputPath": "$.a[*]" """)]
    [InlineData(""" "TimeoutSecondsPath": "$$.Execution.Input.t", "HeartbeatSeconds": 5 """)]
    [InlineData(""" "Credentials": { "RoleArn.$": "States.Format('{}', $.role)" } """)]
    [InlineData(""" "Catch": [ { "ErrorEquals": [ "States.ALL" ], "Next": "A" } ] """)]
    public void A_task_field_with_a_right_value(string field) => Check(One($$"""{ {{Task}}, {{field}} }"""));

    [Theory]
    [InlineData(""" "Seconds": 1, "Timestamp": "2024-01-01T00:00:00Z" """, ": There should only be one of the following fields: [SecondsPath, Seconds, TimestampPath, Timestamp]")]
    [InlineData(""" "Comment": "x" """, ": This object should have only one of the following fields: [SecondsPath, Seconds, TimestampPath, Timestamp]")]
    [InlineData(""" "Seconds": -1 """, "/Seconds: Minimum value is 0")]
    [InlineData(""" "Seconds": 10000000000000000 """, "/Seconds: Maximum value is 99999999")]
    [InlineData(""" "Seconds": "$.seconds" """, "/Seconds: Expected value of type Integer")]
    [InlineData(""" "SecondsPath": "seconds" """, "/SecondsPath: Value must be a valid JSONPath.")]
    [InlineData(""" "Timestamp": "2016-12-05T21:29:29" """, "/Timestamp: String does not match RFC3339 timestamp")]
    [InlineData(""" "Timestamp": "2016-13-05T21:29:29Z" """, "/Timestamp: String does not match RFC3339 timestamp")]
    [InlineData(""" "Timestamp": "2016-12-05t21:29:29z" """, "/Timestamp: String does not match RFC3339 timestamp")]
    [InlineData(""" "Timestamp": "2016-12-05 21:29:29Z" """, "/Timestamp: String does not match RFC3339 timestamp")]
    [InlineData(""" "Timestamp": 5 """, "/Timestamp: String does not match RFC3339 timestamp")]
    public void A_wait_that_does_not_say_how_long(string field, string message) =>
        Check(One($$"""{ "Type": "Wait", "End": true, {{field}} }"""), $"error SCHEMA_VALIDATION_FAILED /States/A{message}");

    [Theory]
    [InlineData("2016-03-14T01:59:00Z")]
    [InlineData("2016-03-14T01:59:00.123456Z")]
    [InlineData("2016-03-14T01:59:00+02:00")]
    public void A_wait_until_a_point_in_time(string timestamp) => Check(One($$"""{ "Type": "Wait", "End": true, "Timestamp": "{{timestamp}}" }"""));

    [Theory]
    [InlineData(""" "Error": 5 """, "/Error: Expected value of type [STRING]")]
    [InlineData(""" "Error": "x", "ErrorPath": "$.x" """, ": There should only be one of the following fields: [Error, ErrorPath]")]
    [InlineData(""" "CausePath": "States.MathAdd(1, 2)" """, ": The value for the field 'CausePath' must be a valid JSONPath or a valid intrinsic function call")]
    [InlineData(""" "CausePath": "States.Format('{}'" """, ": The value for the field 'CausePath' must be a valid JSONPath or a valid intrinsic function call")]
    [InlineData(""" "ErrorPath": "$.a[*]" """, "/ErrorPath: Value is not a Reference Path: The path must identify a single node")]
    public void A_fail_with_a_wrong_value(string field, string message) =>
        Check(One($$"""{ "Type": "Fail", {{field}} }"""), $"error SCHEMA_VALIDATION_FAILED /States/A{message}");

    [Theory]
    [InlineData(""" "ErrorPath": "$.a", "CausePath": "States.Format('{}', $.b)" """)]
    [InlineData(""" "ErrorPath": "States.UUID()", "Cause": "x" """)]
    public void A_fail_with_a_right_value(string field) => Check(One($$"""{ "Type": "Fail", {{field}} }"""));
}
