using System.Diagnostics;

namespace Baton.Cli.Tests;

/// <summary><c>baton</c> as a process of its own: what only one can show.</summary>
public sealed class ProcessTests : IDisposable
{
    private readonly Folder _folder = new();

    [Fact]
    public async Task Time_passes_unless_it_is_virtual()
    {
        var file = _folder.Add("wait.asl.yaml", "StartAt: W\nStates: {W: {Type: Wait, Seconds: 1, End: true}}");
        var clock = Stopwatch.StartNew();
        using var baton = Start("run", file, "--input", "7");
        var output = await baton.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await baton.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, baton.ExitCode);
        Assert.True(clock.Elapsed >= TimeSpan.FromSeconds(1));
        Assert.Contains("SUCCEEDED after ", output, StringComparison.Ordinal);
        Assert.EndsWith("\n7\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_interrupt_ends_a_run_that_waits()
    {
        var file = _folder.Add("wait.asl.json", """{ "StartAt": "W", "States": { "W": { "Type": "Wait", "Seconds": 86400, "End": true } } }""");
        using var baton = Start("run", file);
        var entered = await baton.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        Assert.EndsWith("● W", entered, StringComparison.Ordinal);
        using (var interrupt = Process.Start("kill", ["-INT", baton.Id.ToString(null as IFormatProvider)])) await interrupt.WaitForExitAsync(TestContext.Current.CancellationToken);
        await baton.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal((ExitCodes.Interrupted, ""), (baton.ExitCode, await baton.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task Standard_input_is_checked_and_the_exit_code_tells()
    {
        using var baton = Start("validate", "-");
        await baton.StandardInput.WriteAsync("StartAt: A\nStates:\n  A: {Type: Pass, Next: B}\n");
        baton.StandardInput.Close();
        var output = await baton.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await baton.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, baton.ExitCode);
        Assert.Contains("standard input:3:19: error MISSING_TRANSITION_TARGET: Missing 'Next' target: B (/States/A/Next)\n", output, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Starts it as a terminal would: what runs in the background of a script ignores interrupts, and so would its children.</summary>
    private static Process Start(params string[] args) =>
        Process.Start(new ProcessStartInfo("env", ["--default-signal=INT", "dotnet", Path.Combine(AppContext.BaseDirectory, "baton.dll"), .. args])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
}
