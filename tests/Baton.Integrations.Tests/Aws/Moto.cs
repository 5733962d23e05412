using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Baton.Integrations.Aws;

[assembly: AssemblyFixture(typeof(Baton.Integrations.Tests.Aws.Moto))]

namespace Baton.Integrations.Tests.Aws;

/// <summary>A process of moto, which stands for the services of AWS; tests that need it are skipped where it is not installed.</summary>
public sealed class Moto : IAsyncLifetime
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false });

    private System.Diagnostics.Process? _process;
    private Uri? _address;

    /// <summary>Everything goes to moto.</summary>
    public AwsIntegration Integration
    {
        get
        {
            Assert.SkipWhen(_address is null, "moto_server is not installed: pip install 'moto[server]'.");
            var options = new IntegrationOptions { JobPollInterval = TimeSpan.FromMilliseconds(50) };
            options.Endpoints[IntegrationOptions.AnyService] = _address;
            return new AwsIntegration(Http, options, TimeProvider.System);
        }
    }

    public async ValueTask InitializeAsync()
    {
        var port = FreePort();
        try
        {
            _process = System.Diagnostics.Process.Start(new ProcessStartInfo("moto_server", ["-H", "127.0.0.1", "-p", $"{port}"]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return; // not installed
        }
        var started = new TaskCompletionSource();
        _process.OutputDataReceived += (_, line) => Look(line.Data);
        _process.ErrorDataReceived += (_, line) => Look(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await started.Task.WaitAsync(TimeSpan.FromSeconds(60));
        _address = new Uri($"http://127.0.0.1:{port}");

        void Look(string? line)
        {
            if (line?.Contains("Running on", StringComparison.Ordinal) == true) started.TrySetResult();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is null) return;
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
