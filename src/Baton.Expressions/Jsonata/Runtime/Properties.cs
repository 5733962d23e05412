using Baton.Json;

namespace Baton.Expressions.Jsonata;

/// <summary>Looking up names.</summary>
internal static class Properties
{
    /// <summary>The property of one object.</summary>
    public static bool TryGet(object? value, string name, out object? found)
    {
        switch (value)
        {
            case JsonObject json:
                var has = json.TryGet(name, out var data);
                found = data;
                return has;
            case ObjectValue made:
                return made.TryGet(name, out found);
            default:
                found = null;
                return false;
        }
    }

    /// <summary>
    /// What a name means for a value: the property of an object, for an array the sequence of what it means for each item.
    /// The sequence is not settled: it may have one item or none.
    /// </summary>
    public static object? Lookup(Machine machine, object? value, string name)
    {
        if (!Items.TryOf(value, out var items))
        {
            TryGet(value, name, out var found);
            return found;
        }
        Recursion.Check();
        machine.Spend(items.Count);
        var result = ListValue.Sequence();
        for (var i = 0; i < items.Count; i++)
        {
            var found = Lookup(machine, items[i], name);
            if (found is null) continue;
            if (Items.TryOf(found, out var several)) result.AddAll(machine, several);
            else result.Add(machine, found);
        }
        return result;
    }
}
