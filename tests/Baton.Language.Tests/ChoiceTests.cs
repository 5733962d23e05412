using Baton.Language.Model;
using static Baton.Language.Tests.Checks;

namespace Baton.Language.Tests;

/// <summary>The rules of Choice states in JSONPath.</summary>
public sealed class ChoiceTests
{
    private const string Forms = "The object must have only one of the following fields, [And, Or, Not, Variable, Condition]";

    [Theory]
    [InlineData("BooleanEquals", "true")]
    [InlineData("NumericEquals", "1.5")]
    [InlineData("NumericLessThan", "1")]
    [InlineData("NumericLessThanEquals", "1")]
    [InlineData("NumericGreaterThan", "1")]
    [InlineData("NumericGreaterThanEquals", "1")]
    [InlineData("StringEquals", "\"a\"")]
    [InlineData("StringLessThan", "\"a\"")]
    [InlineData("StringLessThanEquals", "\"a\"")]
    [InlineData("StringGreaterThan", "\"a\"")]
    [InlineData("StringGreaterThanEquals", "\"a\"")]
    [InlineData("TimestampEquals", "\"2024-01-01T00:00:00Z\"")]
    [InlineData("TimestampLessThan", "\"2024-01-01T00:00:00Z\"")]
    [InlineData("TimestampLessThanEquals", "\"2024-01-01T00:00:00Z\"")]
    [InlineData("TimestampGreaterThan", "\"2024-01-01T00:00:00Z\"")]
    [InlineData("TimestampGreaterThanEquals", "\"2024-01-01T00:00:00Z\"")]
    public void A_comparator_has_a_literal_or_a_path(string comparator, string operand)
    {
        var literal = Test($$"""{ "Variable": "$.x", "{{comparator}}": {{operand}}, "Next": "Z" }""");
        Assert.Equal((comparator, operand), (literal.Operator.ToString(), literal.Operand!.ToString()));
        Assert.Null(literal.OperandPath);

        var path = Test($$"""{ "Variable": "$.x", "{{comparator}}Path": "$.y", "Next": "Z" }""");
        Assert.Equal((comparator, "$.y"), (path.Operator.ToString(), path.OperandPath!.Text));
        Assert.Null(path.Operand);
    }

    [Theory]
    [InlineData("StringMatches", "\"a*\"")]
    [InlineData("IsNull", "true")]
    [InlineData("IsPresent", "false")]
    [InlineData("IsNumeric", "true")]
    [InlineData("IsString", "true")]
    [InlineData("IsBoolean", "true")]
    [InlineData("IsTimestamp", "true")]
    public void A_comparator_without_a_path(string comparator, string operand)
    {
        Assert.Equal(comparator, Test($$"""{ "Variable": "$.x", "{{comparator}}": {{operand}}, "Next": "Z" }""").Operator.ToString());
        var parsed = DefinitionParser.Parse(Choice($$"""{ "Variable": "$.x", "{{comparator}}Path": "$.y", "Next": "Z" }"""), DefinitionOptions.Standard);
        Assert.Equal($"Field '{comparator}Path' is not supported", parsed.Findings[0].Message);
    }

    [Fact]
    public void Tests_nest()
    {
        var machine = Accepted(Choice("""
            { "And": [ { "Not": { "Variable": "$.a", "IsNull": true } },
                       { "Or": [ { "Variable": "$.b", "NumericEquals": 1 }, { "Variable": "$$.Execution.Id", "StringMatches": "x*" } ] } ],
              "Comment": "c", "Next": "Z" }
            """));
        var rule = Assert.Single(((ChoiceState)machine.States["A"]).Rules);
        var and = Assert.IsType<ChoiceTest.And>(rule.Test);
        Assert.IsType<ChoiceTest.Not>(and.Tests[0]);
        Assert.Equal(2, Assert.IsType<ChoiceTest.Or>(and.Tests[1]).Tests.Count);
    }

