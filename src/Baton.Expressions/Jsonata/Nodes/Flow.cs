using Baton.Json;

namespace Baton.Expressions.Jsonata;

/// <summary>What goes from one step of a path to the next: a sequence, but without a list where it has just one item.</summary>
/// <param name="Value">The item, or the array of the items.</param>
/// <param name="IsMany">Whether it is the array.</param>
internal readonly record struct Flow(object? Value, bool IsMany)
{
    public static Flow Empty => new(Sequences.Empty, true);

    public bool IsEmpty => IsMany && Items.TryOf(Value, out var items) && items.Count == 0;

    /// <summary>What a path starts with: the items of a context that is an array, unless it starts at a variable.</summary>
    public static Flow Start(object? input, bool atVariable) => new(input, !atVariable && input is JsonArray or ListValue);

    /// <summary>What a step gives that made one value. Only at the end does a plain array stay what it is.</summary>
    public static Flow Of(object? result, bool isLast)
    {
        if (result is JsonArray json) return json.Count == 0 && !isLast ? Empty : new Flow(json, true);
        if (result is not ListValue list) return new Flow(result, false);
        if (isLast && !list.IsSequence) return new Flow(list, true);
        if (list.IsConstructed) return new Flow(list, false);
        if (list.Count == 0) return Empty;
        return new Flow(isLast && list.Count == 1 ? list.Remarked(ListMarks.Sequence) : list, true);
    }

    /// <summary>The items, also where there is just one.</summary>
    public Items ToItems() => IsMany && Items.TryOf(Value, out var items) ? items : new Items(ListValue.SequenceOf(Value));
}
