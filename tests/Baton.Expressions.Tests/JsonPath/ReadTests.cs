using Baton.Json;

namespace Baton.Expressions.Tests.Paths;

public sealed class ReadTests
{
    private const string Document = """
        {
          "a": { "b": [10, 20, { "c": "x" }], "n": null, "b c": 1, "é": 2 },
          "items": [
            { "sku": "A", "qty": 2, "price": 9.5, "tags": ["new", "sale"] },
            { "sku": "B", "qty": 0, "price": 100, "tags": [] },
            { "sku": "C", "qty": 5, "price": 1e1, "tags": ["sale"], "note": null }
          ],
          "limit": 50, "wanted": ["A", "C"], "word": "B"
        }
        """;

    [Theory]
    [InlineData("$.a.b[0]", "10")]
    [InlineData("$['a']['b'][1]", "20")]
    [InlineData("$[\"a\"].b[-1].c", "\"x\"")]
    [InlineData("$.a['b c']", "1")]
    [InlineData("$.a.é", "2")]
    [InlineData("$.a.n", "null")]
    [InlineData("$.items[*].sku", "[\"A\",\"B\",\"C\"]")]
    [InlineData("$.items[0,2].qty", "[2,5]")]
    [InlineData("$.items[0:2].qty", "[2,0]")]
    [InlineData("$.items[-1:].qty", "[5]")]
    [InlineData("$.items[:1].qty", "[2]")]
    [InlineData("$.items[5:].qty", "[]")]
    [InlineData("$.items[0]['sku','qty']", "{\"sku\":\"A\",\"qty\":2}")]
    [InlineData("$['a','limit'].n", "[null]")]
    [InlineData("$..sku", "[\"A\",\"B\",\"C\"]")]
    [InlineData("$.items..tags[0]", "[\"new\",\"sale\"]")]
    [InlineData("$.items.length()", "3")]
    [InlineData("$.items[0].tags.length()", "2")]
    [InlineData("$..qty.sum()", "7")]
    [InlineData("$.a.keys()", "[\"b\",\"n\",\"b c\",\"é\"]")]
    [InlineData("$..qty.min()", "0")]
    [InlineData("$..qty.max()", "5")]
    [InlineData("$..price.avg()", "39.833333333333336")]
    [InlineData("$..qty.stddev()", "2.0548046676563256")]
    [InlineData("$.items.size()", "3")]
    [InlineData("$.wanted.first()", "\"A\"")]
    [InlineData("$.wanted.last()", "\"C\"")]
    [InlineData("$.wanted.index(1)", "\"C\"")]
    [InlineData("$.wanted.append(\"D\").length()", "3")]
    [InlineData("$.concat($.word, \"-\", $.limit)", "\"B-50\"")]
    [ProvesEach(@"\.\w+(?=\()")]
    [Proves("path.child path.index path.union path.slice path.wildcard path.descent")]
    public void A_path_gives_what_it_leads_to(string path, string expected) => Assert.Equal(JsonData.Parse(expected), Read(path));

    [Theory]
    [InlineData("@.qty > 1", "A C")]
    [InlineData("@.qty >= 5 || @.sku == 'B'", "B C")]
    [InlineData("@.qty > 0 && @.price < $.limit", "A C")]
    [InlineData("!(@.qty > 0)", "B")]
    [InlineData("@.note", "C")]
    [InlineData("!@.note", "A B")]
    [InlineData("@.note == null", "C")]
    [InlineData("@.sku in ['A','B']", "A B")]
    [InlineData("@.sku nin $.wanted", "B")]
    [InlineData("@.sku == $.word", "B")]
    [InlineData("'sale' in @.tags", "A C")]
    [InlineData("@.tags contains 'new'", "A")]
    [InlineData("@.tags subsetof ['sale','new']", "A B C")]
    [InlineData("@.tags anyof ['new']", "A")]
    [InlineData("@.tags noneof ['new']", "B C")]
    [InlineData("@.tags size 1", "C")]
    [InlineData("@.tags empty true", "B")]
    [InlineData("@.tags == ['sale']", "C")]
    [InlineData("@.sku =~ /[ab]/i", "A B")]
    [InlineData("@.sku == B", "B")]
    [InlineData("@.sku != B", "A C")]
    [InlineData("@.price == 10.0", "C")]
    [InlineData("@.price == '9.5'", "A")]
    [InlineData("@.tags[?(@ == 'new')]", "A B C")]
    [InlineData("@.tags.length() == 2", "A")]
    [InlineData("@.qty === 2", "A")]
    [InlineData("@.qty === '2'", "")]
    [Proves("path.filter path.filter.compare path.filter.logic path.filter.lists path.filter.regex")]
    public void A_filter_keeps_what_it_holds_for(string condition, string skus)
    {
        var expected = skus.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(sku => JsonData.Of(sku));
        Assert.Equal(new JsonArray(expected), Read($"$.items[?({condition})].sku"));
    }

