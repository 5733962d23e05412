using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Baton.Functions.Hosts;

/// <summary>A worker of a hosted function as a process, which ends when the server does, however that ends (<c>worker.sh</c>).</summary>
internal sealed class WorkerProcess : IDisposable
{
    private const int SignalBase = 128;

    /// <summary>What of the server's environment functions get; the rest may be secret.</summary>
    private static readonly string[] Inherited = ["PATH", "HOME", "USER", "LANG", "LC_ALL", "TZ", "TMPDIR", "DOTNET_ROOT", "NODE_PATH", "SSL_CERT_FILE", "SSL_CERT_DIR"];

    private static readonly Lazy<string> Script = new(() =>
    {
        using var reader = new StreamReader(typeof(WorkerProcess).Assembly.GetManifestResourceStream("worker.sh")!);
        return reader.ReadToEnd();
    });

    private readonly Process _process;

    private WorkerProcess(Process process) => _process = process;

    /// <exception cref="IOException">It cannot be started; the message says why.</exception>
    public static WorkerProcess Start(FunctionSettings settings, string log, IEnumerable<KeyValuePair<string, string>> environment)
    {
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardInput = true, RedirectStandardOutput = true, WorkingDirectory = settings.Directory ?? "" };
        string[] arguments = ["-c", Script.Value, "baton-worker", log, .. settings.Command!];
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.Environment.Clear();
        foreach (var name in Inherited)
        {
            if (Environment.GetEnvironmentVariable(name) is { } value) start.Environment[name] = value;
        }
        foreach (var (name, value) in environment) start.Environment[name] = value;
        try
        {
            return new WorkerProcess(Process.Start(start)!);
        }
        catch (Win32Exception e)
        {
            throw new IOException(settings.Directory is null ? e.Message : $"{e.Message} (in {settings.Directory})", e);
        }
    }

    /// <summary>Waits until it has ended.</summary>
    /// <returns>How, in the words of Lambda.</returns>
    public async Task<string> ExitAsync()
    {
        await _process.WaitForExitAsync();
        return _process.ExitCode > SignalBase
            ? FormattableString.Invariant($"Runtime exited with error: signal {_process.ExitCode - SignalBase}")
            : _process.ExitCode == 0 ? "Runtime exited without providing a reason" : FormattableString.Invariant($"Runtime exited with error: exit status {_process.ExitCode}");
    }

    /// <summary>The process id of the worker itself; null where it ended before it had one.</summary>
    public async Task<int?> ReadIdAsync() => int.TryParse(await _process.StandardOutput.ReadLineAsync(), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    /// <summary>Ends it and all that it started, with a moment to do it themselves.</summary>
    public void End()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (Exception e) when (e is IOException or InvalidOperationException)
        {
            // it has ended
        }
    }

    public void Dispose()
    {
        End();
        _process.Dispose();
    }
}
