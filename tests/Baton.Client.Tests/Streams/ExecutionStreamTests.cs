using Baton.Testing;

namespace Baton.Client.Tests.Streams;

public sealed class ExecutionStreamTests : IAsyncDisposable
{
    private const string Machine = "arn:aws:states:us-east-1:000000000000:stateMachine:m";
    private const string Execution = "arn:aws:states:us-east-1:000000000000:execution:m:n";

    private readonly FakeService _service = new();
    private ExecutionStream? _stream;

    public async ValueTask DisposeAsync()
    {
        if (_stream is not null) await _stream.DisposeAsync();
    }

    [Fact]
    public async Task An_execution_is_started_and_its_end_told()
    {
        var streams = new FakeStreams(_service);
        var started = Stream().StartExecutionAsync(new() { StateMachineArn = Machine, Name = "n" }, TestContext.Current.CancellationToken);
        var ended = Stream().RunExecutionAsync(new() { StateMachineArn = Machine, Name = "o", Input = """{ "a": 1.50 }""" }, TestContext.Current.CancellationToken);
        var stream = await streams.NextAsync();
        Assert.Equal($$"""{"id":1,"stateMachine":"{{Machine}}","name":"n"}""", (await stream.NextAsync("starts")).GetRawText());
        Assert.Equal($$"""{"id":2,"stateMachine":"{{Machine}}","name":"o","input":{ "a": 1.50 },"wait":true}""", (await stream.NextAsync("starts")).GetRawText());
        await stream.SendAsync($$"""{"started":[{"id":1,"execution":"{{Execution}}","at":1.5},{"id":2,"execution":"{{Execution}}","at":1.5}]}""");
        Assert.Equal(new StartExecutionResponse { ExecutionArn = Execution, StartDate = DateTimeOffset.UnixEpoch.AddSeconds(1.5) }, await started);
        await stream.SendAsync($$"""{"ended":[{"id":2,"execution":"{{Execution}}","status":"SUCCEEDED","at":2,"output":{"b": 2.50} }]}""");
        var end = await ended;
        Assert.Equal((ExecutionStatus.Succeeded, """{"b": 2.50}""", DateTimeOffset.UnixEpoch.AddSeconds(2)), (end.Status, end.Output, end.StopDate));
    }

    [Fact]
    public async Task What_was_not_answered_is_asked_again_once_it_is_connected_again()
    {
        var streams = new FakeStreams(_service);
        var running = Stream().RunExecutionAsync(new() { StateMachineArn = Machine }, TestContext.Current.CancellationToken);
        var known = Stream().RunExecutionAsync(new() { StateMachineArn = Machine, Name = "n" }, TestContext.Current.CancellationToken);
        var first = await streams.NextAsync();
        var name = (await first.NextAsync("starts")).GetProperty("name").GetString();
        await first.NextAsync("starts");
        await first.SendAsync($$"""{"started":[{"id":2,"execution":"{{Execution}}","at":1}]}""");
        await first.SendAsync("{}");
        first.Break();

        var second = await streams.NextAsync();
        Assert.Equal(name, (await second.NextAsync("starts")).GetProperty("name").GetString());
        Assert.Equal($$"""{"id":2,"execution":"{{Execution}}"}""", (await second.NextAsync("waits")).GetRawText());
        // The first start got through, its answer did not, and the execution has ended since.
        await second.SendAsync("""{"refused":[{"id":1,"error":"ExecutionAlreadyExists","message":""}]}""");
        var wait = await second.NextAsync("waits");
        Assert.EndsWith($":execution:m:{name}", wait.GetProperty("execution").GetString(), StringComparison.Ordinal);
        await second.SendAsync($$"""{"ended":[{"id":{{wait.GetProperty("id")}},"execution":"x","status":"FAILED","at":2,"error":"E","cause":"C"},{"id":2,"execution":"y","status":"SUCCEEDED","at":2}]}""");
        Assert.Equal(("E", "C"), ((await running).Error, (await running).Cause));
        Assert.Equal("y", (await known).ExecutionArn);
    }

    [Fact]
    public async Task What_is_refused_is_thrown()
    {
        var streams = new FakeStreams(_service);
        var running = Stream().RunExecutionAsync(new() { StateMachineArn = Machine, Name = "n" }, TestContext.Current.CancellationToken);
        await (await streams.NextAsync()).SendAsync("""{"refused":[{"id":1,"error":"ExecutionAlreadyExists","message":"taken"}]}""");
        Assert.Equal(("ExecutionAlreadyExists", "taken"), (await Assert.ThrowsAsync<StepFunctionsException>(() => running)) is var e ? (e.Code, e.Message) : default);
        await Assert.ThrowsAsync<ArgumentException>(() => Stream().RunExecutionAsync(new() { StateMachineArn = Machine, Input = "{" }, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_service_without_streams_says_so()
    {
        await Assert.ThrowsAsync<NotSupportedException>(() => Stream().RunExecutionAsync(new() { StateMachineArn = Machine }, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_is_waited_for_ends_with_the_stream()
    {
        var streams = new FakeStreams(_service);
        var waiting = Stream().WaitForExecutionAsync(Execution, TestContext.Current.CancellationToken);
        await (await streams.NextAsync()).NextAsync("waits");
        await _stream!.DisposeAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        _stream = null;
    }

    private ExecutionStream Stream() => _stream ??= new ExecutionStream(new()
    {
        Endpoint = new Uri("http://127.0.0.1:7070"),
        Handler = _service,
        TimeProvider = new ManualTime { PassedOverMax = TimeSpan.FromSeconds(5) },
    });
}
