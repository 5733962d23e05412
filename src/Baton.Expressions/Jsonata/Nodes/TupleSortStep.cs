namespace Baton.Expressions.Jsonata;

/// <summary>An order-by in a path that carries tuples.</summary>
internal sealed class TupleSortStep(SortTerms terms, Layout layout, int indexSlot, TupleStage[] stages) : TupleStep(stages)
{
    protected override ListValue Take(ListValue? tuples, Flow input, Frame frame)
    {
        if (tuples is not null) return terms.SortTuples(tuples, frame);

        var sorted = terms.Sort(input.ToItems(), frame);
        var result = new ListValue(ListMarks.Sequence | ListMarks.Tuples);
        for (var i = 0; i < sorted.Count; i++)
        {
            var tuple = Tuples.Make(layout, frame, sorted[i]);
            if (indexSlot >= 0) tuple.Slots[indexSlot] = Numbers.OfInt(i);
            result.Add(frame.Machine, tuple);
        }
        return result;
    }
}
