using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Baton.Conformance.Asl;

/// <summary>A process of moto, which stands for the services that recorded executions call; started when it is first needed.</summary>
internal static class Moto
{
    private static readonly Lazy<Uri?> Started = new(Start);

    /// <summary>Where it listens; null where it is not installed.</summary>
    public static Uri? Address => Started.Value;

    private static Uri? Start()
    {
        var port = FreePort();
        var start = new ProcessStartInfo("moto_server", ["-H", "127.0.0.1", "-p", $"{port}"]) { RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["MOTO_ACCOUNT_ID"] = "000000000000"; // the account of the recordings
        try
        {
            var process = Process.Start(start)!;
            AppDomain.CurrentDomain.ProcessExit += (_, _) => process.Kill(entireProcessTree: true);
            using var isUp = new ManualResetEventSlim();
            DataReceivedEventHandler look = (_, line) =>
            {
                if (line.Data?.Contains("Running on", StringComparison.Ordinal) == true) isUp.Set();
            };
            process.OutputDataReceived += look;
            process.ErrorDataReceived += look;
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            if (!isUp.Wait(TimeSpan.FromMinutes(1))) throw new InvalidOperationException("moto_server does not come up within a minute.");
            return new Uri($"http://127.0.0.1:{port}");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
