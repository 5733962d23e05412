namespace Baton.Engine.Tests.States;

public sealed class ChoiceTests
{
    [Theory]
    [InlineData(""" "BooleanEquals": true """, "true", true)]
    [InlineData(""" "BooleanEquals": true """, "\"true\"", false)]
    [InlineData(""" "NumericEquals": 1 """, "1.0", true)]
    [InlineData(""" "NumericEquals": 1 """, "\"1\"", false)]
    [InlineData(""" "NumericLessThan": 2 """, "1.99", true)]
    [InlineData(""" "NumericLessThanEquals": 2 """, "2", true)]
    [InlineData(""" "NumericGreaterThan": 2 """, "2", false)]
    [InlineData(""" "NumericGreaterThanEquals": 2 """, "2", true)]
    [InlineData(""" "StringEquals": "a" """, "\"a\"", true)]
    [InlineData(""" "StringLessThan": "a" """, "\"Z\"", true)]
    [InlineData(""" "StringLessThanEquals": "a" """, "\"a\"", true)]
    [InlineData(""" "StringGreaterThan": "\uFFFD" """, "\"\uD83D\uDE00\"", false)] // by UTF-16 code units, not by code points
    [InlineData(""" "StringGreaterThanEquals": "b" """, "\"a\"", false)]
    [InlineData(""" "StringMatches": "*.log" """, "\"today.log\"", true)]
    [InlineData(""" "StringMatches": "*.log" """, "\"today.txt\"", false)]
    [InlineData(""" "StringMatches": "a*b*c" """, "\"a-b-b-c\"", true)]
    [InlineData(""" "StringMatches": "ab*ba" """, "\"aba\"", false)]
    [InlineData(""" "StringMatches": "\\*" """, "\"*\"", true)]
    [InlineData(""" "StringMatches": "\\*" """, "\"x\"", false)]
    [InlineData(""" "StringMatches": "*" """, "\"\"", true)]
    [InlineData(""" "TimestampEquals": "2024-01-01T12:00:00Z" """, "\"2024-01-01T13:00:00+01:00\"", true)]
    [InlineData(""" "TimestampLessThan": "2024-01-01T12:00:00Z" """, "\"2024-01-01T11:59:59.999Z\"", true)]
    [InlineData(""" "TimestampGreaterThan": "2024-01-01T12:00:00Z" """, "\"2024-01-01 13:00:00\"", false)]
    [InlineData(""" "IsNull": true """, "null", true)]
    [InlineData(""" "IsNull": false """, "0", true)]
    [InlineData(""" "IsString": true """, "\"\"", true)]
    [InlineData(""" "IsNumeric": true """, "0", true)]
    [InlineData(""" "IsBoolean": true """, "false", true)]
    [InlineData(""" "IsTimestamp": true """, "\"2001-01-01T12:00:00Z\"", true)]
    [InlineData(""" "IsTimestamp": true """, "\"2001-01-01\"", false)]
    [InlineData(""" "IsPresent": true """, "null", true)]
    [InlineData(""" "NumericEqualsPath": "$.other" """, "5", true)]
    [InlineData(""" "StringEqualsPath": "$$.State.Name" """, "\"C\"", true)]
    [Proves("run.compare-types")]
    public void A_comparison_holds_for_values_of_its_type_only(string test, string value, bool holds)
    {
        var end = Scenario.Given(
            $$"""
            { "C": { "Type": "Choice", "Choices": [ { "Variable": "$.v", {{test}}, "Next": "Yes" } ], "Default": "No" },
              "Yes": { "Type": "Pass", "Result": "yes", "End": true }, "No": { "Type": "Pass", "Result": "no", "End": true } }
            """, $$"""{"v":{{value}},"other":5}""").State;
        end.Gives(holds ? "\"yes\"" : "\"no\"");
    }

