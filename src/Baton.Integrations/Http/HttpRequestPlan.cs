using System.Text;
using Baton.Json;
using Baton.Runtime.Tasks;

namespace Baton.Integrations.Http;

/// <summary>A request as it is sent: what the task says, with what the connection adds, which wins.</summary>
internal sealed class HttpRequestPlan
{
    private const string ContentType = "Content-Type";

    private readonly HttpCall _call;
    private readonly List<KeyValuePair<string, string>> _headers;
    private readonly Uri _uri;
    private readonly string? _body;

    private HttpRequestPlan(HttpCall call, ConnectionCredentials added, ConnectionCredentials written, string region, JsonText parameters)
    {
        _call = call;
        var body = Body(call, added, written, parameters);
        _body = body is null ? null : call.FormArrays is { } arrays && body is JsonObject form ? FormEncoding.Write(form, arrays) : body is JsonString text ? text.Value : body.ToString();
        _headers = [.. call.Headers.Where(header => !Has(added.Headers, header.Key)), .. written.Headers];
        if (_body is not null && !Has(_headers, ContentType) && !Has(added.Headers, ContentType))
        {
            _headers.Add(new(ContentType, call.FormArrays is null ? "application/json; charset=UTF-8" : "application/x-www-form-urlencoded"));
        }
        _headers.RemoveAll(header => header.Key.Equals("User-Agent", StringComparison.OrdinalIgnoreCase) || header.Key.Equals("Range", StringComparison.OrdinalIgnoreCase));
        _headers.Add(new("User-Agent", $"Amazon|StepFunctions|HttpInvoke|{region}"));
        _headers.Add(new("Range", "bytes=0-262144"));
        string[] query =
        [
            call.Endpoint.Query.TrimStart('?'), call.QueryText?.TrimStart('?') ?? "",
            FormEncoding.Write(call.Query.Where(pair => added.Query.All(other => other.Key != pair.Key)).Concat(written.Query)),
        ];
        _uri = new UriBuilder(call.Endpoint) { Query = string.Join('&', query.Where(part => part.Length > 0)), Fragment = "" }.Uri;
    }

    /// <param name="parameters">The task's parameters as they are told where they cannot be used.</param>
    /// <exception cref="HttpTaskException">What the connection adds to the body has no place in it.</exception>
    public static HttpRequestPlan Of(HttpCall call, ConnectionCredentials added, string region, JsonText parameters) => new(call, added, added, region, parameters);

    /// <summary>The request as it is told to those who are not to see what the connection added: that is left out, and what it took the place of too.</summary>
    public static HttpRequestPlan WithoutSecrets(HttpCall call, ConnectionCredentials added, string region, JsonText parameters) => new(call, added, new ConnectionCredentials(), region, parameters);

    public HttpRequestMessage ToMessage()
    {
        var message = new HttpRequestMessage(new HttpMethod(_call.Method), _uri);
        if (_body is not null) message.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(_body));
        foreach (var (name, value) in _headers)
        {
            if (message.Headers.TryAddWithoutValidation(name, value)) continue;
            (message.Content ??= new ByteArrayContent([])).Headers.TryAddWithoutValidation(name, value); // of the body, as Content-Language is
        }
        return message;
    }

    public HttpTraceRequest ToTrace() => new(_uri.Scheme, _call.Method, _uri.AbsoluteUri, HttpHeaderText.Shown(_headers), _body);

    private static JsonData? Body(HttpCall call, ConnectionCredentials added, ConnectionCredentials written, JsonText parameters)
    {
        if (added.Body.Count == 0) return call.Body;
        if (call.Body is not (null or JsonObject)) throw HttpTaskException.Parameters(parameters, "The value of the field 'RequestBody' must be an object, because the connection has body parameters");
        var own = ((JsonObject?)call.Body ?? JsonObject.Empty).Where(member => added.Body.All(pair => pair.Key != member.Key));
        return JsonObject.Of([.. own, .. written.Body.Select(pair => KeyValuePair.Create(pair.Key, JsonData.Of(pair.Value)))]);
    }

    private static bool Has(IEnumerable<KeyValuePair<string, string>> headers, string name) => headers.Any(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase));
}
