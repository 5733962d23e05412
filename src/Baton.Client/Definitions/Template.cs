using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Baton.Client.Definitions;

/// <summary>
/// Turns objects into templates: names as they are written, <see cref="Jsonata"/> as <c>{% … %}</c>, and a property that is a
/// <see cref="JsonPath"/> under its name with <c>.$</c>.
/// </summary>
internal static class Template
{
    public const string JsonataMark = "\u0001JSONata";
    public const string JsonPathMark = "\u0001JSONPath";

    private static readonly JsonSerializerOptions AsWritten = new() { MaxDepth = 256 };

    public static JsonObject Marked(string mark, string text) => new() { [mark] = text };

    /// <param name="field">What the template is for, for the error.</param>
    /// <exception cref="ArgumentException">There is an expression of another language in it, or a path in an array.</exception>
    public static JsonNode? Of<TLanguage>(object? value, string field)
        where TLanguage : class, IQueryLanguage
    {
        var node = value as JsonNode ?? JsonSerializer.SerializeToNode(value, AsWritten);
        return Resolve(node, TLanguage.Name, field) is (var text, false) ? text : throw new ArgumentException($"'{field}' needs an object whose members are paths, not a path: new {{ id = new JsonPath(\"$.id\") }}.", field);
    }

    /// <returns>The value without marks, and whether it is a path, which changes the name of the property that has it.</returns>
    private static (JsonNode? Value, bool IsPath) Resolve(JsonNode? node, string language, string field)
    {
        switch (node)
        {
            case JsonObject { Count: 1 } marked when marked.First() is { Key: JsonataMark or JsonPathMark } mark:
                return mark.Key[1..] == language
                    ? (mark.Value!.DeepClone(), mark.Key == JsonPathMark)
                    : throw new ArgumentException($"'{field}' is of a state in {language}; found {mark.Key[1..]}: {mark.Value}", field);
            case JsonObject members:
                var resolved = new JsonObject();
                foreach (var (name, value) in members)
                {
                    var (inner, isPath) = Resolve(value, language, field);
                    resolved[isPath && !name.EndsWith(".$", StringComparison.Ordinal) ? $"{name}.$" : name] = inner;
                }
                return (resolved, false);
            case JsonArray items:
                return (new JsonArray([.. items.Select(item => Resolve(item, language, field) is (var inner, false)
                    ? inner
                    : throw new ArgumentException($"'{field}' has a path in an array, where JSONPath has no place for one; States.Array(…) makes an array of paths.", field))]), false);
            default:
                return (node?.DeepClone(), false);
        }
    }
}

/// <summary>Writes an expression such that <see cref="Template"/> finds it again.</summary>
internal sealed class MarkedConverter : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert == typeof(Jsonata) || typeToConvert == typeof(JsonPath);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        typeToConvert == typeof(Jsonata) ? new Writing<Jsonata>() : new Writing<JsonPath>();

    private sealed class Writing<T> : JsonConverter<T>
        where T : IQueryLanguage
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException("Expressions are written into definitions, never read.");

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => value.Marked.WriteTo(writer, options);
    }
}