    [Theory]
    [InlineData("""{ "Variable": "$.x", "IsNull": true }""", ": These fields are required: [Next]")]
    [InlineData("""{ "Next": "Z" }""", ": " + Forms)]
    [InlineData("""{ "StringEquals": "x", "Next": "Z" }""", ": " + Forms)]
    [InlineData("""{ "Variable": "$.x", "Not": {}, "IsNull": true, "Next": "Z" }""", ": " + Forms)]
    [InlineData("""{ "And": [], "Next": "Z" }""", "/And: Value cannot be empty")]
    [InlineData("""{ "Or": [ 5 ], "Next": "Z" }""", "/Or[0]: Expected value of type [OBJECT]")]
    [InlineData("""{ "Not": { "Variable": "$.x", "IsNull": true, "Next": "Z" }, "Next": "Z" }""", "/Not: Field 'Next' is not supported")]
    [InlineData("""{ "Not": { "Variable": "$.x", "IsNull": 1 }, "Next": "Z" }""", "/Not/IsNull: Expected value of type [BOOLEAN]")]
    [InlineData("""{ "And": [ { "Variable": "$.x", "NumericEquals": "1" } ], "Next": "Z" }""", "/And[0]/NumericEquals: Expected value of type [NUMBER]")]
    [InlineData("""{ "Variable": "Test", "StringMatches": "x", "Next": "Z" }""", "/Variable: Value is not a Reference Path: Reference path didn't start with '$'")]
    [InlineData("""{ "Variable": "$.x[*]", "StringMatches": "x", "Next": "Z" }""", "/Variable: Value is not a Reference Path: The path must identify a single node")]
    [InlineData("""{ "Variable": "$.x", "StringEqualsPath": "y", "Next": "Z" }""", "/StringEqualsPath: Value is not a Reference Path: Reference path didn't start with '$'")]
    [InlineData("""{ "Variable": "$.x", "TimestampEquals": "yesterday", "Next": "Z" }""", "/TimestampEquals: String does not match RFC3339 timestamp")]
    [InlineData("""{ "Or": [ { "Variable": "$.x", "IsNull": true } ], "StringEquals": "x", "Next": "Z" }""", ": Field 'StringEquals' is not supported")]
    public void A_rule_that_cannot_be(string rule, string message) => Check(Choice(rule), $"error SCHEMA_VALIDATION_FAILED /States/A/Choices[0]{message}");

    [Fact]
    public void A_rule_with_two_comparators_lists_what_there_is()
    {
        var finding = Assert.Single(DefinitionParser.Parse(Choice("""{ "Variable": "$.x", "IsNull": true, "IsString": true, "Next": "Z" }"""), DefinitionOptions.Standard).Findings);
        Assert.StartsWith("There should only be one of the following fields: [BooleanEquals, BooleanEqualsPath, NumericEquals", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_choice_has_rules()
    {
        const string end = """ "Z": { "Type": "Succeed" } """;
        Check(Machine($$""" "A": { "Type": "Choice", "Default": "Z" }, {{end}}"""), "error SCHEMA_VALIDATION_FAILED /States/A: These fields are required: [Choices]");
        Check(Machine($$""" "A": { "Type": "Choice", "Choices": [], "Default": "Z" }, {{end}}"""), "error SCHEMA_VALIDATION_FAILED /States/A/Choices: Value cannot be empty");
    }

    [Fact]
    public void A_rule_may_assign() => Accepted(Choice("""{ "Variable": "$.x", "IsNull": true, "Assign": { "v.$": "$.x" }, "Next": "Z" }"""));

    private static ChoiceTest.Comparison Test(string rule) =>
        Assert.IsType<ChoiceTest.Comparison>(Assert.Single(((ChoiceState)Accepted(Choice(rule)).States["A"]).Rules).Test);

    private static string Choice(string rule) => Machine($$""" "A": { "Type": "Choice", "Choices": [ {{rule}} ], "Default": "Z" }, "Z": { "Type": "Succeed" } """);
}
