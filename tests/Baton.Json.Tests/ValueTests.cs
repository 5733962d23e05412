using System.Buffers;
using System.Text;

namespace Baton.Json.Tests;

public sealed class ValueTests
{
    [Theory]
    [InlineData("1", "1.0")]
    [InlineData("100", "1e2")]
    [InlineData("-0", "0")]
    [InlineData("[1,\"a\",null]", "[1.0,\"\\u0061\",null]")]
    [InlineData("{\"a\":1,\"b\":[true]}", "{\"b\":[true],\"a\":1}")]
    [InlineData("{}", "{ }")]
    public void Values_that_mean_the_same_are_equal(string left, string right)
    {
        var (a, b) = (JsonData.Parse(left), JsonData.Parse(right));
        Assert.Equal(a, b);
        Assert.Equal(b, a);
        Assert.Equal(a.GetHashCode(), b.GetHashCode());
    }

    [Theory]
    [InlineData("1", "\"1\"")]
    [InlineData("0", "false")]
    [InlineData("null", "false")]
    [InlineData("null", "{}")]
    [InlineData("[]", "{}")]
    [InlineData("[1,2]", "[2,1]")]
    [InlineData("[1]", "[1,1]")]
    [InlineData("{\"a\":1}", "{\"a\":1,\"b\":1}")]
    [InlineData("{\"a\":1}", "{\"A\":1}")]
    [InlineData("{\"a\":null}", "{}")]
    [InlineData("\"é\"", "\"e\u0301\"")]
    public void Values_that_mean_something_else_differ(string left, string right)
    {
        Assert.NotEqual(JsonData.Parse(left), JsonData.Parse(right));
        Assert.NotEqual(JsonData.Parse(right), JsonData.Parse(left));
    }

    [Fact]
    public void Only_what_JSON_demands_is_escaped()
    {
        const string text = "\"\\/\b\f\n\r\t\0\u001F\u007Fé日\u2028<>&'\uD83D\uDE00\uD800";
        Assert.Equal("\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0000\\u001f\u007Fé日\u2028<>&'\uD83D\uDE00\\ud800\"", JsonData.Of(text).ToString());
        var output = new ArrayBufferWriter<byte>();
        JsonWriter.WriteString(text, output);
        Assert.Equal(JsonData.Of(text).ToString(), Encoding.UTF8.GetString(output.WrittenSpan));
    }

    [Fact]
    public void Long_texts_are_written_whole()
    {
        var text = string.Concat(Enumerable.Repeat("aé\"日\uD83D\uDE00", 20_000));
        Assert.Equal(text, ((JsonString)JsonData.Parse(JsonData.Of(text).ToUtf8())).Value);
    }

    [Fact]
    public void An_object_finds_its_properties_however_many_they_are()
    {
        foreach (var count in (int[])[0, 1, 8, 9, 10, 1000])
        {
            var builder = new JsonObject.Builder();
            for (var i = 0; i < count; i++) builder.Set($"p{i}", JsonData.Of(i));
            var value = builder.Build();
            Assert.Equal(count, value.Count);
            for (var i = 0; i < count; i++) Assert.Equal(JsonData.Of(i), value[$"p{i}"]);
            Assert.Null(value["p"]);
            Assert.False(value.TryGet($"p{count}", out _));
            Assert.False(value.Has("P0"));
        }
    }

    [Fact]
    public void Setting_a_property_leaves_the_old_object_as_it_was()
    {
        var value = (JsonObject)JsonData.Parse("""{"a":1,"b":2}""");
        Assert.Equal("""{"a":9,"b":2}""", value.With("a", JsonData.Of(9)).ToString());
        Assert.Equal("""{"a":1,"b":2,"c":3}""", value.With("c", JsonData.Of(3)).ToString());
        Assert.Equal("""{"a":1,"b":2}""", value.ToString());
    }

    [Fact]
    public void No_value_nests_deeper_than_the_cap_so_that_walking_one_is_safe()
    {
        JsonData value = JsonArray.Empty;
        while (value.Depth < JsonLimits.DepthCap) value = value.Depth % 2 == 0 ? new JsonArray(value) : JsonObject.Of(("a", value));
        Assert.Throws<JsonFormatException>(() => new JsonArray(value));
        Assert.Throws<JsonFormatException>(() => JsonObject.Of(("a", value)));
        Assert.Throws<JsonFormatException>(() => JsonObject.Empty.With("a", value));
        Assert.Equal(value, JsonData.Parse(value.ToUtf8(), new JsonLimits(int.MaxValue, JsonLimits.DepthCap)));
    }

    [Fact]
    public void A_payload_hands_on_the_bytes_that_came_in()
    {
        var bytes = "{ \"a\" : 1.0 }"u8.ToArray();
        var text = JsonText.Parse(bytes);
        Assert.Equal(bytes, text.Utf8.ToArray());
        Assert.Equal(JsonData.Parse("""{"a":1}"""), text.Value);
        Assert.Equal(bytes, text.Utf8.ToArray());
        Assert.Equal("""{"a":1}""", JsonText.Of(JsonData.Parse("""{"a":1}""")).ToString());
        Assert.Equal(JsonText.Of(JsonData.Parse("""{"a":1}""")), text);
    }
}
