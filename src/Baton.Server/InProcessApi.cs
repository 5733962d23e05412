using Baton.Api;
using Baton.Api.Protocol;
using Baton.Engine.Execution;
using Baton.Integrations.Nested;
using Baton.Json;

namespace Baton.Server;

/// <summary>Lets tasks of this server call its own API without going over the network.</summary>
internal sealed class InProcessApi(StepFunctionsEndpoint endpoint) : ISfnApi
{
    public async Task<SfnAnswer> CallAsync(string operation, JsonObject request, string region, ParentTask caller, CancellationToken cancellationToken)
    {
        try
        {
            return new SfnAnswer(200, await endpoint.CallAsync(operation, request, region, caller, cancellationToken));
        }
        catch (ApiException e)
        {
            return new SfnAnswer(e.StatusCode, JsonObject.Of(("message", JsonData.Of(e.Message))), e.Code);
        }
    }
}
