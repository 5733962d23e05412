using Baton.Json;

namespace Baton.Expressions.Jsonata;

/// <summary><c>$sum</c>, <c>$count</c>, <c>$max</c>, <c>$min</c>, <c>$average</c></summary>
internal static class Aggregation
{
    public static IEnumerable<NativeFunction> Functions =>
    [
        new("sum", "<a<n>:n>", 1, Sum) { IsSimple = true },
        new("count", "<a:n>", 1, (_, arguments) => Items.TryOf(arguments[0], out var items) ? Numbers.OfInt(items.Count) : Numbers.Zero) { IsSimple = true },
        new("max", "<a<n>:n>", 1, (machine, arguments) => Extreme(machine, arguments[0], Math.Max)) { IsSimple = true },
        new("min", "<a<n>:n>", 1, (machine, arguments) => Extreme(machine, arguments[0], Math.Min)) { IsSimple = true },
        new("average", "<a<n>:n>", 1, Average) { IsSimple = true },
    ];

    private static object? Sum(Machine machine, ReadOnlySpan<object?> arguments) =>
        Items.TryOf(arguments[0], out var items) ? Numbers.Of(Total(machine, items)) : null;

    private static object? Average(Machine machine, ReadOnlySpan<object?> arguments) =>
        Items.TryOf(arguments[0], out var items) && items.Count > 0 ? Numbers.Of(Total(machine, items) / items.Count) : null;

    private static double Total(Machine machine, Items items)
    {
        machine.Spend(items.Count);
        var total = 0.0;
        for (var i = 0; i < items.Count; i++) total += ValueOf(items[i]);
        return total;
    }

    private static object? Extreme(Machine machine, object? value, Func<double, double, double> choose)
    {
        if (!Items.TryOf(value, out var items) || items.Count == 0) return null;
        machine.Spend(items.Count);
        var extreme = ValueOf(items[0]);
        for (var i = 1; i < items.Count; i++) extreme = choose(extreme, ValueOf(items[i]));
        return Numbers.Of(extreme);
    }

    private static double ValueOf(object? item) => item is JsonNumber number ? number.Value : Numbers.TryGet(item, out var odd) ? odd : double.NaN;
}
