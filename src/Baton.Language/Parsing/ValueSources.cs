using Baton.Expressions;
using Baton.Json;
using Baton.Language.Model;

namespace Baton.Language.Parsing;

/// <summary>Reads a value that a field gives or that its <c>…Path</c> twin selects.</summary>
internal static class ValueSources
{
    /// <summary>Checks a literal and reports what is wrong with it.</summary>
    public delegate bool LiteralRule(ObjectReader at, string field, JsonData value);

    /// <summary>Intrinsic functions that give a string, which alone may stand in <c>ErrorPath</c> and <c>CausePath</c>.</summary>
    private static readonly string[] StringIntrinsics =
        ["States.Format", "States.JsonToString", "States.ArrayGetItem", "States.Base64Encode", "States.Base64Decode", "States.Hash", "States.UUID"];

    public static LiteralRule Integer(long min, long max) => (at, field, value) => NumberRules.IsInteger(at, field, value, min, max);

    public static LiteralRule Number(double min, double max) => (at, field, value) => NumberRules.IsNumber(at, field, value, min, max);

    public static bool Text(ObjectReader at, string field, JsonData value)
    {
        if (value is JsonString) return true;
        at.Error(field, Texts.Expected("STRING"));
        return false;
    }

    public static bool Timestamp(ObjectReader at, string field, JsonData value)
    {
        if (value is JsonString text && Rfc3339.IsTimestamp(text.Value)) return true;
        at.Error(field, Texts.NotTimestamp);
        return false;
    }

    /// <summary>Reads <paramref name="field"/> or its path twin; both together are refused.</summary>
    public static ValueSource? Read(ObjectReader at, string field, LiteralRule literal) =>
        IsOne(at, field) ? Literal(at, field, literal) ?? Path(at, field + "Path") : null;

    /// <summary>As <see cref="Read"/>, where the path twin may also call an intrinsic function that gives a string.</summary>
    public static ValueSource? ReadText(ObjectReader at, string field)
    {
        if (!IsOne(at, field)) return null;
        var pathField = field + "Path";
        return at.Get(pathField) is JsonString text && PathRules.LooksIntrinsic(text.Value)
            ? Intrinsic(at, pathField, text.Value)
            : Literal(at, field, Text) ?? Path(at, pathField);
    }

    private static bool IsOne(ObjectReader at, string field)
    {
        if (!at.Has(field) || !at.Has(field + "Path")) return true;
        at.Error(Texts.ManyOf([field, field + "Path"]));
        return false;
    }

    private static ValueSource? Literal(ObjectReader at, string field, LiteralRule rule)
    {
        if (at.Get(field) is not { } value) return null;
        if (at.Language == QueryLanguage.Jsonata && JsonataTemplate.IsExpression(value))
        {
            return JsonataRules.Template(at, field, value) is { } template ? new ValueSource.Expression(field, template) : null;
        }
        return rule(at, field, value) ? new ValueSource.Literal(value) : null;
    }

    private static ValueSource.Path? Path(ObjectReader at, string field) =>
        at.ReferencePath(field) is { } path ? new ValueSource.Path(field, path) : null;

    private static ValueSource.Intrinsic? Intrinsic(ObjectReader at, string field, string text)
    {
        if (PathRules.Intrinsic(at, at.At(field), text) is { } call && StringIntrinsics.Contains(call.Function)) return new ValueSource.Intrinsic(field, call);
        at.Error(Texts.NotPathOrIntrinsic(field));
        return null;
    }
}
