namespace Baton.Expressions.Jsonata;

/// <summary>Tuples: a context value with the variables that belong to it. A tuple is a frame, so that evaluating in it costs nothing.</summary>
internal static class Tuples
{
    public static Frame Make(Layout layout, Frame outer, object? item)
    {
        outer.Machine.Allocate(64 + (layout.SlotCount * 8));
        var tuple = new Frame(outer.Machine, outer, layout) { Item = item };
        Array.Fill(tuple.Slots, Frame.Unbound);
        return tuple;
    }

    public static Frame Copy(Frame tuple)
    {
        tuple.Machine.Allocate(64 + (tuple.Slots.Length * 8));
        var copy = new Frame(tuple.Machine, tuple.Parent, tuple.Layout) { Item = tuple.Item };
        tuple.Slots.CopyTo(copy.Slots, 0);
        return copy;
    }

    /// <summary>Takes over the context and the variables of a tuple that a part of the path made.</summary>
    public static void TakeOver(Frame tuple, Frame inner)
    {
        tuple.Item = inner.Item;
        for (var i = 0; i < inner.Layout.TupleNames.Count; i++)
        {
            if (ReferenceEquals(inner.Slots[i], Frame.Unbound)) continue;
            var slot = tuple.Layout.TupleSlot(inner.Layout.TupleNames[i]);
            if (slot >= 0) tuple.Slots[slot] = inner.Slots[i];
        }
    }

    /// <summary>The tuples that a part of a path made, as tuples of the frame around it: what stands behind the part was compiled for that.</summary>
    public static ListValue Within(Frame outer, ListValue tuples)
    {
        var result = new ListValue(tuples.Marks);
        for (var i = 0; i < tuples.Count; i++)
        {
            var tuple = Copy(outer);
            TakeOver(tuple, (Frame)tuples[i]!);
            result.Add(outer.Machine, tuple);
        }
        return result;
    }

    /// <summary>One tuple of a group of them: its context and each variable are all that the group has, appended.</summary>
    public static Frame Merge(object? group)
    {
        if (group is Frame single) return single;

        Items.TryOf(group, out var tuples);
        var first = (Frame)tuples[0]!;
        var merged = Copy(first);
        merged.Item = Appended(tuples, tuple => tuple.Item);
        for (var slot = 0; slot < first.Layout.TupleNames.Count; slot++)
        {
            var at = slot;
            merged.Slots[slot] = Appended(tuples, tuple => ReferenceEquals(tuple.Slots[at], Frame.Unbound) ? null : tuple.Slots[at]) ?? merged.Slots[slot];
        }
        return merged;
    }

    /// <summary>The tuple as an object with the context as <c>@</c>: what is left of it where the language forgets that it is one.</summary>
    public static ObjectValue ToObject(Frame tuple)
    {
        var result = new ObjectValue();
        result.Set("@", tuple.Item);
        for (var i = 0; i < tuple.Layout.TupleNames.Count; i++)
        {
            if (!ReferenceEquals(tuple.Slots[i], Frame.Unbound)) result.Set(tuple.Layout.TupleNames[i], tuple.Slots[i]);
        }
        return result;
    }

    public static Items ToObjects(ListValue tuples)
    {
        var objects = new object?[tuples.Count];
        for (var i = 0; i < objects.Length; i++) objects[i] = ToObject((Frame)tuples[i]!);
        return new Items(new ListValue(objects, ListMarks.Sequence));
    }

    private static object? Appended(Items tuples, Func<Frame, object?> part)
    {
        var all = default(Accumulator);
        for (var i = 0; i < tuples.Count; i++)
        {
            var tuple = (Frame)tuples[i]!;
            all.Add(tuple.Machine, part(tuple));
        }
        return all.Value;
    }
}
