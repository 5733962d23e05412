namespace Baton.Expressions.Tests.Paths;

public sealed class ParseTests
{
    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a.b")]
    [InlineData("@.a")]
    [InlineData("$.")]
    [InlineData("$..")]
    [InlineData("$.a.")]
    [InlineData("$ .a")]
    [InlineData("$.a b")]
    [InlineData("$[")]
    [InlineData("$[]")]
    [InlineData("$[a]")]
    [InlineData("$['a'")]
    [InlineData("$['a]")]
    [InlineData("$['a','b',]")]
    [InlineData("$[1,]")]
    [InlineData("$[1,a]")]
    [InlineData("$[:]")]
    [InlineData("$[99999999999]")]
    [InlineData("$[?]")]
    [InlineData("$[?()]")]
    [InlineData("$[?(@.a]")]
    [InlineData("$[?(@.a ==)]")]
    [InlineData("$[?(@.a == 'x)]")]
    [InlineData("$[?(@.a == 1 and @.b)]")]
    [InlineData("$[?(@.a =~ /[/)]")]
    [InlineData("$[?(@.a =~ /(/)]")]
    [InlineData("$[(@.length-1)]")]
    [InlineData("$.sum(")]
    [InlineData("$...a")]
    [InlineData("$$a.b")]
    [InlineData("$1")]
    [InlineData("$-a")]
    public void What_is_no_path_is_refused(string text) =>
        Assert.Equal(ExpressionErrors.Syntax, Assert.Throws<ExpressionException>(() => JsonPath.Parse(text)).Code);

    [Theory]
    [InlineData("$", true, true)]
    [InlineData("$.a.b", true, true)]
    [InlineData("$['a'][0][-1]", true, true)]
    [InlineData("$.a['b','c']", true, false)]
    [InlineData("$.a.length()", true, false)]
    [InlineData("$..a.sum()", true, false)]
    [InlineData("$.a[*]", false, false)]
    [InlineData("$.*", false, false)]
    [InlineData("$.a[0,1]", false, false)]
    [InlineData("$.a[0:1]", false, false)]
    [InlineData("$..a", false, false)]
    [InlineData("$.a[?(@.b)]", false, false)]
    [InlineData("$.a['b','c'].d", false, false)]
    [InlineData("$$.a", true, true)]
    [InlineData("$v.a", true, true)]
    [InlineData("$v[*]", false, false)]
    [Proves("path.reference")]
    public void A_path_knows_whether_it_leads_to_one_place(string text, bool isDefinite, bool isReferencePath)
    {
        var path = JsonPath.Parse(text);
        Assert.Equal((text, isDefinite, isReferencePath), (path.Text, path.IsDefinite, path.IsReferencePath));
    }

    [Theory]
    [InlineData("$.a", false, null)]
    [InlineData("$", false, null)]
    [InlineData("$$", true, null)]
    [InlineData("$$.a", true, null)]
    [InlineData("$$['a']", true, null)]
    [InlineData("$v", false, "v")]
    [InlineData("$v1_x.a", false, "v1_x")]
    [InlineData("$変数[0]", false, "変数")]
    public void A_path_knows_where_it_starts(string text, bool isContext, string? variable)
    {
        var path = JsonPath.Parse(text);
        Assert.Equal((isContext, variable), (path.IsContext, path.Variable));
    }

    [Fact]
    public void Nesting_is_limited_where_the_parser_recurses()
    {
        Refused("$" + string.Concat(Enumerable.Repeat("[?(@", 500)) + string.Concat(Enumerable.Repeat(")]", 500)));
        Refused("$[?(" + new string('(', 5000) + "@.a" + new string(')', 5000) + ")]");
        Refused("$[?(" + new string('!', 5000) + "(@.a))]");
        Refused(string.Concat(Enumerable.Repeat("$.sum(", 1000)) + new string(')', 1000));
        Refused("$[?(@ =~ /" + new string('(', 5000) + new string(')', 5000) + "/)]");
        Refused("$[?(@ =~ /" + new string('[', 5000) + "a" + new string(']', 5000) + "/)]");

        static void Refused(string text) => Assert.Equal(ExpressionErrors.Syntax, Assert.Throws<ExpressionException>(() => JsonPath.Parse(text)).Code);
    }

    [Fact]
    public void A_long_chain_costs_no_stack()
    {
        var path = JsonPath.Parse("$" + string.Concat(Enumerable.Repeat(".a", 15_000)));
        Assert.False(path.TryRead(Evaluations.Context("""{"a":1}"""), out _));
    }
}
