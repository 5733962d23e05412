using Baton.Json;
using Baton.Language;

namespace Baton.Integrations.Http;

/// <summary>What an <c>http:invoke</c> task asks for: its parameters, read and checked.</summary>
internal sealed record HttpCall
{
    public required Uri Endpoint { get; init; }

    public required string Method { get; init; }

    public required string ConnectionArn { get; init; }

    public required IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; }

    public required IReadOnlyList<KeyValuePair<string, string>> Query { get; init; }

    /// <summary>A query that came as one text and is sent as such; null for none.</summary>
    public string? QueryText { get; init; }

    /// <summary>Null for none.</summary>
    public JsonData? Body { get; init; }

    /// <summary>How arrays are written in a form; null for a body that is no form.</summary>
    public string? FormArrays { get; init; }

    /// <exception cref="HttpTaskException">The parameters cannot be used.</exception>
    public static HttpCall Read(JsonText text)
    {
        if (text.Value is not JsonObject parameters) throw HttpTaskException.Parameters(text, "The value must be an object");
        var formArrays = FormArraysOf(ObjectOf("Transform"));
        var body = parameters["RequestBody"] is { Kind: not JsonKind.Null } given ? given : null;
        if (formArrays is not null && body is not (null or JsonObject or JsonString)) throw Invalid("RequestBody", "must be an object to be URL-encoded");
        return new HttpCall
        {
            Endpoint = Uri.TryCreate(Required("ApiEndpoint"), UriKind.Absolute, out var endpoint) ? endpoint : throw Invalid("ApiEndpoint", "is no address; expected one that begins with https://"),
            Method = OneOf("Method", Required("Method"), HttpTaskRules.Methods),
            ConnectionArn = Connection(),
            Headers = ReadHeaders(),
            Query = parameters["QueryParameters"] is JsonString ? [] : Pairs("QueryParameters"),
            QueryText = (parameters["QueryParameters"] as JsonString)?.Value,
            Body = body,
            FormArrays = formArrays,
        };

        string Required(string field) => parameters[field] is JsonString { Value.Length: > 0 } value ? value.Value
            : throw (parameters.Has(field) ? Invalid(field, "has an invalid format") : HttpTaskException.Parameters(text, $"The field '{field}' is required but was missing"));

        string OneOf(string field, string value, IReadOnlyList<string> words) =>
            words.Contains(value, StringComparer.Ordinal) ? value : throw Invalid(field, $"must be one of: {string.Join(", ", words)}");

        JsonObject ObjectOf(string field, JsonObject? of = null) => (of ?? parameters)[field] switch
        {
            null or { Kind: JsonKind.Null } => JsonObject.Empty,
            JsonObject value => value,
            _ => throw Invalid(field, "has an invalid format"),
        };

        string Connection()
        {
            var arns = HttpTaskRules.ConnectionFields.Where(field => parameters[field] is { Kind: not JsonKind.Null })
                .Select(field => ObjectOf(field)["ConnectionArn"] is JsonString { Value.Length: > 0 } arn ? arn.Value : throw Invalid($"{field}.ConnectionArn", "has an invalid format")).ToList();
            return arns.Count == 1 ? arns[0] : throw HttpTaskException.Parameters(text, "There should be one of the following fields: [Authentication, InvocationConfig]");
        }

        string? FormArraysOf(JsonObject transform)
        {
            var encoding = OneOf("Transform.RequestBodyEncoding", WordOf(transform, "RequestBodyEncoding", HttpTaskRules.BodyEncodings), HttpTaskRules.BodyEncodings);
            var arrays = OneOf("Transform.RequestEncodingOptions.ArrayFormat", WordOf(ObjectOf("RequestEncodingOptions", transform), "ArrayFormat", HttpTaskRules.ArrayFormats), HttpTaskRules.ArrayFormats);
            return encoding == "URL_ENCODED" ? arrays : null;
        }

        static string WordOf(JsonObject of, string field, IReadOnlyList<string> words) => (of[field] ?? JsonData.Of(words[0])) is JsonString word ? word.Value : "";

        List<KeyValuePair<string, string>> Pairs(string field) =>
            [.. ObjectOf(field).SelectMany(member => ValuesOf(member.Value) is { } values ? values.Select(value => KeyValuePair.Create(member.Key, value)) : throw Invalid(field, "has an invalid format"))];

        HttpTaskException Invalid(string field, string fault) => HttpTaskException.Parameters(text, $"The value of the field '{field}' {fault}");

        List<KeyValuePair<string, string>> ReadHeaders()
        {
            var headers = Pairs("Headers");
            foreach (var (name, value) in headers)
            {
                if (!HttpHeaderText.IsName(name) || HttpTaskRules.IsRefusedHeader(name)) throw Invalid("Headers", $"cannot have the header '{name}'");
                if (!HttpHeaderText.IsValue(value)) throw Invalid("Headers", $"has a character in the header '{name}' that headers cannot have");
            }
            return headers;
        }
    }

    /// <summary>The texts of a value: of a text, number or boolean itself, of an array those of its items; null for anything else.</summary>
    private static List<string>? ValuesOf(JsonData value)
    {
        if (value is JsonArray items)
        {
            var all = items.Select(Text).OfType<string>().ToList();
            return all.Count == items.Count ? all : null;
        }
        return Text(value) is { } text ? [text] : null;
    }

    /// <summary>A text as it is, a number or boolean as it is written; null for anything else.</summary>
    public static string? Text(JsonData? value) => value switch
    {
        JsonString text => text.Value,
        JsonNumber or JsonBoolean => value.ToString(),
        _ => null,
    };
}