    [Theory]
    [InlineData("$.missing[*]")]
    [InlineData("$.missing.deeper[1:]")]
    [InlineData("$.missing[?(@.a)]")]
    [InlineData("$.missing..x")]
    [InlineData("$.items[7:9]")]
    [Proves("path.no-match")]
    public void What_matches_nothing_is_an_empty_list(string path) => Assert.Equal(JsonArray.Empty, Read(path));

    [Theory]
    [InlineData("$.no.such.result.path", "Missing property in path $['no']")]
    [InlineData("$.NoSuchInputPath", "No results for path: $['NoSuchInputPath']")]
    [InlineData("$.a.b[9]", "No results for path: $['a']['b'][9]")]
    [InlineData("$.a.n.x", "Expected to find an object with property ['x'] in path $['a']['n'] but found 'null'. This is not a json object according to the JsonProvider: 'com.jayway.jsonpath.spi.json.JsonSmartJsonProvider'.")]
    [InlineData("$.a.n[0]", "The path $['a']['n'] is null")]
    [InlineData("$.word[0]", "Filter: [0] can only be applied to arrays. Current context is: B")]
    [InlineData("$.items[0].tags.x", "Expected to find an object with property ['x'] in path $['items'][0]['tags'] but found 'net.minidev.json.JSONArray'. This is not a json object according to the JsonProvider: 'com.jayway.jsonpath.spi.json.JsonSmartJsonProvider'.")]
    [Proves("path.no-match")]
    public void What_is_missing_is_told_as_Jayway_tells_it(string path, string message)
    {
        var failure = Assert.Throws<ExpressionException>(() => Read(path));
        Assert.Equal((ExpressionErrors.PathNotFound, message), (failure.Code, failure.Message));
        Assert.False(JsonPath.Parse(path).TryRead(Evaluations.Context(Document), out _));
    }

    [Theory]
    [InlineData("$.items.nope()")]
    [InlineData("$.a.n.sum()")]
    [InlineData("$.word[?(@ == 1)]")]
    [InlineData("$.items[?(@.tags in [['x']])]")]
    public void What_cannot_be_applied_is_not_just_missing(string path)
    {
        Assert.Equal(ExpressionErrors.PathFailure, Assert.Throws<ExpressionException>(() => Read(path)).Code);
        Assert.Throws<ExpressionException>(() => JsonPath.Parse(path).TryRead(Evaluations.Context(Document), out _));
    }

    [Fact]
    [Proves("path.context path.variable")]
    public void Paths_start_at_the_input_the_context_or_a_variable()
    {
        var context = Evaluations.Context("""{"x":1}""", """{"Execution":{"Id":"arn"}}""", """{"v":{"sub":[5]},"_é1":2}""");
        Assert.Equal(JsonData.Of(1), JsonPath.Parse("$.x").Read(context));
        Assert.Equal(JsonData.Of("arn"), JsonPath.Parse("$$.Execution.Id").Read(context));
        Assert.Equal("""{"Execution":{"Id":"arn"}}""", JsonPath.Parse("$$").Read(context).ToString());
        Assert.Equal(JsonData.Of(5), JsonPath.Parse("$v.sub[0]").Read(context));
        Assert.Equal(JsonData.Of(5), JsonPath.Parse("$v['sub'][0]").Read(context));
        Assert.Equal(JsonData.Of(2), JsonPath.Parse("$_é1").Read(context));
        Assert.Equal(ExpressionErrors.UndefinedVariable, Assert.Throws<ExpressionException>(() => JsonPath.Parse("$nope").Read(context)).Code);
        Assert.False(JsonPath.Parse("$nope").TryRead(context, out _));
        Assert.False(JsonPath.Parse("$v.nope").TryRead(context, out _));
    }

    [Fact]
    public void The_context_object_is_made_only_when_a_path_asks_for_it()
    {
        var made = 0;
        var context = new EvaluationContext
        {
            Input = JsonObject.Empty,
            Context = new Lazy<JsonData>(() => JsonData.Of(++made)),
            Variables = _ => null,
            Now = DateTimeOffset.UnixEpoch,
            Randomness = Evaluations.Context().Randomness,
            Budget = Evaluations.Ample(),
        };
        JsonPath.Parse("$").Read(context);
        Assert.Equal(0, made);
        JsonPath.Parse("$$").Read(context);
        Assert.Equal(1, made);
    }

    [Fact]
    public void A_chain_of_names_and_indexes_is_followed_without_allocating()
    {
        var path = JsonPath.Parse("$.items[1].tags");
        var missing = JsonPath.Parse("$.items[1].nope.x");
        var context = Evaluations.Context(Document);
        Follow();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++) Follow();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Follow()
        {
            Assert.True(path.TryRead(context, out _));
            Assert.False(missing.TryRead(context, out _));
            path.Read(context.Input, context.Budget);
        }
    }

    private static JsonData Read(string path) => JsonPath.Parse(path).Read(Evaluations.Context(Document));
}
