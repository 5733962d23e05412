using static Baton.Language.Tests.Checks;

namespace Baton.Language.Tests;

/// <summary>Texts that are no definition at all.</summary>
public sealed class TextTests
{
    private const string AnyValue = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";

    [Fact]
    public void An_empty_text() => Check("", "error INVALID_JSON_DESCRIPTION null: Definition must be a valid JSON object");

    [Fact]
    [Proves("document.json")]
    public void A_value_that_is_no_object() => Check("[]", "error INVALID_JSON_DESCRIPTION null: Definition must be a valid JSON object");

    [Fact]
    [Proves("document.start")]
    public void An_empty_object() => Check("{}", "error SCHEMA_VALIDATION_FAILED /: These fields are required: [States, StartAt]");

    [Theory]
    [InlineData("not a definition", "Unrecognized token 'not': was expecting " + AnyValue, 1, 4)]
    [InlineData("""{'a': 1}""", "Unexpected character (''' (code 39)): was expecting double-quote to start field name", 1, 3)]
    [InlineData("""{"a" 1}""", "Unexpected character ('1' (code 49)): was expecting a colon to separate field name and value", 1, 7)]
    [InlineData("""{"a": 1 "b"}""", "Unexpected character ('\"' (code 34)): was expecting comma to separate Object entries", 1, 10)]
    [InlineData("""{"a": [1 2]}""", "Unexpected character ('2' (code 50)): was expecting comma to separate Array entries", 1, 11)]
    [InlineData("""{"a": ,}""", "Unexpected character (',' (code 44)): expected a valid value " + AnyValue, 1, 8)]
    [InlineData("""{"a": 1,}""", "Unexpected character ('}' (code 125)): was expecting double-quote to start field name", 1, 10)]
    [InlineData("{\n \"a\": 01}", "Invalid numeric value: Leading zeroes not allowed", 2, 8)]
    [InlineData("""{"a": -x}""", "Unexpected character ('x' (code 120)) in numeric value: expected digit (0-9) to follow minus sign, for valid numeric value", 1, 9)]
    [InlineData("""{"a": 1.x}""", "Unexpected character ('x' (code 120)) in numeric value: Decimal point not followed by a digit", 1, 10)]
    [InlineData("""{"a": "\x"}""", "Unrecognized character escape 'x' (code 120)", 1, 10)]
    [InlineData("{\"a\": \"\t\"}", "Illegal unquoted character ((CTRL-CHAR, code 9)): has to be escaped using backslash to be included in string value", 1, 9)]
    [InlineData("""{"a": "b""", "Unexpected end-of-input: was expecting closing quote for a string value", 1, 9)]
    [InlineData("""{"a""", "Unexpected end-of-input in field name", 1, 4)]
    [InlineData("""{"a": TRUE}""", "Unrecognized token 'TRUE': was expecting " + AnyValue, 1, 11)]
    [InlineData("""{} {}""", "Unexpected character ('{' (code 123)): Expected end of text after the value", 1, 5)]
    [Proves("document.json")]
    public void A_text_that_is_not_JSON_is_refused_in_the_words_of_AWS(string text, string message, int line, int column)
    {
        var finding = Assert.Single(DefinitionParser.Parse(text, DefinitionOptions.Standard).Findings);
        Assert.Equal($"error INVALID_JSON_DESCRIPTION [Source: (String)\"{text}\"; line: {line}, column: {column}]: {message}", finding.ToString());
        Assert.Equal((line, column), (finding.Line, finding.Column));
    }

    [Fact]
    public void An_object_that_is_not_closed_names_its_start() => Check("""{"a": {"b": 1}""",
        """error INVALID_JSON_DESCRIPTION [Source: (String)"{"a": {"b": 1}"; line: 1, column: 15]: Unexpected end-of-input: expected close marker for Object (start marker at [Source: (String)"{"a": {"b": 1}"; line: 1, column: 1])""");

    [Fact]
    public void A_close_marker_of_the_other_kind() => Check("""{"a": [1}""",
        """error INVALID_JSON_DESCRIPTION [Source: (String)"{"a": [1}"; line: 1, column: 10]: Unexpected close marker '}': expected ']' (for Array starting at [Source: (String)"{"a": [1}"; line: 1, column: 7])""");

    [Fact]
    public void A_long_text_is_cut_in_its_location()
    {
        var finding = Assert.Single(DefinitionParser.Parse(new string(' ', 600) + "x", DefinitionOptions.Standard).Findings);
        Assert.Equal($"[Source: (String)\"{new string(' ', 500)}\"[truncated 101 chars]; line: 1, column: 602]", finding.Location);
    }

    [Fact]
    [Proves("document.size")]
    public void A_text_that_nests_too_deep() => Check(
        """{"StartAt":"A","States":{"A":{"Type":"Pass","End":true,"Result":""" + new string('[', 300) + new string(']', 300) + "}}}",
        "error TOO_DEEPLY_NESTED null: The definition nests deeper than 256 levels");

    [Fact]
    [Proves("document.size")]
    public void A_text_that_is_too_long()
    {
        var finding = Assert.Single(DefinitionParser.Parse(new string(' ', DefinitionParser.LengthMax + 1), DefinitionOptions.Standard).Findings);
        Assert.Equal("error SCHEMA_VALIDATION_FAILED /: The definition has 1048577 characters; at most 1048576 are allowed", finding.ToString());
    }

    [Fact]
    public void Several_errors_are_joined_into_one_message()
    {
        var parsed = DefinitionParser.Parse("""{"StartAt":"A","States":{"A":{"Type":"Pass","Next":"NOPE"}}}""", DefinitionOptions.Standard);
        Assert.Equal(
            "Invalid State Machine Definition: 'MISSING_TRANSITION_TARGET: Missing 'Next' target: NOPE at /States/A/Next, MISSING_END_STATE: Workflow has no terminal state at null'",
            parsed.InvalidDefinitionMessage());
    }
}
