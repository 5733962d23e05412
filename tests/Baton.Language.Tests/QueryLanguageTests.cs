using Baton.Language.Model;
using static Baton.Language.Tests.Checks;

namespace Baton.Language.Tests;

/// <summary>Which query language holds where, and what each has for itself.</summary>
public sealed class QueryLanguageTests
{
    [Theory]
    [InlineData("\"Type\": \"Pass\", \"End\": true", "InputPath OutputPath ResultPath Parameters Result")]
    [InlineData("\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::lambda:invoke\", \"End\": true", "ResultSelector TimeoutSecondsPath HeartbeatSecondsPath")]
    [InlineData("\"Type\": \"Wait\", \"Seconds\": 1, \"End\": true", "SecondsPath TimestampPath")]
    [InlineData("\"Type\": \"Fail\"", "ErrorPath CausePath")]
    [Proves("document.other-language")]
    public void A_field_for_JSONPath_only(string state, string fields)
    {
        foreach (var field in fields.Split(' '))
        {
            Check(OneJsonata($$"""{ {{state}}, "{{field}}": "$.a" }"""),
                $"error SCHEMA_VALIDATION_FAILED /States/A: The QueryLanguage is set to 'JSONata', but field '{field}' is only supported for the 'JSONPath' QueryLanguage");
        }
    }

    [Theory]
    [InlineData("\"Type\": \"Pass\", \"End\": true", "Output")]
    [InlineData("\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::lambda:invoke\", \"End\": true", "Arguments")]
    [InlineData("\"Type\": \"Map\", \"End\": true, \"ItemProcessor\": { \"StartAt\": \"X\", \"States\": { \"X\": { \"Type\": \"Succeed\" } } }", "Items")]
    [Proves("document.other-language")]
    public void A_field_for_JSONata_only(string state, string field) => Check(One($$"""{ {{state}}, "{{field}}": 1 }"""),
        $"error SCHEMA_VALIDATION_FAILED /States/A: The QueryLanguage is set to 'JSONPath', but field '{field}' is only supported for the 'JSONata' QueryLanguage");

    [Fact]
    public void Rules_and_conditions_belong_to_one_language_each()
    {
        const string rest = """ "Next": "Z" } ] }, "Z": { "Type": "Succeed" } """;
        Check(Machine($$""" "A": { "Type": "Choice", "Choices": [ { "Condition": true, {{rest}}"""),
            "error SCHEMA_VALIDATION_FAILED /States/A/Choices[0]: The QueryLanguage is set to 'JSONPath', but field 'Condition' is only supported for the 'JSONata' QueryLanguage");
        Check(Machine($$""" "A": { "Type": "Choice", "QueryLanguage": "JSONata", "Choices": [ { "Variable": "$.x", {{rest}}"""),
            "error SCHEMA_VALIDATION_FAILED /States/A/Choices[0]: The QueryLanguage is set to 'JSONata', but field 'Variable' is only supported for the 'JSONPath' QueryLanguage");
    }

    [Fact]
    [Proves("document.language")]
    public void A_JSONata_machine_has_no_JSONPath_states_and_says_no_more_of_those() => Check(
        OneJsonata("""{ "Type": "Pass", "QueryLanguage": "JSONPath", "InputPath": "$.a", "Output": 1, "End": true }"""),
        "error SCHEMA_VALIDATION_FAILED /States/A: 'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine");

    [Fact]
    public void What_else_is_wrong_with_such_a_state_is_still_found() => Check(
        OneJsonata("""
            { "Type": "Map", "QueryLanguage": "JSONPath", "MaxConcurrency": -1, "ItemProcessor": { "StartAt": "X", "States": { "X": { "Type": "Succeed" } } }, "End": true }
            """),
        "error SCHEMA_VALIDATION_FAILED /States/A: 'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine",
        "error SCHEMA_VALIDATION_FAILED /States/A/MaxConcurrency: Minimum value is 0");

    [Theory]
    [InlineData("\"jsonpath\"", "Value should be one of the following: [JSONPath, JSONata]")]
    [InlineData("\"foo\"", "Value should be one of the following: [JSONPath, JSONata]")]
    [InlineData("5", "Expected value of type [STRING]")]
    public void A_word_that_is_neither_is_read_as_JSONata(string word, string message)
    {
        Check(One($$"""{ "Type": "Pass", "QueryLanguage": {{word}}, "InputPath": "$.a", "End": true }"""),
            "error SCHEMA_VALIDATION_FAILED /States/A: The QueryLanguage is set to 'JSONata', but field 'InputPath' is only supported for the 'JSONPath' QueryLanguage",
            $"error SCHEMA_VALIDATION_FAILED /States/A/QueryLanguage: {message}");
        Check($$"""{ "QueryLanguage": {{word}}, "StartAt": "A", "States": { "A": { "Type": "Pass", "InputPath": "$.a", "End": true } } }""",
            $"error SCHEMA_VALIDATION_FAILED /QueryLanguage: {message}",
            "error SCHEMA_VALIDATION_FAILED /States/A: The QueryLanguage is set to 'JSONata', but field 'InputPath' is only supported for the 'JSONPath' QueryLanguage");
    }

    [Fact]
    [Proves("document.language-inner")]
    public void Inner_scopes_take_the_language_of_the_machine_not_of_the_state_around_them() => Check(One("""
        { "Type": "Parallel", "QueryLanguage": "JSONata", "End": true, "Branches": [
          { "StartAt": "B", "States": { "B": { "Type": "Pass", "Output": 1, "End": true } } } ] }
        """),
        "error SCHEMA_VALIDATION_FAILED /States/A/Branches[0]/States/B: The QueryLanguage is set to 'JSONPath', but field 'Output' is only supported for the 'JSONata' QueryLanguage");

    [Fact]
    public void Neither_a_branch_nor_an_item_processor_has_a_language_of_its_own() => Check(One("""
        { "Type": "Parallel", "End": true, "Branches": [ { "QueryLanguage": "JSONata", "StartAt": "B", "States": { "B": { "Type": "Succeed" } } } ] }
        """),
        "error SCHEMA_VALIDATION_FAILED /States/A/Branches[0]: Field 'QueryLanguage' is not supported");

    [Fact]
    [Proves("document.language")]
    public void A_state_of_a_JSONPath_machine_may_speak_JSONata()
    {
        var machine = Accepted(Machine("""
            "A": { "Type": "Pass", "QueryLanguage": "JSONata", "Output": { "a": 1 }, "Next": "B" },
            "B": { "Type": "Pass", "InputPath": "$.a", "End": true }
            """));
        Assert.Equal((QueryLanguage.Jsonata, QueryLanguage.JsonPath), (machine.States["A"].QueryLanguage, machine.States["B"].QueryLanguage));
        Assert.NotNull(machine.States["A"].Output);
    }
}
