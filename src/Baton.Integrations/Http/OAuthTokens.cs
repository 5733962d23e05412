using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Baton.Integrations.Outgoing;
using Baton.Json;
using Baton.Runtime.Connections;

namespace Baton.Integrations.Http;

/// <summary>
/// Tokens by client credentials (RFC 6749, 4.4), in memory only: fetched when one is needed, used until shortly before they expire, fetched anew when an
/// API refuses one. Whoever asks while one is being fetched waits for that one.
/// </summary>
internal sealed class OAuthTokens(OutgoingGate gate, TimeProvider clock)
{
    /// <summary>How long before its end a token is not used any more, so that none expires on its way; of short-lived ones at most half their life.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(30);

    /// <summary>How long a token is used of which nobody says how long it is good.</summary>
    private static readonly TimeSpan UnknownLife = TimeSpan.FromHours(1);

    private const int AnswerBytesMax = 64 * 1024;

    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <param name="parameters">The connection's OAuthParameters.</param>
    /// <param name="rejected">A token that is good no more, whatever was said of it; null for none.</param>
    /// <exception cref="HttpTaskException">No token was to be had.</exception>
    public async Task<string> GetAsync(Connection connection, JsonObject parameters, string? rejected, CancellationToken cancellationToken)
    {
        var entry = _entries.GetOrAdd(connection.Arn, static _ => new Entry());
        await entry.Turn.WaitAsync(cancellationToken);
        try
        {
            if (entry.Token is { } known && entry.Token != rejected && entry.OfUpdate == connection.UpdatedAt && clock.GetUtcNow() < entry.GoodUntil) return known;
            var (token, life) = await FetchAsync(connection, parameters, cancellationToken);
            (entry.Token, entry.OfUpdate, entry.GoodUntil) = (token, connection.UpdatedAt, clock.GetUtcNow() + life - (life > 2 * Margin ? Margin : life / 2));
            return token;
        }
        finally
        {
            entry.Turn.Release();
        }
    }

    private async Task<(string Token, TimeSpan Life)> FetchAsync(Connection connection, JsonObject parameters, CancellationToken cancellationToken)
    {
        var where = $"The authorization endpoint of connection '{connection.Name}'";
        try
        {
            using var request = Request(parameters);
            using var response = await gate.SendAsync(request, cancellationToken);
            var answer = await HttpAnswer.ReadAsync(response, AnswerBytesMax, cancellationToken);
            if (answer.StatusCode is >= 400 and < 500) throw HttpTaskException.InvalidState($"{where} refused its client: {answer.StatusCode} {answer.StatusText}.");
            if (!answer.IsSuccess) throw HttpTaskException.Internal($"{where} answered {answer.StatusCode} {answer.StatusText}.");
            return Token(answer.IsTooLong ? null : answer.ParsedBody as JsonObject) ?? throw HttpTaskException.Internal($"{where} answered without an access_token.");
        }
        catch (OutgoingRefusedException e)
        {
            throw HttpTaskException.Internal($"{where} is not called. {e.Message}", e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException)
        {
            throw HttpTaskException.Internal($"{where} could not be reached.", e);
        }
    }

    private static HttpRequestMessage Request(JsonObject parameters)
    {
        var extra = HttpParameters.Of(parameters["OAuthHttpParameters"]);
        var client = (JsonObject)parameters["ClientParameters"]!;
        // Servers refuse two ways at once: who has the client in a header says so by that header.
        var hasHeader = extra.Headers.Any(header => header.Key.Equals("Authorization", StringComparison.OrdinalIgnoreCase));
        KeyValuePair<string, string>[] ours = hasHeader
            ? [new("grant_type", "client_credentials")]
            : [new("grant_type", "client_credentials"), new("client_id", ConnectionAuthorizer.Text(client["ClientID"])), new("client_secret", ConnectionAuthorizer.Text(client["ClientSecret"]))];
        var form = ours.Where(pair => extra.Body.All(other => other.Key != pair.Key)).Concat(extra.Body).ToList();

        var method = ConnectionAuthorizer.Text(parameters["HttpMethod"]);
        var uri = new UriBuilder(ConnectionAuthorizer.Text(parameters["AuthorizationEndpoint"]));
        uri.Query = string.Join('&', new[] { uri.Query.TrimStart('?'), FormEncoding.Write(method == "GET" ? extra.Query.Concat(form) : extra.Query) }.Where(part => part.Length > 0));
        var request = new HttpRequestMessage(new HttpMethod(method), uri.Uri);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (method != "GET") request.Content = new StringContent(FormEncoding.Write(form), Encoding.UTF8, "application/x-www-form-urlencoded");
        foreach (var (name, value) in extra.Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value)) request.Content?.Headers.TryAddWithoutValidation(name, value);
        }
        return request;
    }

    private static (string Token, TimeSpan Life)? Token(JsonObject? answer)
    {
        if (answer?["access_token"] is not JsonString { Value: { Length: > 0 } token } || !HttpHeaderText.IsValue(token)) return null;
        var seconds = answer["expires_in"] switch
        {
            JsonNumber number => number.Value,
            JsonString text when double.TryParse(text.Value, System.Globalization.CultureInfo.InvariantCulture, out var number) => number, // some servers
            _ => double.NaN,
        };
        return (token, seconds is >= 0 and <= 315_360_000 ? TimeSpan.FromSeconds(seconds) : UnknownLife);
    }

    private sealed class Entry
    {
        public SemaphoreSlim Turn { get; } = new(1, 1);

        public string? Token { get; set; }

        public DateTimeOffset GoodUntil { get; set; }

        public DateTimeOffset OfUpdate { get; set; }
    }
}
