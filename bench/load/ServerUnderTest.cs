using System.Diagnostics;
using System.Net;
using Baton.Load.Http;

namespace Baton.Load;

/// <summary>A server in a process of its own, with its default (durable) settings, on a data folder and a free port of its own.</summary>
internal sealed class ServerUnderTest : IAsyncDisposable
{
    private readonly Process _process;

    private ServerUnderTest(Process process, IPEndPoint address, TimeSpan startup)
    {
        _process = process;
        Address = address;
        Startup = startup;
    }

    public IPEndPoint Address { get; }

    public int Id => _process.Id;

    /// <summary>From the start of the process until it said that it listens.</summary>
    public TimeSpan Startup { get; }

    /// <exception cref="InvalidOperationException">The server did not start; it has said why on standard error.</exception>
    public static async Task<ServerUnderTest> StartAsync(LoadOptions options, DataFolder folder)
    {
        var start = new ProcessStartInfo(options.Server, ["serve", "--data", folder.Path, "--port", "0"]) { RedirectStandardOutput = true };
        foreach (var (name, value) in folder.Settings) start.Environment[name] = value;
        var began = Stopwatch.GetTimestamp();
        var process = Process.Start(start)!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (!line.StartsWith("Baton listens on http://", StringComparison.Ordinal)) continue;
            var server = new ServerUnderTest(process, IPEndPoint.Parse(line["Baton listens on http://".Length..]), Stopwatch.GetElapsedTime(began));
            _ = process.StandardOutput.ReadToEndAsync(); // so that it never waits for a reader
            return server;
        }
        process.Dispose();
        throw new InvalidOperationException($"{options.Server} did not start.");
    }

    public Task<ApiConnection> ConnectAsync() => ApiConnection.OpenAsync(Address);

    /// <summary>SIGKILL: nothing is drained or closed.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) await KillAsync();
        _process.Dispose();
    }
}
