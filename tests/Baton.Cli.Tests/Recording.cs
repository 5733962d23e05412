using System.Text.Json;
using Baton.Client.Tests;

namespace Baton.Cli.Tests;

/// <summary>An execution that a Baton ran once, with its machine and its history, as the API told of them.</summary>
internal sealed class Recording
{
    private readonly JsonElement _root;

    private Recording(JsonElement root) => _root = root;

    public static Recording Read(string name) =>
        new(JsonDocument.Parse(File.ReadAllText(Path.Combine(Golden.Folder("Recorded"), $"{name}.json"))).RootElement);

    public JsonElement[] Events => [.. _root.GetProperty("events").EnumerateArray()];

    public string MachineArn => Text("machine", "stateMachineArn");

    public string ExecutionArn => Text("execution", "executionArn");

    public string Definition => Text("machine", "definition");

    /// <summary>A service that has this machine and this execution and nothing else.</summary>
    /// <param name="looks">How many events there are at the first look, the second…, and in the end all.</param>
    public FakeService Service(params int[] looks)
    {
        var look = -1;
        var service = new FakeService();
        service.On("ListStateMachines", () => FakeService.Ok(
            $$"""{"stateMachines":[{"stateMachineArn":"{{MachineArn}}","name":"{{Text("machine", "name")}}","type":"STANDARD","creationDate":1779541200}]}"""));
        service.On("DescribeStateMachine", call => call.Text("stateMachineArn") == MachineArn
            ? FakeService.Ok(_root.GetProperty("machine").GetRawText())
            : FakeService.Error("StateMachineDoesNotExist", $"State Machine Does Not Exist: '{call.Text("stateMachineArn")}'"));
        service.On("DescribeExecution", call =>
        {
            if (call.Text("executionArn") != ExecutionArn) return FakeService.Error("ExecutionDoesNotExist", $"Execution Does Not Exist: '{call.Text("executionArn")}'");
            return FakeService.Ok(++look < looks.Length ? Running() : _root.GetProperty("execution").GetRawText());
        });
        service.On("GetExecutionHistory", call => Page(call, look >= 0 && look < looks.Length ? looks[look] : Events.Length));
        return service;
    }

    private string Running() =>
        $$"""{"executionArn":"{{ExecutionArn}}","stateMachineArn":"{{MachineArn}}","status":"RUNNING","startDate":{{_root.GetProperty("execution").GetProperty("startDate").GetRawText()}}}""";

    private HttpResponseMessage Page(FakeCall call, int count)
    {
        var events = Events.Take(count);
        if (call.Body.TryGetProperty("reverseOrder", out var reverse) && reverse.GetBoolean()) events = events.Reverse();
        var skip = int.Parse(call.Text("nextToken") ?? "0", null);
        var size = call.Body.GetProperty("maxResults").GetInt32();
        var page = events.Skip(skip).Take(size).Select(happened => happened.GetRawText());
        var next = skip + size < count ? $",\"nextToken\":\"{skip + size}\"" : "";
        return FakeService.Ok($$"""{"events":[{{string.Join(',', page)}}]{{next}}}""");
    }

    private string Text(string part, string member) => _root.GetProperty(part).GetProperty(member).GetString()!;
}
