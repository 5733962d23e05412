namespace Baton.Engine.Tests.Language;

/// <summary>Fields that mean the same in both query languages: each row runs in both.</summary>
public sealed class BothLanguagesTests
{
    [Theory]
    [ProvesEach(@"\S+", "JSONPath/", "JSONata/")]
    [InlineData("Machine/StartAt Machine/States Pass/Type Pass/Next Pass/End", """{ "StartAt": "B", "States": { "A": { "Type": "Pass", "End": true }, "B": { "Type": "Pass", "Next": "A" } } }""", """{"x":1}""")]
    [InlineData("Machine/Comment Machine/Version Pass/Comment", """{ "Comment": "c", "Version": "1.0", "StartAt": "A", "States": { "A": { "Type": "Pass", "Comment": "c", "End": true } } }""", """{"x":1}""")]
    [InlineData("Machine/TimeoutSeconds", """{ "TimeoutSeconds": 3, "StartAt": "A", "States": { "A": { "Type": "Wait", "Seconds": 9, "End": true } } }""", "TimedOut +3s")]
    [InlineData("Pass/Assign Choice/Type Choice/Comment Choice/Default", """{ "A": { "Type": "Pass", "Assign": { "v": 5 }, "Next": "C" }, "C": { "Type": "Choice", "Comment": "c", "Choices": [ @never ], "Default": "Z" }, @v }""", "5")]
    [InlineData("Choice/Assign", """{ "C": { "Type": "Choice", "Choices": [ @never ], "Default": "Z", "Assign": { "v": 5 } }, @v }""", "5")]
    [InlineData("Choice/Choices Rule/Next Rule/Comment", """{ "C": { "Type": "Choice", "Choices": [ @never, { @always, "Comment": "c", "Next": "Z" } ], "Default": "F" }, "F": { "Type": "Fail" }, "Z": { "Type": "Succeed" } }""", """{"x":1}""")]
    [InlineData("Rule/Assign", """{ "C": { "Type": "Choice", "Choices": [ { @always, "Next": "Z", "Assign": { "v": 5 } } ], "Default": "F" }, "F": { "Type": "Fail" }, @v }""", "5")]
    [InlineData("Wait/Type Wait/Comment Wait/Seconds Wait/Next Wait/End", """{ "A": { "Type": "Wait", "Comment": "c", "Seconds": 4, "Next": "B" }, "B": { "Type": "Wait", "Seconds": 3, "End": true } }""", """{"x":1} +7s""")]
    [InlineData("Wait/Timestamp", """{ "A": { "Type": "Wait", "Timestamp": "2026-01-01T00:01:00Z", "End": true } }""", """{"x":1} +60s""")]
    [InlineData("Wait/Assign", """{ "A": { "Type": "Wait", "Seconds": 1, "Assign": { "v": 5 }, "Next": "Z" }, @v }""", "5 +1s")]
    [InlineData("Succeed/Type Succeed/Comment", """{ "A": { "Type": "Succeed", "Comment": "c" } }""", """{"x":1}""")]
    [InlineData("Fail/Type Fail/Comment Fail/Error", """{ "A": { "Type": "Fail", "Comment": "c", "Error": "Broken" } }""", "Broken")]
    [InlineData("Task/Type Task/Resource Task/Comment Task/Next Task/End", """{ "T": { @lambda, "Comment": "c", "Next": "U" }, "U": { @activity, "End": true } }""", """{"x":1}""")]
    [InlineData("Task/TimeoutSeconds", """{ "Silent": { @lambda, "TimeoutSeconds": 8, "End": true } }""", "States.Timeout +8s")]
    [InlineData("Task/HeartbeatSeconds", """{ "Waiting": { @callback, "TimeoutSeconds": 8, "HeartbeatSeconds": 3, "End": true } }""", "States.Timeout +3s")]
    [InlineData("Task/Assign", """{ "T": { @lambda, "Assign": { "v": 5 }, "Next": "Z" }, @v }""", "5")]
    [InlineData("Task/Retry Retrier/ErrorEquals Retrier/Comment", """{ "Twice": { @lambda, "Retry": [ { "ErrorEquals": [ "E" ], "Comment": "c" } ], "End": true } }""", """{"x":1} +3s""")]
    [InlineData("Retrier/IntervalSeconds Retrier/MaxAttempts", """{ "Twice": { @lambda, "Retry": [ { "ErrorEquals": [ "E" ], "IntervalSeconds": 5, "MaxAttempts": 1 } ], "End": true } }""", "E +5s")]
    [InlineData("Retrier/BackoffRate", """{ "Twice": { @lambda, "Retry": [ { "ErrorEquals": [ "E" ], "IntervalSeconds": 2, "BackoffRate": 10 } ], "End": true } }""", """{"x":1} +22s""")]
    [InlineData("Retrier/MaxDelaySeconds", """{ "Twice": { @lambda, "Retry": [ { "ErrorEquals": [ "E" ], "IntervalSeconds": 2, "BackoffRate": 10, "MaxDelaySeconds": 6 } ], "End": true } }""", """{"x":1} +8s""")]
    [InlineData("Task/Catch Catcher/ErrorEquals Catcher/Next Catcher/Comment", """{ "Fail": { @lambda, "Catch": [ { "ErrorEquals": [ "E" ], "Next": "Z", "Comment": "c" } ], "End": true }, "Z": { "Type": "Succeed" } }""", """{"Error":"E","Cause":"c"}""")]
    [InlineData("Catcher/Assign", """{ "Fail": { @lambda, "Catch": [ { "ErrorEquals": [ "E" ], "Next": "Z", "Assign": { "v": 5 } } ], "End": true }, @v }""", "5")]
    [InlineData("Parallel/Type Parallel/Comment Parallel/Branches Parallel/End Branch/StartAt Branch/States Branch/Comment", """{ "P": { "Type": "Parallel", "Comment": "c", "Branches": [ { "StartAt": "B", "Comment": "c", "States": { "A": { "Type": "Pass", "End": true }, "B": { "Type": "Wait", "Seconds": 1, "Next": "A" } } }, @scope ], "End": true } }""", """[{"x":1},{"x":1}] +1s""")]
    [InlineData("Parallel/Next Parallel/Assign", """{ "P": { "Type": "Parallel", "Branches": [ @scope ], "Assign": { "v": 5 }, "Next": "Z" }, @v }""", "5")]
    [InlineData("Parallel/Retry", """{ "P": { "Type": "Parallel", "Branches": [ @twice ], "Retry": [ { "ErrorEquals": [ "E" ] } ], "End": true } }""", """[{"x":1}] +3s""")]
    [InlineData("Parallel/Catch", """{ "P": { "Type": "Parallel", "Branches": [ @failing ], "Catch": [ { "ErrorEquals": [ "E" ], "Next": "Z" } ], "End": true }, "Z": { "Type": "Succeed" } }""", """{"Error":"E","Cause":"c"}""")]
    [InlineData("Map/Type Map/Comment Map/ItemProcessor Map/Next Map/End ItemProcessor/StartAt ItemProcessor/States ItemProcessor/Comment", """{ "I": @items, "M": { "Type": "Map", "Comment": "c", "ItemProcessor": { "Comment": "c", "StartAt": "B", "States": { "A": { "Type": "Pass", "End": true }, "B": { "Type": "Wait", "Seconds": 1, "Next": "A" } } }, "Next": "N" }, "N": { "Type": "Map", "ItemProcessor": @scope, "End": true } }""", "[1,2] +1s")]
    [InlineData("Map/Iterator", """{ "I": @items, "M": { "Type": "Map", "Iterator": @scope, "End": true } }""", "[1,2]")]
    [InlineData("ItemProcessor/ProcessorConfig ProcessorConfig/Mode", """{ "I": @items, "M": { "Type": "Map", "ItemProcessor": { "ProcessorConfig": { "Mode": "INLINE" }, "StartAt": "A", "States": { "A": { "Type": "Pass", "End": true } } }, "End": true } }""", "[1,2]")]
    [InlineData("Map/MaxConcurrency", """{ "I": @items, "M": { "Type": "Map", "MaxConcurrency": 1, "ItemProcessor": { "StartAt": "B", "States": { "B": { "Type": "Wait", "Seconds": 5, "End": true } } }, "End": true } }""", "[1,2] +10s")]
    [InlineData("Map/Assign", """{ "I": @items, "M": { "Type": "Map", "ItemProcessor": @scope, "Assign": { "v": 5 }, "Next": "Z" }, @v }""", "5")]
    [InlineData("Map/Retry", """{ "I": @items, "M": { "Type": "Map", "ItemProcessor": @twice, "Retry": [ { "ErrorEquals": [ "E" ] } ], "End": true } }""", "[1,2] +3s")]
    [InlineData("Map/Catch", """{ "I": @items, "M": { "Type": "Map", "ItemProcessor": @failing, "Catch": [ { "ErrorEquals": [ "E" ], "Next": "Z" } ], "End": true }, "Z": { "Type": "Succeed" } }""", """{"Error":"E","Cause":"c"}""")]
    public void A_field_does_the_same_in_both_languages(string fields, string definition, string end)
    {
        Assert.NotEmpty(fields);
        Assert.Equal(end, Ending.Of(Ending.Machine(Filled(definition, jsonata: false), "JSONPath"), """{"x":1}"""));
        Assert.Equal(end, Ending.Of(Ending.Machine(Filled(definition, jsonata: true), "JSONata"), """{"x":1}"""));
    }

