using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;

namespace Baton.Client.Tests;

/// <summary>A call as it came over the wire.</summary>
internal sealed record FakeCall(string Operation, JsonElement Body, HttpRequestMessage Request)
{
    public string? Text(string member) => Body.TryGetProperty(member, out var value) ? value.GetString() : null;
}

/// <summary>The service's side of the wire: a test says what each operation answers, and waits for the calls that it expects.</summary>
internal sealed class FakeService : HttpMessageHandler
{
    private readonly ConcurrentDictionary<string, Func<FakeCall, CancellationToken, Task<HttpResponseMessage>>> _answers = new();
    private readonly ConcurrentDictionary<string, Channel<FakeCall>> _calls = new();
    private readonly ConcurrentQueue<FakeCall> _log = new();

    public IReadOnlyList<FakeCall> Log => [.. _log];

    public static HttpResponseMessage Ok(string json = "{}") => Answer(HttpStatusCode.OK, json);

    public static HttpResponseMessage Error(string code, string message = "", HttpStatusCode status = HttpStatusCode.BadRequest) =>
        Answer(status, JsonSerializer.Serialize(new { __type = code, message }));

    public static HttpResponseMessage Answer(HttpStatusCode status, string text) =>
        new(status) { Content = new StringContent(text, Encoding.UTF8, "application/x-amz-json-1.0") };

    public FakeService On(string operation, Func<FakeCall, CancellationToken, Task<HttpResponseMessage>> answer)
    {
        _answers[operation] = answer;
        return this;
    }

    public FakeService On(string operation, Func<FakeCall, HttpResponseMessage> answer) => On(operation, (call, _) => Task.FromResult(answer(call)));

    /// <summary>One answer after the other, the last one for ever.</summary>
    public FakeService On(string operation, params Func<HttpResponseMessage>[] answers)
    {
        var next = -1;
        return On(operation, _ => answers[Math.Min(Interlocked.Increment(ref next), answers.Length - 1)]());
    }

    /// <summary>The next call of an operation that was not taken yet, waiting for it.</summary>
    public async Task<FakeCall> NextAsync(string operation) =>
        await Calls(operation).Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(60));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var isOperation = request.Headers.TryGetValues("X-Amz-Target", out var targets);
        var operation = isOperation ? targets!.Single().Replace("AWSStepFunctions.", "", StringComparison.Ordinal) : $"{request.Method} {request.RequestUri!.AbsolutePath}";
        var body = isOperation ? JsonDocument.Parse(await request.Content!.ReadAsByteArrayAsync(cancellationToken)).RootElement : default;
        var call = new FakeCall(operation, body, request);
        _log.Enqueue(call);
        Calls(operation).Writer.TryWrite(call);
        if (_answers.TryGetValue(operation, out var answer)) return await answer(call, cancellationToken);
        return isOperation ? Ok() : Answer(HttpStatusCode.NotFound, "There is nothing else here.");
    }

    private Channel<FakeCall> Calls(string operation) => _calls.GetOrAdd(operation, _ => Channel.CreateUnbounded<FakeCall>());
}
