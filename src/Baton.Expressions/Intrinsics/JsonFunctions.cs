using Baton.Json;

namespace Baton.Expressions.Intrinsics;

/// <summary>The functions on JSON text and objects.</summary>
internal static class JsonFunctions
{
    /// <summary>Blank text is null.</summary>
    public static JsonData StringToJson(IntrinsicInput input)
    {
        var text = input.Text(0);
        if (string.IsNullOrWhiteSpace(text)) return JsonData.Null;
        input.Budget.Allocate(8L * text.Length);
        try
        {
            var value = JsonData.Parse(text);
            return value is JsonNumber { Text: "-0" } ? JsonData.Of(0) : value;
        }
        catch (JsonFormatException e)
        {
            throw new IntrinsicException($"Invalid arguments in States.StringToJson, caused by: {e.Message}");
        }
    }

    public static JsonData JsonToString(IntrinsicInput input)
    {
        var text = input.Values[0].ToString();
        input.Budget.Allocate(2L * text.Length);
        return JsonData.Of(text);
    }

    /// <summary>The second object's properties win; only shallow merging exists.</summary>
    public static JsonData JsonMerge(IntrinsicInput input)
    {
        var (first, second) = (input.Object(0), input.Object(1));
        if (input.Values[2] is not JsonBoolean deep) throw new IntrinsicException();
        if (deep.Value) throw new IntrinsicException("Invalid arguments in States.JsonMerge: only shallow merging is supported.");
        input.Budget.Allocate(16L * (first.Count + second.Count));
        var merged = new JsonObject.Builder(first.Count + second.Count);
        foreach (var (name, value) in first) merged.Set(name, value);
        foreach (var (name, value) in second) merged.Set(name, value);
        return merged.Build();
    }
}
