using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Baton.Integrations.Tests.Http;

/// <summary>A server that writes what a test wants, byte by byte, whether that is HTTP or not.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _loop;
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _accepted = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public RawServer(Func<Socket, CancellationToken, Task> answer)
    {
        _listener.Start();
        _loop = RunAsync(answer);
    }

    /// <summary>A server that writes one text and closes.</summary>
    public RawServer(string answer)
        : this((socket, stop) => WriteAsync(socket, answer, stop))
    {
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    /// <summary>Done when somebody connected.</summary>
    public Task Accepted => _accepted.Task;

    /// <summary>Done when a request was read.</summary>
    public Task Asked => _asked.Task;

    public static async Task WriteAsync(Socket socket, string text, CancellationToken cancellationToken) => await socket.SendAsync(Encoding.Latin1.GetBytes(text), cancellationToken);

    /// <summary>Waits until the server is to end.</summary>
    public static Task NeverAsync(CancellationToken cancellationToken) => new TaskCompletionSource().Task.WaitAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _loop;
        _stopping.Dispose();
    }

    private async Task RunAsync(Func<Socket, CancellationToken, Task> answer)
    {
        var all = new List<Task>();
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync(_stopping.Token);
                _accepted.TrySetResult();
                all.Add(ServeAsync(socket, answer));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(all);
        }
    }

    private async Task ServeAsync(Socket socket, Func<Socket, CancellationToken, Task> answer)
    {
        using (socket)
        {
            try
            {
                var read = "";
                for (var block = new byte[4096]; !read.Contains("\r\n\r\n", StringComparison.Ordinal);)
                {
                    var count = await socket.ReceiveAsync(block, _stopping.Token);
                    if (count == 0) return;
                    read += Encoding.Latin1.GetString(block, 0, count);
                }
                _asked.TrySetResult();
                await answer(socket, _stopping.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException)
            {
                // The other side has heard enough.
            }
        }
    }
}
