using System.Diagnostics;
using System.Globalization;

namespace Baton.Bench;

/// <summary>npm's jsonata in a Node process of its own, which evaluates when it is told and sleeps otherwise.</summary>
internal sealed class JsonataReference : IDisposable
{
    private readonly Process _node;

    /// <param name="folder">The folder of <c>perf.json</c>.</param>
    /// <exception cref="InvalidOperationException">The package is not installed.</exception>
    public JsonataReference(string folder)
    {
        var home = Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..", "bench", "Baton.Bench", "jsonata");
        if (!Directory.Exists(Path.Combine(home, "node_modules"))) throw new InvalidOperationException("npm's jsonata is missing: npm ci --prefix bench/Baton.Bench/jsonata");
        _node = Process.Start(new ProcessStartInfo("node", [Path.Combine(home, "reference.mjs"), folder])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
    }

    /// <summary>Whether the case gives what it must.</summary>
    public bool Check(int number) => Ask($"check {number}") == "true";

    /// <summary>The time that a number of evaluations takes.</summary>
    public TimeSpan Time(int number, int runs) => TimeSpan.FromMicroseconds(double.Parse(Ask($"time {number} {runs}"), CultureInfo.InvariantCulture) / 1000);

    public void Dispose()
    {
        _node.StandardInput.Close();
        _node.WaitForExit();
        _node.Dispose();
    }

    private string Ask(string line)
    {
        _node.StandardInput.WriteLine(line);
        _node.StandardInput.Flush();
        return _node.StandardOutput.ReadLine() ?? throw new InvalidOperationException("Node ended before it answered.");
    }
}
