using System.Text;
using Baton.Api.Protocol;
using Baton.Json;

namespace Baton.Api.Tests;

public sealed class ResponseWriterTests
{
    [Fact]
    public void Times_are_seconds_with_milliseconds_and_payloads_are_text()
    {
        using var response = new ResponseWriter();
        response.Text("arn", "a");
        response.Time("at", DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_123));
        response.Time("whole", DateTimeOffset.FromUnixTimeSeconds(1_700_000_000));
        response.Payload("input", JsonText.Parse("""{"a": "<&'ü\n"}"""));
        Assert.Equal("""{"arn":"a","at":1700000000.123,"whole":1700000000,"input":"{\"a\": \"<&'ü\\n\"}"}""", Text(response));
    }

    [Fact]
    public void What_is_not_there_has_no_key()
    {
        using var response = new ResponseWriter();
        response.Text("a", null);
        response.Time("b", null);
        response.Payload("c", null);
        Assert.Equal("{}", Text(response));
    }

    private static string Text(ResponseWriter response) => Encoding.UTF8.GetString(response.Finish().Span);
}
