namespace Baton.Expressions.Jsonata;

/// <summary>The rules by which sequences become values and arrays are joined.</summary>
internal static class Sequences
{
    /// <summary>The sequence of nothing; never added to, never marked.</summary>
    public static ListValue Empty { get; } = ListValue.Sequence();

    /// <summary>A sequence of one is its item, of none is nothing; everything else stays.</summary>
    public static object? Settle(object? value)
    {
        if (value is not ListValue list || (list.Marks & (ListMarks.Sequence | ListMarks.Tuples)) != ListMarks.Sequence || list.Count > 1) return value;
        if (list.Count == 0) return null;
        return (list.Marks & ListMarks.KeepSingleton) != 0 ? list : list[0];
    }

    /// <summary>Joins two values into one plain array; where one side is nothing, the other side as it is.</summary>
    public static object? Append(Machine machine, object? first, object? second)
    {
        if (first is null) return second;
        if (second is null) return first;
        var left = Items.OfOrSingle(first);
        var right = Items.OfOrSingle(second);
        if (left.Count == 0 && second is ListValue list) return list.Remarked(ListMarks.None);
        var result = new ListValue();
        result.Reserve(machine, left.Count + right.Count);
        result.AddAll(machine, left);
        result.AddAll(machine, right);
        return result;
    }

    /// <summary>Whether a value is an array that a path spreads into its result.</summary>
    public static bool Flattens(object? value, out Items items)
    {
        if (value is ListValue { IsConstructed: true })
        {
            items = default;
            return false;
        }
        return Items.TryOf(value, out items);
    }
}
