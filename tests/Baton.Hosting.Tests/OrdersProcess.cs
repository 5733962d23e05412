using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Baton.Hosting.Tests;

/// <summary>The example application as a process of its own: its own Kestrel, its own SQLite file, killed when a test says so.</summary>
internal sealed partial class OrdersProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly List<string> _log = [];

    private OrdersProcess(Process process) => _process = process;

    public HttpClient Http { get; } = new();

    public string Log
    {
        get
        {
            lock (_log) return string.Join('\n', _log);
        }
    }

    /// <summary>Starts it on a folder, and waits until it listens.</summary>
    public static async Task<OrdersProcess> StartAsync(string folder)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "Orders.exe" : "Orders"), ["--urls", "http://127.0.0.1:0", "--Data", folder]) { RedirectStandardOutput = true, RedirectStandardError = true };
        var listening = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        var process = new Process { StartInfo = start, EnableRaisingEvents = true };
        var orders = new OrdersProcess(process);
        void Heard(string? line)
        {
            if (line is null) return;
            lock (orders._log) orders._log.Add(line);
            if (Address().Match(line) is { Success: true } address) listening.TrySetResult(new Uri(address.Groups[1].Value));
        }
        process.OutputDataReceived += (_, said) => Heard(said.Data);
        process.ErrorDataReceived += (_, said) => Heard(said.Data);
        process.Exited += (_, _) => listening.TrySetException(new InvalidOperationException($"The application ended before it listened:\n{orders.Log}"));
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        orders.Http.BaseAddress = await listening.Task;
        return orders;
    }

    /// <summary>SIGKILL: no time to write or say anything.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) await KillAsync();
        _process.Dispose();
        Http.Dispose();
    }

    [GeneratedRegex(@"Now listening on: (http://\S+)")]
    private static partial Regex Address();
}
