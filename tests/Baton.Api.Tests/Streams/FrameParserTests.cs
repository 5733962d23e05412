using System.Text;
using Baton.Api.Protocol;
using Baton.Api.Streams;
using Baton.Engine.Execution;
using Baton.Testing;

namespace Baton.Api.Tests.Streams;

public sealed class FrameParserTests
{
    private static readonly TaskToken Token = new(3, 4, 5, 6, 7);

    [Fact]
    public void A_frame_says_many_things_of_every_kind()
    {
        var frame = Parse($$$"""
            {"serve":[{"as":1,"activity":"arn:a","worker":"w","max":8,"holds":["{{{Token}}}","x"]},{"as":1,"max":0}],
             "results":[{"token":"{{{Token}}}","output":{"a":1}},{"token":"no token","error":"E","cause":"C"},{"token":"{{{Token}}}"}],
             "heartbeats":["{{{Token}}}"],"returns":["{{{Token}}}","y"],
             "starts":[{"id":9,"stateMachine":"arn:m","name":"n","input":[1],"wait":true},{"id":10}],
             "waits":[{"id":11,"execution":"arn:e"}]}
            """);
        Assert.Equal(["arn:a/w/8/2", "//0/0"], frame.Serves.Select(serve => $"{serve.ActivityArn}/{serve.WorkerName}/{serve.TasksMax}/{serve.Holds.Count}"));
        Assert.Equal([new StreamToken(Token, null), new StreamToken(default, "x")], frame.Serves[0].Holds);
        Assert.Equal([new StreamToken(Token, null), new StreamToken(default, "no token"), new StreamToken(Token, null)], frame.Results.Select(result => result.Token));
        Assert.Equal(["""{"a":1}""", null, null], frame.Results.Select(result => result.Output is { } output ? Encoding.UTF8.GetString(output) : null));
        Assert.Equal(("E", "C"), (frame.Results[1].Error, frame.Results[1].Cause));
        Assert.Equal(Token, Assert.Single(frame.Heartbeats).Token);
        Assert.Equal("y", frame.Returns[1].Unknown);
        Assert.Equal((9, "arn:m", "n", "[1]", true), (frame.Starts[0].Id, frame.Starts[0].StateMachineArn, frame.Starts[0].Name, Encoding.UTF8.GetString(frame.Starts[0].Input!), frame.Starts[0].Waits));
        Assert.Equal((10, null, null, null, false), (frame.Starts[1].Id, frame.Starts[1].StateMachineArn, frame.Starts[1].Name, frame.Starts[1].Input, frame.Starts[1].Waits));
        Assert.Equal(new StreamWait(11, "arn:e"), Assert.Single(frame.Waits));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("null")]
    [InlineData("\"ü\\u00fc\"")]
    [InlineData("{ \"a\" :\n [ 1.50, 1e3, {} ] }")]
    public void A_payload_is_the_bytes_that_came(string text) =>
        Assert.Equal(text, Encoding.UTF8.GetString(Parse($$$"""{"results":[{"output": {{{text}}} ,"token":"{{{Token}}}"}]}""").Results[0].Output!));

    [Fact]
    public void How_deep_a_payload_is_does_not_matter_here()
    {
        var deep = new string('[', 20_000) + new string(']', 20_000);
        Assert.Equal(40_000, Parse($$$"""{"results":[{"token":"t","output":{{{deep}}}}]}""").Results[0].Output!.Length);
    }

    [Theory]
    [InlineData("", "The frame is not JSON")]
    [InlineData("[]", "not a JSON object")]
    [InlineData("{\"results\":[]}x", "The frame is not JSON")]
    [InlineData("{\"result\":[]}", "'result' is no member of a frame")]
    [InlineData("{\"results\":{}}", "'results' is not a JSON array")]
    [InlineData("{\"results\":[1]}", "results[0] is not a JSON object")]
    [InlineData("{\"results\":[{\"token\":\"t\"},{\"output\":1}]}", "'token' is missing in results[1]")]
    [InlineData("{\"results\":[{\"token\":1}]}", "'token' in results[0] is not a string")]
    [InlineData("{\"results\":[{\"token\":\"t\",\"out\":1}]}", "'out' is no member of results[0]")]
    [InlineData("{\"results\":[{\"token\":\"t\",\"output\":1,\"error\":\"e\"}]}", "results[0] has an output and an error")]
    [InlineData("{\"results\":[{\"token\":\"\\ud800\"}]}", "is not UTF-8")]
    [InlineData("{\"heartbeats\":[1]}", "heartbeats[0] is not a string")]
    [InlineData("{\"starts\":[{}]}", "'id' is missing in starts[0]")]
    [InlineData("{\"starts\":[{\"id\":-1}]}", "'id' in starts[0] is -1")]
    [InlineData("{\"starts\":[{\"id\":1.5}]}", "'id' in starts[0] is not a whole number")]
    [InlineData("{\"starts\":[{\"id\":1,\"wait\":1}]}", "'wait' in starts[0] is not true or false")]
    [InlineData("{\"serve\":[{\"as\":1}]}", "'max' is missing in serve[0]")]
    [InlineData("{\"serve\":[{\"as\":1,\"max\":10001}]}", "'max' in serve[0] is 10001; expected 0 to 10000")]
    [InlineData("{\"waits\":[{\"execution\":\"e\"}]}", "'id' is missing in waits[0]")]
    public void What_is_no_frame_is_refused_with_the_place_and_the_reason(string text, string reason) =>
        Assert.Contains(reason, Assert.Throws<ApiException>(() => Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Whatever_a_stranger_sends_is_a_frame_or_is_refused() => Property.Check(2_000, random =>
    {
        var bytes = Encoding.UTF8.GetBytes($$$"""
            {"serve":[{"as":1,"activity":"a","max":8,"holds":["{{{Token}}}"]}],"results":[{"token":"{{{Token}}}","output":{"a":[1]}}],"starts":[{"id":9,"wait":true}],"waits":[{"id":1}]}
            """);
        for (var changes = random.Next(1, 6); changes > 0; changes--)
        {
            var at = random.Next(bytes.Length);
            bytes = random.Next(3) switch
            {
                0 => [.. bytes[..at], .. bytes[random.Next(at, bytes.Length)..]],
                1 => [.. bytes[..at], (byte)random.Next(256), .. bytes[at..]],
                _ => [.. bytes[..at], (byte)random.Next(256), .. bytes[(at + 1)..]],
            };
            if (bytes.Length == 0) bytes = [(byte)'{'];
        }
        try
        {
            FrameParser.Parse(bytes);
        }
        catch (ApiException e)
        {
            Assert.NotEmpty(e.Message);
        }
    });

    private static StreamFrame Parse(string text) => FrameParser.Parse(Encoding.UTF8.GetBytes(text));
}
