using System.Net;
using System.Net.Sockets;

namespace Baton.Integrations.Tests.S3;

/// <summary>Passes connections on to a server, and after so many bytes of answers cuts each, or falls silent.</summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Uri _server;
    private readonly int _bytesMax;
    private readonly bool _silently;
    private readonly Task _running;
    private int _cut;

    public CuttingProxy(Uri server, int bytesMax, bool silently = false)
    {
        (_server, _bytesMax, _silently) = (server, bytesMax, silently);
        _listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");
        _running = AcceptAsync();
    }

    public Uri Address { get; }

    /// <summary>How many connections were cut.</summary>
    public int Cut => _cut;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var passing = new List<Task>();
        try
        {
            while (true) passing.Add(PassAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(passing);
        }
    }

    private async Task PassAsync(TcpClient client)
    {
        using var near = client;
        using var far = new TcpClient();
        try
        {
            await far.ConnectAsync(_server.Host, _server.Port, _stop.Token);
            var asking = near.GetStream().CopyToAsync(far.GetStream(), _stop.Token);
            var block = new byte[16 * 1024];
            for (int left = _bytesMax, read; (read = await far.GetStream().ReadAsync(block, _stop.Token)) > 0; left -= read)
            {
                await near.GetStream().WriteAsync(block.AsMemory(0, Math.Min(read, left)), _stop.Token);
                if (read < left) continue;
                Interlocked.Increment(ref _cut);
                if (_silently) await asking; // until the client gives up
                return;
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            return; // one of the two sides has closed, or the test is over
        }
    }
}
