using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Baton.Integrations.Tests.Aws;

/// <summary>An HTTP server that answers as a test wants, and remembers what it was asked.</summary>
internal sealed class LocalService : IAsyncDisposable
{
    private readonly WebApplication _app;

    private LocalService(Func<HttpContext, string, Task> answer, IPAddress? address, int port)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(address ?? IPAddress.Loopback, port));
        _app = builder.Build();
        _app.Run(async http =>
        {
            var body = await new StreamReader(http.Request.Body, Encoding.UTF8).ReadToEndAsync();
            Requests.Enqueue(new Asked(http.Request.Method, $"{http.Request.Path}{http.Request.QueryString}", http.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase), body));
            await answer(http, body);
        });
    }

    public System.Collections.Concurrent.ConcurrentQueue<Asked> Requests { get; } = [];

    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public static async Task<LocalService> StartAsync(Func<HttpContext, string, Task> answer, IPAddress? address = null, int port = 0)
    {
        var service = new LocalService(answer, address, port);
        await service._app.StartAsync();
        return service;
    }

    /// <summary>A server that always answers the same.</summary>
    public static Task<LocalService> StartAsync(int status, string body, params (string Name, string Value)[] headers) => StartAsync((http, _) =>
    {
        http.Response.StatusCode = status;
        foreach (var (name, value) in headers) http.Response.Headers[name] = value;
        return http.Response.WriteAsync(body);
    });

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}

internal sealed record Asked(string Method, string Path, IReadOnlyDictionary<string, string> Headers, string Body);
