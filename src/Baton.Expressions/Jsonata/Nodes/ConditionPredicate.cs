namespace Baton.Expressions.Jsonata;

/// <summary>A predicate that is evaluated for each item: a condition, or the places that are wanted.</summary>
internal sealed class ConditionPredicate(Node node) : Predicate
{
    public override object Filter(object? value, Frame frame)
    {
        if (!Items.TryOf(value, out var items))
        {
            return TimesWanted(value, frame, 0, 1) switch
            {
                0 => Sequences.Empty,
                1 when value is not null => value,
                // Where nothing passes as an item, the sequence has an item that is nothing: the next step is still taken.
                var times => new ListValue([.. Enumerable.Repeat(value, times)], ListMarks.Sequence),
            };
        }

        frame.Machine.Spend(items.Count);
        var result = ListValue.Sequence();
        for (var i = 0; i < items.Count; i++)
        {
            var item = items[i];
            for (var times = TimesWanted(item, frame, i, items.Count); times > 0; times--) result.Add(frame.Machine, item);
        }
        return result;
    }

    public override ListValue FilterTuples(ListValue tuples, Frame frame)
    {
        frame.Machine.Spend(tuples.Count);
        var result = new ListValue(ListMarks.Sequence | (tuples.Marks & ListMarks.Tuples));
        for (var i = 0; i < tuples.Count; i++)
        {
            var tuple = (Frame)tuples[i]!;
            // Tuples that were sorted are no longer known as such: there the predicate sees the tuple as an object.
            var times = tuples.IsTuples ? TimesWanted(tuple.Item, tuple, i, tuples.Count) : TimesWanted(Tuples.ToObject(tuple), frame, i, tuples.Count);
            for (; times > 0; times--) result.Add(frame.Machine, tuple);
        }
        return result;
    }

    private int TimesWanted(object? item, Frame frame, int place, int count)
    {
        if (node.IsBoolean) return node.Test(item, frame) ? 1 : 0;

        var result = node.Evaluate(item, frame);
        if (Numbers.IsNumeric(result, out var index)) return IsPlace(index, place, count) ? 1 : 0;
        if (!Items.TryOf(result, out var indexes) || !AreNumbers(indexes)) return Truth.Of(frame.Machine, result) ? 1 : 0;

        var times = 0;
        for (var i = 0; i < indexes.Count; i++)
        {
            if (Numbers.IsNumeric(indexes[i], out index) && IsPlace(index, place, count)) times++;
        }
        return times;
    }

    private static bool IsPlace(double index, int place, int count)
    {
        var floor = Math.Floor(index);
        return (floor < 0 ? floor + count : floor) == place;
    }

    private static bool AreNumbers(Items items)
    {
        for (var i = 0; i < items.Count; i++)
        {
            if (!Numbers.IsNumeric(items[i], out _)) return false;
        }
        return true;
    }
}
