using Baton.Integrations.Http;
using Baton.Integrations.Outgoing;
using Baton.Integrations.Tests.Aws;
using Baton.Json;
using Baton.Runtime;
using Baton.Runtime.Connections;
using Baton.Runtime.Tasks;
using Microsoft.Extensions.Logging.Abstractions;

namespace Baton.Integrations.Tests.Http;

/// <summary>The integration on a registry of connections in memory, with a gate that is open to this machine.</summary>
internal sealed class HttpHarness : IAsyncDisposable
{
    public const string ApiKeyArn = "arn:aws:events:us-east-1:000000000000:connection/key/1";

    private readonly WorkflowRuntime _runtime;
    private readonly OutgoingGate _gate;

    private HttpHarness(bool isOpen)
    {
        var options = new OutgoingOptions();
        if (isOpen && AllowedTarget.TryParse("127.0.0.0/8", out var local)) options.Allow.Add(local);
        _gate = new OutgoingGate(options);
        _runtime = new WorkflowRuntime(
            new MemoryStore(new MemoryDisk(), Clock), new RuntimeOptions { Secrets = SecretKeys.Parse(SecretKeys.NewKey()) }, [], Clock, NullLoggerFactory.Instance);
        Integration = new HttpIntegration(_gate, _runtime.Connections, 256 * 1024, Clock);
    }

    public ManualTime Clock { get; } = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));

    public HttpIntegration Integration { get; }

    public ConnectionRegistry Connections => _runtime.Connections;

    /// <summary>With the connection <see cref="ApiKeyArn"/>, which sets the header X-Key.</summary>
    public static async Task<HttpHarness> StartAsync(bool isOpen = true)
    {
        var harness = new HttpHarness(isOpen);
        await harness.ConnectAsync(ApiKeyArn, Connection.ApiKey, """{"ApiKeyAuthParameters":{"ApiKeyName":"X-Key","ApiKeyValue":"key-secret"}}""");
        return harness;
    }

    /// <summary>Makes a connection of what EventBridge calls AuthParameters.</summary>
    public async Task ConnectAsync(string arn, string type, string parameters) => Assert.NotNull(
        await Connections.CreateAsync(arn, "us-east-1", arn.Split('/')[1], null, type, (JsonObject)JsonData.Parse(parameters), CancellationToken.None));

    /// <summary>What a task needs beside what a test says.</summary>
    public static string Parameters(Uri endpoint, string rest = "", string method = "GET", string arn = ApiKeyArn) =>
        $$"""{"ApiEndpoint":"{{endpoint}}","Method":"{{method}}","Authentication":{"ConnectionArn":"{{arn}}"}{{(rest.Length == 0 ? "" : "," + rest)}}}""";

    public Task<TaskOutcome> DoAsync(string parameters) => Integration.DoAsync("http:invoke", parameters);

    public Task<JsonObject> SucceedsAsync(string parameters) => Integration.SucceedsAsync("http:invoke", parameters);

    /// <returns>The error and the cause.</returns>
    public async Task<(string Error, string Cause)> FailsAsync(string parameters)
    {
        var failed = await Integration.FailsAsync("http:invoke", parameters);
        return (failed.Error!, failed.Cause!);
    }

    public async ValueTask DisposeAsync()
    {
        await _runtime.DisposeAsync();
        _gate.Dispose();
    }
}
