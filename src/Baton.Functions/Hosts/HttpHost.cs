using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Baton.Client;
using Baton.Functions.Invocations;
using Baton.Json;

namespace Baton.Functions.Hosts;

/// <summary>Posts invocations to an address that takes them as the Invoke API does: a function's own (push), or a service with many (forward).</summary>
internal sealed class HttpHost : IFunctionHost
{
    /// <summary>Marks what was forwarded, so that it does not go round in a circle.</summary>
    public const string ForwardedHeader = "X-Baton-Forwarded";

    private const string PushPath = "/2015-03-31/functions/function/invocations";

    /// <summary>What requests are signed with where no keys are configured: emulators look at the region and service of a signature and not at its key.</summary>
    private static readonly AwsCredentials AnyKey = new("baton", "baton");

    private readonly string _name;
    private readonly FunctionSettings _settings;
    private readonly FunctionOptions _options;
    private readonly Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> _sendAsync;
    private readonly TimeProvider _clock;
    private readonly SemaphoreSlim _places;
    private int _open;

    public HttpHost(string name, FunctionSettings settings, FunctionOptions options, HttpClient http, TimeProvider clock)
    {
        (_name, _settings, _options, _clock) = (name, settings, options, clock);
        _sendAsync = settings.Endpoint is null ? (request, cancellationToken) => http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken) : options.CallAsync;
        _places = new SemaphoreSlim(Places);
    }

    public FunctionStatus Status => new() { Waiting = Math.Max(0, Open - Running), Running = Running, Problem = Address is null ? NoAddress : null };

    public int Open => Volatile.Read(ref _open);

    private int Places => _settings.Concurrency ?? 1;

    private int Running => Places - _places.CurrentCount;

    private bool IsForward => _settings.Kind == FunctionKind.Forward;

    private Uri? Address => _settings.Endpoint ?? (IsForward ? _options.ForwardEndpoint : null);

    private string NoAddress => $"The function '{_name}' is forwarded, and nobody says where to: give it an endpoint, or start the server with Baton__Endpoints__lambda=http://HOST:PORT.";

    public Task StartAsync() => Task.CompletedTask;

    public bool TryChange(FunctionSettings settings) => false;

    public async Task<FunctionResult> RunAsync(FunctionInvocation invocation, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _open);
        try
        {
            if (!await _places.WaitAsync(_settings.Wait, cancellationToken))
                throw FunctionException.TooMany(FormattableString.Invariant($"Rate Exceeded: {Places} invocations of {_name} run, and none ended within {_settings.WaitSeconds} s."));
            try
            {
                return await PostAsync(invocation, Address ?? throw FunctionException.Service(NoAddress), cancellationToken);
            }
            finally
            {
                _places.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }

    /// <summary>What was posted comes to its end by itself.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<FunctionResult> PostAsync(FunctionInvocation invocation, Uri address, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(_settings.Timeout, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        using var request = Request(invocation, address);
        try
        {
            using var answer = await _sendAsync(request, either.Token);
            await using var stream = await answer.Content.ReadAsStreamAsync(either.Token);
            var body = await BoundedBody.ReadAsync(stream, FunctionInvocation.PayloadBytesMax, either.Token);
            return body is null ? FunctionResult.TooLarge() : Result(answer, body);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return FunctionResult.TimedOut(invocation.RequestId, _settings.Timeout);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException)
        {
            throw FunctionException.Service($"The function '{_name}' cannot be reached at {address}: {e.Message}");
        }
    }

    private HttpRequestMessage Request(FunctionInvocation invocation, Uri address)
    {
        var function = invocation.Function;
        var to = new UriBuilder(address);
        if (IsForward)
        {
            to.Path = $"{address.AbsolutePath.TrimEnd('/')}/2015-03-31/functions/{function.Name}/invocations";
            to.Query = function.Qualifier is null ? "" : $"Qualifier={Uri.EscapeDataString(function.Qualifier)}";
        }
        else if (address.PathAndQuery == "/")
        {
            to.Path = PushPath;
        }
        var body = invocation.Payload.ToArray();
        var request = new HttpRequestMessage(HttpMethod.Post, to.Uri) { Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } } };
        void Add(string name, string? value)
        {
            if (value is not null) request.Headers.TryAddWithoutValidation(name, value);
        }

        Add("X-Amz-Invocation-Type", "RequestResponse");
        Add("X-Amz-Client-Context", invocation.ClientContext);
        Add("X-Amz-Log-Type", invocation.WantsLog ? "Tail" : null);
        if (IsForward)
        {
            Add(ForwardedHeader, "1");
            new SigV4Signer(_options.Region, "lambda").Sign(request, body, _options.Credentials ?? AnyKey, _clock.GetUtcNow());
        }
        Add("X-Amzn-Trace-Id", invocation.TraceId); // not signed, because proxies add to it
        return request;
    }

    private FunctionResult Result(HttpResponseMessage answer, byte[] body)
    {
        string? Header(string name) => answer.Headers.TryGetValues(name, out var values) ? string.Join(",", values) : null;
        if (answer.IsSuccessStatusCode)
        {
            // The emulator in container images tells of a function that failed in the body alone.
            var error = Header("X-Amz-Function-Error") ?? (!IsForward && IsError(body) ? "Unhandled" : null);
            return new FunctionResult(body, error) { Log = Log(Header("X-Amz-Log-Result")), ExecutedVersion = Header("X-Amz-Executed-Version") };
        }
        if (!IsForward && IsError(body)) return FunctionResult.Failed(body);
        var status = (int)answer.StatusCode;
        var message = (Parsed(body) as JsonObject) is { } told ? ((told["Message"] ?? told["message"]) as JsonString)?.Value : null;
        message ??= $"The function '{_name}' at {Address} answered {status}.";
        throw IsForward && Header("x-amzn-ErrorType")?.Split(':')[0] is { Length: > 0 } code ? new FunctionException(code, status, message)
            : answer.StatusCode == HttpStatusCode.TooManyRequests ? FunctionException.TooMany(message)
            : FunctionException.Service(message);
    }

    /// <summary>Whether a body is what a runtime says of a function that failed: an object with the type and the message of the error.</summary>
    private static bool IsError(byte[] body) => Parsed(body) is JsonObject error && error["errorType"] is JsonString && error["errorMessage"] is JsonString;

    private static JsonData? Parsed(byte[] body)
    {
        if (body.Length == 0 || body.Length > 256 * 1024 || body[0] != '{') return null; // no error is so long
        try
        {
            return JsonData.Parse(body);
        }
        catch (JsonFormatException)
        {
            return null;
        }
    }

    private static ReadOnlyMemory<byte>? Log(string? base64)
    {
        var log = new byte[base64?.Length ?? 0];
        return base64 is not null && Convert.TryFromBase64String(base64, log, out var bytes) ? log.AsMemory(0, bytes) : null;
    }
}
