using System.Text;
using Baton.Server;

namespace Baton.Client.Tests;

/// <summary>A whole server in this process, on a free port and a folder of its own.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("baton-client-");
    private readonly CancellationTokenSource _stop = new();
    private readonly FirstLine _output = new();
    private readonly StringWriter _errors = new();
    private readonly Task<int> _running;

    private RunningServer() => _running = ServerProcess.RunAsync(new ServerOptions { DataFolder = _folder.FullName, Port = 0 }, _output, _errors, _stop.Token);

    public Uri Address { get; private set; } = null!;

    public static async Task<RunningServer> StartAsync()
    {
        var server = new RunningServer();
        await Task.WhenAny(server._output.Line, server._running);
        Assert.False(server._running.IsCompleted, server._errors.ToString());
        server.Address = new Uri((await server._output.Line).Split(' ')[^1]);
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        Assert.Equal(0, await _running);
        _stop.Dispose();
        _folder.Delete(recursive: true);
    }

    private sealed class FirstLine : StringWriter
    {
        private readonly TaskCompletionSource<string> _line = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<string> Line => _line.Task;

        public override Encoding Encoding => Encoding.UTF8;

        public override Task WriteLineAsync(string? value)
        {
            _line.TrySetResult(value!);
            return Task.CompletedTask;
        }
    }
}