    [Fact]
    [Proves("Retrier/JitterStrategy", "JSONPath/", "JSONata/")]
    public void Jitter_draws_a_wait_that_is_shorter()
    {
        const string definition = """{ "Twice": { @lambda, "Retry": [ { "ErrorEquals": [ "E" ], "IntervalSeconds": 100, "JitterStrategy": "FULL" } ], "End": true } }""";
        foreach (var language in (string[])["JSONPath", "JSONata"])
        {
            var end = Ending.Of(Ending.Machine(definition, language), "{}");
            Assert.StartsWith("{} +", end, StringComparison.Ordinal);
            Assert.NotEqual("{} +300s", end);
        }
    }

    /// <summary>A definition with what is written differently in the two languages.</summary>
    private static string Filled(string definition, bool jsonata) => definition
        .Replace("@never", jsonata ? """{ "Condition": false, "Next": "Z" }""" : """{ "Variable": "$.x", "NumericEquals": 2, "Next": "Z" }""", StringComparison.Ordinal)
        .Replace("@always", jsonata ? "\"Condition\": true" : """ "Variable": "$.x", "NumericEquals": 1 """, StringComparison.Ordinal)
        .Replace("@items", jsonata ? """{ "Type": "Pass", "Output": [1, 2], "Next": "M" }""" : """{ "Type": "Pass", "Result": [1, 2], "Next": "M" }""", StringComparison.Ordinal)
        .Replace("@v", jsonata ? """ "Z": { "Type": "Succeed", "Output": "{% $v %}" } """ : """ "Z": { "Type": "Succeed", "OutputPath": "$v" } """, StringComparison.Ordinal)
        .Replace("@twice", """{ "StartAt": "Twice", "States": { "Twice": { @lambda, "End": true } } }""", StringComparison.Ordinal)
        .Replace("@failing", """{ "StartAt": "Fail", "States": { "Fail": { @lambda, "End": true } } }""", StringComparison.Ordinal);
}
