using Baton.Api.Protocol;
using Baton.Json;
using Baton.Runtime.Connections;

namespace Baton.Api.Connections;

/// <summary>Writes connections. No value that is secret is ever written, whoever asks.</summary>
internal static class ConnectionAnswer
{
    /// <summary>The members that are told; of those inside them the same, and of lists what no entry says is secret.</summary>
    private static readonly string[] Open =
    [
        "ApiKeyAuthParameters", "ApiKeyName", "BasicAuthParameters", "Username", "OAuthParameters", "ClientParameters", "ClientID", "AuthorizationEndpoint", "HttpMethod", "OAuthHttpParameters",
        "InvocationHttpParameters", "HeaderParameters", "QueryStringParameters", "BodyParameters",
    ];

    /// <summary>What every operation tells of a connection that was changed.</summary>
    public static void WriteState(ResponseWriter response, Connection connection, string? state = null)
    {
        response.Text("ConnectionArn", connection.Arn);
        response.Text("ConnectionState", state ?? connection.State);
        response.Time("CreationTime", connection.CreatedAt);
        response.Time("LastModifiedTime", connection.UpdatedAt);
        response.Time("LastAuthorizedTime", connection.AuthorizedAt);
    }

    public static void WriteSummary(ResponseWriter response, Connection connection)
    {
        WriteState(response, connection);
        response.Text("Name", connection.Name);
        response.Text("AuthorizationType", connection.AuthorizationType);
    }

    /// <summary>The parameters without their secrets.</summary>
    public static JsonObject WithoutSecrets(JsonObject parameters) => JsonObject.Of(
    [
        .. from member in parameters
           where Open.Contains(member.Key)
           select KeyValuePair.Create(member.Key, member.Value switch
           {
               JsonObject structure => WithoutSecrets(structure),
               JsonArray entries => new JsonArray(entries.Select(entry => Entry((JsonObject)entry))),
               var text => text,
           }),
    ]);

    private static JsonObject Entry(JsonObject entry)
    {
        var isSecret = entry["IsValueSecret"] == JsonData.True;
        return isSecret ? JsonObject.Of([.. entry.Where(member => member.Key != "Value")]) : entry;
    }
}
