using Baton.Engine;
using Baton.Integrations.Aws.Protocols;
using Baton.Json;
using Baton.Runtime.Tasks;

namespace Baton.Integrations.Aws;

/// <summary>What came of a call: members as the workflow reads them, or how the task fails.</summary>
/// <param name="Result">The members; null where the call failed.</param>
/// <param name="IsTransient">Whether the same call may succeed later.</param>
internal sealed record CallResult(JsonObject? Result, ServiceAnswer? Answer, TaskOutcome? Failure, bool IsTransient = false);

/// <summary>Calls operations of services, in the words of workflows.</summary>
internal sealed class ServiceCalls(ServiceCaller caller, IntegrationOptions options)
{
    /// <param name="call">The task, whose operation and parameters may be others than those asked for here.</param>
    public async Task<CallResult> CallAsync(ServiceTask call, string operation, JsonObject parameters, CancellationToken cancellationToken)
    {
        var service = call.Service;
        if (caller.EndpointOf(service) is not { } endpoint) return Failed(SdkErrors.OfClient(service, call.IsOptimized, NoEndpoint(call)));
        var protocol = Protocol.Of(service);
        try
        {
            var request = protocol.Request(service, operation, Casing.ToWire(service, parameters), endpoint);
            var answer = await caller.SendAsync(service, call.Task.Execution, request, options.ServiceTimeMax, cancellationToken);
            if (!answer.IsSuccess)
            {
                var error = protocol.Error(service, operation, answer);
                return Failed(SdkErrors.Of(service, call.IsOptimized, error), error.IsTransient);
            }
            return new CallResult(Casing.FromWire(service, protocol.Result(service, operation, answer), call.IsOptimized), answer, null);
        }
        catch (UnknownOperationException e)
        {
            return Failed(new TaskOutcome.Failed(StateErrors.Runtime, e.Message));
        }
        catch (ServiceUnreachableException e)
        {
            return Failed(SdkErrors.OfClient(service, call.IsOptimized, e.Message), isTransient: true);
        }
        catch (AnswerTooLongException)
        {
            return Failed(TooLong(call.Task.ResourceType!));
        }
    }

    /// <summary>The result of a task is over the limit; with the text that AWS gives.</summary>
    public static TaskOutcome TooLong(string resource) => new TaskOutcome.Failed(
        StateErrors.DataLimitExceeded, $"The state/task '{resource}' returned a result with a size exceeding the maximum number of bytes service limit.");

    private static string NoEndpoint(ServiceTask call)
    {
        var name = call.IsOptimized ? call.Task.ResourceType : call.Service.Name;
        return $"No endpoint is configured for '{name}'. Start the server with Baton__Endpoints__{name}=http://HOST:PORT (setting Baton:Endpoints:{name}), "
            + "the address of the service itself or of an emulator; Baton__Endpoints__default is for all services that have none.";
    }

    private static CallResult Failed(TaskOutcome failure, bool isTransient = false) => new(null, null, failure, isTransient);
}
