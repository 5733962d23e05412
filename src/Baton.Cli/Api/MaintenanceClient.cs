using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Baton.Client;
using Baton.Server.Maintenance;

namespace Baton.Cli.Api;

/// <summary>Asks a running server for maintenance: a line of JSON at a time, the last of which says how it ended.</summary>
/// <param name="endpoint">The server's address.</param>
/// <param name="handler">Answers in tests; null for the network.</param>
internal sealed class MaintenanceClient(Uri endpoint, HttpMessageHandler? handler) : IDisposable
{
    private const string CutOff = "The server's answer was cut off: it was stopped, or the connection broke. Ask again.";

    private readonly HttpClient _http = new(handler ?? new SocketsHttpHandler { UseProxy = !endpoint.IsLoopback, ConnectTimeout = TimeSpan.FromSeconds(5) }, disposeHandler: handler is null)
    {
        BaseAddress = endpoint,
        Timeout = Timeout.InfiniteTimeSpan, // it takes as long as it takes, and tells how far it is
    };

    /// <exception cref="RefusedException">The server is of a version that has no maintenance.</exception>
    public async Task<ServerStatus> StatusAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/maintenance");
        using var response = await SendAsync(request, cancellationToken);
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        return (await JsonSerializer.DeserializeAsync(body, MaintenanceJson.Default.ServerStatus, cancellationToken))!;
    }

    /// <summary>Does something, and gives each line but the last.</summary>
    /// <param name="name">What: purge, verify, backup or resume.</param>
    /// <param name="order">What is asked for; null for nothing more than that.</param>
    /// <param name="file">Where the bytes go of which a line tells; null where none come.</param>
    /// <exception cref="RefusedException">The server refused or failed, or was stopped; the message says why.</exception>
    public async IAsyncEnumerable<MaintenanceLine> DoAsync(string name, PurgeOrder? order, Stream? file, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/maintenance/{name}");
        request.Content = new StringContent(order is null ? "{}" : JsonSerializer.Serialize(order, MaintenanceJson.Default.PurgeOrder), Encoding.UTF8, "application/json");
        using var response = await SendAsync(request, cancellationToken);
        await using var body = new BufferedStream(await response.Content.ReadAsStreamAsync(cancellationToken), 1 << 16);
        while (true)
        {
            var line = await ReadAsync(() => ReadLineAsync(body, cancellationToken));
            if (line.Error is { } error) throw new RefusedException(error);
            if (line.IsDone) yield break;
            if (line.FileBytes is { } bytes && file is not null) await CopyAsync(body, file, bytes, cancellationToken);
            yield return line;
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (response.IsSuccessStatusCode || response.StatusCode == System.Net.HttpStatusCode.BadRequest) return response;
            response.Dispose();
            throw new RefusedException($"{endpoint} answered {(int)response.StatusCode} to {request.RequestUri}: it is no Baton, or one of another version.");
        }
        catch (Exception e) when (e is HttpRequestException or SocketException) // the second of a connection that breaks while it is made
        {
            throw new StepFunctionsConnectionException(endpoint, e.Message, e);
        }
    }

    private static async Task<T> ReadAsync<T>(Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (Exception e) when (e is IOException or HttpRequestException or JsonException)
        {
            throw new RefusedException(CutOff);
        }
    }

    private static async Task<MaintenanceLine> ReadLineAsync(BufferedStream body, CancellationToken cancellationToken)
    {
        var (line, next) = (new List<byte>(), new byte[1]);
        while (true)
        {
            if (await body.ReadAsync(next, cancellationToken) == 0) throw new EndOfStreamException();
            if (next[0] == '\n') return JsonSerializer.Deserialize([.. line], MaintenanceJson.Default.MaintenanceLine)!;
            line.Add(next[0]);
        }
    }

    /// <exception cref="IOException">The file could not be written.</exception>
    private static async Task CopyAsync(BufferedStream body, Stream file, long bytes, CancellationToken cancellationToken)
    {
        var block = new byte[1 << 20];
        for (var left = bytes; left > 0;)
        {
            var read = await ReadAsync(async () => await body.ReadAsync(block.AsMemory(0, (int)Math.Min(left, block.Length)), cancellationToken));
            if (read == 0) throw new RefusedException(CutOff);
            await file.WriteAsync(block.AsMemory(0, read), cancellationToken);
            left -= read;
        }
    }
}
