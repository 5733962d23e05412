using System.Globalization;

namespace Baton.Load;

/// <summary>What Linux says of processes and of the whole machine (proc(5)); times in seconds of processor time, in ticks of 10 ms.</summary>
internal static class Machine
{
    private const double TicksPerSecond = 100;

    /// <summary>User and system time that a process has used.</summary>
    public static double CpuSeconds(int process)
    {
        var fields = File.ReadAllText($"/proc/{process}/stat").Split(") ")[1].Split(' ');
        return (Number(fields[11]) + Number(fields[12])) / TicksPerSecond;
    }

    /// <summary>The time in which any processor was busy: user, nice, system, interrupts.</summary>
    public static double BusySeconds()
    {
        var fields = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..];
        return (Number(fields[0]) + Number(fields[1]) + Number(fields[2]) + Number(fields[5]) + Number(fields[6])) / TicksPerSecond;
    }

    public static double ResidentBytes(int process) => Status(process, "VmRSS:");

    /// <summary>The most that was ever resident.</summary>
    public static double PeakResidentBytes(int process) => Status(process, "VmHWM:");

    public static double FolderBytes(string folder) => new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);

    private static double Status(int process, string field) =>
        1024 * Number(File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith(field, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
