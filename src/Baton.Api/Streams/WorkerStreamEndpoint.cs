using Baton.Api.Protocol;
using Baton.Runtime;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Baton.Api.Streams;

/// <summary>
/// <c>GET /worker-stream</c> with <c>Upgrade: baton-worker-stream/1</c>: the connection becomes a worker's stream. What is refused is
/// refused like a request of the API.
/// </summary>
/// <param name="runtime">Does what is asked.</param>
/// <param name="api">Says whether anything is taken now.</param>
/// <param name="clock">Tells silence.</param>
/// <param name="logger">Where failures of ours are told.</param>
/// <param name="stopping">Cancelled when the server stops.</param>
public sealed partial class WorkerStreamEndpoint(
    WorkflowRuntime runtime, StepFunctionsEndpoint api, TimeProvider clock, ILogger<WorkerStreamEndpoint> logger, CancellationToken stopping)
{
    /// <summary>Where streams are asked for.</summary>
    public const string Path = "/worker-stream";

    /// <summary>What a client upgrades to; the number is the version of what is spoken then.</summary>
    public const string Protocol = "baton-worker-stream/1";

    public async Task HandleAsync(HttpContext http)
    {
        try
        {
            CredentialScope.Region(http.Request.Headers.Authorization);
            if (api.WhyReadOnly is { } reason) throw Errors.ServiceUnavailable(reason);
        }
        catch (ApiException e)
        {
            await StepFunctionsEndpoint.WriteErrorAsync(http, e);
            return;
        }
        if (http.Features.Get<IHttpUpgradeFeature>() is not { IsUpgradableRequest: true } upgrade || !http.Request.Headers.Upgrade.Contains(Protocol))
        {
            http.Response.Headers.Upgrade = Protocol;
            await StepFunctionsEndpoint.WriteErrorAsync(http, Errors.UpgradeRequired(Protocol));
            return;
        }
        http.Response.Headers.Upgrade = Protocol;
        await using var stream = await upgrade.UpgradeAsync();
        using var worker = new WorkerStream(runtime, stream, clock, http.Abort, e => StreamFailed(logger, e));
        await worker.RunAsync(http.RequestAborted, stopping);
    }

    [LoggerMessage(EventId = 4002, Level = LogLevel.Error, Message = "Something that was asked over a worker stream failed.")]
    private static partial void StreamFailed(ILogger logger, Exception exception);
}
