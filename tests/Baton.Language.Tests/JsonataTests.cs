using Baton.Language.Model;
using static Baton.Language.Tests.Checks;

namespace Baton.Language.Tests;

/// <summary>JSONata expressions in definitions: what is checked before anything runs.</summary>
public sealed class JsonataTests
{
    [Theory]
    [InlineData("$a[1,2)", """Expected "]", got "," """)]
    [InlineData("\"unterminated", "String literal must be terminated by a matching quote")]
    [InlineData("1 +", "Unexpected end of expression")]
    [InlineData("{\"a\":}", """The symbol "}" cannot be used as a unary operator""")]
    [InlineData("$x :=", "Unexpected end of expression")]
    [InlineData("$match(\"a\", /abc", "No terminating / in regular expression")]
    [InlineData("phone %.other", """The symbol "." cannot be used as a unary operator""")]
    [InlineData("", "Unexpected end of expression")]
    public void A_text_that_is_no_expression(string expression, string message) =>
        Check(Pass(expression), $"error INVALID_JSONATA_EXPRESSION /States/A/Output: {message.Trim()}");

    [Theory]
    [InlineData("phone", "Reference to 'phone' at the top level is not supported.")]
    [InlineData("phone.number", "Reference to 'phone' at the top level is not supported.")]
    [InlineData("$states.input.a + b", "Reference to 'b' at the top level is not supported.")]
    [InlineData("$map($states.input.a, function($x) { $x + b })", "Reference to 'b' at the top level is not supported.")]
    [InlineData("$", "Reference to '$' at the top level is not supported.")]
    [InlineData("$$", "Reference to '$$' is not supported.")]
    [InlineData("$states.input[$$.a]", "Reference to '$$' is not supported.")]
    [InlineData("$states.result", "Field '$states.result' does not exist.")]
    [InlineData("$states.errorOutput", "Field '$states.errorOutput' does not exist.")]
    [InlineData("$states.inputs", "Field '$states.inputs' does not exist.")]
    [Proves("jsonata.no-input")]
    public void An_expression_that_reads_what_there_is_not(string expression, string message) =>
        Check(Pass(expression), $"error UNSUPPORTED_JSONATA_EXPRESSION /States/A/Output: {message}");

    [Theory]
    [InlineData("$states.input.a[b = 1].c")]
    [InlineData("$states.input.list.{ 'n': name, 'all': $ }")]
    [InlineData("$states.context.Execution.Id")]
    [InlineData("$map($states.input.a, function($x) { $x.b })")]
    [InlineData("($y := 1; $y + 1)")]
    [InlineData("$states.input.list^(>price)")]
    [InlineData("[1..3][$ > 1]")]
    [InlineData("$merge([$states.input, { 'a': $uuid() }])")]
    public void An_expression_that_reads_what_there_is(string expression) => Check(Pass(expression));

    [Fact]
    [Proves("jsonata.states")]
    public void A_result_is_seen_where_there_is_one_and_an_error_where_there_is_one()
    {
        Check(Task(""" "Output": "{% $states.result %}", "Assign": { "v": "{% $states.result.a %}" }, "TimeoutSeconds": "{% $v %}" """));
        Check(Task(""" "Catch": [ { "ErrorEquals": [ "States.ALL" ], "Next": "A", "Output": "{% $states.errorOutput %}", "Assign": { "v": "{% $states.errorOutput.Error & $v %}" } } ] """));
        Check(Task(""" "Arguments": { "a": [ "{% $states.result %}" ] } """),
            "error UNSUPPORTED_JSONATA_EXPRESSION /States/A/Arguments/a[0]: Field '$states.result' does not exist.");
        Check(Task(""" "Catch": [ { "ErrorEquals": [ "States.ALL" ], "Next": "A", "Output": "{% $states.result %}" } ] """),
            "error UNSUPPORTED_JSONATA_EXPRESSION /States/A/Catch[0]/Output: Field '$states.result' does not exist.");
    }

    [Fact]
    [Proves("jsonata.mark")]
    public void A_string_that_opens_an_expression_closes_it()
    {
        Check(OneJsonata("""{ "Type": "Pass", "Output": { "a": "{% 1" }, "End": true }"""),
            "error SCHEMA_VALIDATION_FAILED /States/A/Output/a: JSONata string must start with {% and end with %}");
        Check(OneJsonata("""{ "Type": "Pass", "Output": { "a": "1 %}", "b": "x {% 1 %}" }, "End": true }"""));
    }

    [Fact]
    public void A_name_that_means_something_in_JSONPath_only() => Check(OneJsonata("""{ "Type": "Pass", "Output": { "a.$": "$.x" }, "End": true }"""),
        "warning JSONPATH_IN_JSONATA /States/A/Output: The name 'a.$' ends with '.$', but the state's QueryLanguage is JSONata: the value is taken as it stands.");

    [Fact]
    [Proves("variables.reserved")]
    public void The_reserved_variable_is_not_bound_either() => Check(Pass("($states := 1; $states)"),
        "error RESERVED_VARIABLE_NAME /States/A/Output: Cannot assign to reserved variable '$states'.");

