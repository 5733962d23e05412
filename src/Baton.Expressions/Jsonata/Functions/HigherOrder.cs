using Baton.Json;

namespace Baton.Expressions.Jsonata;

/// <summary>Functions that take functions.</summary>
internal static class HigherOrder
{
    public static IEnumerable<NativeFunction> Functions =>
    [
        new("map", "<af>", 2, Map),
        new("filter", "<af>", 2, Filter),
        new("single", "<af?>", 2, Single),
        new("reduce", "<afj?:j>", 3, Reduce),
        new("sift", "<o-f?:o>", 2, Sift),
        new("each", "<o-f:a>", 2, Each),
        new("sort", "<af?:a>", 2, Sort),
    ];

    private static ListValue? Map(Machine machine, ReadOnlySpan<object?> arguments)
    {
        if (!Items.TryOf(arguments[0], out var items)) return null;
        var result = ListValue.Sequence();
        if (items.Count == 0) return result;
        var callback = new Callback(machine, arguments[1]);
        var leftovers = new Leftovers(machine);
        for (var i = 0; i < items.Count; i++)
        {
            if (callback.Map(items[i], Numbers.OfInt(i), arguments[0]) is { } value) result.Add(machine, value);
            leftovers.Sweep([result]);
        }
        return result;
    }

    private static ListValue? Filter(Machine machine, ReadOnlySpan<object?> arguments)
    {
        if (!Items.TryOf(arguments[0], out var items)) return null;
        var result = ListValue.Sequence();
        if (items.Count == 0) return result;
        var callback = new Callback(machine, arguments[1]);
        var leftovers = new Leftovers(machine);
        for (var i = 0; i < items.Count; i++)
        {
            if (Truth.Of(machine, callback.Map(items[i], Numbers.OfInt(i), arguments[0]))) result.Add(machine, items[i]);
            leftovers.Sweep([result]);
        }
        return result;
    }

    private static object? Single(Machine machine, ReadOnlySpan<object?> arguments)
    {
        if (!Items.TryOf(arguments[0], out var items)) return null;
        Callback? callback = arguments[1] is null || items.Count == 0 ? null : new Callback(machine, arguments[1]);
        var isFound = false;
        object? found = null;
        for (var i = 0; i < items.Count; i++)
        {
            if (callback is { } test && !Truth.Of(machine, test.Map(items[i], Numbers.OfInt(i), arguments[0]))) continue;
            if (isFound) throw new Fault("D3138") { Index = i };
            isFound = true;
            found = items[i];
        }
        return isFound ? found : throw new Fault("D3139");
    }

    private static object? Reduce(Machine machine, ReadOnlySpan<object?> arguments)
    {
        if (!Items.TryOf(arguments[0], out var items)) return null;
        var callback = new Callback(machine, arguments[1]);
        if (callback.Arity < 2) throw new Fault("D3050") { Index = 1 };

        var start = arguments[2] is null && items.Count > 0 ? 1 : 0;
        var result = start == 1 ? items[0] : arguments[2];
        var count = Math.Min(callback.Arity, 4);
        var leftovers = new Leftovers(machine);
        for (var i = start; i < items.Count; i++)
        {
            result = callback.Invoke(count, result, items[i], Numbers.OfInt(i), arguments[0]);
            leftovers.Sweep([result]);
        }
        return result;
    }

    private static ObjectValue? Sift(Machine machine, ReadOnlySpan<object?> arguments)
    {
        if (!Members.TryOf(arguments[0], out var members) || members.Count == 0) return null;
        var callback = new Callback(machine, arguments[1]);
        var result = new ObjectValue();
        for (var i = 0; i < members.Count; i++)
        {
            if (Truth.Of(machine, callback.Map(members.Value(i), new JsonString(members.Name(i)), arguments[0]))) result.Set(members.Name(i), members.Value(i));
        }
        machine.Allocate(result.Count * 24L);
        return result.Count == 0 ? null : result;
    }

    private static ListValue Each(Machine machine, ReadOnlySpan<object?> arguments)
    {
        var result = ListValue.Sequence();
        if (!Members.TryOf(arguments[0], out var members) || members.Count == 0) return result;
        var callback = new Callback(machine, arguments[1]);
        for (var i = 0; i < members.Count; i++)
        {
            if (callback.Map(members.Value(i), new JsonString(members.Name(i)), arguments[0]) is { } value) result.Add(machine, value);
        }
        return result;
    }

    private static object? Sort(Machine machine, ReadOnlySpan<object?> arguments)
    {
        if (!Items.TryOf(arguments[0], out var items) || items.Count <= 1) return arguments[0];
        machine.Allocate(items.Count * 24L);
        machine.Spend(items.Count);
        var array = items.ToArray();
        if (arguments[1] is null) return new ListValue(SortedNaturally(array));

        var callback = new Callback(machine, arguments[1]);
        var order = MergeSort.Order(array.Length, (left, right) => Truth.IsSomething(callback.Invoke(2, array[left], array[right])));
        return new ListValue([.. order.Select(at => array[at])]);
    }

    private static object?[] SortedNaturally(object?[] array)
    {
        if (Array.TrueForAll(array, item => item is JsonNumber))
        {
            var keys = Array.ConvertAll(array, item => ((JsonNumber)item!).Value);
            return [.. MergeSort.Order(array.Length, (left, right) => keys[left] > keys[right]).Select(at => array[at])];
        }
        if (Array.TrueForAll(array, item => item is JsonString))
        {
            var keys = Array.ConvertAll(array, item => ((JsonString)item!).Value);
            return [.. MergeSort.Order(array.Length, (left, right) => string.CompareOrdinal(keys[left], keys[right]) > 0).Select(at => array[at])];
        }
        foreach (var item in array) Numbers.IsNumeric(item, out _); // an infinity is a fault of its own
        throw new Fault("D3070") { Index = 1 };
    }
}
