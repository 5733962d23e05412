using System.Text;
using Baton.Integrations.Outgoing;
using Baton.Json;
using Baton.Runtime.Connections;

namespace Baton.Integrations.Http;

/// <summary>Finds the connection of a task and says what it adds to the request.</summary>
internal sealed class ConnectionAuthorizer(OutgoingGate gate, ConnectionRegistry connections, TimeProvider clock)
{
    private readonly OAuthTokens _tokens = new(gate, clock);

    /// <param name="rejected">A token that the API refused; null for none.</param>
    /// <exception cref="HttpTaskException">There is no such connection, or it has no secrets, or no token was to be had.</exception>
    public async Task<ConnectionCredentials> AuthorizeAsync(string arn, string? rejected, CancellationToken cancellationToken)
    {
        var connection = await connections.FindAsync(arn, cancellationToken) ?? throw HttpTaskException.NoConnection(arn);
        if (connection.State != Connection.Authorized) throw HttpTaskException.InvalidState($"Connection '{arn}' is {connection.State}.");
        try
        {
            var parameters = await connections.ParametersAsync(connection, cancellationToken);
            var added = HttpParameters.Of(parameters["InvocationHttpParameters"]);
            var token = connection.AuthorizationType == Connection.OAuth ? await _tokens.GetAsync(connection, (JsonObject)parameters["OAuthParameters"]!, rejected, cancellationToken) : null;
            return added with { Headers = [Authorization(parameters, token), .. added.Headers], Token = token };
        }
        catch (SecretKeyException e)
        {
            throw HttpTaskException.Internal(e.Message, e);
        }
    }

    private static KeyValuePair<string, string> Authorization(JsonObject parameters, string? token)
    {
        if (token is not null) return new("Authorization", $"Bearer {token}");
        if (parameters["ApiKeyAuthParameters"] is JsonObject key) return new(Text(key["ApiKeyName"]), Text(key["ApiKeyValue"]));
        var basic = (JsonObject)parameters["BasicAuthParameters"]!;
        return new("Authorization", $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Text(basic["Username"])}:{Text(basic["Password"])}"))}");
    }

    internal static string Text(JsonData? value) => ((JsonString)value!).Value;
}
