using System.Net;
using System.Net.Http.Headers;
using Baton.Conformance.Asl;
using Baton.Integrations;
using Baton.Integrations.Lambda;

namespace Baton.Conformance.Api;

/// <summary>Stands for the Lambda Invoke API: its functions do what the case says in words that they do.</summary>
internal sealed class FunctionStandIn(AslCase test) : HttpMessageHandler
{
    /// <summary>The real integration, in front of a stand-in for the functions of a case.</summary>
    public static LambdaIntegration Integration(AslCase test)
    {
        var options = new IntegrationOptions();
        options.Endpoints["lambda"] = new Uri("http://lambda.stand-in");
        return new LambdaIntegration(new HttpClient(new FunctionStandIn(test)), options, TimeProvider.System);
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var name = Uri.UnescapeDataString(request.RequestUri!.Segments[^2].TrimEnd('/')).Split(':')[^1];
        var does = test.Functions.FirstOrDefault(function => function.Text("name") == name)?.Text("does");
        var input = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        return does switch
        {
            "returns its input" => Answer(input.Length == 0 ? "{}"u8.ToArray() : input),
            "answers the 13 bytes \"HelloWorld!\" (a JSON string, quotes included)" => Answer("\"HelloWorld!\""u8.ToArray()),
            _ => new HttpResponseMessage(HttpStatusCode.NotFound),
        };
    }

    private static HttpResponseMessage Answer(byte[] payload)
    {
        var content = new ByteArrayContent(payload);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = content };
    }
}
