using Baton.Api.Protocol;
using Baton.Json;
using Baton.Runtime;
using Baton.Runtime.Express;
using Baton.Store;

namespace Baton.Simulation.Actors;

/// <summary>How those outside reach the server.</summary>
internal static class Api
{
    public static async Task<Answer> CallAsync(this World world, string operation, JsonObject request, CancellationToken isGone = default)
    {
        world.Tell?.Invoke($"> {operation} {request}");
        var answer = await TryCallAsync(world, operation, request, isGone);
        world.Tell?.Invoke($"< {operation} {request}: {answer}");
        world.Trace.Add(operation);
        world.Trace.Add(answer.Error ?? (answer.Body is null ? "unknown" : "success"));
        return answer;
    }

    public static JsonObject Request(params ReadOnlySpan<(string Name, string Value)> members)
    {
        var request = JsonObject.Empty;
        foreach (var (name, value) in members) request = request.With(name, JsonData.Of(value));
        return request;
    }

    private static async Task<Answer> TryCallAsync(World world, string operation, JsonObject request, CancellationToken isGone)
    {
        try
        {
            return new Answer(await world.Process.CallAsync(operation, request, isGone), null);
        }
        catch (ApiException e)
        {
            return new Answer(null, e.Code);
        }
        catch (ExpressLimitException)
        {
            return new Answer(null, "ThrottlingException");
        }
        catch (Exception e) when (e is StoreUnavailableException or StoreConflictException or StoreBrokenException or RuntimeStoppedException or ObjectDisposedException)
        {
            return Answer.Unknown; // an error 503: the client may try again
        }
        catch (OperationCanceledException) when (isGone.IsCancellationRequested)
        {
            return Answer.Unknown;
        }
    }
}
