using Baton.Api.Protocol;
using Baton.Json;

namespace Baton.Api.Streams;

/// <summary>Lets what comes over a stream be checked as requests of the API are.</summary>
internal static class StreamRequests
{
    public static RequestReader Of(params ReadOnlySpan<(string Member, string? Value)> members)
    {
        var request = JsonObject.Empty;
        foreach (var (member, value) in members)
        {
            if (value is not null) request = request.With(member, JsonData.Of(value));
        }
        return new RequestReader(request);
    }
}
