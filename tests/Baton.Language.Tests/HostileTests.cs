using System.Diagnostics;
using System.Globalization;
using System.Text;
using static Baton.Language.Tests.Checks;

namespace Baton.Language.Tests;

/// <summary>Definitions that mean harm: large, deep, wrong everywhere. They cost findings, not time and not the stack.</summary>
public sealed class HostileTests
{
    /// <summary>What a megabyte may take here: far more than it takes, far less than a quadratic one would.</summary>
    private static readonly TimeSpan TimeMax = TimeSpan.FromSeconds(30);

    [Fact]
    public void Many_states()
    {
        var text = new StringBuilder("""{"StartAt":"s0","States":{""");
        var count = 0;
        while (text.Length < DefinitionParser.LengthMax - 200) text.Append(CultureInfo.InvariantCulture, $$"""  "s{{count}}":{"Type":"Pass","Next":"s{{++count}}"},""");
        text.Append(CultureInfo.InvariantCulture, $$$"""  "s{{{count}}}":{"Type":"Succeed"} } }""");
        var parsed = Timed(text.ToString());
        Assert.Empty(parsed.Findings);
        Assert.Equal(count + 1, parsed.Machine!.States.Count);
    }

    [Fact]
    public void Everything_wrong_everywhere()
    {
        var parsed = Timed(Filled("""{"StartAt":"A","States":{""", i => $$"""  "s{{i}}":{"Type":"Task","X":1},""", """ "Z":{"Type":"Succeed"}}}"""));
        Assert.Equal(1000, parsed.Findings.Count);
        Assert.Null(parsed.Machine);
    }

    [Fact]
    public void Scopes_in_scopes()
    {
        var depth = 0;
        var (open, close) = (new StringBuilder(), new StringBuilder());
        for (; depth < 60; depth++)
        {
            open.Append(CultureInfo.InvariantCulture, $$$"""{"StartAt":"m{{{depth}}}","States":{"m{{{depth}}}":{"Type":"Map","End":true,"ItemProcessor":""");
            close.Append("}}}");
        }
        Accepted($$$"""{{{open}}}{"StartAt":"x","States":{"x":{"Type":"Succeed"} } }{{{close}}}""");
    }

    [Fact]
    public void Long_names_around_many_small_things()
    {
        var name = new string('n', 3000);
        var (open, close) = (new StringBuilder(), new StringBuilder());
        for (var depth = 0; depth < 60; depth++)
        {
            open.Append(CultureInfo.InvariantCulture, $$$"""{"StartAt":"{{{name}}}{{{depth}}}","States":{"{{{name}}}{{{depth}}}":{"Type":"Parallel","End":true,"Branches":[""");
            close.Append("]}}}");
        }
        var inside = Filled("""{"StartAt":"c","States":{"c":{"Type":"Choice","Choices":[""", _ => "{},", "{}]}}}", room: 650_000);
        Timed($"{open}{inside}{close}");
    }

    [Fact]
    public void Many_variables_in_many_scopes()
    {
        var assign = string.Concat(Enumerable.Range(0, 2000).Select(i => $"\"v{i}\":1,"));
        var branches = string.Join(',', Enumerable.Range(0, 20).Select(i => $$$"""{"StartAt":"b{{{i}}}","States":{"b{{{i}}}":{"Type":"Pass","Assign":{ {{{assign.TrimEnd(',')}}} },"End":true} } }"""));
        Timed(Machine($$""" "A":{"Type":"Pass","Assign":{ {{assign.TrimEnd(',')}} },"Next":"B"},"B":{"Type":"Parallel","End":true,"Branches":[{{branches}}]} """));
    }

    [Fact]
    public void A_deep_choice_and_a_deep_template()
    {
        var test = string.Concat(Enumerable.Repeat("{\"Not\":", 200)) + """{"Variable":"$.x","IsNull":true}""" + new string('}', 200);
        Check(Machine($$""" "A":{"Type":"Choice","Choices":[{"Not":{{test}},"Next":"Z"}]},"Z":{"Type":"Succeed"} """));
        var template = string.Concat(Enumerable.Repeat("{\"a\":[", 120)) + "1" + string.Concat(Enumerable.Repeat("]}", 120));
        Check(One($$"""{"Type":"Pass","Parameters":{{template}},"End":true}"""));
    }

    [Theory]
    [InlineData("(", ")")]
    [InlineData("[", "]")]
    [InlineData("1+", "1")]
    [InlineData("$f(", ")")]
    [InlineData("function($x){", "}")]
    public void A_megabyte_of_one_JSONata_expression(string open, string close)
    {
        var count = (DefinitionParser.LengthMax - 500) / (open.Length + (open == "1+" ? 0 : close.Length));
        var expression = string.Concat(Enumerable.Repeat(open, count)) + (open == "1+" ? close : "1" + string.Concat(Enumerable.Repeat(close, count)));
        Timed(OneJsonata($$"""{"Type":"Pass","Output":"{% {{expression}} %}","End":true}"""));
    }

    [Theory]
    [InlineData("$", ".a")]
    [InlineData("$", "[0]")]
    [InlineData("$[?(", "(")]
    [InlineData("", "States.Array(")]
    public void A_megabyte_of_one_path(string start, string piece) =>
        Timed(One($$"""{"Type":"Pass","Parameters":{"a.$":"{{start}}{{string.Concat(Enumerable.Repeat(piece, 900_000 / piece.Length))}}"},"End":true}"""));

    [Theory]
    [InlineData('[')]
    [InlineData('{')]
    public void A_megabyte_of_open_brackets(char bracket)
    {
        var parsed = Timed(new string(bracket, DefinitionParser.LengthMax));
        Assert.Null(parsed.Machine);
        Assert.Single(parsed.Findings);
    }

    [Fact]
    public void Lone_surrogates_and_nulls() => Assert.Null(Timed("""{"StartAt":"\ud800","States":{"\ud800":{"Type":"Pass","\udc00":null,"Next":"\u0000"},"\u0000":null}}""").Machine);

    private static string Filled(string start, Func<int, string> piece, string end, int room = DefinitionParser.LengthMax)
    {
        var text = new StringBuilder(start);
        for (var i = 0; text.Length < room - 200; i++) text.Append(piece(i));
        return text.Append(end).ToString();
    }

    private static ParsedDefinition Timed(string text)
    {
        var started = Stopwatch.GetTimestamp();
        var parsed = DefinitionParser.Parse(text, new DefinitionOptions { Positions = true });
        var elapsed = Stopwatch.GetElapsedTime(started);
        Assert.True(elapsed < TimeMax, $"{elapsed} for {text.Length} characters.");
        return parsed;
    }
}
