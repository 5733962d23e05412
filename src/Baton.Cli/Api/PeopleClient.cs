using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Baton.Client;
using Baton.People.Http;

namespace Baton.Cli.Api;

/// <summary>Asks a running server about tasks for people and cases.</summary>
/// <param name="endpoint">The server's address.</param>
/// <param name="handler">Answers in tests; null for the network.</param>
/// <param name="user">Who acts; null for what the server takes then.</param>
/// <param name="groups">The groups of who acts, separated by commas.</param>
internal sealed class PeopleClient(Uri endpoint, HttpMessageHandler? handler, string? user, string? groups) : IDisposable
{
    private readonly HttpClient _http = new(handler ?? new SocketsHttpHandler { UseProxy = !endpoint.IsLoopback, ConnectTimeout = TimeSpan.FromSeconds(5) }, disposeHandler: handler is null)
    {
        BaseAddress = endpoint,
    };

    /// <exception cref="NotFoundException">There is no such thing.</exception>
    /// <exception cref="RefusedException">The server refuses; the message says why.</exception>
    public Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellationToken) => SendAsync(HttpMethod.Get, path, null, type, cancellationToken);

    /// <inheritdoc cref="GetAsync"/>
    public Task<T> ActAsync<T>(long task, string act, ActRequest request, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, FormattableString.Invariant($"tasks/{task}/{act}"), request, type, cancellationToken);

    public void Dispose() => _http.Dispose();

    private async Task<T> SendAsync<T>(HttpMethod method, string path, ActRequest? body, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, $"/api/{path}");
        if (body is not null) request.Content = new StringContent(JsonSerializer.Serialize(body, ApiJson.Default.ActRequest), Encoding.UTF8, "application/json");
        if (user is not null) request.Headers.TryAddWithoutValidation(HeaderActors.UserHeader, user);
        if (groups is not null) request.Headers.TryAddWithoutValidation(HeaderActors.GroupsHeader, groups);
        try
        {
            using var answer = await _http.SendAsync(request, cancellationToken);
            var text = await answer.Content.ReadAsStringAsync(cancellationToken);
            if (answer.IsSuccessStatusCode) return JsonSerializer.Deserialize(text, type)!;
            var reason = JsonSerializer.Deserialize(text, ApiJson.Default.ErrorView)!.Message;
            throw answer.StatusCode == HttpStatusCode.NotFound ? new NotFoundException(reason) : new RefusedException(reason);
        }
        catch (JsonException)
        {
            throw new RefusedException($"{endpoint} gives answers that are not understood: it is no Baton, or one of another version.");
        }
        catch (Exception e) when (e is HttpRequestException or SocketException) // the second of a connection that breaks while it is made
        {
            throw new StepFunctionsConnectionException(endpoint, e.Message, e);
        }
    }
}
