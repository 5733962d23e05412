using Baton.Expressions;
using Baton.Json;

namespace Baton.Language.Tests;

/// <summary>Values with JSONata expressions, evaluated.</summary>
public sealed class JsonataTemplateTests
{
    private static readonly JsonData Input = JsonData.Parse("""{ "a": 1, "list": [ 1, 2 ] }""");

    [Theory]
    [InlineData("\"{% $states.input.a + 1 %}\"", "2")]
    [InlineData("""{ "x": "{% $states.input.list %}", "y": [ true, { "z": "{%$states.input.a%}" } ] }""", """{"x":[1,2],"y":[true,{"z":1}]}""")]
    [InlineData("\"text {% 1 %}\"", "\"text {% 1 %}\"")]
    [InlineData("5", "5")]
    public void A_value_is_computed(string template, string result) => Assert.Equal(JsonData.Parse(result), Evaluate(JsonataTemplate.Parse(JsonData.Parse(template), "Output")));

    [Fact]
    public void A_value_without_an_expression_is_handed_out_as_it_is()
    {
        var value = JsonData.Parse("""{ "a": [ 1, "x" ] }""");
        var template = JsonataTemplate.Parse(value, "Output");
        Assert.True(template.IsConstant);
        Assert.Same(value, Evaluate(template));
    }

    [Theory]
    [InlineData("\"{% $states.input.no %}\"", "Output", "", "returned nothing (undefined).")]
    [InlineData("""{ "error": "{% $states.input.no %}" }""", "Output/error", "error", "returned nothing (undefined).")]
    [InlineData("""{ "list": [ 1, { "x": "{% $states.input.no %}" } ] }""", "Output/list[1]/x", "list[1]/x", "returned nothing (undefined).")]
    [InlineData("\"{% $no($states.input.no) %}\"", "Output", "", "threw an error during evaluation. T1006: Attempted to invoke a non-function")]
    [InlineData("\"{% $fn := function($x){$x} %}\"", "Output", "", "returned an unsupported result type.")]
    [InlineData("\"{% 1 + 'x' %}\"", "Output", "", "threw an error during evaluation. T2002: The right side of the \"+\" operator must evaluate to a number")]
    [Proves("jsonata.undefined")]
    public void A_failure_says_what_failed_and_where(string template, string field, string path, string what)
    {
        var failure = Assert.Throws<ExpressionException>(() => Evaluate(JsonataTemplate.Parse(JsonData.Parse(template), "Output")));
        var expression = template[(template.IndexOf("{%", StringComparison.Ordinal) + 2)..template.IndexOf("%}", StringComparison.Ordinal)].Trim();
        Assert.Equal($"The JSONata expression '{expression}' specified for the field '{field}' {what}", failure.Message);
        Assert.Equal(path, failure.Field);
    }

    [Fact]
    public void A_failure_for_want_of_budget_has_no_code_in_its_sentence()
    {
        var template = JsonataTemplate.Parse(JsonData.Of("{% ($f := function($n) { 1 + $f($n) }; $f(1)) %}"), "Output");
        var failure = Assert.Throws<ExpressionException>(() => Evaluate(template));
        Assert.Contains(failure.Code, new[] { ExpressionErrors.BudgetDepth, ExpressionErrors.BudgetTime });
        Assert.Contains("threw an error during evaluation: ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_template_that_is_one_expression_knows_its_text()
    {
        Assert.Equal("1 + 1", JsonataTemplate.Parse(JsonData.Of("{%  1 + 1 %}"), "Seconds").Text);
        Assert.Null(JsonataTemplate.Parse(JsonData.Parse("""[ "{% 1 %}" ]"""), "Items").Text);
    }

    [Fact]
    public void A_text_that_is_no_expression_is_refused() =>
        Assert.Throws<ExpressionException>(() => JsonataTemplate.Parse(JsonData.Of("{% 1 + %}"), "Output"));

    private static JsonData Evaluate(ValueTemplate template) => template.Evaluate(new EvaluationContext
    {
        Input = JsonData.Null,
        Context = new Lazy<JsonData>(JsonObject.Empty),
        Variables = name => name == "states" ? JsonObject.Of(("input", Input)) : null,
        Now = DateTimeOffset.UnixEpoch,
        Randomness = new NoRandomness(),
        Budget = new EvaluationBudget(TimeProvider.System, TimeSpan.FromSeconds(5)),
    });

    private sealed class NoRandomness : IRandomness
    {
        public ulong NextBits() => 0;
    }
}
