using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Baton.Client.Transport;

/// <summary>One call of the JSON 1.0 protocol: signed, sent, tried again where that can help.</summary>
internal sealed class JsonTransport : IDisposable
{
    private static readonly MediaTypeHeaderValue ContentType = new("application/x-amz-json-1.0");

    private readonly ClientSettings _settings;
    private readonly HttpMessageInvoker _http;
    private readonly SigV4Signer _signer;

    public JsonTransport(ClientSettings settings, HttpMessageHandler? handler)
    {
        _settings = settings;
        _http = handler is null ? new HttpMessageInvoker(OwnHandler(settings.Endpoint)) : new HttpMessageInvoker(handler, disposeHandler: false);
        _signer = new SigV4Signer(settings.Region, "states");
    }

    /// <param name="operation">An operation of the Step Functions API, or with its prefix one that is not.</param>
    public async Task<TResponse> CallAsync<TRequest, TResponse>(
        string operation, TRequest request, JsonTypeInfo<TRequest> requestType, JsonTypeInfo<TResponse> responseType, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(request, requestType);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await AttemptAsync(operation, body, responseType, timeout, cancellationToken);
            }
            catch (Exception failure) when (_settings.Retries.Allows(failure, attempt))
            {
                await Task.Delay(_settings.Retries.DelayAfter(attempt), _settings.Time, cancellationToken);
            }
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<TResponse> AttemptAsync<TResponse>(
        string operation, byte[] body, JsonTypeInfo<TResponse> responseType, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(timeout, _settings.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        using var request = await SignedAsync(operation, body, cancellationToken);
        try
        {
            using var response = await _http.SendAsync(request, either.Token);
            var answer = await response.Content.ReadAsByteArrayAsync(either.Token);
            return response.IsSuccessStatusCode
                ? JsonSerializer.Deserialize(answer, responseType) ?? throw new JsonException("Expected an object, found null.")
                : throw ErrorAnswer.Read(response.StatusCode, answer);
        }
        catch (OperationCanceledException e) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new StepFunctionsConnectionException(_settings.Endpoint, $"{_settings.Endpoint} did not answer {operation} within {timeout.TotalSeconds:0.#} s.", e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new StepFunctionsConnectionException(_settings.Endpoint, $"{_settings.Endpoint} did not answer {operation}: {e.Message}", e);
        }
        catch (JsonException e)
        {
            throw new StepFunctionsConnectionException(_settings.Endpoint, $"{_settings.Endpoint} answered {operation} with something else than its response: {e.Message}", e);
        }
    }

    private async ValueTask<HttpRequestMessage> SignedAsync(string operation, byte[] body, CancellationToken cancellationToken)
    {
        var credentials = await _settings.Credentials(cancellationToken);
        var request = new HttpRequestMessage(HttpMethod.Post, _settings.Endpoint) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = ContentType;
        request.Headers.Add("X-Amz-Target", operation.Contains('.', StringComparison.Ordinal) ? operation : $"AWSStepFunctions.{operation}");
        _signer.Sign(request, body, credentials, _settings.Time.GetUtcNow());
        return request;
    }

    private static SocketsHttpHandler OwnHandler(Uri endpoint) => new()
    {
        ConnectTimeout = TimeSpan.FromSeconds(5),
        // Addresses behind a name change; a connection that lives for ever would not see it.
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        // A proxy set for the outside does not reach this machine.
        UseProxy = !endpoint.IsLoopback,
        UseCookies = false,
    };
}
