using System.Runtime.CompilerServices;
using Baton.Json;

namespace Baton.Yaml.Tests;

/// <summary>What a YAML document means in JSON: the core schema of YAML 1.2, and what is refused.</summary>
public sealed class YamlDocumentTests
{
    private static readonly JsonLimits Limits = new(1_000_000, 64);

    [Theory]
    [InlineData("yes", "\"yes\"")]
    [InlineData("No", "\"No\"")]
    [InlineData("on", "\"on\"")]
    [InlineData("y", "\"y\"")]
    [InlineData("true", "true")]
    [InlineData("False", "false")]
    [InlineData("tRUE", "\"tRUE\"")]
    [InlineData("null", "null")]
    [InlineData("~", "null")]
    [InlineData("", "null")]
    [InlineData("nULL", "\"nULL\"")]
    [InlineData("2026-01-31", "\"2026-01-31\"")]
    [InlineData("12:30:45", "\"12:30:45\"")]
    [InlineData("1_000", "\"1_000\"")]
    [InlineData("0b11", "\"0b11\"")]
    [InlineData("+", "\"+\"")]
    [InlineData(".", "\".\"")]
    [InlineData("1e", "\"1e\"")]
    [InlineData("'12'", "\"12\"")]
    [InlineData("\"a\\tb\\u00e9\"", "\"a\\tbé\"")]
    [InlineData("!!str 12", "\"12\"")]
    [InlineData("! 12", "\"12\"")]
    [InlineData("!!int '12'", "12")]
    [InlineData("!!null ''", "null")]
    public void A_scalar_means_what_the_core_schema_says(string yaml, string json) => Check($"a: {yaml}", $$"""{"a":{{json}}}""");

    [Theory]
    [InlineData("0", "0")]
    [InlineData("-0", "-0")]
    [InlineData("12345678901234567890123", "12345678901234567890123")]
    [InlineData("1.50", "1.50")]
    [InlineData("1E+2", "1E+2")]
    [InlineData("+12", "12")]
    [InlineData("007", "7")]
    [InlineData("-007.5", "-7.5")]
    [InlineData(".5", "0.5")]
    [InlineData("-.5e3", "-0.5e3")]
    [InlineData("5.", "5")]
    [InlineData("0x1f", "31")]
    [InlineData("0xFFFFFFFFFFFFFFFF", "18446744073709551615")]
    [InlineData("0o17", "15")]
    public void A_number_is_kept_as_it_was_written_where_JSON_can_write_it_so(string yaml, string number)
    {
        var read = YamlDocument.Read($"[{yaml}]", Limits).Json;
        Assert.Equal(number, read.Trim('[', ']', '\n', ' '));
        JsonData.Parse(read);
    }

    [Theory]
    [InlineData("yes: 1\n12: 2\ntrue: 3\n~: 4", """{"yes":1,"12":2,"true":3,"~":4}""")]
    [InlineData("text: |\n  a\n  b\nfolded: >-\n  a\n  b", """{"text":"a\nb\n","folded":"a b"}""")]
    [InlineData("{ a: [1, {b: c}], d: {}, e: [] }", """{"a":[1,{"b":"c"}],"d":{},"e":[]}""")]
    [InlineData("{\"a\":\"b\", \"c\":[true]}", """{"a":"b","c":[true]}""")]
    [InlineData("# only\n---\na: 1 # one\n...\n", """{"a":1}""")]
    [InlineData("a: &x {b: 1}\nc: *x\nd: [*x]", """{"a":{"b":1},"c":{"b":1},"d":[{"b":1}]}""")]
    [InlineData("a: &x 1\nb: &x 2\nc: *x", """{"a":1,"b":2,"c":2}""")]
    [InlineData("\"<<\": 1", """{"<<":1}""")]
    [InlineData("just text", "\"just text\"")]
    public void A_document_becomes_JSON(string yaml, string json) => Check(yaml, json);

