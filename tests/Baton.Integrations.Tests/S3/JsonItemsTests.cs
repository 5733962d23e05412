using System.Text;
using Baton.Integrations.S3.Items;
using Baton.Json;

namespace Baton.Integrations.Tests.S3;

public sealed class JsonItemsTests : IDisposable
{
    private const string Json = """{ "InputType": "JSON" }""";
    private const string Lines = """{ "InputType": "JSONL" }""";

    private readonly LocalBucket _bucket = new();

    public void Dispose() => _bucket.Dispose();

    [Theory]
    [InlineData("""[1, "two", {"three": 3}, [4], null]""", """[1,"two",{"three":3},[4],null]""")]
    [InlineData("""{"a": 1, "b\u0020c": [2]}""", "[a:1,b c:[2]]")]
    [InlineData("\uFEFF [1.50, 1e3]\n", "[1.50,1e3]")]
    [InlineData("[]", "[]")]
    [InlineData("{}", "[]")]
    public async Task Items_are_those_of_an_array_or_the_properties_of_an_object(string text, string items) =>
        Assert.Equal(items, await _bucket.With("in.json", text).Items("in.json", Json).TextAsync());

    [Theory]
    [InlineData("""{"x": {"y": [0], "z": {"y": 9}}, "data": {"items": [1, 2]}, "after": 3}""", "/data/items", "[1,2]")]
    [InlineData("""{"a/b": {"m~n": {"k": 1}}}""", "/a~1b/m~0n", "[k:1]")]
    [InlineData("""[[0], {"x": [[7, 8]]}]""", "/1/x/0", "[7,8]")]
    [InlineData("""{"": [1]}""", "/", "[1]")]
    [InlineData("""[1]""", "", "[1]")]
    public async Task A_pointer_leads_to_the_items(string text, string pointer, string items) =>
        Assert.Equal(items, await _bucket.With("in.json", text).Items("in.json", Pointing(pointer)).TextAsync());

    [Theory]
    [InlineData("""{"a": {"b": 1}}""", "/a/c", "The ItemsPointer '/a/c' names nothing in the file: there is no 'c'.")]
    [InlineData("""{"a": [1]}""", "/a/01", "The ItemsPointer '/a/01' names nothing in the file: there is no '01'.")]
    [InlineData("""{"a": 1}""", "/a/b", "The ItemsPointer '/a/b' names nothing in the file: there is no 'b'.")]
    [InlineData("""{"a": 1}""", "/a", "Attempting to map over non-iterable node.")]
    [InlineData("\"text\"", "", "Attempting to map over non-iterable node.")]
    public async Task A_pointer_to_nothing_says_so(string text, string pointer, string cause) =>
        Assert.Equal(cause, await _bucket.With("in.json", text).Items("in.json", Pointing(pointer)).CauseAsync());

