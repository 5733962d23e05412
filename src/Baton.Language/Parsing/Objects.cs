using Baton.Json;

namespace Baton.Language.Parsing;

/// <summary>Opens objects inside of objects.</summary>
internal static class Objects
{
    /// <summary>The object that a field holds, or null where there is none.</summary>
    public static ObjectReader? Inside(ObjectReader at, string field, FieldSet fields) =>
        at.Object(field) is { } value ? at.Inside(value, at.At(field), fields) : null;

    /// <summary>One item of a list of objects, or null where it is none.</summary>
    public static ObjectReader? Item(ObjectReader at, string field, JsonArray array, int index, FieldSet fields)
    {
        var place = at.At(field, index);
        if (array[index] is JsonObject value) return at.Inside(value, place, fields);
        at.Context.Findings.Schema(place, Texts.Expected("OBJECT"));
        return null;
    }
}
