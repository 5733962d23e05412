using System.Text;

namespace Baton.Json.Tests;

public sealed class ReaderTests
{
    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("nul")]
    [InlineData("Null")]
    [InlineData("{")]
    [InlineData("[1,]")]
    [InlineData("[1 2]")]
    [InlineData("{\"a\":1,}")]
    [InlineData("{\"a\" 1}")]
    [InlineData("{a:1}")]
    [InlineData("{'a':1}")]
    [InlineData("// comment\n1")]
    [InlineData("01")]
    [InlineData("+1")]
    [InlineData(".5")]
    [InlineData("1.")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("\"\t\"")]
    [InlineData("\"\\x\"")]
    [InlineData("\"\\u12G4\"")]
    [InlineData("\"open")]
    [InlineData("1 1")]
    [InlineData("{} x")]
    [InlineData("[]]")]
    [InlineData("\uFEFF1")]
    public void What_is_not_JSON_is_refused(string text)
    {
        Assert.Throws<JsonFormatException>(() => JsonData.Parse(text));
        Assert.Throws<JsonFormatException>(() => JsonText.Parse(text));
    }

    [Fact]
    public void A_fault_names_its_line_and_column()
    {
        var fault = Assert.Throws<JsonFormatException>(() => JsonData.Parse("{\n  \"a\": nope\n}"));
        Assert.Equal((2, 9), (fault.Line, fault.Column));
        Assert.DoesNotContain("LineNumber", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[] { (byte)'"', 0xFF, (byte)'"' })]
    [InlineData(new byte[] { (byte)'"', 0xC0, 0x80, (byte)'"' })]
    [InlineData(new byte[] { (byte)'"', 0xED, 0xA0, 0x80, (byte)'"' })]
    [InlineData(new byte[] { (byte)'"', 0xE2, 0x82, (byte)'"' })]
    [InlineData(new byte[] { (byte)'{', (byte)'"', 0x80, (byte)'"', (byte)':', (byte)'1', (byte)'}' })]
    public void Bytes_that_are_not_UTF8_are_refused(byte[] bytes)
    {
        Assert.Throws<JsonFormatException>(() => JsonData.Parse(bytes));
        Assert.Throws<JsonFormatException>(() => JsonText.Parse(bytes));
    }

    [Fact]
    public void A_byte_that_is_not_UTF8_is_named_by_its_place()
    {
        var fault = Assert.Throws<JsonFormatException>(() => JsonData.Parse([.. "[1,\n \"é"u8, 0xFF, .. "\"]"u8]));
        Assert.Equal((2, 5), (fault.Line, fault.Column));
    }

    [Fact]
    public void A_text_with_a_raw_lone_surrogate_is_refused() => Assert.Throws<JsonFormatException>(() => JsonData.Parse("\"\uD800\""));

    [Fact]
    public void Escapes_are_resolved_and_escaped_lone_surrogates_kept()
    {
        Check("\"\\ud800\"", "\uD800"); // attributes cannot carry lone surrogates, or this were a theory
        Check("\"a\\udfffb\"", "a\uDFFFb");
        Check("\"\\ud83d\\ude00\"", "\uD83D\uDE00");
        Check("\"\\ude00\\ud83d\"", "\uDE00\uD83D");
        Check("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0000\\u00e9é\"", "\"\\/\b\f\n\r\t\0éé");

        static void Check(string text, string value)
        {
            Assert.Equal(value, ((JsonString)JsonData.Parse(text)).Value);
            Assert.Equal(value, ((JsonObject)JsonData.Parse($"{{{text}:1}}")).Properties[0].Key);
            Assert.Equal(value, ((JsonString)JsonData.Parse(JsonData.Of(value).ToString())).Value);
        }
    }

    [Fact]
    public void Of_a_name_given_twice_the_last_value_counts_in_the_place_of_the_first()
    {
        Assert.Equal("""{"a":3,"b":2}""", JsonData.Parse("""{"a":1,"b":2,"a":3}""").ToString());
        var many = string.Join(',', Enumerable.Range(0, 20).Select(i => $"\"n{i}\":{i}"));
        var value = (JsonObject)JsonData.Parse($"{{{many},\"n3\":\"x\"}}");
        Assert.Equal(20, value.Count);
        Assert.Equal("n3", value.Properties[3].Key);
        Assert.Equal(JsonData.Of("x"), value["n3"]);
    }

    [Fact]
    public void Depth_and_size_are_limited()
    {
        var limits = new JsonLimits(bytesMax: 20, depthMax: 3);
        Assert.Equal(3, JsonData.Parse("[[[]]]", limits).Depth);
        Assert.Throws<JsonFormatException>(() => JsonData.Parse("[[[[]]]]", limits));
        Assert.Throws<JsonFormatException>(() => JsonText.Parse("[[[[]]]]", limits));
        Assert.Throws<JsonFormatException>(() => JsonData.Parse(new string(' ', 20) + "1", limits));
        Assert.Throws<JsonFormatException>(() => JsonData.Parse(new string('[', 1001) + new string(']', 1001)));
        Assert.Equal(1000, JsonData.Parse(new string('[', 1000) + new string(']', 1000)).Depth);
        Assert.Throws<ArgumentOutOfRangeException>(() => new JsonLimits(1, JsonLimits.DepthCap + 1));
    }

    [Fact]
    public void Property_names_that_share_a_place_in_the_cache_stay_apart()
    {
        var names = Enumerable.Range(0, 2000).Select(i => $"{(char)('a' + i % 26)}{i % 7}n{i % 3}é{i}").ToList();
        var text = $"[{string.Join(',', names.Concat(names).Select(name => $"{{\"{name}\":1,\"ascii{name.Length}\":2}}"))}]";
        Assert.Equal(text, JsonData.Parse(text).ToString());
    }

    [Fact]
    public void What_is_printed_reads_back_to_the_same_value()
    {
        Property.Check(runs: 1000, random =>
        {
            var value = Property.AnyValue(random);
            var text = value.ToString();
            var again = JsonData.Parse(text);
            Assert.Equal(value, again);
            Assert.Equal(value.GetHashCode(), again.GetHashCode());
            Assert.Equal(text, again.ToString());
            Assert.Equal(text, Encoding.UTF8.GetString(value.ToUtf8()));
        });
    }

    [Fact]
    public void Broken_text_is_refused_or_read_but_nothing_else()
    {
        Property.Check(runs: 2000, random =>
        {
            var bytes = Property.AnyValue(random).ToUtf8();
            for (var i = random.Next(1, 4); i > 0; i--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            try
            {
                JsonData.Parse(bytes);
            }
            catch (JsonFormatException)
            {
                Assert.Throws<JsonFormatException>(() => JsonText.Parse(bytes));
            }
        });
    }
}
