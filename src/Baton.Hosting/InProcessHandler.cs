using System.Net;
using Baton.Client;
using Microsoft.AspNetCore.Http;

namespace Baton.Hosting;

/// <summary>Carries a client's requests to the API of this process, without a connection.</summary>
internal sealed class InProcessHandler(EmbeddedBaton baton) : HttpMessageHandler
{
    /// <summary>A client of the embedded service, with all its operations.</summary>
    public static StepFunctionsClient ClientOf(EmbeddedBaton baton, string region) => new(new StepFunctionsClientOptions
    {
        Endpoint = StepFunctionsClientOptions.DefaultEndpoint,
        Region = region,
        Credentials = new AwsCredentials("baton", "baton"),
        Handler = new InProcessHandler(baton),
        RequestTimeout = TimeSpan.FromMinutes(10), // nothing is lost on the way
    });

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var answer = new MemoryStream();
        var http = new DefaultHttpContext { RequestAborted = cancellationToken };
        http.Request.Method = request.Method.Method;
        http.Request.Path = request.RequestUri!.AbsolutePath;
        foreach (var (name, values) in request.Headers) http.Request.Headers[name] = values.ToArray();
        http.Request.ContentType = request.Content!.Headers.ContentType!.ToString();
        http.Request.Body = await request.Content.ReadAsStreamAsync(cancellationToken);
        http.Response.Body = answer;
        await baton.Service.HandleAsync(http);
        cancellationToken.ThrowIfCancellationRequested();
        return new HttpResponseMessage((HttpStatusCode)http.Response.StatusCode) { Content = new ByteArrayContent(answer.ToArray()), RequestMessage = request };
    }
}
