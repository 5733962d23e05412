using System.Text.Json.Serialization.Metadata;
using Baton.Client.Json;
using Baton.Client.Transport;

namespace Baton.Client;

/// <summary>
/// A client of the Step Functions API: Baton's, AWS's or any other's. One instance serves all threads for as long as the process lives.
/// </summary>
/// <remarks>
/// Every operation throws <see cref="StepFunctionsException"/> when the service refuses, and <see cref="StepFunctionsConnectionException"/>
/// when it does not answer; both only after the repetitions that <see cref="StepFunctionsClientOptions"/> allows.
/// </remarks>
public sealed partial class StepFunctionsClient : IDisposable
{
    private readonly ClientSettings _settings;
    private readonly JsonTransport _transport;

    /// <summary>A client whose options come from the environment.</summary>
    public StepFunctionsClient()
        : this(new StepFunctionsClientOptions())
    {
    }

    /// <exception cref="ArgumentException">An address is no address, or credentials are missing for an endpoint that is not on this machine.</exception>
    public StepFunctionsClient(StepFunctionsClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _settings = ClientSettings.From(options);
        _transport = new JsonTransport(_settings, options.Handler);
    }

    public Uri Endpoint => _settings.Endpoint;

    public string Region => _settings.Region;

    public void Dispose() => _transport.Dispose();

    /// <returns>A stream of many tasks, results and starts at a time; null where the service does not have that.</returns>
    internal Task<Stream?> OpenStreamAsync(CancellationToken cancellationToken) => _transport.UpgradeAsync("/worker-stream", "baton-worker-stream/1", cancellationToken);

    private Task<TResponse> CallAsync<TRequest, TResponse>(
        string operation, TRequest request, JsonTypeInfo<TRequest> requestType, JsonTypeInfo<TResponse> responseType, CancellationToken cancellationToken)
        where TRequest : class
    {
        ArgumentNullException.ThrowIfNull(request);
        return _transport.CallAsync(new Call(operation, _settings.Endpoint, _settings.RequestTimeout), request, requestType, responseType, cancellationToken);
    }

    private static WireJson Wire => WireJson.Default;
}