    [Theory]
    [InlineData("Wait", "Seconds")]
    [InlineData("Wait", "Timestamp")]
    [InlineData("Fail", "Error")]
    [InlineData("Fail", "Cause")]
    public void A_field_that_may_be_an_expression(string type, string field)
    {
        var end = type == "Wait" ? ", \"End\": true" : "";
        var state = Accepted(OneJsonata($$"""{ "Type": "{{type}}", "{{field}}": "{% $states.input.x %}"{{end}} }""")).States["A"];
        var source = state switch
        {
            WaitState wait => wait.Seconds ?? wait.Timestamp,
            FailState fail => fail.Error ?? fail.Cause,
            _ => null,
        };
        Assert.Equal(field, Assert.IsType<ValueSource.Expression>(source).Field);
    }

    [Fact]
    public void A_choice_has_conditions()
    {
        var choice = (ChoiceState)Accepted("""
            { "QueryLanguage": "JSONata", "StartAt": "A", "States": {
              "A": { "Type": "Choice", "Choices": [ { "Condition": "{% $states.input.x > 1 %}", "Assign": { "v": 1 }, "Output": "{% $v %}", "Next": "Z" }, { "Condition": true, "Next": "Z" } ],
                     "Default": "Z", "Output": 5 },
              "Z": { "Type": "Succeed", "Output": "{% $states.input %}" } } }
            """).States["A"];
        Assert.All(choice.Rules, rule => Assert.IsType<ChoiceTest.Condition>(rule.Test));
        Assert.NotNull(choice.Rules[0].Output);
        Assert.NotNull(choice.Output);
        Check("""
            { "QueryLanguage": "JSONata", "StartAt": "A", "States": { "A": { "Type": "Choice", "Choices": [ { "Condition": "true", "Next": "Z" } ] }, "Z": { "Type": "Succeed" } } }
            """, "error SCHEMA_VALIDATION_FAILED /States/A/Choices[0]/Condition: Value must be a JSONata expression or a boolean");
    }

    [Fact]
    public void A_map_has_expressions_in_many_fields()
    {
        var map = (MapState)Accepted(OneJsonata("""
            { "Type": "Map", "End": true, "Items": "{% $states.input.items %}", "ItemSelector": { "i": "{% $states.context.Map.Item.Index %}" }, "MaxConcurrency": "{% 2 %}",
              "ToleratedFailureCount": "{% 1 %}", "ToleratedFailurePercentage": "{% 5.5 %}",
              "ItemReader": { "Resource": "arn:aws:states:::s3:getObject", "Arguments": { "Bucket": "{% $states.input.b %}" }, "ReaderConfig": { "InputType": "JSON", "MaxItems": "{% 5 %}" } },
              "ItemBatcher": { "MaxItemsPerBatch": "{% 3 %}", "BatchInput": "{% $states.input.x %}" },
              "ResultWriter": { "Resource": "arn:aws:states:::s3:putObject", "Arguments": "{% $states.input.w %}" }, "Output": "{% $count($states.result) %}",
              "ItemProcessor": { "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "STANDARD" }, "StartAt": "X", "States": { "X": { "Type": "Succeed" } } } }
            """)).States["A"];
        Assert.All(
            new[] { map.MaxConcurrency, map.ToleratedFailureCount, map.ToleratedFailurePercentage, map.Distributed!.ItemReader!.MaxItems, map.Distributed.ItemBatcher!.MaxItemsPerBatch },
            source => Assert.IsType<ValueSource.Expression>(source));
    }

    [Fact]
    public void A_state_knows_which_variables_its_expressions_read()
    {
        var machine = Accepted("""
            { "QueryLanguage": "JSONata", "StartAt": "A", "States": {
              "A": { "Type": "Pass", "Assign": { "b": 1, "a": 2 }, "Next": "B" },
              "B": { "Type": "Pass", "Output": "{% ($c := $b; $sum([$a, $c, $b]) + $states.input.d) %}", "End": true } } }
            """);
        Assert.Equal(["a", "b"], machine.States["B"].VariableReferences);
    }

    [Fact]
    public void A_function_that_there_is_not_is_a_variable_that_there_is_not() => Check(Pass("$randomSeeded(1)"),
        "warning POSSIBLY_UNDEFINED_VARIABLE /States/A/Output: Variable 'randomSeeded' is possibly not defined.");

    [Fact]
    public void Credentials_may_be_an_expression()
    {
        Check(Task(""" "Credentials": { "RoleArn": "{% $states.input.role %}" } """));
        Check(Task(""" "Credentials": {} """), "error SCHEMA_VALIDATION_FAILED /States/A/Credentials: The field 'RoleArn' is required but was missing");
    }

    private static string Pass(string expression) =>
        OneJsonata($$"""{ "Type": "Pass", "Output": {{Json.JsonData.Of("{% " + expression + " %}")}}, "End": true }""");

    private static string Task(string fields) => OneJsonata($$"""{ "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:work", "End": true, {{fields}} }""");
}
