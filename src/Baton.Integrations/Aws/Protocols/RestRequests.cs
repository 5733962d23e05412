using System.Text;
using System.Text.RegularExpressions;
using Baton.Json;

namespace Baton.Integrations.Aws.Protocols;

/// <summary>Puts the members of an operation where its REST request has them.</summary>
internal static partial class RestRequests
{
    /// <param name="wireName">What a member that the table names is called on the wire.</param>
    /// <param name="body">Makes the body of the members that are in no other place.</param>
    public static ServiceRequest Of(RestOperation operation, JsonObject parameters, Uri endpoint, string contentType, Func<string, string> wireName, Func<JsonObject, byte[]> body)
    {
        var used = new HashSet<string>(StringComparer.Ordinal);
        JsonData? Take(string member)
        {
            used.Add(wireName(member));
            return parameters[wireName(member)];
        }

        var path = Braces().Replace(operation.Path, hole => Encoded(Take(hole.Groups["name"].Value), keepsSlashes: hole.Groups["all"].Success));
        var query = operation.Query.Select(binding => binding.Split('=')).Select(binding => (Name: binding[0], Value: Take(binding[1])))
            .Where(parameter => parameter.Value is not null).Select(parameter => $"{parameter.Name}={Uri.EscapeDataString(Casing.Text(parameter.Value!))}").ToList();
        var headers = operation.Headers.Select(binding => binding.Split('=')).Select(binding => (Name: binding[0], Value: Take(binding[1]))).Where(header => header.Value is not null).ToList();
        var bytes = operation.Payload is { } payload
            ? Take(payload) is { } content ? Encoding.UTF8.GetBytes(Casing.Text(content)) : []
            : body(JsonObject.Of([.. parameters.Where(parameter => !used.Contains(parameter.Key))]));

        var address = new Uri($"{endpoint.ToString().TrimEnd('/')}{path}{(query.Count == 0 ? "" : path.Contains('?', StringComparison.Ordinal) ? "&" : "?")}{string.Join('&', query)}");
        var hasBody = operation.Method != HttpMethod.Get && operation.Method != HttpMethod.Head && operation.Method != HttpMethod.Delete;
        var request = hasBody ? Protocol.Request(operation.Method, address, bytes, contentType) : new ServiceRequest(new HttpRequestMessage(operation.Method, address), []);
        foreach (var (name, value) in headers) Add(request.Message, name, value!);
        return request;
    }

    private static void Add(HttpRequestMessage message, string name, JsonData value)
    {
        if (name.EndsWith('-') && value is JsonObject map)
        {
            foreach (var (key, entry) in map) Add(message, name + key, entry);
            return;
        }
        var text = Casing.Text(value);
        if (!name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase))
        {
            message.Headers.TryAddWithoutValidation(name, text);
            return;
        }
        message.Content?.Headers.Remove(name);
        message.Content?.Headers.TryAddWithoutValidation(name, text);
    }

    private static string Encoded(JsonData? value, bool keepsSlashes)
    {
        var text = value is null ? "" : Casing.Text(value);
        return keepsSlashes ? string.Join('/', text.Split('/').Select(Uri.EscapeDataString)) : Uri.EscapeDataString(text);
    }

    [GeneratedRegex(@"\{(?<name>[A-Za-z]+)(?<all>\+)?\}")]
    private static partial Regex Braces();
}
