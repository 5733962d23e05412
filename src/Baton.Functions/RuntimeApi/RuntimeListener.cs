using System.Net;
using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Baton.Functions.RuntimeApi;

/// <summary>A port of its own on the loopback address: <c>AWS_LAMBDA_RUNTIME_API</c> has room for a host and a port and nothing else, so the port is what tells runtimes apart.</summary>
internal sealed class RuntimeListener : IAsyncDisposable
{
    private readonly KestrelServer _server;
    private readonly SocketTransportFactory _sockets;

    private RuntimeListener(ILoggerFactory loggers, int port)
    {
        var options = new KestrelServerOptions { AddServerHeader = false, ResponseHeaderEncodingSelector = _ => Encoding.UTF8 };
        options.Limits.MaxRequestBodySize = null; // whoever reads it bounds it
        options.Listen(IPAddress.Loopback, port);
        _sockets = new SocketTransportFactory(Options.Create(new SocketTransportOptions()), loggers);
        _server = new KestrelServer(Options.Create(options), _sockets, loggers);
    }

    public int Port { get; private set; }

    /// <summary>What runtimes get as <c>AWS_LAMBDA_RUNTIME_API</c>.</summary>
    public string Address => FormattableString.Invariant($"{IPAddress.Loopback}:{Port}");

    /// <param name="port">The port; 0 for any that is free.</param>
    /// <exception cref="IOException">The port is in use.</exception>
    public static async Task<RuntimeListener> StartAsync(int port, RequestDelegate handle, ILoggerFactory loggers)
    {
        var listener = new RuntimeListener(loggers, port);
        try
        {
            await listener._server.StartAsync(new Application(handle), CancellationToken.None);
        }
        catch (IOException)
        {
            await listener.DisposeAsync();
            throw;
        }
        listener.Port = new Uri(listener._server.Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port;
        return listener;
    }

    /// <summary>Closes the port and every connection to it.</summary>
    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync(new CancellationToken(canceled: true));
        _server.Dispose();
    }

    private sealed class Application(RequestDelegate handle) : IHttpApplication<HttpContext>
    {
        public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

        public Task ProcessRequestAsync(HttpContext context) => handle(context);

        public void DisposeContext(HttpContext context, Exception? exception)
        {
        }
    }
}
