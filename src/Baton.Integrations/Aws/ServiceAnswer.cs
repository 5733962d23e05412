using Baton.Json;

namespace Baton.Integrations.Aws;

/// <summary>What a service answered, read as a whole.</summary>
internal sealed class ServiceAnswer(int statusCode, IReadOnlyList<KeyValuePair<string, IReadOnlyList<string>>> headers, byte[] body)
{
    public int StatusCode => statusCode;

    public bool IsSuccess => statusCode is >= 200 and < 300;

    public byte[] Body => body;

    public IEnumerable<KeyValuePair<string, string>> Headers => headers.Select(header => new KeyValuePair<string, string>(header.Key, string.Join(",", header.Value)));

    public string? RequestId => Header("x-amzn-RequestId") ?? Header("x-amz-request-id");

    public string? Header(string name) => headers.FirstOrDefault(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value is { } values ? string.Join(",", values) : null;

    /// <summary>The body as JSON; null where it is empty or is none.</summary>
    public JsonData? TryParse()
    {
        try
        {
            return body.Length == 0 ? null : JsonData.Parse(body);
        }
        catch (JsonFormatException)
        {
            return null;
        }
    }

    /// <summary>What optimized integrations add to a result: <c>SdkHttpMetadata</c> and <c>SdkResponseMetadata</c>, all members in the order of their names.</summary>
    public JsonObject WithMetadata(JsonObject result)
    {
        var all = new JsonObject.Builder();
        var sorted = new SortedDictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, values) in headers)
        {
            all.Set(name, new JsonArray(values.Select(JsonData.Of)));
            sorted[name] = string.Join(",", values);
        }
        var metadata = JsonObject.Of(
            ("AllHttpHeaders", all.Build()),
            ("HttpHeaders", JsonObject.Of([.. sorted.Select(header => KeyValuePair.Create(header.Key, JsonData.Of(header.Value)))])),
            ("HttpStatusCode", JsonData.Of(statusCode)));
        var members = result.Append(new("SdkHttpMetadata", metadata)).Append(new("SdkResponseMetadata", JsonObject.Of(("RequestId", JsonData.Of(RequestId ?? "")))));
        return JsonObject.Of([.. members.OrderBy(member => member.Key, StringComparer.Ordinal)]);
    }
}
