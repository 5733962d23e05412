using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
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

    public async Task<TResponse> CallAsync<TRequest, TResponse>(
        Call call, TRequest request, JsonTypeInfo<TRequest> requestType, JsonTypeInfo<TResponse> responseType, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(request, requestType);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await AttemptAsync(call, body, responseType, cancellationToken);
            }
            catch (Exception failure) when (_settings.Retries.Allows(failure, attempt, call.IsRepeatable))
            {
                await Task.Delay(_settings.Retries.DelayAfter(attempt), _settings.Time, cancellationToken);
            }
        }
    }

    /// <summary>Asks for a stream of the service's own protocol.</summary>
    /// <param name="path">Where it is asked for.</param>
    /// <param name="protocol">What is spoken on it.</param>
    /// <returns>The stream, both ways; null where the service does not have it.</returns>
    /// <exception cref="StepFunctionsConnectionException">The service was not reached, or cannot serve now.</exception>
    public async Task<Stream?> UpgradeAsync(string path, string protocol, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(_settings.RequestTimeout, _settings.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        var address = new UriBuilder(_settings.Endpoint) { Path = _settings.Endpoint.AbsolutePath.TrimEnd('/') + path }.Uri;
        using var request = new HttpRequestMessage(HttpMethod.Get, address) { Version = HttpVersion.Version11, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        request.Headers.Add("Connection", "Upgrade");
        request.Headers.Add("Upgrade", protocol);
        _signer.Sign(request, ReadOnlyMemory<byte>.Empty, await _settings.Credentials(cancellationToken), _settings.Time.GetUtcNow());
        try
        {
            var response = await _http.SendAsync(request, either.Token);
            if (response.StatusCode == HttpStatusCode.SwitchingProtocols) return await response.Content.ReadAsStreamAsync(either.Token);
            using (response)
            {
                return RetryRule.IsTransient(response.StatusCode) ? throw new HttpRequestException($"HTTP {(int)response.StatusCode}") : null;
            }
        }
        catch (OperationCanceledException e) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new StepFunctionsConnectionException(_settings.Endpoint, $"{_settings.Endpoint} did not open a stream within {_settings.RequestTimeout.TotalSeconds:0.#} s.", e);
        }
        catch (Exception e) when (IsBroken(e))
        {
            throw new StepFunctionsConnectionException(_settings.Endpoint, $"{_settings.Endpoint} did not open a stream: {e.Message}", e);
        }
    }

    public void Dispose() => _http.Dispose();

    /// <summary>Whether a connection failed. Of one that breaks while it is made, the handler lets the socket's own failure through.</summary>
    private static bool IsBroken(Exception failure) => failure is HttpRequestException or IOException or SocketException;

    private async Task<TResponse> AttemptAsync<TResponse>(Call call, byte[] body, JsonTypeInfo<TResponse> responseType, CancellationToken cancellationToken)
    {
        var (operation, endpoint, timeout, _) = call;
        using var deadline = new CancellationTokenSource(timeout, _settings.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        using var request = await SignedAsync(call, body, cancellationToken);
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
            throw new StepFunctionsConnectionException(endpoint, $"{endpoint} did not answer {operation} within {timeout.TotalSeconds:0.#} s.", e);
        }
        catch (Exception e) when (IsBroken(e))
        {
            throw new StepFunctionsConnectionException(endpoint, $"{endpoint} did not answer {operation}: {e.Message}", e);
        }
        catch (JsonException e)
        {
            throw new StepFunctionsConnectionException(endpoint, $"{endpoint} answered {operation} with something else than its response: {e.Message}", e);
        }
    }

    private async ValueTask<HttpRequestMessage> SignedAsync(Call call, byte[] body, CancellationToken cancellationToken)
    {
        var credentials = await _settings.Credentials(cancellationToken);
        var request = new HttpRequestMessage(HttpMethod.Post, call.Endpoint) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = ContentType;
        request.Headers.Add("X-Amz-Target", call.Operation.Contains('.', StringComparison.Ordinal) ? call.Operation : $"AWSStepFunctions.{call.Operation}");
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
