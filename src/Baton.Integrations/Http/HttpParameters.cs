using Baton.Json;

namespace Baton.Integrations.Http;

/// <summary>Reads what EventBridge calls ConnectionHttpParameters.</summary>
internal static class HttpParameters
{
    public static ConnectionCredentials Of(JsonData? parameters)
    {
        return new ConnectionCredentials { Headers = List("HeaderParameters"), Query = List("QueryStringParameters"), Body = List("BodyParameters") };

        List<KeyValuePair<string, string>> List(string name) => (parameters as JsonObject)?[name] is JsonArray entries
            ? [.. entries.Cast<JsonObject>().Select(entry => KeyValuePair.Create(ConnectionAuthorizer.Text(entry["Key"]), ConnectionAuthorizer.Text(entry["Value"])))]
            : [];
    }
}
