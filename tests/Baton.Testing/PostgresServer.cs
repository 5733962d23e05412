using System.Diagnostics;
using System.Globalization;

namespace Baton.Testing;

/// <summary>A PostgreSQL server of a test's own, on a socket in a folder that is gone afterwards.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string SharedMemory = "/dev/shm";

    private readonly string _folder = Directory.CreateTempSubdirectory("baton-postgres-").FullName;
    private readonly string[] _settings;
    private Process? _process;
    private int _databases;

    private PostgresServer(string[] settings)
    {
        if (Directory.Exists(SharedMemory))
        {
            Directory.Delete(_folder);
            _folder = Directory.CreateDirectory(Path.Combine(SharedMemory, Path.GetFileName(_folder))).FullName;
        }
        _settings = settings;
    }

    /// <summary>The folder that holds the cluster (<c>data</c>) and its socket.</summary>
    public string Folder => _folder;

    /// <summary>Makes a cluster and starts its server.</summary>
    /// <param name="settings">As in <c>postgresql.conf</c>, each <c>name=value</c>.</param>
    public static async Task<PostgresServer> StartAsync(params string[] settings)
    {
        var server = new PostgresServer(settings);
        await server.StartAsync();
        return server;
    }

    /// <summary>Starts the server again, with further settings.</summary>
    public async Task StartAsync(params IEnumerable<string> further)
    {
        var start = new ProcessStartInfo("bash") { RedirectStandardError = true };
        foreach (var argument in new[] { Path.Combine(RepositoryRoot(), "scripts", "lib", "postgres"), _folder }.Concat(_settings).Concat(further)) start.ArgumentList.Add(argument);
        _process = Process.Start(start) ?? throw new InvalidOperationException("The script that starts PostgreSQL did not start.");
        var said = new List<string>();
        while (await _process.StandardError.ReadLineAsync() is { } line)
        {
            said.Add(line);
            if (!line.Contains("ready to accept", StringComparison.Ordinal)) continue;
            _ = _process.StandardError.ReadToEndAsync(); // what it says later is read, so that it does not wait for a reader
            return;
        }
        throw new InvalidOperationException($"PostgreSQL did not start:\n{string.Join('\n', said)}");
    }

    /// <summary>The connection string of a database of the server.</summary>
    public string ConnectionString(string database) => $"Host={_folder};Username=postgres;Database={database}";

    /// <summary>A new, empty database.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> CreateDatabaseAsync(string? template = null)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"test_{Interlocked.Increment(ref _databases)}");
        await RunAsync("createdb", ["-T", template ?? "template0", name]);
        return ConnectionString(name);
    }

    /// <summary>Runs SQL as the superuser, outside of the store under test.</summary>
    /// <returns>What it gives, one line a row, the columns separated by bars.</returns>
    public async Task<string> SqlAsync(string connectionString, string sql) =>
        await RunAsync("psql", ["-X", "-A", "-t", "-q", "-v", "ON_ERROR_STOP=1", "-d", DatabaseOf(connectionString)], sql);

    /// <summary>Runs a program of PostgreSQL against this server and gives what it wrote.</summary>
    public async Task<string> RunAsync(string program, IEnumerable<string> arguments, string input = "")
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.Environment["PGHOST"] = _folder;
        start.Environment["PGUSER"] = "postgres";
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? (await output).TrimEnd('\n') : throw new InvalidOperationException($"{program} failed: {await errors}");
    }

    /// <summary>Stops the server: at once, with all sessions ended and all that was committed kept; or as a crash, which the next start recovers from.</summary>
    public async Task StopAsync(bool crash = false)
    {
        Signal(crash ? "QUIT" : "INT");
        await _process!.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    /// <summary>Sends the server process itself a signal.</summary>
    public void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", _process!.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null) await StopAsync(crash: true);
        Directory.Delete(_folder, recursive: true);
    }

    private static string DatabaseOf(string connectionString) => connectionString[(connectionString.LastIndexOf('=') + 1)..];

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Baton.slnx"))) folder = folder.Parent ?? throw new InvalidOperationException("The tests run inside the repository.");
        return folder.FullName;
    }
}
