using Baton.Json;

namespace Baton.Expressions.Jsonata;

/// <summary>The effective boolean of a value, as conditions and predicates see it.</summary>
internal static class Truth
{
    /// <summary>Nothing counts as false.</summary>
    public static bool Of(Machine machine, object? value)
    {
        switch (value)
        {
            case null:
                return false;
            case JsonBoolean boolean:
                return boolean.Value;
            case JsonString text:
                return text.Value.Length > 0;
            case JsonNumber number:
                return number.Value != 0;
            case JsonObject json:
                return json.Count > 0;
            case ObjectValue made:
                return made.Count > 0;
            case Function function:
                return function.CountsAsObject;
            case NonFinite:
                return Numbers.IsNumeric(value, out _);
            default:
                return Items.TryOf(value, out var items) && OfItems(machine, items);
        }
    }

    /// <summary>Truth as ECMAScript has it, for which every object and array is true.</summary>
    public static bool IsSomething(object? value) => value switch
    {
        null => false,
        JsonBoolean boolean => boolean.Value,
        JsonString text => text.Value.Length > 0,
        JsonNumber number => number.Value != 0,
        NonFinite odd => !odd.IsNaN,
        _ => value != JsonData.Null,
    };

    private static bool OfItems(Machine machine, Items items)
    {
        Recursion.Check();
        machine.Spend(1);
        for (var i = 0; i < items.Count; i++)
        {
            if (Of(machine, items[i])) return true;
        }
        return false;
    }
}
