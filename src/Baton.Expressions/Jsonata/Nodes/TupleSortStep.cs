namespace Baton.Expressions.Jsonata;

/// <summary>An order-by in a path that carries tuples.</summary>
internal sealed class TupleSortStep(SortTerms terms, int indexSlot, TupleStage[] stages) : TupleStep(stages)
{
    protected override ListValue Take(ListValue? tuples, Flow input, Frame blank)
    {
        if (tuples is not null) return terms.SortTuples(tuples, blank);

        var sorted = terms.Sort(input.ToItems(), blank);
        var result = new ListValue(ListMarks.Sequence | ListMarks.Tuples);
        for (var i = 0; i < sorted.Count; i++)
        {
            var tuple = Tuples.Make(blank.Layout, blank.Parent!, sorted[i]);
            if (indexSlot >= 0) tuple.Slots[indexSlot] = Numbers.OfInt(i);
            result.Add(blank.Machine, tuple);
        }
        return result;
    }
}
