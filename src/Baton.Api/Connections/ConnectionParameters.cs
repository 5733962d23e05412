using System.Text.RegularExpressions;
using Baton.Api.Protocol;
using Baton.Json;
using Baton.Language;
using Baton.Runtime.Connections;

namespace Baton.Api.Connections;

/// <summary>Reads what EventBridge calls AuthParameters, with the bounds of its model, and merges what an update says into what is there.</summary>
internal static partial class ConnectionParameters
{
    private const int TextMax = 512;
    private const int KeyMax = 2048;
    private const int ParametersMax = 100;

    /// <summary>The structure of each authorization type, and the members that it cannot do without.</summary>
    private static readonly Dictionary<string, (string Structure, string[] Required)> Types = new()
    {
        [Connection.ApiKey] = ("ApiKeyAuthParameters", ["ApiKeyName", "ApiKeyValue"]),
        [Connection.Basic] = ("BasicAuthParameters", ["Username", "Password"]),
        [Connection.OAuth] = ("OAuthParameters", ["ClientParameters", "AuthorizationEndpoint", "HttpMethod"]),
    };

    /// <returns>The parameters that the request has; null for none.</returns>
    public static JsonObject? Read(RequestReader request)
    {
        RefuseConnectivity(request.Structure("InvocationConnectivityParameters"));
        if (request.Optional("KmsKeyIdentifier", KeyMax) is { Length: > 0 and <= KeyMax }) throw Errors.Validation("KmsKeyIdentifier is not supported: secrets are encrypted with the key of this server.");
        if (request.Structure("AuthParameters") is not { } auth) return null;
        RefuseConnectivity(auth.Structure("ConnectivityParameters"));
        var read = new JsonObject.Builder();
        Set(read, "ApiKeyAuthParameters", auth.Structure("ApiKeyAuthParameters"), (from, to) =>
        {
            Set(to, "ApiKeyName", NotFraming(from.OptionalMatch("ApiKeyName", TextMax, HeaderName), "ApiKeyName"));
            Set(to, "ApiKeyValue", from.Secret("ApiKeyValue", TextMax, ApiKeyText, 1)); // a header takes no more than ASCII
        });
        Set(read, "BasicAuthParameters", auth.Structure("BasicAuthParameters"), (from, to) =>
        {
            Set(to, "Username", from.OptionalMatch("Username", TextMax, AuthText));
            Set(to, "Password", from.Secret("Password", TextMax, AuthText, 1));
        });
        Set(read, "OAuthParameters", auth.Structure("OAuthParameters"), (from, to) =>
        {
            Set(to, "ClientParameters", from.Structure("ClientParameters"), (client, clientTo) =>
            {
                Set(clientTo, "ClientID", client.OptionalMatch("ClientID", TextMax, AuthText));
                Set(clientTo, "ClientSecret", client.Secret("ClientSecret", TextMax, AuthText, 1));
            });
            Set(to, "AuthorizationEndpoint", Endpoint(from.Optional("AuthorizationEndpoint", 2048, 1)));
            Set(to, "HttpMethod", from.Word("HttpMethod", "GET", "POST", "PUT"));
            Set(to, "OAuthHttpParameters", from.Structure("OAuthHttpParameters"), ReadHttp);
        });
        Set(read, "InvocationHttpParameters", auth.Structure("InvocationHttpParameters"), ReadHttp);
        return read.Build();
    }

    /// <summary>What the connection has after an update; of a structure that is given in part the rest stays, and lists are replaced.</summary>
    public static JsonObject Merged(JsonObject present, JsonObject given)
    {
        foreach (var (name, value) in given)
        {
            var isWhole = name is "InvocationHttpParameters" or "OAuthHttpParameters";
            present = present.With(name, !isWhole && value is JsonObject part && present[name] is JsonObject before ? Merged(before, part) : value);
        }
        return present;
    }

