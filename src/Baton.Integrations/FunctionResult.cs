using Baton.Json;

namespace Baton.Integrations;

/// <summary>The result of <c>lambda:invoke</c>: the payload among what the service says of the call.</summary>
internal static class FunctionResult
{
    public static JsonObject Of(HttpResponseMessage answer, JsonData payload) => JsonObject.Of(
        ("ExecutedVersion", JsonData.Of(Header(answer, "X-Amz-Executed-Version") ?? "$LATEST")),
        ("Payload", payload),
        ("SdkHttpMetadata", JsonObject.Of(
            ("AllHttpHeaders", Headers(answer, all: true)),
            ("HttpHeaders", Headers(answer, all: false)),
            ("HttpStatusCode", JsonData.Of((int)answer.StatusCode)))),
        ("SdkResponseMetadata", JsonObject.Of(("RequestId", JsonData.Of(Header(answer, "x-amzn-RequestId") ?? "")))),
        ("StatusCode", JsonData.Of((int)answer.StatusCode)));

    public static string? Header(HttpResponseMessage answer, string name) => answer.Headers.TryGetValues(name, out var values) ? string.Join(",", values) : null;

    private static JsonObject Headers(HttpResponseMessage answer, bool all)
    {
        var headers = new JsonObject.Builder();
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers))
        {
            headers.Set(name, all ? new JsonArray(values.Select(JsonData.Of)) : JsonData.Of(string.Join(",", values)));
        }
        return headers.Build();
    }
}
