namespace Baton.Expressions.Jsonata;

/// <summary>A step that evaluates something for each tuple and makes a tuple of each item of what that gives.</summary>
internal sealed class TupleNodeStep(Node node, TupleStage[] stages) : TupleStep(stages)
{
    public const int None = -1;

    /// <summary>The variable that takes the item, while the context stays what it was.</summary>
    public int FocusSlot { get; init; } = None;

    public int IndexSlot { get; init; } = None;

    /// <summary>The hidden variable that keeps what the step started from.</summary>
    public int AncestorSlot { get; init; } = None;

    protected override ListValue Take(ListValue? tuples, Flow input, Frame blank)
    {
        var machine = blank.Machine;
        var items = tuples is null ? input.ToItems() : new Items(tuples);
        machine.Spend(items.Count);
        var result = new ListValue(ListMarks.Sequence | ListMarks.Tuples);
        for (var i = 0; i < items.Count; i++)
        {
            var tuple = tuples is null ? Tuples.Make(blank.Layout, blank.Parent!, items[i]) : (Frame)items[i]!;
            var value = node.Evaluate(tuple.Item, tuple);
            if (value is null) continue;
            if (!Items.TryOf(value, out var several))
            {
                result.Add(machine, Extend(tuple, value, 0, isTuple: false));
                continue;
            }
            var areTuples = value is ListValue { IsTuples: true };
            for (var place = 0; place < several.Count; place++) result.Add(machine, Extend(tuple, several[place], place, areTuples));
        }
        return result;
    }

    private Frame Extend(Frame tuple, object? value, int place, bool isTuple)
    {
        var extended = Tuples.Copy(tuple);
        if (isTuple)
        {
            Tuples.TakeOver(extended, (Frame)value!);
            return extended;
        }
        if (FocusSlot == None) extended.Item = value;
        else extended.Slots[FocusSlot] = value;
        if (IndexSlot != None) extended.Slots[IndexSlot] = Numbers.OfInt(place);
        if (AncestorSlot != None) extended.Slots[AncestorSlot] = tuple.Item;
        return extended;
    }
}
