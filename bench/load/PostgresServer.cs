using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Baton.Load;

/// <summary>A PostgreSQL server with its default settings, on a cluster and a free port of the loopback interface of its own.</summary>
internal sealed class PostgresServer : IDisposable
{
    private const string Ready = "ready to accept connections";

    private readonly Process _process;
    private readonly string _folder;

    /// <exception cref="InvalidOperationException">It did not start; it has said why on standard error.</exception>
    public PostgresServer(string folder)
    {
        _folder = Directory.CreateDirectory(folder).FullName;
        var port = FreePort();
        ConnectionString = $"Host=127.0.0.1;Port={port};Username=postgres;Database=postgres";
        _process = Process.Start(new ProcessStartInfo("scripts/lib/postgres", [_folder, "listen_addresses=127.0.0.1", $"port={port}"]) { RedirectStandardError = true })!;
        while (_process.StandardError.ReadLine() is { } line)
        {
            if (!line.Contains(Ready, StringComparison.Ordinal)) continue;
            _ = _process.StandardError.ReadToEndAsync(); // so that it never waits for a reader
            return;
        }
        throw new InvalidOperationException("PostgreSQL did not start.");
    }

    public string ConnectionString { get; }

    public string TablesFolder => Path.Combine(_folder, "data", "base");

    /// <summary>Ends it as a crash does: what it holds is thrown away.</summary>
    public void Dispose()
    {
        using (_process)
        using (var signal = Process.Start("kill", ["-QUIT", $"{_process.Id}"]))
        {
            signal.WaitForExit();
            _process.WaitForExit();
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