    [Theory]
    [ProvesEach(@"(?<=^ "")\w+", "JSONPath/Rule/")]
    [InlineData(""" "NumericEquals": 5 """, "5", true)]
    [InlineData(""" "NumericEquals": 5 """, "4", false)]
    [InlineData(""" "NumericEqualsPath": "$.numeric" """, "5", true)]
    [InlineData(""" "NumericEqualsPath": "$.numeric" """, "4", false)]
    [InlineData(""" "NumericLessThan": 5 """, "4", true)]
    [InlineData(""" "NumericLessThan": 5 """, "5", false)]
    [InlineData(""" "NumericLessThanPath": "$.numeric" """, "4", true)]
    [InlineData(""" "NumericLessThanPath": "$.numeric" """, "5", false)]
    [InlineData(""" "NumericLessThanEquals": 5 """, "5", true)]
    [InlineData(""" "NumericLessThanEquals": 5 """, "6", false)]
    [InlineData(""" "NumericLessThanEqualsPath": "$.numeric" """, "5", true)]
    [InlineData(""" "NumericLessThanEqualsPath": "$.numeric" """, "6", false)]
    [InlineData(""" "NumericGreaterThan": 5 """, "6", true)]
    [InlineData(""" "NumericGreaterThan": 5 """, "5", false)]
    [InlineData(""" "NumericGreaterThanPath": "$.numeric" """, "6", true)]
    [InlineData(""" "NumericGreaterThanPath": "$.numeric" """, "5", false)]
    [InlineData(""" "NumericGreaterThanEquals": 5 """, "6", true)]
    [InlineData(""" "NumericGreaterThanEquals": 5 """, "4", false)]
    [InlineData(""" "NumericGreaterThanEqualsPath": "$.numeric" """, "6", true)]
    [InlineData(""" "NumericGreaterThanEqualsPath": "$.numeric" """, "4", false)]
    [InlineData(""" "StringEquals": "m" """, "\"m\"", true)]
    [InlineData(""" "StringEquals": "m" """, "\"a\"", false)]
    [InlineData(""" "StringEqualsPath": "$.string" """, "\"m\"", true)]
    [InlineData(""" "StringEqualsPath": "$.string" """, "\"a\"", false)]
    [InlineData(""" "StringLessThan": "m" """, "\"a\"", true)]
    [InlineData(""" "StringLessThan": "m" """, "\"m\"", false)]
    [InlineData(""" "StringLessThanPath": "$.string" """, "\"a\"", true)]
    [InlineData(""" "StringLessThanPath": "$.string" """, "\"m\"", false)]
    [InlineData(""" "StringLessThanEquals": "m" """, "\"m\"", true)]
    [InlineData(""" "StringLessThanEquals": "m" """, "\"z\"", false)]
    [InlineData(""" "StringLessThanEqualsPath": "$.string" """, "\"m\"", true)]
    [InlineData(""" "StringLessThanEqualsPath": "$.string" """, "\"z\"", false)]
    [InlineData(""" "StringGreaterThan": "m" """, "\"z\"", true)]
    [InlineData(""" "StringGreaterThan": "m" """, "\"m\"", false)]
    [InlineData(""" "StringGreaterThanPath": "$.string" """, "\"z\"", true)]
    [InlineData(""" "StringGreaterThanPath": "$.string" """, "\"m\"", false)]
    [InlineData(""" "StringGreaterThanEquals": "m" """, "\"z\"", true)]
    [InlineData(""" "StringGreaterThanEquals": "m" """, "\"a\"", false)]
    [InlineData(""" "StringGreaterThanEqualsPath": "$.string" """, "\"z\"", true)]
    [InlineData(""" "StringGreaterThanEqualsPath": "$.string" """, "\"a\"", false)]
    [InlineData(""" "TimestampEquals": "2024-01-01T12:00:00Z" """, "\"2024-01-01T12:00:00Z\"", true)]
    [InlineData(""" "TimestampEquals": "2024-01-01T12:00:00Z" """, "\"2024-01-01T11:00:00Z\"", false)]
    [InlineData(""" "TimestampEqualsPath": "$.timestamp" """, "\"2024-01-01T12:00:00Z\"", true)]
    [InlineData(""" "TimestampEqualsPath": "$.timestamp" """, "\"2024-01-01T11:00:00Z\"", false)]
    [InlineData(""" "TimestampLessThan": "2024-01-01T12:00:00Z" """, "\"2024-01-01T11:00:00Z\"", true)]
    [InlineData(""" "TimestampLessThan": "2024-01-01T12:00:00Z" """, "\"2024-01-01T12:00:00Z\"", false)]
    [InlineData(""" "TimestampLessThanPath": "$.timestamp" """, "\"2024-01-01T11:00:00Z\"", true)]
    [InlineData(""" "TimestampLessThanPath": "$.timestamp" """, "\"2024-01-01T12:00:00Z\"", false)]
    [InlineData(""" "TimestampLessThanEquals": "2024-01-01T12:00:00Z" """, "\"2024-01-01T12:00:00Z\"", true)]
    [InlineData(""" "TimestampLessThanEquals": "2024-01-01T12:00:00Z" """, "\"2024-01-01T13:00:00Z\"", false)]
    [InlineData(""" "TimestampLessThanEqualsPath": "$.timestamp" """, "\"2024-01-01T12:00:00Z\"", true)]
    [InlineData(""" "TimestampLessThanEqualsPath": "$.timestamp" """, "\"2024-01-01T13:00:00Z\"", false)]
    [InlineData(""" "TimestampGreaterThan": "2024-01-01T12:00:00Z" """, "\"2024-01-01T13:00:00Z\"", true)]
    [InlineData(""" "TimestampGreaterThan": "2024-01-01T12:00:00Z" """, "\"2024-01-01T12:00:00Z\"", false)]
    [InlineData(""" "TimestampGreaterThanPath": "$.timestamp" """, "\"2024-01-01T13:00:00Z\"", true)]
    [InlineData(""" "TimestampGreaterThanPath": "$.timestamp" """, "\"2024-01-01T12:00:00Z\"", false)]
    [InlineData(""" "TimestampGreaterThanEquals": "2024-01-01T12:00:00Z" """, "\"2024-01-01T13:00:00Z\"", true)]
    [InlineData(""" "TimestampGreaterThanEquals": "2024-01-01T12:00:00Z" """, "\"2024-01-01T11:00:00Z\"", false)]
    [InlineData(""" "TimestampGreaterThanEqualsPath": "$.timestamp" """, "\"2024-01-01T13:00:00Z\"", true)]
    [InlineData(""" "TimestampGreaterThanEqualsPath": "$.timestamp" """, "\"2024-01-01T11:00:00Z\"", false)]
    [InlineData(""" "BooleanEquals": false """, "false", true)]
    [InlineData(""" "BooleanEqualsPath": "$.boolean" """, "true", true)]
    [InlineData(""" "BooleanEqualsPath": "$.boolean" """, "false", false)]
    [InlineData(""" "StringMatches": "a*z" """, "\"abcz\"", true)]
    [InlineData(""" "IsNull": true """, "0", false)]
    [InlineData(""" "IsNull": false """, "null", false)]
    [InlineData(""" "IsString": true """, "1", false)]
    [InlineData(""" "IsString": false """, "\"\"", false)]
    [InlineData(""" "IsNumeric": true """, "\"0\"", false)]
    [InlineData(""" "IsNumeric": false """, "0", false)]
    [InlineData(""" "IsBoolean": true """, "0", false)]
    [InlineData(""" "IsBoolean": false """, "false", false)]
    [InlineData(""" "IsTimestamp": true """, "5", false)]
    [InlineData(""" "IsTimestamp": false """, "\"2001-01-01T12:00:00Z\"", false)]
    public void Each_comparator_holds_and_does_not(string test, string value, bool holds)
    {
        var end = Scenario.Given(
            $$"""
            { "C": { "Type": "Choice", "Choices": [ { "Variable": "$.v", {{test}}, "Next": "Yes" } ], "Default": "No" },
              "Yes": { "Type": "Pass", "Result": true, "End": true }, "No": { "Type": "Pass", "Result": false, "End": true } }
            """, $$"""{"v":{{value}},"numeric":5,"string":"m","timestamp":"2024-01-01T12:00:00Z","boolean":true}""").State;
        end.Gives(holds ? "true" : "false");
    }

