namespace Baton.Expressions.Jsonata;

/// <summary>Functions on arrays that call nothing back.</summary>
internal static class Arrays
{
    public static IEnumerable<NativeFunction> Functions =>
    [
        new("append", "<xx:a>", 2, (machine, arguments) => Sequences.Append(machine, arguments[0], arguments[1])),
        new("reverse", "<a:a>", 1, Reverse),
        new("shuffle", "<a:a>", 1, Shuffle),
        new("distinct", "<x:x>", 1, Distinct),
        new("zip", "<a+>", 0, Zip),
    ];

    private static object? Reverse(Machine machine, ReadOnlySpan<object?> arguments)
    {
        if (!Items.TryOf(arguments[0], out var items) || items.Count <= 1) return arguments[0];
        var reversed = Copy(machine, items);
        Array.Reverse(reversed);
        return new ListValue(reversed);
    }

    private static object? Shuffle(Machine machine, ReadOnlySpan<object?> arguments)
    {
        if (!Items.TryOf(arguments[0], out var items) || items.Count <= 1) return arguments[0];
        var shuffled = Copy(machine, items);
        for (var i = shuffled.Length - 1; i > 0; i--)
        {
            var j = (int)(machine.Context.Randomness.NextDouble() * (i + 1));
            (shuffled[i], shuffled[j]) = (shuffled[j], shuffled[i]);
        }
        return new ListValue(shuffled);
    }

    private static object? Distinct(Machine machine, ReadOnlySpan<object?> arguments)
    {
        if (!Items.TryOf(arguments[0], out var items) || items.Count <= 1) return arguments[0];
        machine.Spend(items.Count);
        var seen = new HashSet<object?>(new Equality(machine));
        var result = new ListValue(arguments[0] is ListValue { IsSequence: true } ? ListMarks.Sequence : ListMarks.None);
        for (var i = 0; i < items.Count; i++)
        {
            if (seen.Add(items[i])) result.Add(machine, items[i]);
        }
        return result;
    }

    private static ListValue Zip(Machine machine, ReadOnlySpan<object?> arguments)
    {
        var arrays = new Items[arguments.Length];
        for (var i = 0; i < arrays.Length; i++) Items.TryOf(arguments[i], out arrays[i]);
        var length = arrays.Length == 0 ? 0 : arrays.Min(array => array.Count);
        var result = new ListValue();
        for (var i = 0; i < length; i++)
        {
            var tuple = new ListValue();
            foreach (var array in arrays) tuple.Add(machine, array[i]);
            result.Add(machine, tuple);
        }
        return result;
    }

    private static object?[] Copy(Machine machine, Items items)
    {
        machine.Allocate(items.Count * 8L);
        machine.Spend(items.Count);
        return items.ToArray();
    }
}
