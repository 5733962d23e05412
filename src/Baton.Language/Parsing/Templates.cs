using Baton.Expressions;
using Baton.Json;
using Baton.Language.Model;

namespace Baton.Language.Parsing;

/// <summary>Reads values with holes: JSONPath payload templates, and values with JSONata expressions.</summary>
internal static class Templates
{
    public const string HoleSuffix = ".$";

    /// <summary>Reads a field in the query language of its state.</summary>
    public static ValueTemplate? Read(ObjectReader at, string field)
    {
        if (at.Get(field) is not { } value) return null;
        return at.Language == QueryLanguage.Jsonata ? JsonataRules.Template(at, field, value) : Payload(at, field);
    }

    /// <summary>Reads a payload template: in its objects, a name that ends with <c>.$</c> has a path or an intrinsic call as value.</summary>
    public static PayloadTemplate? Payload(ObjectReader at, string field)
    {
        if (at.Get(field) is not { } value) return null;
        var before = at.Context.Findings.ErrorCount;
        CheckValue(at, value, at.At(field));
        return at.Context.Findings.ErrorCount == before ? PayloadTemplate.Parse(value) : null;
    }

    private static void CheckValue(ObjectReader at, JsonData value, Place place)
    {
        switch (value)
        {
            case JsonObject @object:
                foreach (var (name, item) in @object.Properties) CheckProperty(at, @object, name, item, place);
                break;
            case JsonArray array:
                for (var i = 0; i < array.Count; i++) CheckValue(at, array[i], place.Item(i));
                break;
            case JsonString when JsonataTemplate.IsExpression(value):
                at.Context.Findings.Warning(DiagnosticCodes.JsonataInJsonPath, place,
                    "The value looks like a JSONata expression, but the state's QueryLanguage is JSONPath.");
                break;
        }
    }

    private static void CheckProperty(ObjectReader at, JsonObject holder, string name, JsonData value, Place place)
    {
        var findings = at.Context.Findings;
        if (!name.EndsWith(HoleSuffix, StringComparison.Ordinal))
        {
            if (value is JsonString { Value: var text } && (PathRules.LooksLikePath(text) || PathRules.LooksIntrinsic(text)))
            {
                findings.Warning(DiagnosticCodes.NoDollar, place,
                    $"The value of '{Texts.Shown(name)}' looks like a JSONPath or an intrinsic function call, but the name does not end with '.$'.");
            }
            if (value.Kind is JsonKind.Object or JsonKind.Array or JsonKind.String) CheckValue(at, value, place.Field(name));
            return;
        }
        if (!PathRules.IsPathOrIntrinsic(at, place, value)) findings.Schema(place, Texts.NotPathOrIntrinsic(name));
        var plain = name[..^HoleSuffix.Length];
        if (holder.Has(plain)) findings.Schema(place, Texts.ManyOf([Texts.Shown(plain), Texts.Shown(name)]));
    }
}
