using System.Text.Json;
using Baton.Api.Operations;
using Baton.Api.Protocol;

namespace Baton.Api.Tests;

public sealed class PayloadsTests
{
    private const string Values = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";

    [Theory]
    [InlineData("not some json", $"Unrecognized token 'not': was expecting {Values}")]
    [InlineData("{'not': 'json'", "Unexpected character (''' (code 39)): was expecting double-quote to start field name")]
    [InlineData("", "Invalid execution input.")]
    [InlineData(" \n", "Invalid execution input.")]
    [InlineData("tru", $"Unrecognized token 'tru': was expecting {Values}")]
    [InlineData("{\"a\": nope}", $"Unrecognized token 'nope': was expecting {Values}")]
    [InlineData("{\"ü\":\n \"ä\",\n \"b\": undefined}", $"Unrecognized token 'undefined': was expecting {Values}")]
    [InlineData("{\"a\":1,}", "Unexpected character ('}' (code 125)): was expecting double-quote to start field name")]
    [InlineData("{\"a\":1, b:2}", "Unexpected character ('b' (code 98)): was expecting double-quote to start field name")]
    [InlineData("{\"a\" 1}", "Unexpected character ('1' (code 49)): was expecting a colon to separate field name and value")]
    [InlineData("{\"a\":1 \"b\":2}", "Unexpected character ('\"' (code 34)): was expecting comma to separate Object entries")]
    [InlineData("[1 2]", "Unexpected character ('2' (code 50)): was expecting comma to separate Array entries")]
    [InlineData("[1,]", $"Unexpected character (']' (code 93)): expected a valid value {Values}")]
    [InlineData("[\"a,{\\\"\", nope]", $"Unrecognized token 'nope': was expecting {Values}")]
    [InlineData("{\"a\":", "Unexpected end-of-input")]
    [InlineData("[1", "Unexpected end-of-input")]
    public void A_text_that_is_no_json_is_refused_with_its_fault(string text, string fault) =>
        Assert.Equal($"Invalid State Machine Execution Input: '{fault}'", Assert.Throws<ApiException>(() => Parse(text)).Message);

    [Theory]
    [InlineData("2")]
    [InlineData("\"some text\"")]
    [InlineData("null")]
    [InlineData(" { \"a\" : [ 1.50, 1e3 ] } ")]
    public void Every_json_value_is_a_payload_and_stays_as_it_came(string text) => Assert.Equal(text, Parse(text).ToString());

    [Fact]
    public void A_payload_has_a_bound_in_bytes_of_utf8()
    {
        Assert.Equal(100, Parse($"\"{new string('ü', 49)}\"").Utf8.Length);
        Assert.Equal("InvalidExecutionInput", Assert.Throws<ApiException>(() => Parse($"\"{new string('ü', 50)}\"")).Code);
    }

    [Fact]
    public void A_payload_has_a_bound_in_depth_within_which_its_value_can_be_read()
    {
        var deepest = Payloads.Parse(Nested(Payloads.DepthMax), 10_000, Errors.InvalidExecutionInput, "");
        Assert.Equal(Payloads.DepthMax, deepest.Value.Depth);
        Assert.Throws<ApiException>(() => Payloads.Parse(Nested(Payloads.DepthMax + 1), 10_000, Errors.InvalidExecutionInput, ""));
    }

    [Fact]
    public void Whatever_a_stranger_sends_is_a_payload_or_is_refused()
    {
        var random = new Random(2);
        const string Letters = "{}[]\",:\\ \n0123456789.eE+-truefalsnü😀'\u0001";
        for (var run = 0; run < 20_000; run++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => Letters[random.Next(Letters.Length)]));
            var failure = Record.Exception(() => Parse(text));
            Assert.True(failure is null or ApiException { Code: "InvalidExecutionInput" }, $"{text}: {failure}");
        }
    }

    [Fact]
    public void The_recorded_texts_are_given()
    {
        if (Conformance.Find("asl/test_sfn_api/test_invalid_start_execution_input.json") is not { } file)
        {
            Assert.Skip("The recorded cases are not beside the repository.");
            return;
        }
        using var json = JsonDocument.Parse(File.ReadAllText(file));
        var refused = json.RootElement.GetProperty("steps").EnumerateArray().Where(step => step.TryGetProperty("error", out _)).ToList();
        Assert.Equal(3, refused.Count);
        Assert.All(refused, step => Assert.Equal(
            step.GetProperty("error").GetProperty("Message").GetString(),
            Assert.Throws<ApiException>(() => Parse(step.GetProperty("params").GetProperty("input").GetString()!)).Message));
    }

    private static Json.JsonText Parse(string text) => Payloads.Parse(text, 100, Errors.InvalidExecutionInput, "Invalid execution input.");

    private static string Nested(int depth) => new string('[', depth) + new string(']', depth);
}