    [Theory]
    [InlineData("", 1, 1, "The text has no content")]
    [InlineData("# nothing\n", 1, 1, "The text has no content")]
    [InlineData("a: 1\nb: 2\na: 3", 3, 1, "The key 'a' is there more than once")]
    [InlineData("a: 1\n\"a\": 3", 2, 1, "The key 'a' is there more than once")]
    [InlineData("a: 1\n---\nb: 2", 2, 1, "Another document starts here; expected only one")]
    [InlineData("a: .inf", 1, 4, "JSON has no number '.inf'")]
    [InlineData("a: -.INF", 1, 4, "JSON has no number '-.INF'")]
    [InlineData("a: .NaN", 1, 4, "JSON has no number '.NaN'")]
    [InlineData("a: !Sub '${x}'", 1, 4, "The tag '!Sub' has no meaning here: only YAML's own types have one")]
    [InlineData("a: !!binary aGk=", 1, 4, "The tag 'tag:yaml.org,2002:binary' has no meaning here: only YAML's own types have one")]
    [InlineData("a: !If [b]", 1, 4, "The tag '!If' has no meaning here: only YAML's own types have one")]
    [InlineData("a: !!int x", 1, 4, "'x' is no 'tag:yaml.org,2002:int'")]
    [InlineData("a: !!bool 1", 1, 4, "'1' is no 'tag:yaml.org,2002:bool'")]
    [InlineData("a: &x 1\n<<: *x", 2, 1, "'<<' merges nothing in YAML 1.2: write the fields out, or quote the key")]
    [InlineData("? [a]\n: 1", 1, 3, "A key must be a text")]
    [InlineData("a: *x", 1, 4, "'*x' names no anchor before it")]
    [InlineData("a: &x [1, *x]", 1, 11, "'*x' stands inside of what '&x' names")]
    [InlineData("a:\n  - b\n - c", 3, 2, "While parsing a block mapping, did not find expected key")]
    public void What_JSON_cannot_say_is_refused_at_its_place(string yaml, int line, int column, string message)
    {
        var fault = Assert.Throws<YamlFormatException>(() => YamlDocument.Read(yaml, Limits));
        Assert.Equal((line, column, message), (fault.Line, fault.Column, fault.Message));
    }

    [Fact]
    public void Each_line_of_the_JSON_knows_where_it_comes_from()
    {
        var document = YamlDocument.Read("# first\na: 1\nb:\n  - x\n  - {c: &d [y]}\ne: *d\n", Limits);
        var lines = document.Json.Split('\n');
        (int, int) Of(string start) => document.PlaceOf(Array.FindIndex(lines, line => line.TrimStart().StartsWith(start, StringComparison.Ordinal)) + 1);
        Assert.Equal((2, 1), Of("\"a\""));
        Assert.Equal((3, 1), Of("\"b\""));
        Assert.Equal((4, 5), Of("\"x\""));
        Assert.Equal((5, 6), Of("\"c\""));
        Assert.Equal((5, 13), Of("\"y\"")); // what an alias repeats is where it was written
        Assert.Equal((6, 1), Of("\"e\""));
    }

    [Fact]
    public void A_JSON_document_is_YAML()
    {
        var json = File.ReadAllText(Path.Combine(Path.GetDirectoryName(Here())!, "../../examples/support-case/workflow.asl.json"));
        Assert.Equal(JsonData.Parse(json).ToString(), JsonData.Parse(YamlDocument.Read(json, Limits).Json).ToString());
    }

    public static TheoryData<string, string> Hostile() => new()
    {
        { Bomb(), "With its aliases written out the document has more than 1000000 characters" },
        { new string('[', 100_000), "The document nests deeper than 64 levels" },
        { string.Concat(Enumerable.Repeat("- ", 50_000)), "The document nests deeper than 64 levels" },
        { "a0: &a0 1\n" + string.Concat(Enumerable.Range(1, 100).Select(i => $"a{i}: &a{i} [*a{i - 1}]\n")), "With its aliases written out the document nests deeper than 64 levels" },
        { "a: " + new string('x', 1_000_000), "The text has 1000003 characters; at most 1000000 are read" },
        { "a: 0x" + new string('f', 65), $"JSON has no number '0x{new string('f', 65)}'" },
    };

    [Theory, MemberData(nameof(Hostile))]
    public void Hostile_texts_end_at_a_bound(string yaml, string message) =>
        Assert.Equal(message, Assert.Throws<YamlFormatException>(() => YamlDocument.Read(yaml, Limits)).Message);

    private static string Here([CallerFilePath] string path = "") => path;

    private static string Bomb() =>
        "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n" + string.Concat(Enumerable.Range(1, 12).Select(i => $"a{i}: &a{i} [{string.Join(',', Enumerable.Repeat($"*a{i - 1}", 10))}]\n"));

    private static void Check(string yaml, string json) => Assert.Equal(json, JsonData.Parse(YamlDocument.Read(yaml, Limits).Json).ToString());
}
