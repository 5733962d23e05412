using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using Baton.Client;
using Baton.Functions;

namespace Baton.Cli.Api;

/// <summary>Asks a running server about its functions.</summary>
/// <param name="endpoint">The server's address.</param>
/// <param name="handler">Answers in tests; null for the network.</param>
internal sealed class FunctionClient(Uri endpoint, HttpMessageHandler? handler) : IDisposable
{
    private readonly HttpClient _http = new(handler ?? new SocketsHttpHandler { UseProxy = !endpoint.IsLoopback, ConnectTimeout = TimeSpan.FromSeconds(5) }, disposeHandler: handler is null)
    {
        BaseAddress = endpoint,
        Timeout = Timeout.InfiniteTimeSpan, // an invocation takes as long as it takes
    };

    public async Task<FunctionView> PutAsync(string name, FunctionSettings settings, CancellationToken cancellationToken)
    {
        using var answer = await SendAsync(HttpMethod.Put, Path(name), JsonContent.Create(settings, FunctionJson.Default.FunctionSettings), cancellationToken);
        return (await answer.Content.ReadFromJsonAsync(FunctionJson.Default.FunctionView, cancellationToken))!;
    }

    public async Task<IReadOnlyList<FunctionView>> ListAsync(CancellationToken cancellationToken)
    {
        using var answer = await SendAsync(HttpMethod.Get, "/functions", null, cancellationToken);
        return (await answer.Content.ReadFromJsonAsync(FunctionJson.Default.IReadOnlyListFunctionView, cancellationToken))!;
    }

    public async Task<FunctionView> GetAsync(string name, CancellationToken cancellationToken)
    {
        using var answer = await SendAsync(HttpMethod.Get, Path(name), null, cancellationToken);
        return (await answer.Content.ReadFromJsonAsync(FunctionJson.Default.FunctionView, cancellationToken))!;
    }

    public async Task RemoveAsync(string name, CancellationToken cancellationToken) => (await SendAsync(HttpMethod.Delete, Path(name), null, cancellationToken)).Dispose();

    public async Task<string> LogsAsync(string name, CancellationToken cancellationToken)
    {
        using var answer = await SendAsync(HttpMethod.Get, Path(name) + "/logs", null, cancellationToken);
        return await answer.Content.ReadAsStringAsync(cancellationToken);
    }

    /// <summary>Invokes a function through the Invoke API.</summary>
    /// <returns>What it gave, and whether that is an error of the function.</returns>
    public async Task<(string Payload, bool HasFailed)> InvokeAsync(string name, string payload, CancellationToken cancellationToken)
    {
        var content = new StringContent(payload, Encoding.UTF8, "application/json");
        using var answer = await SendAsync(HttpMethod.Post, $"/2015-03-31/functions/{Uri.EscapeDataString(name)}/invocations", content, cancellationToken);
        return (await answer.Content.ReadAsStringAsync(cancellationToken), answer.Headers.Contains("X-Amz-Function-Error"));
    }

    public void Dispose() => _http.Dispose();

    private static string Path(string name) => $"/functions/{Uri.EscapeDataString(name)}";

    /// <exception cref="NotFoundException">There is no such function.</exception>
    /// <exception cref="RefusedException">The server refused; the message says why.</exception>
    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        try
        {
            using var request = new HttpRequestMessage(method, path) { Content = content };
            var answer = await _http.SendAsync(request, cancellationToken);
            if (answer.IsSuccessStatusCode) return answer;
            using (answer)
            {
                var text = (await answer.Content.ReadAsStringAsync(cancellationToken)).Trim();
                throw answer.StatusCode == HttpStatusCode.NotFound ? new NotFoundException(text) : new RefusedException(text.Length > 0 ? text : $"{endpoint} answered {(int)answer.StatusCode}.");
            }
        }
        catch (Exception e) when (e is HttpRequestException or SocketException) // the second of a connection that breaks while it is made
        {
            throw new StepFunctionsConnectionException(endpoint, e.Message, e);
        }
    }
}