    /// <summary>The parameters without those of other authorization types.</summary>
    /// <exception cref="ApiException">Something is missing.</exception>
    public static JsonObject Checked(string type, JsonObject parameters)
    {
        var (structure, required) = Types[type];
        if (parameters[structure] is not JsonObject own) throw Errors.Validation($"AuthParameters.{structure} is required for the authorization type {type}.");
        foreach (var name in required)
        {
            if (!own.Has(name)) throw Missing($"{structure}.{name}");
        }
        foreach (var name in type == Connection.OAuth ? new[] { "ClientID", "ClientSecret" } : [])
        {
            if (!((JsonObject)own["ClientParameters"]!).Has(name)) throw Missing($"{structure}.ClientParameters.{name}");
        }
        var kept = parameters.Where(member => member.Key == structure || member.Key == "InvocationHttpParameters");
        return JsonObject.Of([.. kept]);

        static ApiException Missing(string path) => Errors.Validation($"1 validation error detected: Value null at 'AuthParameters.{path}' failed to satisfy constraint: Member must not be null");
    }

    private static void ReadHttp(RequestReader http, JsonObject.Builder to)
    {
        SetList("HeaderParameters", item => (item.OptionalMatch("Key", TextMax, HeaderName), item.Secret("Value", TextMax, HeaderValue)));
        SetList("QueryStringParameters", item => (item.OptionalMatch("Key", TextMax, QueryName), item.Secret("Value", TextMax, QueryValue)));
        SetList("BodyParameters", item => (item.Optional("Key", int.MaxValue), item.Secret("Value", int.MaxValue, null)));

        void SetList(string name, Func<RequestReader, (string? Key, string? Value)> read)
        {
            if (http.Structures(name) is not { } items) return;
            if (items.Count > ParametersMax) throw Errors.Validation($"{name} has {items.Count} entries; at most {ParametersMax} are allowed.");
            to.Set(name, new JsonArray(items.Select(item =>
            {
                var (key, value) = read(item);
                if (string.IsNullOrEmpty(key)) throw Errors.Validation($"An entry of {name} has no Key.");
                if (name == "HeaderParameters") NotFraming(key, name);
                return JsonObject.Of(("Key", JsonData.Of(key)), ("Value", JsonData.Of(value ?? "")), ("IsValueSecret", JsonData.Of(item.Boolean("IsValueSecret") ?? false)));
            })));
        }
    }

    private static void Set(JsonObject.Builder to, string name, RequestReader? structure, Action<RequestReader, JsonObject.Builder> read)
    {
        if (structure is null) return;
        var members = new JsonObject.Builder();
        read(structure, members);
        to.Set(name, members.Build());
    }

    private static void Set(JsonObject.Builder to, string name, string? value)
    {
        if (value is not null) to.Set(name, JsonData.Of(value));
    }

    private static string? NotFraming(string? header, string member) =>
        header is null || !HttpTaskRules.IsFramingHeader(header) ? header : throw Errors.Validation($"{member} cannot be '{header}': it frames the message, and the server sets it.");

    private static string? Endpoint(string? text)
    {
        if (text is null || (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" && uri.UserInfo.Length == 0)) return text;
        throw Errors.Validation("AuthorizationEndpoint is no address of the web without a user in it; expected one that begins with https://.");
    }

    private static void RefuseConnectivity(RequestReader? structure)
    {
        if (structure is not null) throw Errors.Validation("Connectivity parameters are not supported: there is no VPC Lattice here. Whoever runs the server opens private addresses with Baton__Outgoing__Allow.");
    }

    [GeneratedRegex(@"^[!#$%&'*+\-.^_`|~0-9a-zA-Z]+\z")]
    private static partial Regex HeaderName { get; }

    [GeneratedRegex(@"^[ \t]*[\x20-\x7E]+([ \t]+[\x20-\x7E]+)*[ \t]*\z", RegexOptions.NonBacktracking)]
    private static partial Regex HeaderValue { get; }

    [GeneratedRegex(@"^[ \t]*[^\x00-\x1F:\x7F]+([ \t]+[^\x00-\x1F:\x7F]+)*[ \t]*\z", RegexOptions.NonBacktracking)]
    private static partial Regex AuthText { get; }

    [GeneratedRegex(@"^[\t\x20-\x39\x3B-\x7E]+\z")]
    private static partial Regex ApiKeyText { get; }

    [GeneratedRegex(@"^[^\x00-\x1F\x7F]+\z")]
    private static partial Regex QueryName { get; }

    [GeneratedRegex(@"^[^\x00-\x09\x0B\x0C\x0E-\x1F\x7F]+\z")]
    private static partial Regex QueryValue { get; }
}
