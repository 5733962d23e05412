using System.Diagnostics;

namespace Baton.Store.Tests;

/// <summary>Another process that writes to a store, which is a folder or a connection string: see <c>Baton.Store.CrashChild</c>.</summary>
internal sealed class ChildProcess : IDisposable
{
    /// <summary>The exit code after SIGKILL.</summary>
    public const int Killed = 128 + 9;

    private readonly Process _process;

    public ChildProcess(params string[] arguments) : this(arguments, [])
    {
    }

    public ChildProcess(string[] arguments, Dictionary<string, string> environment)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Baton.Store.CrashChild.dll"), .. arguments]) { RedirectStandardOutput = true };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        _process = Process.Start(start) ?? throw new InvalidOperationException("The child process did not start.");
    }

    public int Id => _process.Id;

    /// <summary>The next line that the child says; null when it has ended.</summary>
    public async Task<string?> ReadLineAsync(CancellationToken cancel) => await _process.StandardOutput.ReadLineAsync(cancel);

    /// <summary>All that the child still says.</summary>
    public async Task<string[]> ReadToEndAsync(CancellationToken cancel) =>
        (await _process.StandardOutput.ReadToEndAsync(cancel)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Kills the child where it stands and gives what it had still said.</summary>
    public async Task<string[]> KillAsync(CancellationToken cancel)
    {
        _process.Kill();
        var rest = await ReadToEndAsync(cancel);
        await _process.WaitForExitAsync(cancel);
        return rest;
    }

    public async Task<int> ExitCodeAsync(CancellationToken cancel)
    {
        await _process.WaitForExitAsync(cancel);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }
}