    [Theory]
    [Proves("IsPresent", "JSONPath/Rule/")]
    [InlineData("$.a", true, true)]
    [InlineData("$.a", false, false)]
    [InlineData("$.b", true, false)]
    [InlineData("$.b", false, true)]
    [InlineData("$gone", true, false)]
    public void What_is_missing_can_be_asked_for(string path, bool present, bool holds) =>
        Scenario.Given(
            $$"""
            { "C": { "Type": "Choice", "Choices": [ { "Variable": "{{path}}", "IsPresent": {{(present ? "true" : "false")}}, "Next": "Yes" } ], "Default": "No" },
              "Yes": { "Type": "Pass", "Result": true, "End": true }, "No": { "Type": "Pass", "Result": false, "End": true } }
            """, """{"a":null}""").State.Gives(holds ? "true" : "false");

    [Theory]
    [ProvesEach(@"(?<=^ "")\w+", "JSONPath/Rule/")]
    [InlineData(""" "And": [ { "Variable": "$.a", "IsPresent": true }, { "Variable": "$.a", "NumericEquals": 1 } ] """, "{}", false)] // the second is not asked
    [InlineData(""" "And": [ { "Variable": "$.a", "IsPresent": true }, { "Variable": "$.a", "NumericEquals": 1 } ] """, """{"a":1}""", true)]
    [InlineData(""" "Or": [ { "Variable": "$.a", "NumericEquals": 1 }, { "Variable": "$.b", "NumericEquals": 1 } ] """, """{"a":1}""", true)]
    [InlineData(""" "Not": { "Variable": "$.a", "NumericEquals": 1 } """, """{"a":2}""", true)]
    [InlineData(""" "Not": { "Or": [ { "Variable": "$.a", "IsNull": true }, { "Not": { "Variable": "$.a", "IsNumeric": true } } ] } """, """{"a":2}""", true)]
    public void Tests_combine(string test, string input, bool holds) =>
        Scenario.Given(
            $$"""
            { "C": { "Type": "Choice", "Choices": [ { {{test}}, "Next": "Yes" } ], "Default": "No" },
              "Yes": { "Type": "Pass", "Result": true, "End": true }, "No": { "Type": "Pass", "Result": false, "End": true } }
            """, input).State.Gives(holds ? "true" : "false");

