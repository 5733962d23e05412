using Baton.Json;

namespace Baton.Expressions.Jsonata;

/// <summary>Turns the value of an expression into JSON.</summary>
internal static class ResultWriter
{
    /// <summary>Deeper than this, nobody could read it again.</summary>
    private const int DepthMax = 500;

    /// <exception cref="Fault">A function or a number that is not finite is in it.</exception>
    public static JsonData ToJson(object value) => Convert(value, 0);

    private static JsonData Convert(object? value, int depth)
    {
        if (depth > DepthMax) throw Recursion.TooDeep();
        return value switch
        {
            null => JsonData.Null,
            JsonData json => json,
            ListValue list => Array(list, depth),
            ObjectValue made => Object(made, depth),
            NonFinite => throw new Fault("D1001") { Value = value },
            _ => throw new Fault(JsonataErrors.FunctionResult) { Text = "The result of the expression contains a function" },
        };
    }

    private static JsonArray Array(ListValue list, int depth)
    {
        var items = new JsonData[list.Count];
        for (var i = 0; i < items.Length; i++) items[i] = list[i] as JsonData ?? Convert(list[i], depth + 1);
        return new JsonArray(items);
    }

    private static JsonObject Object(ObjectValue made, int depth)
    {
        var properties = new KeyValuePair<string, JsonData>[made.Count];
        var count = 0;
        for (var i = 0; i < made.Count; i++)
        {
            var value = made.ValueAt(i);
            if (value is null or NextMatchFunction) continue;
            properties[count++] = new(made.NameAt(i), value as JsonData ?? Convert(value, depth + 1));
        }
        return JsonObject.Owning(count == properties.Length ? properties : properties[..count]);
    }
}
