using Baton.Expressions;
using Baton.Json;
using Baton.Language.Model;

namespace Baton.Language.Parsing;

/// <summary>Reads values with holes: JSONPath payload templates, and values with JSONata expressions.</summary>
internal static class Templates
{
    private const string HoleSuffix = ".$";

    /// <summary>Reads a field in the query language of its state.</summary>
    public static ValueTemplate? Read(ObjectReader at, string field)
    {
        if (at.Get(field) is not { } value) return null;
        return at.Language == QueryLanguage.Jsonata ? Jsonata(at, field, value) : Payload(at, field);
    }

    /// <summary>Reads a payload template: in its objects, a name that ends with <c>.$</c> has a path or an intrinsic call as value.</summary>
    public static PayloadTemplate? Payload(ObjectReader at, string field)
    {
        if (at.Get(field) is not { } value) return null;
        var before = at.Context.Findings.ErrorCount;
        CheckHoles(at.Context.Findings, value, at.At(field));
        return at.Context.Findings.ErrorCount == before ? PayloadTemplate.Parse(value) : null;
    }

    /// <summary>Whether a value is one JSONata expression: a string that starts with <c>{%</c> and ends with <c>%}</c>.</summary>
    public static bool IsExpression(JsonData value) =>
        value is JsonString { Value: { Length: >= 4 } text } && text.StartsWith("{%", StringComparison.Ordinal) && text.EndsWith("%}", StringComparison.Ordinal);

    /// <summary>Reads a value whose strings may be JSONata expressions.</summary>
    public static ValueTemplate? Jsonata(ObjectReader at, string field, JsonData value)
    {
        at.Error(field, "JSONata expressions are not read yet");
        return null;
    }

    private static void CheckHoles(Findings findings, JsonData value, string location)
    {
        switch (value)
        {
            case JsonArray array:
                for (var i = 0; i < array.Count; i++) CheckHoles(findings, array[i], $"{location}[{i}]");
                break;
            case JsonObject @object:
                CheckHoles(findings, @object, location);
                break;
        }
    }

    private static void CheckHoles(Findings findings, JsonObject value, string location)
    {
        foreach (var (name, item) in value.Properties)
        {
            if (!name.EndsWith(HoleSuffix, StringComparison.Ordinal))
            {
                if (item.Kind is JsonKind.Object or JsonKind.Array) CheckHoles(findings, item, $"{location}/{Texts.Shown(name)}");
                continue;
            }
            if (!IsHole(item)) findings.Schema(location, Texts.NotPathOrIntrinsic(name));
            var plain = name[..^HoleSuffix.Length];
            if (value.Has(plain)) findings.Schema(location, $"The fields '{Texts.Shown(plain)}' and '{Texts.Shown(name)}' cannot be specified at the same time");
        }
    }

    private static bool IsHole(JsonData value) => value is JsonString text && (PathRules.IsPath(text.Value) || PathRules.IsIntrinsic(text.Value));
}
