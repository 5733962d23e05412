using System.Diagnostics;

namespace Baton.Load;

/// <summary>What was used between two moments.</summary>
/// <param name="Seconds">Wall clock.</param>
/// <param name="ServerCpuMs">Processor time of the server; 0 where it is in this process.</param>
/// <param name="LoadCpuMs">Processor time of this process.</param>
/// <param name="OthersCores">Processors that all other programs used.</param>
internal sealed record Usage(double Seconds, double ServerCpuMs, double LoadCpuMs, double OthersCores)
{
    /// <summary>Begins to measure; call the result to end it.</summary>
    /// <param name="server">The process of the server; null where it is this one.</param>
    public static Func<Usage> Begin(int? server)
    {
        var (began, busy, load, of) = (Stopwatch.GetTimestamp(), Machine.BusySeconds(), Machine.CpuSeconds(Environment.ProcessId), Server());
        return () =>
        {
            var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
            var (loadUsed, serverUsed) = (Machine.CpuSeconds(Environment.ProcessId) - load, Server() - of);
            return new Usage(seconds, 1000 * serverUsed, 1000 * loadUsed, Math.Max(0, (Machine.BusySeconds() - busy - loadUsed - serverUsed) / seconds));
        };

        double Server() => server is { } process ? Machine.CpuSeconds(process) : 0;
    }
}