    [Fact]
    [Proves("run.first-rule")]
    public void The_first_rule_that_holds_decides() =>
        Scenario.Given(
            """
            { "C": { "Type": "Choice", "Choices": [
                { "Variable": "$.n", "NumericGreaterThan": 10, "Next": "Big" }, { "Variable": "$.n", "NumericGreaterThan": 1, "Next": "Middle" },
                { "Variable": "$.n", "NumericGreaterThan": 0, "Next": "Small" } ] },
              "Big": { "Type": "Succeed" }, "Middle": { "Type": "Succeed" }, "Small": { "Type": "Succeed" } }
            """, """{"n":5}""").Then("ExecutionStarted", "ChoiceStateEntered C", "ChoiceStateExited C", "SucceedStateEntered Middle", "SucceedStateExited Middle", "ExecutionSucceeded");

    [Fact]
    [Proves("run.no-choice States.NoChoiceMatched")]
    public void No_rule_and_no_default_fail_the_execution() =>
        Scenario.Given("""{ "C": { "Type": "Choice", "Choices": [ { "Variable": "$.n", "IsNull": true, "Next": "E" } ] }, "E": { "Type": "Succeed" } }""", """{"n":1}""").Then(
            "ExecutionStarted",
            "ChoiceStateEntered C",
            "ExecutionFailed States.NoChoiceMatched: An error occurred while executing the state 'C' (entered at the event id #2). Failed to transition out of the state. The state does not point to a next state.");

    [Fact]
    public void A_missing_variable_fails_the_execution() =>
        Scenario.Given("""{ "C": { "Type": "Choice", "Choices": [ { "Variable": "$.n", "IsNull": true, "Next": "E" } ], "Default": "E" }, "E": { "Type": "Succeed" } }""").State.FailsWith(
            "States.Runtime",
            "An error occurred while executing the state 'C' (entered at the event id #2). Invalid path '$.n': The choice state's condition path references an invalid value.");

    [Fact]
    [Proves("run.rule-assign")]
    public void A_rule_assigns_its_own_variables_and_only_the_default_those_of_the_state()
    {
        const string states = """
            { "C": { "Type": "Choice", "Choices": [ { "Variable": "$.n", "NumericEquals": 1, "Assign": { "v": "rule" }, "Next": "E" } ], "Default": "E", "Assign": { "v": "state" } },
              "E": { "Type": "Pass", "Parameters": { "v.$": "$v" }, "End": true } }
            """;
        Scenario.Given(states, """{"n":1}""").State.Gives("""{"v":"rule"}""");
        Scenario.Given(states, """{"n":2}""").State.Gives("""{"v":"state"}""");
    }
}
