using Baton.Expressions.Jsonata;
using Baton.Json;

namespace Baton.Expressions;

/// <summary>
/// JSON whose strings may be JSONata expressions: those that start with <c>{%</c> and end with <c>%}</c>. Parts without an
/// expression are handed out as they are. Immutable; read once and evaluated often.
/// </summary>
public sealed class JsonataTemplate : ValueTemplate
{
    /// <summary>The code of a failure: an expression has no result.</summary>
    public const string NothingReturned = "NOTHING_RETURNED";

    private const string Open = "{%";
    private const string Close = "%}";

    private readonly JsonataPart _part;

    private JsonataTemplate(JsonataPart part) => _part = part;

    /// <summary>Reads the text of an expression, or refuses it and keeps the reason; null refuses.</summary>
    /// <param name="expression">The text between the marks.</param>
    /// <param name="path">Where in the template it stands: <c>/error</c>, <c>/list[0]</c>; empty for the template itself.</param>
    public delegate JsonataExpression? Compiler(string expression, Func<string> path);

    /// <summary>Whether the template is a constant: evaluating it gives the very value that was read.</summary>
    public bool IsConstant => _part is JsonataPart.Constant;

    /// <summary>The text of the expression that the template is, without its marks; null where it is more or less than one expression.</summary>
    public string? Text => (_part as JsonataPart.Expression)?.Text;

    /// <summary>Whether a value is one expression.</summary>
    public static bool IsExpression(JsonData value) => value is JsonString { Value: var text } && IsExpression(text);

    /// <summary>Reads a template.</summary>
    /// <param name="value">The template as it was written.</param>
    /// <param name="field">What failures call the field: <c>Output</c>, <c>Choices[0]/Condition</c>.</param>
    /// <param name="compile">Reads each expression; what it refuses is left out.</param>
    public static JsonataTemplate Parse(JsonData value, string field, Compiler compile) => new(Read(value, new JsonataPlace(field), compile));

    /// <summary>Reads a template.</summary>
    /// <exception cref="ExpressionException">An expression in it is none.</exception>
    public static JsonataTemplate Parse(JsonData value, string field) => Parse(value, field, (expression, _) => JsonataExpression.Parse(expression));

    /// <inheritdoc/>
    /// <remarks>The message of a failure is the whole sentence of Step Functions, <see cref="ExpressionException.Field"/> the path in the template.</remarks>
    public override JsonData Evaluate(EvaluationContext context) => _part.Evaluate(context);

    /// <summary>The text of the expression, where the template is one.</summary>
    public override string ToString() => _part.ToString()!;

    private static bool IsExpression(string text) =>
        text.Length >= Open.Length + Close.Length && text.StartsWith(Open, StringComparison.Ordinal) && text.EndsWith(Close, StringComparison.Ordinal);

    private static JsonataPart Read(JsonData value, JsonataPlace place, Compiler compile) => value switch
    {
        JsonString { Value: var text } when IsExpression(text) => ReadExpression(text[Open.Length..^Close.Length].Trim(), value, place, compile),
        JsonObject @object => ReadObject(@object, place, compile),
        JsonArray array => ReadArray(array, place, compile),
        _ => new JsonataPart.Constant(value),
    };

    private static JsonataPart ReadExpression(string text, JsonData value, JsonataPlace place, Compiler compile) =>
        compile(text, () => place.Path) is { } expression ? new JsonataPart.Expression(text, expression, place) : new JsonataPart.Constant(value);

    private static JsonataPart ReadObject(JsonObject value, JsonataPlace place, Compiler compile)
    {
        var parts = new KeyValuePair<string, JsonataPart>[value.Count];
        for (var i = 0; i < parts.Length; i++)
        {
            var (name, item) = value.Properties[i];
            parts[i] = new(name, Read(item, place.Field(name), compile));
        }
        return Array.TrueForAll(parts, part => part.Value is JsonataPart.Constant) ? new JsonataPart.Constant(value) : new JsonataPart.Object(parts);
    }

    private static JsonataPart ReadArray(JsonArray value, JsonataPlace place, Compiler compile)
    {
        var parts = new JsonataPart[value.Count];
        for (var i = 0; i < parts.Length; i++) parts[i] = Read(value[i], place.Item(i), compile);
        return Array.TrueForAll(parts, part => part is JsonataPart.Constant) ? new JsonataPart.Constant(value) : new JsonataPart.Array(parts);
    }
}
