using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Baton.Conformance.Asl;

/// <summary>A process of moto, which stands for the services that recorded executions call; started when it is first needed.</summary>
internal static partial class Moto
{
    private static readonly Lazy<Uri?> Started = new(Start);

    /// <summary>Where it listens; null where it is not installed.</summary>
    public static Uri? Address => Started.Value;

    private static Uri? Start()
    {
        var start = new ProcessStartInfo("moto_server", ["-H", "127.0.0.1", "-p", "0"]) { RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["MOTO_ACCOUNT_ID"] = "000000000000"; // the account of the recordings
        try
        {
            var process = Process.Start(start)!;
            AppDomain.CurrentDomain.ProcessExit += (_, _) => process.Kill(entireProcessTree: true);
            var listens = new TaskCompletionSource<Uri>();
            process.ErrorDataReceived += (_, line) => // the whole log is taken, or it would fill the pipe
            {
                if (line.Data is null) listens.TrySetException(new InvalidOperationException("moto_server ended before it listened."));
                else if (Listening().Match(line.Data) is { Success: true } match) listens.TrySetResult(new Uri(match.Value));
            };
            process.BeginErrorReadLine();
            process.BeginOutputReadLine();
            return listens.Task.GetAwaiter().GetResult();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Listening();
}
