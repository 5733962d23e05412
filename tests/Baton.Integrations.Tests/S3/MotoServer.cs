using System.ComponentModel;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Amazon.Runtime;
using Amazon.S3;
using Baton.Integrations.S3;
using Baton.Integrations.S3.Buckets;

namespace Baton.Integrations.Tests.S3;

/// <summary>An S3 server of Python's moto on a free port, where moto is installed; tests that need it are skipped where it is not.</summary>
public sealed partial class MotoServer : IAsyncLifetime
{
    private const string Missing = "moto_server (Python's moto) is not installed on this machine.";

    private Process? _process;
    private Uri? _address;

    public async ValueTask InitializeAsync()
    {
        try
        {
            _process = Process.Start(new ProcessStartInfo("moto_server", ["-H", "127.0.0.1", "-p", "0"]) { RedirectStandardError = true, RedirectStandardOutput = true });
        }
        catch (Win32Exception)
        {
            return; // not installed: Address skips
        }
        var listens = new TaskCompletionSource<Uri?>();
        _process!.ErrorDataReceived += (_, line) => // the whole log is taken, or it would fill the pipe
        {
            if (line.Data is null) listens.TrySetResult(null);
            else if (Listening().Match(line.Data) is { Success: true } match) listens.TrySetResult(new Uri(match.Value));
        };
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
        _address = await listens.Task;
        // The SDK finds credentials by its chain; the environment is its first link that a test can set.
        Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", "test");
        Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", "test");
    }

    public Uri Address
    {
        get
        {
            Assert.SkipWhen(_process is null, Missing);
            return _address ?? throw new InvalidOperationException("moto_server ended before it listened.");
        }
    }

    public BucketCatalog Catalog() => new(new BucketOptions { S3Endpoint = Address });

    /// <summary>A plain client, to look at the server's side.</summary>
    public AmazonS3Client Client() => new(
        new BasicAWSCredentials("test", "test"),
        new AmazonS3Config { ServiceURL = Address.ToString(), ForcePathStyle = true, AuthenticationRegion = "us-east-1", RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED });

    public async ValueTask DisposeAsync()
    {
        if (_process is null) return;
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Listening();
}
