using Baton.Json;

namespace Baton.Expressions.Tests.Templates;

public sealed class TemplateTests
{
    [Theory]
    [InlineData("""{"a.$":"$.x","b":"$.x","c":{"d.$":"$$.Execution.Id"},"e":[{"f.$":"$v"},"$.x"]}""", """{"a":[1,2],"b":"$.x","c":{"d":"arn"},"e":[{"f":3},"$.x"]}""")]
    [InlineData("""{"a.$":"States.Format('{}', $v)"}""", """{"a":"3"}""")]
    [InlineData("""{".$":"$v"}""", """{"":3}""")]
    [InlineData("""{"a.$.$":"$v"}""", """{"a.$":3}""")]
    [InlineData("""{"a.$":"$.x[*]","z":1,"b.$":"$"}""", """{"a":[1,2],"z":1,"b":{"x":[1,2]}}""")]
    [InlineData("[]", "[]")]
    [InlineData("\"$.x\"", "\"$.x\"")]
    [InlineData("null", "null")]
    public void Fields_with_the_suffix_are_computed_and_the_rest_stays(string template, string expected)
    {
        var context = Evaluations.Context("""{"x":[1,2]}""", """{"Execution":{"Id":"arn"}}""", """{"v":3}""");
        Assert.Equal(expected, PayloadTemplate.Parse(JsonData.Parse(template)).Evaluate(context).ToString());
    }

    [Fact]
    public void Constant_parts_are_handed_out_as_they_are()
    {
        var json = (JsonObject)JsonData.Parse("""{"big":{"a":[1,{"b":2}]},"list":[1,2],"x.$":"$"}""");
        var template = PayloadTemplate.Parse(json);
        var result = (JsonObject)template.Evaluate(Evaluations.Context());
        Assert.Same(json["big"], result["big"]);
        Assert.Same(json["list"], result["list"]);
        Assert.False(template.IsConstant);

        var constant = PayloadTemplate.Parse(json["big"]!);
        Assert.True(constant.IsConstant);
        Assert.Same(json["big"], constant.Evaluate(Evaluations.Context()));
    }

    [Fact]
    public void All_faults_are_told_at_once_with_their_places()
    {
        var faults = new List<TemplateFault>();
        var template = PayloadTemplate.Parse(
            JsonData.Parse("""{"a.$":"x","b":{"c/d":[1,{"e.$":5}]},"f.$":"$.","g":1,"g.$":"$","ok.$":"$.y","h.$":"States.Format('a\\q')"}"""),
            "/States/S/Parameters",
            faults);
        Assert.Equal(
            [
                ("/States/S/Parameters", "The value for the field 'a.$' must be a valid JSONPath or a valid intrinsic function call"),
                ("/States/S/Parameters/b/c~1d/1", "The value for the field 'e.$' must be a valid JSONPath or a valid intrinsic function call"),
                ("/States/S/Parameters", "The value for the field 'f.$' must be a valid JSONPath or a valid intrinsic function call"),
                ("/States/S/Parameters", "The fields 'g' and 'g.$' cannot be specified at the same time"),
                ("/States/S/Parameters", "The value for the field 'h.$' must be a valid JSONPath or a valid intrinsic function call"),
            ],
            faults.Select(fault => (fault.Pointer, fault.Message)));
        Assert.Equal(["$", "$.y"], template.Paths.Select(path => path.Text));
        Assert.Throws<ExpressionException>(() => PayloadTemplate.Parse(JsonData.Parse("""{"a.$":1}""")));
    }

    [Fact]
    public void A_path_that_leads_to_nothing_is_named_with_its_field()
    {
        var template = PayloadTemplate.Parse(JsonData.Parse("""{"a":{"b.$":"$.nope.x"}}"""));
        var failure = Assert.Throws<ExpressionException>(() => template.Evaluate(Evaluations.Context("""{"y":1}""")));
        Assert.Equal(ExpressionErrors.PathNotFound, failure.Code);
        Assert.Equal("The JSONPath '$.nope.x' specified for the field 'b.$' could not be found in the input '{\"y\":1}'", failure.Message);
        Assert.Equal("$.nope.x", failure.Token);
    }

    [Fact]
    public void Failures_inside_keep_their_codes()
    {
        Check("""{"a.$":"$nope"}""", ExpressionErrors.UndefinedVariable);
        Check("""{"a.$":"States.ArrayLength(1)"}""", ExpressionErrors.IntrinsicFailure);
        Check("""{"a.$":"$.nope()"}""", ExpressionErrors.PathFailure);

        static void Check(string template, string code) =>
            Assert.Equal(code, Assert.Throws<ExpressionException>(() => PayloadTemplate.Parse(JsonData.Parse(template)).Evaluate(Evaluations.Context())).Code);
    }

    [Fact]
    public void A_template_knows_all_its_paths()
    {
        var template = PayloadTemplate.Parse(JsonData.Parse("""{"a.$":"$.x","b":[{"c.$":"States.Array($v.y, States.Array($$.Task.Token))"}]}"""));
        Assert.Equal(["$.x", "$v.y", "$$.Task.Token"], template.Paths.Select(path => path.Text));
        Assert.Equal(["v"], template.Paths.Select(path => path.Variable).OfType<string>());
    }
}