    [Theory]
    [InlineData("", "The file is not valid JSON: *")]
    [InlineData("[1, 2,", "Item 3 of the file is not valid JSON: *")]
    [InlineData("[1, 2] 3", "The file is not valid JSON: *")]
    [InlineData("[1, \"un\nclosed\"]", "Item 2 of the file is not valid JSON: *")]
    [InlineData("{\"a\": 1, \"b\"}", "Item 2 of the file is not valid JSON: *")]
    public async Task Text_that_is_not_JSON_is_refused_where_it_is_not(string text, string cause)
    {
        var said = await _bucket.With("in.json", text).Items("in.json", Json).CauseAsync();
        Assert.StartsWith(cause.TrimEnd('*'), said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bytes_that_are_not_UTF8_are_refused() => Assert.Contains(
        "not valid UTF-8", await _bucket.With("in.json", [.. "[\""u8, 0xFF, .. "\"]"u8]).Items("in.json", Json).CauseAsync(), StringComparison.Ordinal);

    [Fact]
    public async Task Depth_is_bounded()
    {
        _bucket.With("in.json", new string('[', 100_000)).With("lines.jsonl", new string('[', 100_000));
        Assert.StartsWith("Item 1 of the file is not valid JSON: The maximum configured depth of 1000", await _bucket.Items("in.json", Json).CauseAsync(), StringComparison.Ordinal);
        Assert.StartsWith("Line 1 is not valid JSON: The maximum configured depth of 1000", await _bucket.Items("lines.jsonl", Lines).CauseAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_item_of_8_MiB_is_read_and_a_larger_one_refused()
    {
        var most = new string('x', 8 * 1024 * 1024 - 2);
        var item = Assert.Single(await _bucket.With("in.json", $"[\"{most}\"]").Items("in.json", Json).AllAsync());
        Assert.Equal(most, ((JsonString)item.Value).Value);
        Assert.Contains("at most 8388608 are read", await _bucket.With("in.json", $"[1, \"{most}x\"]").Items("in.json", Json).CauseAsync(), StringComparison.Ordinal);
        Assert.Contains("at most 8388608 are read", await _bucket.With("in.jsonl", $"1\n\"{most}x\"\n").Items("in.jsonl", Lines).CauseAsync(), StringComparison.Ordinal);
        Assert.Contains("is larger than 8388608 bytes", await _bucket.With("in.json", $"[1, \"{most}{most}\"]").Items("in.json", Json).CauseAsync(), StringComparison.Ordinal);
        Assert.Contains("is larger than 8388608 bytes", await _bucket.With("in.jsonl", $"1\n\"{most}{most}\"\n").Items("in.jsonl", Lines).CauseAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_pointer_names_begins_early()
    {
        using var bucket = new LocalBucket { Limits = new ItemReaderLimits { PointerBytesMax = 100_000 } };
        bucket.With("near.json", $$"""{"skipped": [{{string.Join(",", Enumerable.Repeat("1", 40_000))}}], "items": [1, 2]}""");
        bucket.With("far.json", $$"""{"skipped": [{{string.Join(",", Enumerable.Repeat("1", 60_000))}}], "items": [1, 2]}""");
        Assert.Equal("[1,2]", await bucket.Items("near.json", Pointing("/items")).TextAsync());
        Assert.Equal("What the ItemsPointer '/items' names does not begin within the first 100000 bytes of the file.", await bucket.Items("far.json", Pointing("/items")).CauseAsync());
    }

    [Fact]
    public void However_the_bytes_arrive_the_items_are_those_of_the_document() => Property.Check(runs: 200, random =>
    {
        var items = Enumerable.Range(0, random.Next(50)).Select(_ => Any(random, 3)).ToArray();
        var padding = new string(' ', random.Next(3) * 40_000); // beyond the window's first size
        var text = Encoding.UTF8.GetBytes($$"""{"before": {"a": [{}]}, "items": {{padding}}[{{string.Join($",{padding}", items.Select(item => item.ToString()))}}]}""");
        using var stream = new MemoryStream(text);
        var read = JsonItems.ReadAsync(stream, "/items", new ItemReaderLimits(), TestContext.Current.CancellationToken).AllAsync().Result;
        Assert.Equal(items, read.Select(item => item.Value));
    });

    [Theory]
    [InlineData("{\"a\":1}\n\n  \n[2]\r\n3", """[{"a":1},[2],3]""")]
    [InlineData("\uFEFF1\n", "[1]")]
    [InlineData("", "[]")]
    public async Task Lines_are_values(string text, string items) => Assert.Equal(items, await _bucket.With("in.jsonl", text).Items("in.jsonl", Lines).TextAsync());

    [Theory]
    [InlineData("1\n\n{\"a\":\n", "Line 3 is not valid JSON: ")]
    [InlineData("1\n2 3\n", "Line 2 is not valid JSON: ")]
    public async Task A_line_that_is_no_value_is_named(string text, string cause) =>
        Assert.StartsWith(cause, await _bucket.With("in.jsonl", text).Items("in.jsonl", Lines).CauseAsync(), StringComparison.Ordinal);

    private static string Pointing(string pointer) => $$"""{ "InputType": "JSON", "ItemsPointer": "{{pointer}}" }""";

    private static JsonData Any(Random random, int depth) => random.Next(depth == 0 ? 4 : 6) switch
    {
        0 => JsonData.Of(random.Next()),
        1 => JsonData.Of("ü\"\\🎈\n"[..random.Next(4)]),
        2 => JsonData.True,
        3 => JsonData.Null,
        4 => new JsonArray(Enumerable.Range(0, random.Next(4)).Select(_ => Any(random, depth - 1))),
        _ => JsonObject.Of([.. Enumerable.Range(0, random.Next(4)).Select(i => ($"k{i}", Any(random, depth - 1)))]),
    };
}
