using System.Net;
using System.Net.Http.Headers;
using Baton.Json;

namespace Baton.Conformance.Api;

/// <summary>Stands for the Lambda Invoke API: its functions do what the case says in words that they do.</summary>
internal sealed class FunctionStandIn(IEnumerable<JsonObject> functions) : HttpMessageHandler
{
    private const string Echo = "returns its input";
    private const string Greeting = "answers the 13 bytes \"HelloWorld!\" (a JSON string, quotes included)";

    private readonly Dictionary<string, string> _functions = functions.ToDictionary(function => function.Text("name")!, function => function.Text("does")!);

    /// <summary>Whether all functions do what this does too.</summary>
    public static bool Does(IEnumerable<JsonObject> functions) => functions.All(function => function.Text("does") is Echo or Greeting);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var name = Uri.UnescapeDataString(request.RequestUri!.Segments[^2].TrimEnd('/')).Split(':')[^1];
        if (!_functions.TryGetValue(name, out var does)) return new HttpResponseMessage(HttpStatusCode.NotFound);
        var input = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        var answer = new ByteArrayContent(does == Greeting ? "\"HelloWorld!\""u8.ToArray() : input.Length == 0 ? "{}"u8.ToArray() : input);
        answer.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = answer };
    }
}
