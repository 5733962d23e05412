using Baton.Json;

namespace Baton.Expressions.Tests.Paths;

public sealed class WriteTests
{
    [Theory]
    [InlineData("$", "{\"a\":1}", "9")]
    [InlineData("$.a", "{\"a\":1,\"b\":2}", "{\"a\":9,\"b\":2}")]
    [InlineData("$.c", "{\"a\":1}", "{\"a\":1,\"c\":9}")]
    [InlineData("$.c.d.e", "{\"a\":1}", "{\"a\":1,\"c\":{\"d\":{\"e\":9}}}")]
    [InlineData("$.a.b", "{\"a\":{\"c\":1}}", "{\"a\":{\"c\":1,\"b\":9}}")]
    [InlineData("$['x y']['z']", "{}", "{\"x y\":{\"z\":9}}")]
    [InlineData("$.a[1]", "{\"a\":[1,2,3]}", "{\"a\":[1,9,3]}")]
    [InlineData("$.a[-1].b", "{\"a\":[{},{}]}", "{\"a\":[{},{\"b\":9}]}")]
    [InlineData("$[0]", "[1]", "[9]")]
    public void A_value_is_set_where_the_path_leads(string path, string document, string expected)
    {
        var before = JsonData.Parse(document);
        Assert.Equal(JsonData.Parse(expected), JsonPath.Parse(path).Write(before, JsonData.Of(9)));
        Assert.Equal(document, before.ToString());
    }

    [Theory]
    [InlineData("$.a", "[]")]
    [InlineData("$.a", "\"text\"")]
    [InlineData("$.a.b", "{\"a\":1}")]
    [InlineData("$.a.b", "{\"a\":null}")]
    [InlineData("$.a.b.c", "{\"a\":{\"b\":[]}}")]
    [InlineData("$.a[0]", "{\"a\":{}}")]
    [InlineData("$.a[0]", "{}")]
    [InlineData("$.a[3]", "{\"a\":[1,2,3]}")]
    [InlineData("$.a[-4]", "{\"a\":[1,2,3]}")]
    public void Nothing_is_written_through_what_is_no_object_or_no_item(string path, string document)
    {
        var failure = Assert.Throws<ExpressionException>(() => JsonPath.Parse(path).Write(JsonData.Parse(document), JsonData.Of(9)));
        Assert.Equal(ExpressionErrors.PathNotWritable, failure.Code);
    }

    [Theory]
    [InlineData("$.a[*]")]
    [InlineData("$..a")]
    [InlineData("$$.a")]
    [InlineData("$v.a")]
    public void Only_reference_paths_into_the_document_are_written(string path) =>
        Assert.Throws<InvalidOperationException>(() => JsonPath.Parse(path).Write(JsonObject.Empty, JsonData.Null));

    [Fact]
    public void A_document_cannot_be_made_deeper_than_values_may_be()
    {
        var path = JsonPath.Parse("$" + string.Concat(Enumerable.Repeat(".a", JsonLimits.DepthCap + 1)));
        Assert.Equal(ExpressionErrors.BudgetDepth, Assert.Throws<ExpressionException>(() => path.Write(JsonObject.Empty, JsonData.Null)).Code);
    }

    [Fact]
    public void What_was_written_is_read_and_the_rest_is_as_before()
    {
        Property.Check(runs: 500, random =>
        {
            var document = Property.AnyValue(random);
            var path = JsonPath.Parse("$" + string.Concat(Enumerable.Range(0, random.Next(4)).Select(_ => random.Next(3) == 0 ? $"[{random.Next(-2, 3)}]" : $".{(char)('a' + random.Next(4))}")));
            JsonData written;
            try
            {
                written = path.Write(document, JsonData.Of("new"));
            }
            catch (ExpressionException e) when (e.Code == ExpressionErrors.PathNotWritable)
            {
                return;
            }
            Assert.Equal(JsonData.Of("new"), path.Read(written, Evaluations.Ample()));
            if (path.Text != "$" && path.TryRead(Evaluations.Context(document.ToString()), out var old)) Assert.Equal(document, path.Write(written, old));
        });
    }
}
