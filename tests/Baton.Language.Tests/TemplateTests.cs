using static Baton.Language.Tests.Checks;

namespace Baton.Language.Tests;

/// <summary>Payload templates: what stands behind a name that ends with <c>.$</c>.</summary>
public sealed class TemplateTests
{
    [Theory]
    [InlineData("""{ "a.$": "x" }""", "", "a.$")]
    [InlineData("""{ "a.$": 5 }""", "", "a.$")]
    [InlineData("""{ "a.$": "$['x" }""", "", "a.$")]
    [InlineData("""{ "a.$": "States.Format('{}'" }""", "", "a.$")]
    [InlineData("""{ "a.$": "States.NoSuchFunction()" }""", "", "a.$")]
    [InlineData("""{ "a.$": { "b": 1 } }""", "", "a.$")]
    [InlineData("""{ "a": { "b.$": "x" } }""", "/a", "b.$")]
    [InlineData("""{ "a": [ 1, { "b.$": "x" } ] }""", "/a[1]", "b.$")]
    public void A_value_that_is_neither_path_nor_call(string template, string place, string field) => Check(
        One($$"""{ "Type": "Pass", "Parameters": {{template}}, "End": true }"""),
        $"error SCHEMA_VALIDATION_FAILED /States/A/Parameters{place}: The value for the field '{field}' must be a valid JSONPath or a valid intrinsic function call");

    [Fact]
    [Proves("document.template-names")]
    public void Two_names_that_are_one() => Check(One("""{ "Type": "Pass", "Parameters": { "a": 1, "a.$": "$.a" }, "End": true }"""),
        "error SCHEMA_VALIDATION_FAILED /States/A/Parameters: There should only be one of the following fields: [a, a.$]");

    [Fact]
    [Proves("document.template-values document.all-faults")]
    public void All_faults_of_a_template_are_found() => Check(
        One("""{ "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:work", "Parameters": { "a.$": "x", "b.$": "y" }, "ResultSelector": { "c.$": "z" }, "End": true }"""),
        "error SCHEMA_VALIDATION_FAILED /States/A/Parameters: The value for the field 'a.$' must be a valid JSONPath or a valid intrinsic function call",
        "error SCHEMA_VALIDATION_FAILED /States/A/Parameters: The value for the field 'b.$' must be a valid JSONPath or a valid intrinsic function call",
        "error SCHEMA_VALIDATION_FAILED /States/A/ResultSelector: The value for the field 'c.$' must be a valid JSONPath or a valid intrinsic function call");

    [Theory]
    [InlineData("""{ "a.$": "$.x", "b.$": "$$.Execution.Id", "c.$": "$.x[?(@.y > 1)]", "d.$": "States.Array($.x, States.UUID())", "e": [ [ { "f.$": "$" } ] ] }""")]
    [InlineData("5")]
    [InlineData("null")]
    public void A_template_that_can_be(string template) => Check(One($$"""{ "Type": "Pass", "Parameters": {{template}}, "End": true }"""));
}
