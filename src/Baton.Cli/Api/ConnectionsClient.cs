using System.Net.Http.Headers;
using System.Net.Sockets;
using Baton.Client;
using Baton.Json;

namespace Baton.Cli.Api;

/// <summary>Asks a server about connections, in EventBridge's words: JSON objects there and back.</summary>
/// <param name="endpoint">The server's address.</param>
/// <param name="region">The region of the connections.</param>
/// <param name="host">The world around.</param>
internal sealed class ConnectionsClient(Uri endpoint, string region, CliHost host) : IDisposable
{
    private readonly HttpClient _http = new(host.Handler ?? new SocketsHttpHandler { UseProxy = !endpoint.IsLoopback, ConnectTimeout = TimeSpan.FromSeconds(5) }, disposeHandler: host.Handler is null);

    /// <param name="operation">The name without its prefix, like <c>CreateConnection</c>.</param>
    /// <exception cref="RefusedException">The server refused; the message names the error.</exception>
    /// <exception cref="StepFunctionsConnectionException">The server was not reached.</exception>
    public async Task<JsonObject> CallAsync(string operation, JsonObject request, CancellationToken cancellationToken)
    {
        var body = request.ToUtf8();
        using var message = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = new ByteArrayContent(body) };
        message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-amz-json-1.1");
        message.Headers.Add("X-Amz-Target", $"AWSEvents.{operation}");
        new SigV4Signer(region, "events").Sign(message, body, AwsCredentials.FromEnvironment() ?? new AwsCredentials("baton", "baton"), host.Time.GetUtcNow());
        try
        {
            using var response = await _http.SendAsync(message, cancellationToken);
            var answer = JsonData.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken)) as JsonObject ?? JsonObject.Empty;
            return response.IsSuccessStatusCode ? answer : throw new RefusedException($"{Text(answer, "__type")}: {Text(answer, "message")}");
        }
        catch (Exception e) when (e is HttpRequestException or SocketException or JsonFormatException)
        {
            throw new StepFunctionsConnectionException(endpoint, e.Message, e);
        }
    }

    public void Dispose() => _http.Dispose();

    public static string Text(JsonObject of, string name) => (of[name] as JsonString)?.Value ?? "";
}
